/**
 * The log: all events of a ledger, by week, in their total order. Insert-only, but for what a seal leaves out.
 *
 * A week may be absent: then it has the row here that it has elsewhere, and some of its events, or none.
 *
 * An event that belongs between packed ones waits until its week has been opened in the background, and one that loses its
 * place to another until it has found one. Every other one is in the log when insert() returns. The listener hears what
 * became of each.
 */

import type { Background, NativeCodec, Pause } from "../ports";
import { AbsentRows } from "./absent-rows";
import { Directory } from "./directory";
import { creatorOf, packKey, weekOf } from "../event/key";
import { isKept, nextPlace } from "../event/place";
import { Week } from "./week";
import { isSameRow, type WeekRow, type WeekSummary } from "./week-row";
import type { EventReader } from "../block/event-reader";
import type { PackedWeek } from "../block/packed-week";
import { BlockReader } from "../block/reader";
import { Stride } from "../block/stride";

const floor = math.floor;
const huge = math.huge;
const min = math.min;

const noPause: Pause = () => {};

/** Events that are looked at between two looks at the frame's budget, where some are to be taken out. */
const SEARCH_STEP = 64;

/** Hears of every change of the log. */
export interface LogListener {
    /** An event is new in the log. */
    inserted(time: number, id: number, body: string): void;
    /** Another body came under the key of an event. @param hasChanged whether it was put in the place of the present one. */
    conflict(time: number, id: number, kept: string, lost: string, hasChanged: boolean): void;
    /** Whether the present body, which has the larger digest, gives way to another one nevertheless. */
    yields(time: number, id: number, present: string): boolean;
    /** Whether a body that lost its place goes on to its next one. */
    moves(time: number, id: number, body: string): boolean;
    /** The saved form of a week was damaged; what could be read was kept. */
    quarantined(weekNumber: number, packed: PackedWeek, reason: string): void;
    /** An event waited for its week to be opened, and that was closed meanwhile: it does not enter. */
    late?(time: number, id: number, body: string): void;
    /** All events of a week that was absent are here. */
    completed?(weekNumber: number): void;
}

/** An event that was taken out of the log. */
export interface RemovedEvent {
    readonly time: number;
    readonly id: number;
    readonly body: string;
    /** Server id of its creator, 0 when unknown. */
    readonly server: number;
}

interface WaitingEvent {
    readonly time: number;
    readonly id: number;
    readonly body: string;
}

/** What waits for a week to be opened, or for its turn to move on; those before `next` (0-based) are in the log. */
interface Waiting {
    readonly events: WaitingEvent[];
    next: number;
}

/** The events of a damaged text up to its first fault; none when they are of another week. */
function readDamaged(
    weekNumber: number,
    reader: EventReader | undefined,
    directory: Directory | undefined,
    pause: Pause,
): Week {
    const week = reader === undefined ? new Week() : Week.fromReader(reader, pause, directory);
    if (weekOf(week.lastTime) !== weekNumber) {
        return new Week();
    }
    week.doubt();
    return week;
}

/** The log of one scope. */
export class Log {
    readonly directory = new Directory();
    /** No event enters the weeks before this one, which a seal has closed. */
    closedBefore = 0;
    /** Numbers of the weeks that hold events or are absent, ascending. Read only. */
    readonly weekNumbers: number[] = [];
    /** Raised whenever a week becomes absent, or is no longer. */
    absentRevision = 0;
    /** The first week that countFromFloor() counts. Read only. */
    floorWeek = 0;
    /** Those of which something is here, or was: of the others there are rows alone. */
    private readonly weeks = new LuaMap<number, Week>();
    private readonly absent = new AbsentRows();
    /** Whether server ids are to be taken from the blocks of weeks that are opened, since the saved ones could not be read. */
    isLearning = false;
    private readonly waiting = new LuaMap<number, Waiting>();
    private weekCount = 0;
    private total = 0;
    private totalFromFloor = 0;
    /** Weeks before `closedBefore` that are not closed. */
    private openWeeks = new LuaSet<number>();
    /** Weeks whose hash and fingerprint may be out of date, in the order in which they changed. */
    private readonly unhashed: number[] = [];
    private readonly isUnhashed = new LuaSet<number>();
    /** The first week that has changed since this was last set, by who looks: infinity when there is none. */
    changedFrom = huge;
    /** Raised by every change of what the log holds. */
    revision = 0;

