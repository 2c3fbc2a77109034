/**
 * Walks the events of a log from the newest to the oldest. Of a packed week, and of those in front of it in one unit, it keeps the
 * events that it has read, since these can only be read forwards. Whatever is inserted on the way, the cursor goes on with the last event in front of the one it gave.
 */

import { ContentsBuilder } from "../block/contents";
import type { EventReader } from "../block/event-reader";
import type { PackedWeek } from "../block/packed-week";
import { Stride } from "../block/stride";
import { BodyRow, type Row } from "../event/body";
import { creatorOf, isKeyBefore, weekOf } from "../event/key";
import type { Pause } from "../ports";
import type { Log } from "./log";
import type { Week } from "./week";

const floor = math.floor;
const huge = math.huge;
const max = math.max;
const sub = string.sub;

/** The last events of a packed week. */
interface Tail {
    readonly times: number[];
    readonly ids: number[];
    readonly bodies: string[];
    readonly size: number;
    /** Whether these are all events of the packed week. */
    readonly isWhole: boolean;
}

/** The last events of packed weeks. */
type Tails = LuaMap<PackedWeek, Tail>;

/** Reads the last events up to the end of a packed week that are in its unit, at most so many. Has none of a damaged week. */
function readTails(log: Log, packed: PackedWeek, most: number, pause: Pause): Tails {
    const tails: Tails = new LuaMap();
    const weeks = packed.siblings();
    const last = weeks.indexOf(packed);
    let behind = 0;
    for (const index of $range(0, last)) {
        behind += weeks[index].count;
    }
    let reader: EventReader | undefined;
    for (const index of $range(0, last)) {
        const week = weeks[index];
        behind -= week.count;
        if (behind < most) {
            [reader] = week.read(log.native, pause, reader);
            const tail = reader === undefined ? undefined : readTail(reader, week, most - behind, pause);
            if (tail !== undefined) {
                tails.set(week, tail);
            }
            // A unit may hold hundreds of weeks with few events each.
            pause();
        }
    }
    return tails;
}

/** Reads the last events of a packed week, at most so many; nil when it is damaged. */
function readTail(reader: EventReader, packed: PackedWeek, most: number, pause: Pause): Tail | undefined {
    const [times, ids, bodies]: [number[], number[], string[]] = [[], [], []];
    const skipped = max(0, packed.count - most);
    const contents = skipped === 0 && packed.contents === undefined ? new ContentsBuilder() : undefined;
    const stride = new Stride(pause);
    let count = 0;
    while (reader.next()) {
        const index = count - skipped;
        if (index >= 0) {
            times[index] = reader.time;
            ids[index] = reader.id;
            bodies[index] = reader.body();
        }
        contents?.add(creatorOf(reader.id), reader);
        count++;
        stride.passed(0);
    }
    const isSound = count === packed.count && reader.time === packed.lastTime && reader.id === packed.lastId;
    packed.contents = isSound && contents !== undefined ? contents.finish() : packed.contents;
    return isSound ? { times, ids, bodies, size: count - skipped, isWhole: skipped === 0 } : undefined;
}

/** Number of events in front of a key. */
function countBefore({ times, ids, size }: Tail, time: number, id: number): number {
    let low = 0;
    let high = size;
    while (low < high) {
        const middle = floor((low + high) / 2);
        if (isKeyBefore(times[middle], ids[middle], time, id)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/** A position in a log. */
export class BackCursor {
    /** The event that next() came to. */
    time = huge;
    id = huge;
    body = "";
    private readonly ownRow = new BodyRow();
    private tails: Tails = new LuaMap();

    /**
     * @param log what to walk.
     * @param most about how many events will be asked for.
     * @param mayHold whether a week may hold what is looked for; others are passed over.
     */
    constructor(
        readonly log: Log,
        private readonly most: number,
        private readonly mayHold: (this: void, week: Week) => boolean,
    ) {}

    /** Makes next() go on with the last event in front of this key. */
    seek(time: number, id: number): void {
        this.time = time;
        this.id = id;
    }

    /** Moves to the event before. False at the start of the log. */
    next(pause: Pause): boolean {
        let weekNumber = this.log.weekUntil(weekOf(this.time));
        while (weekNumber !== undefined) {
            const week = this.log.week(weekNumber);
            if (week !== undefined && this.mayHold(week)) {
                const packed = week.packed;
                if (this.findOpen(week) || (packed !== undefined && this.findPacked(weekNumber, packed, pause))) {
                    return true;
                }
                if (week !== this.log.week(weekNumber) || week.packed !== packed) {
                    // It was opened, packed anew or salvaged meanwhile.
                    continue;
                }
            }
            weekNumber = this.log.weekUntil(weekNumber - 1);
        }
        return false;
    }

    /** Type byte of that event. */
    typeByte(): string {
        return sub(this.body, 1, 1);
    }

    /** Type byte and fields of that event, until the next call of row(). */
    row(): Row {
        this.ownRow.fill(this.body);
        return this.ownRow;
    }

    private findOpen(week: Week): boolean {
        const index = week.find(this.time, this.id) - 1;
        if (index < 0) {
            return false;
        }
        this.time = week.times[index];
        this.id = week.ids[index];
        this.body = week.bodies[index];
        return true;
    }

    private findPacked(weekNumber: number, packed: PackedWeek, pause: Pause): boolean {
        const [tail, index] = this.locate(packed, pause);
        if (tail === undefined) {
            this.log.open(weekNumber, pause);
            return false;
        }
        if (index < 0) {
            return false;
        }
        this.time = tail.times[index];
        this.id = tail.ids[index];
        this.body = tail.bodies[index];
        return true;
    }

    /** The events of a packed week, and the index of the last one in front of the position; -1 when there is none. */
    private locate(packed: PackedWeek, pause: Pause): LuaMultiReturn<[tail: Tail | undefined, index: number]> {
        let tail = this.tails.get(packed) ?? this.read(packed, this.most, pause);
        let index = tail === undefined ? -1 : countBefore(tail, this.time, this.id) - 1;
        if (tail !== undefined && index < 0 && !tail.isWhole) {
            tail = this.read(packed, huge, pause);
            index = tail === undefined ? -1 : countBefore(tail, this.time, this.id) - 1;
        }
        return $multi(tail, index);
    }

    private read(packed: PackedWeek, most: number, pause: Pause): Tail | undefined {
        this.tails = readTails(this.log, packed, most, pause);
        return this.tails.get(packed);
    }
}
