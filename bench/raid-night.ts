/** A raid night of 500 clients: minutes of processor time, which is why it stands apart from bench/sync.ts. */

import { scenarios } from "../scenarios/scenarios";
import type { Figure } from "./harness";

const EVENTS = 250;

/** Messages an hour of a guild that is idle: what bench/sync.ts holds it to. */
const IDLE_MESSAGES = 120;

/** Seconds of game time that the night takes on average: the scenario waits 5 to 40 s after each event. */
const SECONDS = EVENTS * 22.5;

export function run(): Figure[] {
    const { messages, seconds, isEqual } = scenarios["raid-night"](1);
    if (!isEqual) error("raid-night: the logs are not equal", 0);
    const usual = EVENTS + (IDLE_MESSAGES * SECONDS) / 3600;
    return [
        {
            name: "500 clients, 250 live events: slowest to reach all",
            value: seconds,
            unit: "s",
            target: 3,
            atMost: true,
        },
        {
            name: "the same: messages over live events and those of an idle guild",
            value: messages / usual,
            unit: "×",
            target: 1.3,
            atMost: true,
        },
    ];
}
