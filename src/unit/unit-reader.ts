/**
 * Reads a unit event by event (docs/storage.md), so that a caller can stop after any event. Some are read ahead, column by
 * column.
 *
 * The input may come from anybody: the reader never raises, and stops at the first fault with `fault` set.
 */

import { readU32 } from "../codec/integers";
import { decodeVarint } from "../codec/varint";
import type { Pause } from "../ports";
import type { EventReader, ReadAhead } from "../block/event-reader";
import { Stride } from "../block/stride";
import { WEEK_SECONDS } from "../event/key";
import { decodeColumn, NumberReader, TAKE_LIMIT } from "./column";
import { connectColumns, type Form, type Group, readForms } from "./form";
import { KeyColumns } from "./key-columns";
import { PlayerReader } from "./players";

const concat = table.concat;
const floor = math.floor;
const huge = math.huge;
const max = math.max;
const min = math.min;

/** Columns in front of those of the fields. */
const KEY_COLUMNS = 8;

/** About how many bytes of a unit are read at a time: a fraction of a millisecond of work. */
const AHEAD_BYTES = 2048;

/** Most pieces of these events, types and fields: what is like the one before takes no bytes, but as long to put in its place. */
const AHEAD_PIECES = 256;

/** Columns from which on fewer events are read at a time: each column that they are in takes about a microsecond. */
const MANY_COLUMNS = 512;

const noPause: Pause = () => {};

/** Reads one unit. */
export class UnitReader implements EventReader, ReadAhead {
    /** Key of the event that next() read last. */
    time = 0;
    id = -1;
    /** Server id of its creator, 0 when the writer did not know it. */
    server = 0;
    /** Its type and fields, as a Row. */
    readonly pieces: string[] = [];
    offset = 0;
    fieldCount = 0;
    /** Number of events, as the unit says. */
    count = 0;
    /** What is wrong with the unit; nil while nothing is. */
    fault: string | undefined;
    /** Events from this second on are not given yet. */
    private end = huge;

    /** What is read ahead, as a ReadAhead: rows before `end` are those before `until`. */
    readonly ahead: ReadAhead = this;
    index = -1;
    until = 0;
    times: readonly number[] = [];
    ids: readonly number[] = [];
    readonly aheadForms: Form[] = [];
    stride = 1;
    /** How many events are read ahead, and what is wrong behind them. */
    private aheadCount = 0;
    private faultBehind: string | undefined;
    /** Number of events that were read, with those ahead. */
    private readCount = 0;
    /** Most events that are read ahead. */
    private most = TAKE_LIMIT;

    private readonly pace: Stride;
    private keys: KeyColumns;
    private servers: readonly number[] = [];
    private formNumbers = new NumberReader("");
    private forms: Form[] = [];
    private formCount = 0;
    private groups: Group[] = [];

    /**
     * @param bytes the unit, inflated.
     * @param pause called while its head is read.
     * @param limit most events that it may have.
     * @param aheadPause called in next(), where events are read ahead: what an attacker says of a few can take milliseconds.
     */
    constructor(bytes: string, pause: Pause = noPause, limit = huge, aheadPause: Pause = noPause) {
        this.keys = new KeyColumns(0, "", "", "", "", new PlayerReader("", ""));
        this.pace = new Stride(aheadPause);
        if (!this.readHead(bytes, limit, pause)) {
            this.fault = "head";
        }
    }

    /** Reads the next event into the fields above. False at the end, and at a fault. */
    next(): boolean {
        const index = this.index + 1;
        if (index >= this.until) {
            return this.until === this.aheadCount && this.readAhead() && this.next();
        }
        this.moveTo(index);
        return true;
    }

    /** Goes to one of the events that are read ahead. */
    moveTo(index: number): void {
        this.index = index;
        this.time = this.times[index];
        this.id = this.ids[index];
        this.server = this.servers[index];
        this.offset = index * this.stride;
        this.fieldCount = this.aheadForms[index].fieldCount;
    }

    /**
     * Goes on to the events of a week, and gives no others.
     * @param weekNumber behind that of the last event given.
     */
    readWeek(weekNumber: number, pause: Pause): void {
        const stride = new Stride(pause);
        this.setEnd(weekNumber * WEEK_SECONDS);
        while (this.next()) {
            stride.passed(0);
        }
        this.setEnd(this.end + WEEK_SECONDS);
    }

    /** The body of the event that next() read last. */
    body(): string {
        const first = this.offset + 1;
        return concat(this.pieces, "", first, first + this.fieldCount);
    }

    private setEnd(end: number): void {
        this.end = end;
        this.until = this.findEnd();
    }

