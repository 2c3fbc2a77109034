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

/** Weeks that are made into units together: those that stand alone, and whole units. */
class Run {
    readonly weekNumbers: number[] = [];
    private readonly members = new LuaSet<number>();

    has(weekNumber: number): boolean {
        return this.members.has(weekNumber);
    }

    /** Takes a week in, with all of its unit. @returns whether it was not in yet. */
    add(weekNumber: number, unit: PackedUnit | undefined): boolean {
        if (this.members.has(weekNumber)) {
            return false;
        }
        const numbers = unit === undefined ? [weekNumber] : numbersOf(unit);
        for (const number of numbers) {
            this.members.add(number);
            this.weekNumbers[this.weekNumbers.length] = number;
        }
        table.sort(this.weekNumbers);
        return true;
    }
}

function areSettled(weekNumbers: readonly number[], isSettled: (this: void, weekNumber: number) => boolean): boolean {
    return weekNumbers.every((weekNumber) => isSettled(weekNumber));
}

/** The numbers of a unit's weeks, ascending. */
function numbersOf(unit: PackedUnit): number[] {
    return unit.weeks.map(({ weekNumber }) => weekNumber);
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
        const weekNumbers = this.findRun(isSettled);
        return weekNumbers !== undefined && this.remake(weekNumbers, () => areSettled(weekNumbers, isSettled), pause);
    }

    /** The weeks of the unit that holds a week, ascending; nil when it is of none. */
    siblings(weekNumber: number): readonly number[] | undefined {
        const unit = this.unitOf.get(weekNumber);
        return unit === undefined ? undefined : numbersOf(unit);
    }

    /** Whether a unit holds a week. */
    has(weekNumber: number): boolean {
        return this.unitOf.has(weekNumber);
    }

    /**
     * Makes weeks into units, in the place of all units that hold one of them and of their own lines.
     * @param isReady asked when they are written: whether they may take that place.
     * @param leaving other weeks of these units, which leave the file.
     * @returns false when they did not, since something came in between.
     */
    remake(
        weekNumbers: readonly number[],
        isReady: (this: void) => boolean,
        pause: Pause,
        leaving: readonly number[] = [],
    ): boolean {
        const { log } = this;
        const weeks = weekNumbers.map((weekNumber) => log.week(weekNumber)!);
        const revisions = weeks.map(({ revision }) => revision);
        const drafts = weekNumbers.length === 0 ? [] : this.write(weekNumbers, pause);
        const isUnchanged = weeks.every(
            (week, index) => log.week(weekNumbers[index]) === week && week.revision === revisions[index],
        );
        const replaced = weekNumbers.concat(leaving);
        if (drafts === undefined || !isUnchanged || !this.areWhole(replaced) || !isReady()) {
            return false;
        }
        this.replace(replaced, drafts);
        return true;
    }

    /** Whether all weeks of the units that hold one of these are among them. */
    private areWhole(weekNumbers: readonly number[]): boolean {
        const members = new LuaSet<number>();
        for (const weekNumber of weekNumbers) {
            members.add(weekNumber);
        }
        // A unit has many of them, and is looked at once.
        const seen = new LuaSet<PackedUnit>();
        return weekNumbers.every((weekNumber) => {
            const unit = this.unitOf.get(weekNumber);
            if (unit === undefined || seen.has(unit)) {
                return true;
            }
            seen.add(unit);
            return unit.weeks.every((week) => members.has(week.weekNumber));
        });
    }

    private findRun(isSettled: (this: void, weekNumber: number) => boolean): readonly number[] | undefined {
        const { weekNumbers } = this.log;
        // The newest week grows; it stands alone.
        const end = weekNumbers.length - 1;
        for (const index of $range(0, end - 1)) {
            if (this.weeks.has(weekNumbers[index])) {
                const run = this.runAt(index, end).weekNumbers;
                if (run[run.length - 1] < weekNumbers[end] && areSettled(run, isSettled)) {
                    return run;
                }
            }
        }
        return undefined;
    }

    /** The weeks around one that stands alone, whole units only: weeks may have come between those of a unit. */
    private runAt(index: number, end: number): Run {
        const { weekNumbers } = this.log;
        const run = new Run();
        let size = this.take(run, weekNumbers[index]);
        const start = this.log.indexFrom(run.weekNumbers[0]);
        const before = start > 0 ? this.unitOf.get(weekNumbers[start - 1]) : undefined;
        if (before !== undefined && before.text.length < SMALL_TEXT) {
            size += before.text.length + this.take(run, weekNumbers[start - 1]);
        }
        let next = index + 1;
        while (next < end && (run.has(weekNumbers[next]) || (size < FULL_BYTES && this.weeks.has(weekNumbers[next])))) {
            size += this.take(run, weekNumbers[next]);
            next++;
        }
        return run;
    }

    /** Takes a week into a run, with all of its unit. @returns number of characters of their own lines. */
    private take(run: Run, weekNumber: number): number {
        const unit = this.unitOf.get(weekNumber);
        let size = 0;
        if (run.add(weekNumber, unit)) {
            for (const number of unit === undefined ? [weekNumber] : numbersOf(unit)) {
                size += this.weeks.get(number)?.length ?? 0;
            }
        }
        return size;
    }

    /** The units that these weeks make; nil when a week of them turned out to be damaged, or was dropped. */
    private write(weekNumbers: readonly number[], pause: Pause): Draft[] | undefined {
        const drafts: Draft[] = [];
        const cursor = new LogCursor(this.log);
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
            const week = this.log.week(weekNumber);
            if (week === undefined) {
                return undefined;
            }
            week.hash(pause);
            const header = week.header();
            if (writer.size >= FULL_BYTES) {
                finish();
                writer = new UnitWriter();
                headers = [];
                first = weekNumber;
            }
            // Between weeks of a unit there may be others.
            cursor.seek(weekNumber * WEEK_SECONDS, -1);
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
        const weekNumbers = numbersOf(unit);
        for (const weekNumber of weekNumbers) {
            this.unitOf.delete(weekNumber);
        }
        return weekNumbers;
    }
}
