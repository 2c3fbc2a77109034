/** When in a workload what goes wrong: one /reload, one crash, one lockdown. */

import { type Fault, type FaultKind } from "./evening";

/** Where in the workload a fault falls, as shares of its evenings and of that evening's deeds. */
interface Place {
    readonly kind: FaultKind;
    readonly evening: number;
    readonly deed: number;
}

/** Apart from each other also when there is only one evening. */
const PLACES: readonly Place[] = [
    { kind: "reload", evening: 0.25, deed: 0.3 },
    { kind: "crash", evening: 0.5, deed: 0.75 },
    { kind: "lockdown", evening: 0.75, deed: 0.5 },
];

/** Whom the faults of an evening may hit. */
export interface Targets {
    /** An officer who is there; /reload saves, so nothing that it wrote may be lost. */
    readonly officer: number;
    /** A member who is there; a crash loses what was not saved, and an officer's newest events could be nowhere else yet. */
    readonly member: number;
}

/** The faults of evening number `index` (from 0) of `count`. */
export function faultsOf(index: number, count: number, deeds: number, targets: Targets): Fault[] {
    return PLACES.filter((place) => math.floor(place.evening * count) === index).map((place) => ({
        kind: place.kind,
        client: place.kind === "crash" ? targets.member : targets.officer,
        afterDeed: math.floor(place.deed * deeds),
    }));
}