    /** The first row that is read ahead and not to be given yet. */
    private findEnd(): number {
        const { times, end } = this;
        let low = 0;
        let high = this.aheadCount;
        if (high === 0 || times[high - 1] < end) {
            return high;
        }
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (times[middle] < end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private readHead(bytes: string, limit: number, pause: Pause): boolean {
        const [count, afterCount] = decodeVarint(bytes, 1);
        const start = readU32(bytes, afterCount ?? 1);
        if (count === undefined || count > limit || start === undefined) {
            return false;
        }
        const columns: string[] = [];
        let position = afterCount + 4;
        for (const index of $range(0, KEY_COLUMNS - 1)) {
            const [column, next] = decodeColumn(bytes, position);
            if (column === undefined) {
                return false;
            }
            columns[index] = column;
            position = next;
        }
        pause();
        const [times, counters, formNumbers, newForms, ids, servers, creators, newCreators] = columns;
        const [forms, groups] = readForms(newForms, count, pause);
        if (forms === undefined) {
            return false;
        }
        pause();
        const players = new PlayerReader(ids, servers);
        this.count = count;
        this.time = start;
        this.keys = new KeyColumns(start, times, counters, creators, newCreators, players);
        this.times = this.keys.times;
        this.ids = this.keys.ids;
        this.servers = this.keys.servers;
        this.formNumbers = new NumberReader(formNumbers);
        this.forms = forms;
        this.groups = groups;
        let columnCount = KEY_COLUMNS;
        for (const { fieldCount } of groups) {
            this.stride = max(this.stride, fieldCount + 1);
            columnCount += 2 * fieldCount;
        }
        const byBytes = floor((AHEAD_BYTES * count) / bytes.length);
        const byColumns = floor((TAKE_LIMIT * MANY_COLUMNS) / columnCount);
        this.most = max(1, min(TAKE_LIMIT, byBytes, floor(AHEAD_PIECES / this.stride), byColumns));
        return connectColumns(groups, bytes, position, players, pause, this.pace);
    }

    /** Reads some events ahead, once all were given. False at the end, and at a fault. */
    private readAhead(): boolean {
        if (this.fault !== undefined || this.faultBehind !== undefined) {
            this.fault ??= this.faultBehind;
            return false;
        }
        const most = min(this.most, this.count - this.readCount);
        this.index = -1;
        this.aheadCount = this.readRows(most);
        this.until = this.findEnd();
        this.readCount += this.aheadCount;
        this.fault = this.aheadCount === 0 ? this.faultBehind : undefined;
        return this.aheadCount > 0;
    }

    /** Reads the next events, at most so many. @returns how many: fewer where `faultBehind` says what is wrong. */
    private readRows(most: number): number {
        let count = this.readForms(most);
        let sources = this.keys.take(count) ? 1 : 0;
        for (const group of this.groups) {
            if (group.size > 0) {
                group.take(this.pieces);
                sources += group.countNewPlayers();
            }
        }
        if (sources > 1) {
            this.readPlayers(count);
        }
        const keyCount = this.keys.read(this.aheadForms, count);
        if (keyCount < count) {
            count = keyCount;
            this.faultBehind = "key";
        }
        for (const group of this.groups) {
            const fault = group.size > 0 ? group.fill(this.pieces) : undefined;
            if (fault !== undefined && fault < count * this.stride) {
                count = fault / this.stride;
                this.faultBehind = "field";
            }
        }
        return count;
    }

    /** Reads the forms of the next events, and puts them into groups. @returns how many were read. */
    private readForms(most: number): number {
        const { groups, aheadForms, pieces, stride, formNumbers } = this;
        const numbers = formNumbers.take(most);
        if (formNumbers.isAsBefore && !formNumbers.hasZero && numbers.length === most) {
            // Mostly all events are of one form, and what is said of them here stands in its place.
            return most;
        }
        for (const group of groups) {
            group.size = 0;
        }
        let last = -1;
        let form: Form | undefined;
        let group: Group | undefined;
        let count = 0;
        while (count < most) {
            const number = numbers[count];
            if (number !== last || number === 0) {
                last = number;
                form = this.formOf(number);
                if (form === undefined) {
                    this.faultBehind = "form";
                    break;
                }
                group = form.group;
            }
            const { offsets, forms, size } = group!;
            const offset = count * stride;
            aheadForms[count] = form!;
            offsets[size] = offset;
            forms[size] = form!;
            group!.size = size + 1;
            pieces[offset] = group!.type;
            count++;
        }
        return count;
    }

    /** The form with a number, 0 for the next new one; nil when there is none. */
    private formOf(number: number | undefined): Form | undefined {
        if (number === 0) {
            this.formCount++;
        }
        const at = number === 0 ? this.formCount : (number ?? 0);
        return at <= this.formCount ? this.forms[at - 1] : undefined;
    }

    /**
     * Reads the new creators and items that may name players ahead: what is new of the players stands in the order of the events,
     * and in each of these its creator comes first, then its fields.
     */
    private readPlayers(count: number): void {
        const { keys, aheadForms, stride, pace } = this;
        for (const row of $range(0, count - 1)) {
            pace.passed(0);
            keys.readAhead(row);
            for (const column of aheadForms[row].group.columns) {
                if (column.namesPlayers) {
                    column.readAhead(row * stride);
                }
            }
        }
    }
}
