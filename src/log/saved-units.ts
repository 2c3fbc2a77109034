/**
 * The units of an archive: weeks that are over, several to one line. Weeks that stand alone are put into units in slices, a
 * unit of which a week has changed is made anew, and so is a small one in front of them.
 */

import type { NativeCodec, Pause } from "../ports";
import type { WeekHeader } from "../block/packed-week";
import { Stride } from "../block/stride";
import { creatorOf, WEEK_SECONDS } from "../event/key";
import { formatUnit, type PackedUnit, parseUnit } from "../unit/packed-unit";
import { UnitWriter } from "../unit/unit-writer";
import { LogCursor } from "./cursor";
import type { Log } from "./log";

/** Bytes of a unit before Deflate from which on it is full: about 4 kB after it. */
const FULL_BYTES = 9000;
/** Characters of the line of a unit that is made anew together with the weeks behind it. */
const SMALL_TEXT = 4000;

/** Weeks that are made into units together: from the one with index `from` in the log's list, before `until`. */
interface Run {
    readonly from: number;
    readonly until: number;
}

/** A unit that is ready to be put into the file. */
interface Draft {
    readonly first: number;
    readonly text: string;
}

export class SavedUnits {
    /** By week: the unit that has it; a line of its own outranks that. */
    private readonly unitOf = new LuaMap<number, PackedUnit>();
    /** By unit: the number under which it stands. */
    private readonly firstOf = new LuaMap<PackedUnit, number>();

    /**
     * @param units the lines of the file, by their first week.
     * @param weeks the lines of weeks that stand alone.
     */
    constructor(
        private readonly units: LuaTable<number, string>,
        private readonly weeks: LuaTable<number, string>,
        private readonly log: Log,
        private readonly native: NativeCodec,
    ) {}

    /** Takes note of a unit that the file holds. False when it has a week that another one has. */
    add(first: number, unit: PackedUnit): boolean {
        for (const { weekNumber } of unit.weeks) {
            if (this.unitOf.has(weekNumber)) {
                return false;
            }
        }
        for (const { weekNumber } of unit.weeks) {
            this.unitOf.set(weekNumber, unit);
        }
        this.firstOf.set(unit, first);
        return true;
    }

    /**
     * Takes a unit that cannot be read out of the file.
     * @returns the numbers of its weeks; nil when no unit with this text holds the week.
     */
    drop(weekNumber: number, text: string): number[] | undefined {
        const unit = this.unitOf.get(weekNumber);
        return unit?.text === text ? this.remove(unit) : undefined;
    }

    /**
     * Makes a few weeks into one unit, or into two.
     * @param isSettled whether what the file holds of a week is what the log holds.
     * @returns false when there was nothing to do, or when something came in between.
     */
    tidy(isSettled: (this: void, weekNumber: number) => boolean, pause: Pause): boolean {
        const run = this.findRun(isSettled);
        if (run === undefined) {
            return false;
        }
        const { log } = this;
        const weekNumbers: number[] = [];
        const revisions: number[] = [];
        for (const index of $range(run.from, run.until - 1)) {
            const weekNumber = log.weekNumbers[index];
            weekNumbers[weekNumbers.length] = weekNumber;
            revisions[revisions.length] = log.week(weekNumber)!.revision;
        }
        const drafts = this.write(weekNumbers, pause);
        const isUnchanged = weekNumbers.every(
            (weekNumber, index) => log.week(weekNumber)!.revision === revisions[index] && isSettled(weekNumber),
        );
        if (drafts === undefined || !isUnchanged) {
            return false;
        }
        this.replace(weekNumbers, drafts);
        return true;
    }

    private findRun(isSettled: (this: void, weekNumber: number) => boolean): Run | undefined {
        const { weekNumbers } = this.log;
        // The newest week grows; it stands alone.
        const end = weekNumbers.length - 1;
        for (const index of $range(0, end - 1)) {
            if (this.weeks.has(weekNumbers[index])) {
                const run = this.runAt(index, end);
                let isReady = true;
                for (const at of $range(run.from, run.until - 1)) {
                    isReady = isReady && at < end && isSettled(weekNumbers[at]);
                }
                if (isReady) {
                    return run;
                }
            }
        }
        return undefined;
    }