    constructor(
        private readonly background: Background,
        readonly native: NativeCodec,
        private readonly listener: LogListener,
    ) {}

    /** Number of events; those that wait for their place do not count yet. */
    count(): number {
        return this.total;
    }

    /** Number of the events in weeks from `floorWeek` on. */
    countFromFloor(): number {
        return this.totalFromFloor;
    }

    /** Sets the first week that countFromFloor() counts. */
    setFloor(weekNumber: number): void {
        this.floorWeek = weekNumber;
        this.totalFromFloor = 0;
        for (const index of $range(this.indexFrom(weekNumber), this.weekCount - 1)) {
            this.totalFromFloor += this.countIn(this.weekNumbers[index]);
        }
    }

    /** The week of that number, if something of it is here, or was. */
    week(weekNumber: number): Week | undefined {
        return this.weeks.get(weekNumber);
    }

    /** Number of the events of a week that are here. */
    countIn(weekNumber: number): number {
        return this.weeks.get(weekNumber)?.count() ?? 0;
    }

    /** The row of a week: of all its events, here or not. Nil when it has none. Right only while the week is hashed, or absent. */
    row(weekNumber: number): WeekRow | undefined {
        return this.absent.get(weekNumber) ?? this.weeks.get(weekNumber)?.header();
    }

    /** The row of a week that is not here, or not in full, while its row counts as if it were; nil of any other. */
    absentRow(weekNumber: number): WeekRow | undefined {
        return this.absent.get(weekNumber);
    }

    /** Whether a week has such a row. */
    isAbsent(weekNumber: number): boolean {
        return this.absent.has(weekNumber);
    }

    /**
     * Puts an event in its place. Where another one stands, one of the two goes on to its next place, and so on until one is
     * free: a few at once, the rest of a long row in the background. The listener hears of each event when it is there.
     */
    insert(time: number, id: number, body: string): void {
        let moved = this.put(time, id, body);
        if (moved === undefined) {
            return;
        }
        const stride = new Stride(noPause);
        let [placeTime, placeId] = [time, id];
        while (moved !== undefined) {
            [placeTime, placeId] = nextPlace(placeTime, placeId, moved);
            if (stride.passed(moved.length)) {
                this.insertLater(weekOf(placeTime), { time: placeTime, id: placeId, body: moved });
                return;
            }
            moved = this.put(placeTime, placeId, moved);
        }
    }

    /** Takes in a week of the archive. Called before anything else is inserted. */
    addPacked(weekNumber: number, packed: PackedWeek): void {
        this.addWeek(weekNumber, new Week(packed));
    }

    /** Takes in the readable events of a block whose week has no header. Called before anything else is inserted. */
    addBlock(weekNumber: number, block: string, pause: Pause): void {
        const week = readDamaged(weekNumber, new BlockReader(block, 1), this.learner(), pause);
        if (week.size > 0) {
            this.addWeek(weekNumber, week);
        }
    }

    /** Whether an event comes from a damaged text and may be wrong: it is not passed on as long as this log is open. */
    isDoubtful(time: number, id: number): boolean {
        return this.weeks.get(weekOf(time))?.isDoubtful(time, id) === true;
    }

    /** The key of the last event of all; (-1, -1) when the log is empty. */
    lastKey(): LuaMultiReturn<[time: number, id: number]> {
        // A week of which nothing could be salvaged has no events.
        for (const index of $range(this.weekCount - 1, 0, -1)) {
            const week = this.weeks.get(this.weekNumbers[index]);
            if (week !== undefined && week.count() > 0) {
                return $multi(week.lastTime, week.lastId);
            }
        }
        return $multi(-1, -1);
    }

    /** Whether a seal says what a week holds, with events or without. */
    isClosed(weekNumber: number): boolean {
        return weekNumber < this.closedBefore && !this.openWeeks.has(weekNumber);
    }

    /** Closes all weeks before one but those in a set, and opens all others; 0 opens all. */
    closeBefore(weekNumber: number, openWeeks: LuaSet<number> = new LuaSet()): void {
        this.closedBefore = weekNumber;
        this.openWeeks = openWeeks;
    }

    /** Opens a week that is closed. */
    openWeek(weekNumber: number): void {
        this.openWeeks.add(weekNumber);
    }

