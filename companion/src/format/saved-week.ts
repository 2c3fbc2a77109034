/** A week as it is read from a file. */
import type { WeekHeader, WeekRow } from "./hashes";
import type { StoredEvent } from "./key";
import type { LuaKey } from "./lua-value";

/** "b" or "z": a line of its own, deflated or not; "u": of a unit; "": not here, only its row; "?": what it is cannot be read. */
export type WeekMode = "b" | "z" | "u" | "" | "?";

export interface SavedWeek {
    /** The week number; where the file is damaged, whatever stands in its place. */
    readonly number: LuaKey;
    readonly mode: WeekMode;
    /** Length of its text; of a week of a unit, its share. */
    readonly bytes: number;
    /** What its header says. */
    readonly header?: WeekHeader;
    /** What its events say. */
    readonly actual?: WeekRow;
    /** In order. Of a damaged text those that the game takes, too. */
    readonly events: readonly StoredEvent[];
    /** What is wrong with it, in words; empty when all is well. */
    readonly problems: readonly string[];
    /** Number of events that it has elsewhere, where not all of them are here. */
    readonly of?: number;
}

/** How the parts of a header are called in messages. */
const NAMES = {
    count: "count",
    hash: "hash",
    fingerprint: "fingerprint",
    lastTime: "last time",
    lastId: "last id",
} as const;

/** What differs between a header and what the events say, in words. */
export function differences(header: WeekHeader, actual: WeekHeader): string[] {
    return Object.entries(NAMES)
        .map(([part, name]) => [part as keyof typeof NAMES, name] as const)
        .filter(([part]) => header[part] !== actual[part])
        .map(([part, name]) => `${name} ${actual[part]}, not ${header[part]}`);
}