    /** The weeks around one that stands alone, whole units only. */
    private runAt(index: number, end: number): Run {
        const { weekNumbers } = this.log;
        let from = this.startOf(index);
        const before = from > 0 ? this.unitOf.get(weekNumbers[from - 1]) : undefined;
        let size = 0;
        if (before !== undefined && before.text.length < SMALL_TEXT) {
            size = before.text.length;
            from = this.startOf(from - 1);
        }
        let until = from;
        while (until < end && (until <= index || (size < FULL_BYTES && this.weeks.has(weekNumbers[until])))) {
            const unit = this.unitOf.get(weekNumbers[until]);
            do {
                size += this.weeks.get(weekNumbers[until])?.length ?? 0;
                until++;
            } while (unit !== undefined && this.unitOf.get(weekNumbers[until]) === unit);
        }
        return { from, until };
    }

    /** Index of the first week of the unit that the week at an index is part of; the index itself when it is of none. */
    private startOf(index: number): number {
        const { weekNumbers } = this.log;
        const unit = this.unitOf.get(weekNumbers[index]);
        let start = index;
        while (unit !== undefined && start > 0 && this.unitOf.get(weekNumbers[start - 1]) === unit) {
            start--;
        }
        return start;
    }

    /** The units that these weeks make; nil when a week of them turned out to be damaged. */
    private write(weekNumbers: readonly number[], pause: Pause): Draft[] | undefined {
        const drafts: Draft[] = [];
        const cursor = new LogCursor(this.log);
        cursor.seek(weekNumbers[0] * WEEK_SECONDS, -1);
        let writer = new UnitWriter();
        let headers: WeekHeader[] = [];
        let first = weekNumbers[0];
        // One for all: weeks of a few events take no pause by themselves.
        const stride = new Stride(pause);
        const finish = (): void => {
            const text = formatUnit(headers, writer.finish(pause), this.native, pause);
            drafts[drafts.length] = { first, text };
        };
        for (const weekNumber of weekNumbers) {
            const week = this.log.week(weekNumber)!;
            week.hash(pause);
            const header = week.header();
            if (writer.size >= FULL_BYTES) {
                finish();
                writer = new UnitWriter();
                headers = [];
                first = weekNumber;
            }
            if (!this.copy(cursor, header, writer, stride, pause)) {
                return undefined;
            }
            headers[headers.length] = header;
        }
        finish();
        return drafts;
    }

    /** Copies the events of a week. False when they are not what its header says. */
    private copy(cursor: LogCursor, header: WeekHeader, writer: UnitWriter, stride: Stride, pause: Pause): boolean {
        const { directory } = this.log;
        for (const _ of $range(1, header.count)) {
            if (!cursor.next(pause)) {
                return false;
            }
            const { time, id } = cursor;
            const body = cursor.body();
            writer.add(time, id, directory.server(creatorOf(id)), body);
            stride.passed(body.length);
        }
        return cursor.time === header.lastTime && cursor.id === header.lastId;
    }

    /** Puts units in the place of what the file holds of these weeks. */
    private replace(weekNumbers: readonly number[], drafts: readonly Draft[]): void {
        for (const weekNumber of weekNumbers) {
            const unit = this.unitOf.get(weekNumber);
            if (unit !== undefined) {
                this.remove(unit);
            }
            this.weeks.delete(weekNumber);
        }
        for (const { first, text } of drafts) {
            const unit = parseUnit(text, first)!;
            this.units.set(first, text);
            this.add(first, unit);
            for (const week of unit.weeks) {
                this.log.week(week.weekNumber)!.pack(week);
            }
        }
    }

    private remove(unit: PackedUnit): number[] {
        this.units.delete(this.firstOf.get(unit)!);
        this.firstOf.delete(unit);
        return unit.weeks.map(({ weekNumber }) => {
            this.unitOf.delete(weekNumber);
            return weekNumber;
        });
    }
}