    /** Forgets that weeks are absent: what is not here is lacking. */
    forgetAbsent(): void {
        for (const { weekNumber } of this.absentRows()) {
            this.forgetAbsentWeek(weekNumber);
        }
    }

    /** Forgets that a week is absent: it has only what is here. */
    forgetAbsentWeek(weekNumber: number): void {
        if (this.absent.has(weekNumber)) {
            if (!this.weeks.has(weekNumber)) {
                this.addWeek(weekNumber, new Week());
            }
            this.setAbsentRow(weekNumber, undefined);
            this.changed(weekNumber);
        }
    }

    /** Whether new events may enter a week: it is not closed, or absent, so that its events are still to come. */
    mayEnter(weekNumber: number): boolean {
        return !this.isClosed(weekNumber) || this.absent.has(weekNumber);
    }

    /**
     * Whether an event is here, under its key or where it went from there. Nil when its week has to be opened first: then that
     * is done in the background.
     */
    holds(time: number, id: number, body: string): boolean | undefined {
        const week = this.weeks.get(weekOf(time));
        let [placeTime, placeId] = [time, id];
        while (week !== undefined) {
            const present = week.bodyAt(placeTime, placeId);
            if (present === undefined && week.packed !== undefined) {
                this.background.run((pause) => {
                    this.open(weekOf(time), pause);
                });
                return undefined;
            }
            if (present === undefined || present === body || !isKept(placeTime, placeId, present, body)) {
                return present === body;
            }
            [placeTime, placeId] = nextPlace(placeTime, placeId, body);
        }
        return false;
    }

    /** Makes a week absent: it has this row although not all of its events are here. One that has them is not absent. */
    makeAbsent(weekNumber: number, row: WeekRow): void {
        this.number(weekNumber);
        this.setAbsentRow(weekNumber, row);
        this.changed(weekNumber);
    }

    /**
     * Forgets the events of a week, which becomes absent; who has replayed them is not told.
     * @returns false when it has none, is not hashed, or events wait for it.
     */
    dropWeek(weekNumber: number): boolean {
        const week = this.weeks.get(weekNumber);
        if (week === undefined || week.count() === 0 || !week.isHashed() || this.waiting.has(weekNumber)) {
            return false;
        }
        const row = this.row(weekNumber);
        this.addToTotal(weekNumber, -week.count());
        // A cursor that still walks the week sees by this that it is gone.
        week.clear();
        this.weeks.delete(weekNumber);
        this.setAbsentRow(weekNumber, row);
        this.revision++;
        return true;
    }

    /** The rows of the absent weeks, ascending. */
    absentRows(): WeekSummary[] {
        const rows: WeekSummary[] = [];
        for (const weekNumber of this.absent.count === 0 ? [] : this.weekNumbers) {
            const row = this.absent.get(weekNumber);
            if (row !== undefined) {
                rows[rows.length] = { weekNumber, ...row };
            }
        }
        return rows;
    }

    /** Number of absent weeks. */
    absentCount(): number {
        return this.absent.count;
    }

    /** One more than the number of the last absent week; 0 when there is none. */
    absentUntil(): number {
        for (const index of $range(this.absent.count === 0 ? -1 : this.weekCount - 1, 0, -1)) {
            if (this.absent.has(this.weekNumbers[index])) {
                return this.weekNumbers[index] + 1;
            }
        }
        return 0;
    }

    /**
     * Takes events out of a week: they are looked for in slices, and go at once. The listener does not hear of it.
     * @param keys packed keys of these events; those that are not here do not matter.
     * @param most so many at most, the first ones.
     * @returns them, in order.
     */
    removeEvents(weekNumber: number, keys: LuaSet<string>, pause: Pause, most = huge): RemovedEvent[] {
        const week = this.open(weekNumber, pause);
        if (week === undefined) {
            return [];
        }
        const { revision, size } = week;
        const removed: RemovedEvent[] = [];
        const indices: number[] = [];
        let count = 0;
        for (const index of $range(0, size - 1)) {
            if (index % SEARCH_STEP === 0) {
                pause();
                if (this.week(weekNumber) !== week || week.revision !== revision || week.packed !== undefined) {
                    return this.removeEvents(weekNumber, keys, pause, most);
                }
            }
            const [time, id] = [week.times[index], week.ids[index]];
            if (count < most && keys.has(packKey(time, id))) {
                indices[count] = index;
                removed[count] = { time, id, body: week.bodies[index], server: this.directory.server(creatorOf(id)) };
                count++;
            }
        }
        if (count > 0) {
            week.remove(indices);
            this.addToTotal(weekNumber, -count);
            this.changed(weekNumber);
        }
        return removed;
    }

