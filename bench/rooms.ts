/** Figures of rooms, in the realm: latency 0.1 s and the game's throttle. Each scenario has a file of its own in rooms/. */

import type { Figure } from "./harness";
import { callFigures } from "./rooms/calls";
import { changeFigures } from "./rooms/changes";
import { churnFigures } from "./rooms/churn";
import { joinFigures } from "./rooms/joins";
import { leaseFigures } from "./rooms/leases";
import { lieFigures } from "./rooms/lies";
import { meetFigures } from "./rooms/meets";
import { objectFigures } from "./rooms/objects";
import { quietFigures } from "./rooms/quiet";

const SCENARIOS = [
    joinFigures,
    changeFigures,
    quietFigures,
    churnFigures,
    meetFigures,
    leaseFigures,
    callFigures,
    lieFigures,
    objectFigures,
];

export function run(): Figure[] {
    return SCENARIOS.flatMap((figures) => figures());
}
