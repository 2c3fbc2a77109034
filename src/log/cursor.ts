/**
 * Walks the events of a log in order, packed weeks event by event without opening them.
 * Whatever is inserted on the way, the cursor goes on with the first event behind the last it gave.
 */

import type { Pause } from "../ports";
import type { EventReader, ReadAhead } from "../block/event-reader";
import { BodyRow, piecesOf, type Row, splitBody } from "../event/body";
import { isKeyBefore, weekOf } from "../event/key";
import type { Log } from "./log";
import type { Week } from "./week";
import type { PackedWeek } from "../block/packed-week";

const max = math.max;
const sub = string.sub;

/** A position in a log. */
export class LogCursor {
    /** The event that next() came to. */
    time = -1;
    id = -1;
    /** The reader of its week when that is packed; else nil, and `openBody` is its body. */
    private source: EventReader | undefined;
    private openBody = "";
    private readonly openRow = new BodyRow();

    private weekNumber = -1;
    private week: Week | undefined;
    private packed: PackedWeek | undefined;
    private reader: EventReader | undefined;
    /** The reader that was used last: the next week may be of the same unit. */
    private lastReader: EventReader | undefined;
    private readCount = 0;
    private index = 0;
    private generation = -1;

    /** @param mayHold whether a week may hold what is looked for; others are passed over. Nil when all may. */
    constructor(
        readonly log: Log,
        private readonly mayHold?: (this: void, week: Week) => boolean,
    ) {}

    /** Makes next() go on with the first event behind this key. */
    seek(time: number, id: number): void {
        if (time === this.time && id === this.id) {
            return;
        }
        this.time = time;
        this.id = id;
        this.week = undefined;
    }

    /** Moves to the next event. False at the end of the log. */
    next(pause: Pause): boolean {
        // Most events are the next one of the packed week that the cursor is in.
        const { reader } = this;
        if (reader !== undefined && this.week?.packed === this.packed && reader.next()) {
            this.readCount++;
            const { time, id } = reader;
            if (time > this.time || (time === this.time && id > this.id)) {
                this.time = time;
                this.id = id;
                this.source = reader;
                return true;
            }
        }
        while (true) {
            if (this.week === undefined && !this.enter(max(weekOf(this.time), 0), pause)) {
                return false;
            }
            if (this.nextPacked() || this.nextOpen(pause)) {
                return true;
            }
            if (this.week !== undefined && !this.enter(this.weekNumber + 1, pause)) {
                this.week = undefined;
                return false;
            }
        }
    }

    /** The body of the event that next() came to. */
    body(): string {
        return this.source === undefined ? this.openBody : this.source.body();
    }

    /** Type byte and fields of that event, until the next call of next(). */
    row(): Row {
        if (this.source !== undefined) {
            return this.source;
        }
        this.openRow.fill(this.openBody);
        return this.openRow;
    }

    /** The events that are read ahead, that event first; nil when none are. They are right until a pause, or the log changes. */
    ahead(): ReadAhead | undefined {
        return this.source?.ahead;
    }

    /** Goes to a row of what is read ahead, behind that event or its own. */
    moveTo(row: number): void {
        const source = this.source!;
        const ahead = source.ahead!;
        this.readCount += row - ahead.index;
        ahead.moveTo(row);
        this.time = source.time;
        this.id = source.id;
    }

    /** The same by themselves. */
    pieces(): readonly string[] {
        return this.source === undefined ? splitBody(this.openBody)! : piecesOf(this.source);
    }

    /** Type byte of that event. */
    typeByte(): string {
        return this.source === undefined ? sub(this.openBody, 1, 1) : this.source.pieces[this.source.offset];
    }

    /** The packed week that the event was read from; nil when it is in an open part. */
    packedWeek(): PackedWeek | undefined {
        return this.source === undefined ? undefined : this.packed;
    }

    /** The first week from `weekNumber` on that may hold what is looked for; nil when there is none. */
    private search(weekNumber: number): number | undefined {
        const { log, mayHold } = this;
        let found = log.weekFrom(weekNumber);
        while (found !== undefined) {
            const week = log.week(found);
            if (week !== undefined && mayHold?.(week) !== false) {
                break;
            }
            found = log.weekFrom(found + 1);
        }
        return found;
    }

    /** Goes to the first week with events from `weekNumber` on. False when there is none. */
    private enter(weekNumber: number, pause: Pause): boolean {
        const found = this.search(weekNumber);
        if (found === undefined) {
            return false;
        }
        const week = this.log.week(found)!;
        this.weekNumber = found;
        this.week = week;
        this.generation = -1;
        this.reader = undefined;
        this.packed = week.packed;
        this.readCount = 0;
        if (week.packed !== undefined) {
            this.enterPacked(week.packed, pause);
            // During a pause, the first event of a week that was not there before may have come, or one behind the last that was given.
            if (this.search(weekNumber) !== found || this.isMoreBefore(found)) {
                this.week = undefined;
            }
        }
        return true;
    }

    /** Whether the week of the last event given is before another one, and has one behind it. */
    private isMoreBefore(weekNumber: number): boolean {
        const own = weekOf(this.time);
        const week = own < weekNumber ? this.log.week(own) : undefined;
        const isBehind = week !== undefined && isKeyBefore(this.time, this.id, week.lastTime, week.lastId);
        return isBehind && this.mayHold?.(week) !== false;
    }

    private enterPacked(packed: PackedWeek, pause: Pause): void {
        if (packed.lastTime < this.time || (packed.lastTime === this.time && packed.lastId <= this.id)) {
            return;
        }
        const [reader, failure] = packed.read(this.log.native, pause, this.lastReader);
        this.lastReader = reader;
        if (reader === undefined) {
            this.log.salvage(this.weekNumber, packed, failure, pause);
            this.week = undefined;
        } else {
            this.reader = reader;
        }
    }

    private nextPacked(): boolean {
        const reader = this.reader;
        if (reader === undefined || this.week?.packed !== this.packed) {
            return false;
        }
        while (reader.next()) {
            this.readCount++;
            const time = reader.time;
            const id = reader.id;
            if (time > this.time || (time === this.time && id > this.id)) {
                this.time = time;
                this.id = id;
                this.source = reader;
                return true;
            }
        }
        return false;
    }

    private nextOpen(pause: Pause): boolean {
        const week = this.week;
        if (week === undefined) {
            return false;
        }
        const packed = this.packed;
        const reader = this.reader;
        if (week.packed !== packed) {
            this.week = undefined;
            return false;
        }
        if (packed !== undefined && reader !== undefined && !this.isAsTheHeaderSays(packed, reader)) {
            this.log.salvage(this.weekNumber, packed, reader.fault ?? "header", pause);
            this.week = undefined;
            return false;
        }
        this.reader = undefined;
        if (this.generation !== week.generation) {
            this.generation = week.generation;
            this.index = week.find(this.time, this.id);
            if (week.times[this.index] === this.time && week.ids[this.index] === this.id) {
                this.index++;
            }
        }
        if (this.index >= week.size) {
            if (this.log.week(this.weekNumber) !== week) {
                // It was dropped, and what has come of it since stands elsewhere.
                this.week = undefined;
            }
            return false;
        }
        this.time = week.times[this.index];
        this.id = week.ids[this.index];
        this.openBody = week.bodies[this.index];
        this.source = undefined;
        this.index++;
        return true;
    }

    /** Whether a block that was read to its end has the number of events and the last key that its header names. */
    private isAsTheHeaderSays(packed: PackedWeek, reader: EventReader): boolean {
        return this.readCount === packed.count && reader.time === packed.lastTime && reader.id === packed.lastId;
    }
}