    /** Number of the first week with events from `weekNumber` on, or absent; nil when there is none. */
    weekFrom(weekNumber: number): number | undefined {
        return this.weekNumbers[this.indexFrom(weekNumber)];
    }

    /** Number of the last week with events up to `weekNumber`, or absent; nil when there is none. */
    weekUntil(weekNumber: number): number | undefined {
        return this.weekNumbers[this.indexFrom(weekNumber + 1) - 1];
    }

    /** Index in `weekNumbers` of the first week from `weekNumber` on; their number when there is none. */
    indexFrom(weekNumber: number): number {
        let low = 0;
        let high = this.weekCount;
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (this.weekNumbers[middle] < weekNumber) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Opens a week: all its events stand in its arrays afterwards. A damaged one is quarantined and salvaged. */
    open(weekNumber: number, pause: Pause): Week | undefined {
        let week = this.weeks.get(weekNumber);
        // While this task pauses, another may open the week, salvage it or pack it anew.
        while (week?.packed !== undefined) {
            const packed = week.packed;
            const failure = week.open(this.native, pause, this.learner());
            if (failure !== undefined) {
                this.salvage(weekNumber, packed, failure, pause);
            }
            week = this.weeks.get(weekNumber);
        }
        return week;
    }

    /** Puts what can be read of a damaged week in its place. */
    salvage(weekNumber: number, packed: PackedWeek, reason: string, pause: Pause): void {
        const reader = packed.salvage(this.native, pause);
        const salvaged = readDamaged(weekNumber, reader, this.learner(), pause);
        const damaged = this.weeks.get(weekNumber);
        if (damaged === undefined || damaged.packed !== packed) {
            return;
        }
        for (const index of $range(0, damaged.size - 1)) {
            salvaged.insert(damaged.times[index], damaged.ids[index], damaged.bodies[index]);
        }
        this.addToTotal(weekNumber, salvaged.count() - damaged.count());
        // A cursor that still walks the damaged week sees by this that it is gone.
        damaged.packed = undefined;
        this.weeks.set(weekNumber, salvaged);
        this.changed(weekNumber);
        this.listener.quarantined(weekNumber, packed, reason);
    }

    /**
     * Puts in at once what waits. An event that was moved may be nowhere else, so it must not be
     * missing when the game writes the file.
     */
    settle(): void {
        const weekNumbers: number[] = [];
        for (const [weekNumber] of this.waiting) {
            weekNumbers[weekNumbers.length] = weekNumber;
        }
        table.sort(weekNumbers);
        for (const weekNumber of weekNumbers) {
            this.insertWaiting(weekNumber, noPause);
        }
    }

    /** Whether hash and fingerprint of every week are up to date. */
    isHashed(): boolean {
        const { unhashed } = this;
        while (unhashed.length > 0) {
            const weekNumber = unhashed[unhashed.length - 1];
            const week = this.weeks.get(weekNumber);
            if (week?.isHashed() === false) {
                return false;
            }
            table.remove(unhashed);
            this.isUnhashed.delete(weekNumber);
            this.lookWhetherComplete(weekNumber, week);
        }
        return true;
    }

    /** Brings hash and fingerprint of every week up to date. */
    hash(pause: Pause): void {
        while (!this.isHashed()) {
            this.weeks.get(this.unhashed[this.unhashed.length - 1])!.hash(pause);
        }
    }

    /** Puts an event under its key. @returns the body that lost a conflict and has to go on; nil when none did. */
    private put(time: number, id: number, body: string): string | undefined {
        const weekNumber = weekOf(time);
        const week = this.weeks.get(weekNumber) ?? this.addWeek(weekNumber, new Week());
        const insertion = week.insert(time, id, body);
        const { present } = week;
        if (insertion === "added") {
            this.addToTotal(weekNumber, 1);
            this.changed(weekNumber);
            this.listener.inserted(time, id, body);
        } else if (insertion === "kept") {
            return this.kept(week, time, id, body);
        } else if (insertion === "replaced") {
            this.replaced(time, id, body, present);
            return this.listener.moves(time, id, present) ? present : undefined;
        } else if (insertion === "corrected") {
            this.replaced(time, id, body, present);
        } else if (insertion === "packed") {
            this.insertLater(weekNumber, { time, id, body });
        }
        return undefined;
    }

    /** The present body has the larger digest. It stays, unless it gives way; then it is not kept elsewhere. */
    private kept(week: Week, time: number, id: number, body: string): string | undefined {
        const { present } = week;
        if (this.listener.yields(time, id, present)) {
            week.replace(time, id, body);
            this.replaced(time, id, body, present);
            return undefined;
        }
        this.listener.conflict(time, id, present, body, false);
        return this.listener.moves(time, id, body) ? body : undefined;
    }

    private replaced(time: number, id: number, kept: string, lost: string): void {
        this.changed(weekOf(time));
        this.listener.conflict(time, id, kept, lost, true);
    }

    private learner(): Directory | undefined {
        return this.isLearning ? this.directory : undefined;
    }

    /** Puts a week in that is not here, or is absent without events. */
    private addWeek(weekNumber: number, week: Week): Week {
        this.number(weekNumber);
        this.weeks.set(weekNumber, week);
        this.addToTotal(weekNumber, week.count());
        this.changed(weekNumber);
        return week;
    }

    /** Puts a week among those that have a number here. */
    private number(weekNumber: number): void {
        const index = this.indexFrom(weekNumber);
        if (this.weekNumbers[index] !== weekNumber) {
            table.insert(this.weekNumbers, index + 1, weekNumber);
            this.weekCount++;
        }
    }

    private addToTotal(weekNumber: number, change: number): void {
        this.total += change;
        if (weekNumber >= this.floorWeek) {
            this.totalFromFloor += change;
        }
    }

    /** Takes note that a week holds something else than before, or has another row. */
    private changed(weekNumber: number): void {
        const week = this.weeks.get(weekNumber);
        this.revision++;
        this.changedFrom = min(this.changedFrom, weekNumber);
        if (week === undefined || week.isHashed()) {
            this.lookWhetherComplete(weekNumber, week);
        } else if (!this.isUnhashed.has(weekNumber)) {
            this.isUnhashed.add(weekNumber);
            this.unhashed[this.unhashed.length] = weekNumber;
        }
    }

    /** A week that is hashed and has the events of its row is not absent any more. */
    private lookWhetherComplete(weekNumber: number, week: Week | undefined): void {
        const row = week && this.absent.get(weekNumber);
        if (row !== undefined && isSameRow(row, week!.header())) {
            this.setAbsentRow(weekNumber, undefined);
            this.listener.completed?.(weekNumber);
        }
    }

    private setAbsentRow(weekNumber: number, row: WeekRow | undefined): void {
        this.absent.set(weekNumber, row);
        this.absentRevision++;
    }

    private insertLater(weekNumber: number, event: WaitingEvent): void {
        const waiting = this.waiting.get(weekNumber);
        if (waiting !== undefined) {
            waiting.events[waiting.events.length] = event;
            return;
        }
        this.waiting.set(weekNumber, { events: [event], next: 0 });
        this.background.run((pause) => {
            this.insertWaiting(weekNumber, pause);
        });
    }

    /** The week of an event may have been closed while it waited. */
    private insertUnlessClosed({ time, id, body }: WaitingEvent): void {
        const weekNumber = weekOf(time);
        const isHere = this.weeks.get(weekNumber)?.bodyAt(time, id) !== undefined;
        if (isHere || this.mayEnter(weekNumber)) {
            this.insert(time, id, body);
        } else {
            this.listener.late?.(time, id, body);
        }
    }

    /** Takes what waits for a week out one by one: until then settle() finds it, and a week packed anew is opened again. */
    private insertWaiting(weekNumber: number, pause: Pause): void {
        while (this.waiting.has(weekNumber)) {
            this.open(weekNumber, pause);
            const waiting = this.waiting.get(weekNumber);
            const event = waiting?.events[waiting.next];
            if (waiting === undefined || event === undefined) {
                this.waiting.delete(weekNumber);
                return;
            }
            waiting.next++;
            this.insertUnlessClosed(event);
            pause();
        }
    }
}
