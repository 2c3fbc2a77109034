/** The rows of sealed weeks: how they differ from those of the log, and whether a week without some events has its sealed row. */

import { updateAdler } from "../codec/adler32";
import { digestOf } from "../event/body";
import { packKey } from "../event/key";
import type { Log } from "../log/log";
import type { Week } from "../log/week";
import type { Pause } from "../ports";
import { emptyRow, isSameRow, rowOf, type WeekSummary } from "../sync/week-summary";

const max = math.max;

/** Events that are hashed between two looks at the frame's budget. */
const STEP = 16;

const U32 = 4294967296;

/** Packed keys of events of one week. */
export type Keys = LuaSet<string>;

/** How the weeks of a log differ from sealed ones. */
export interface RowDifference {
    /** Weeks that are not equal, ascending, and their sealed rows; a count of 0 where nothing of them is sealed. */
    readonly open: WeekSummary[];
    /** Number of sealed events that are not here. */
    readonly lacking: number;
}

/** Compares the weeks before one with their sealed rows, which ascend. The log must be hashed. */
export function compareRows(log: Log, rows: readonly WeekSummary[], before: number, pause: Pause): RowDifference {
    const open: WeekSummary[] = [];
    let lacking = 0;
    let index = 0;
    const note = (sealed: WeekSummary): void => {
        const own = rowOf(log, sealed.weekNumber);
        if (!isSameRow(own, sealed)) {
            open[open.length] = sealed;
            lacking += max(0, sealed.count - own.count);
        }
        pause();
    };
    const noteUntil = (weekNumber: number): void => {
        while (index < rows.length && rows[index].weekNumber < weekNumber) {
            note(rows[index]);
            index++;
        }
    };
    for (const weekNumber of log.weekNumbers.slice(0, log.indexFrom(before))) {
        noteUntil(weekNumber);
        if (index >= rows.length || rows[index].weekNumber > weekNumber) {
            note(emptyRow(weekNumber));
        }
    }
    noteUntil(before);
    return { open, lacking };
}

/**
 * Whether a week of the log has a sealed row once some of its events are left out.
 * @param rivals bodies, by packed key, that take the place of some that are left out.
 */
export function isSealedWithout(
    log: Log,
    sealed: WeekSummary,
    leftOut: Keys,
    pause: Pause,
    rivals: LuaMap<string, string> = new LuaMap(),
): boolean {
    const { weekNumber } = sealed;
    const week = log.open(weekNumber, pause);
    if (week === undefined) {
        return false;
    }
    const { revision } = week;
    let [adlerA, adlerB] = [1, 0];
    let fingerprint = 0;
    let count = 0;
    for (const index of $range(0, week.size - 1)) {
        if (index % STEP === 0) {
            pause();
            if (log.week(weekNumber) !== week || week.revision !== revision || week.packed !== undefined) {
                return false;
            }
        }
        const [time, id] = [week.times[index], week.ids[index]];
        const key = packKey(time, id);
        const body = leftOut.has(key) ? rivals.get(key) : week.bodies[index];
        if (body !== undefined) {
            [adlerA, adlerB] = updateAdler(adlerA, adlerB, key);
            fingerprint = (fingerprint + digestOf(time, id, body)) % U32;
            count++;
        }
    }
    return isSameRow({ count, hash: adlerB * 65536 + adlerA, fingerprint }, sealed);
}

/** The keys of the events of a week that is open, but for some. */
export function allKeys(
    week: Week | undefined,
    pause: Pause,
    isExcepted: (this: void, key: string) => boolean = () => false,
): Keys {
    const keys: Keys = new LuaSet();
    if (week === undefined) {
        return keys;
    }
    // If the week is packed during a pause, it gets new arrays: these stay.
    const { times, ids, size } = week;
    for (const index of $range(0, size - 1)) {
        const key = packKey(times[index], ids[index]);
        if (!isExcepted(key)) {
            keys.add(key);
        }
        if (index % STEP === 0) {
            pause();
        }
    }
    return keys;
}
