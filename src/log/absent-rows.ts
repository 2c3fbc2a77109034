/** The rows of absent weeks, packed: a client may have dropped a thousand of them, and looks at few at a time. */

import { packU24, packU32, readU24, readU32 } from "../codec/integers";
import type { WeekRow } from "./week-row";

const floor = math.floor;
const rep = string.rep;
const sub = string.sub;

/** Weeks whose rows are one text, a year, and bytes of a row: u24 count, u32 hash, u32 fingerprint. A count of 0 stands for none. */
const TEXT_WEEKS = 52;
const ROW_BYTES = 11;

const NO_ROW = rep("\0", ROW_BYTES);
const EMPTY = rep(NO_ROW, TEXT_WEEKS);

export class AbsentRows {
    /** Number of rows. Read only. */
    count = 0;
    private readonly texts = new LuaMap<number, string>();

    /** The row of a week; nil when it is not absent. */
    get(weekNumber: number): WeekRow | undefined {
        const [text, at] = this.find(weekNumber);
        const count = readU24(text, at)!;
        return count === 0 ? undefined : { count, hash: readU32(text, at + 3)!, fingerprint: readU32(text, at + 7)! };
    }

    has(weekNumber: number): boolean {
        const [text, at] = this.find(weekNumber);
        return readU24(text, at) !== 0;
    }

    /** Sets the row of a week, of 1 to MAX_WEEK_EVENTS events; nil when it is not absent any more. */
    set(weekNumber: number, row: WeekRow | undefined): void {
        const [text, at] = this.find(weekNumber);
        this.count += (row === undefined ? 0 : 1) - (this.has(weekNumber) ? 1 : 0);
        const packed = row === undefined ? NO_ROW : packU24(row.count) + packU32(row.hash) + packU32(row.fingerprint);
        this.texts.set(floor(weekNumber / TEXT_WEEKS), sub(text, 1, at - 1) + packed + sub(text, at + ROW_BYTES));
    }

    /** The text with the row of a week, and where that starts. */
    private find(weekNumber: number): LuaMultiReturn<[text: string, at: number]> {
        const text = this.texts.get(floor(weekNumber / TEXT_WEEKS)) ?? EMPTY;
        return $multi(text, (weekNumber % TEXT_WEEKS) * ROW_BYTES + 1);
    }
}
