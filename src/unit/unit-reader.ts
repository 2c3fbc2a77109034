/**
 * Reads a unit event by event (docs/storage.md), so that a caller can stop after any event.
 *
 * The input may come from anybody: the reader never raises, and stops at the first fault with `fault` set.
 */

import { readU32 } from "../codec/integers";
import { decodeVarint } from "../codec/varint";
import type { Pause } from "../ports";
import type { EventReader } from "../block/event-reader";
import { Shape } from "../block/fields";
import { Stride } from "../block/stride";
import { MAX_BODY_BYTES, MAX_FIELDS } from "../event/body";
import { COUNTERS, MAX_TIME, WEEK_SECONDS } from "../event/key";
import { decodeColumn, NumberReader } from "./column";
import { FORM_COUNTER, NIL } from "./format";
import { decodeItem } from "./item";
import { PlayerReader } from "./players";

const byte = string.byte;
const ceil = math.ceil;
const floor = math.floor;
const huge = math.huge;
const max = math.max;

/** Columns in front of those of the fields. */
const FIELDS_FROM = 8;

/** A column of items. */
class ItemReader {
    private position = 1;
    private count = 0;
    private readonly known: string[] = [];

    constructor(
        private readonly numbers: NumberReader,
        private readonly news: string,
        private readonly players: PlayerReader,
    ) {}

    /** The next item; nil when there is none. */
    next(): string | undefined {
        const number = this.numbers.next();
        if (number !== 0) {
            return number === undefined ? undefined : this.known[number - 1];
        }
        const [item, next] = decodeItem(this.news, this.position, this.players);
        if (item !== undefined) {
            this.position = next;
            this.known[this.count] = item;
            this.count++;
        }
        return item;
    }
}

/** What events of one form have in common. */
interface Form {
    /** Type and fields of the last event of this form. */
    readonly shape: Shape;
    readonly hasCounter: boolean;
    /** The places of the fields that are not nil, from 1 on, and the columns that they are read from. */
    readonly places: readonly number[];
    readonly columns: ItemReader[];
}

/** The forms of a unit in order of appearance; nil when they are not well-formed. */
function readForms(column: string): Form[] | undefined {
    const forms: Form[] = [];
    let position = 1;
    while (position <= column.length) {
        const [type, head] = byte(column, position, position + 1);
        const hasCounter = head !== undefined && head >= FORM_COUNTER;
        const fieldCount = (head ?? MAX_FIELDS + 1) % FORM_COUNTER;
        const masks = position + 2;
        position = masks + ceil(fieldCount / 8);
        if (fieldCount > MAX_FIELDS || position > column.length + 1) {
            return undefined;
        }
        const shape = new Shape(type, fieldCount);
        const places: number[] = [];
        for (const index of $range(1, fieldCount)) {
            const mask = byte(column, masks + floor((index - 1) / 8))!;
            if (floor(mask / 2 ** ((index - 1) % 8)) % 2 === 0) {
                places[places.length] = index;
            }
            shape.add(index, NIL);
        }
        forms[forms.length] = { shape, hasCounter, places, columns: [] };
    }
    return forms;
}

/** Reads one unit. */
export class UnitReader implements EventReader {
    /** Key of the event that next() read last. */
    time = 0;
    id = -1;
    /** Server id of its creator, 0 when the writer did not know it. */
    server = 0;
    /** Its type and fields; changed in place by the next event of the form. */
    shape = new Shape(0, 0);
    /** Number of events, as the unit says. */
    count = 0;
    /** Number of events read. */
    readCount = 0;
    /** What is wrong with the unit; nil while nothing is. */
    fault: string | undefined;
    /** Events from this second on are not given yet. */
    private end = huge;
    /** The distance of the next event that was not given for that reason. */
    private later: number | undefined;

    private times = new NumberReader("");
    private counters = "";
    private counterCount = 0;
    private formNumbers = new NumberReader("");
    private forms: Form[] = [];
    private formCount = 0;
    private players = new PlayerReader("", "");
    private creatorNumbers = new NumberReader("");
    private newCreators = "";
    private newCreatorPosition = 1;
    private readonly creators: number[] = [];
    private readonly servers: number[] = [];
    private creatorCount = 0;
    private creator = -1;
    private counter = 0;

    /** @param bytes the unit, inflated. */
    constructor(bytes: string) {
        if (!this.readHead(bytes)) {
            this.fault = "head";
        }
    }

    /** Reads the next event into the fields above. False at the end, and at a fault. */
    next(): boolean {
        if (this.readCount >= this.count || this.fault !== undefined) {
            return false;
        }
        const later = this.later ?? this.times.next();
        if (later === undefined) {
            return this.fail("time");
        }
        if (this.time + later >= this.end) {
            this.later = later;
            return false;
        }
        this.later = undefined;
        const form = this.nextForm();
        if (form === undefined) {
            return this.fail("form");
        }
        if (!this.readKey(later, form.hasCounter)) {
            return this.fail("key");
        }
        if (!readFields(form)) {
            return this.fail("field");
        }
        this.shape = form.shape;
        this.readCount++;
        return true;
    }

    /**
     * Goes on to the events of a week, and gives no others.
     * @param weekNumber behind that of the last event given.
     */
    readWeek(weekNumber: number, pause: Pause): void {
        const stride = new Stride(pause);
        this.end = weekNumber * WEEK_SECONDS;
        while (this.next()) {
            stride.passed(0);
        }
        this.end += WEEK_SECONDS;
    }

    /** The body of the event that next() read last. */
    body(): string {
        return this.shape.body();
    }

    private fail(fault: string): false {
        this.fault = fault;
        return false;
    }

    private readHead(bytes: string): boolean {
        const [count, afterCount] = decodeVarint(bytes, 1);
        const start = readU32(bytes, afterCount ?? 1);
        if (count === undefined || start === undefined) {
            return false;
        }
        const columns: string[] = [];
        let position = afterCount + 4;
        while (position <= bytes.length) {
            const [column, next] = decodeColumn(bytes, position);
            if (column === undefined) {
                return false;
            }
            columns[columns.length] = column;
            position = next;
        }
        const [times, counters, formNumbers, newForms, ids, servers, creatorNumbers, newCreators] = columns;
        const forms = readForms(newForms ?? "");
        if (newCreators === undefined || forms === undefined) {
            return false;
        }
        this.count = count;
        this.time = start;
        this.times = new NumberReader(times);
        this.counters = counters;
        this.formNumbers = new NumberReader(formNumbers);
        this.forms = forms;
        this.players = new PlayerReader(ids, servers);
        this.creatorNumbers = new NumberReader(creatorNumbers);
        this.newCreators = newCreators;
        return this.connect(columns);
    }

    /** Gives the forms their columns of items. False when there are more columns or fewer. */
    private connect(columns: readonly string[]): boolean {
        const types: number[] = [];
        const fieldCounts = new LuaMap<number, number>();
        for (const { shape } of this.forms) {
            const type = shape.type;
            if (!fieldCounts.has(type)) {
                types[types.length] = type;
            }
            fieldCounts.set(type, max(fieldCounts.get(type) ?? 0, shape.fieldCount));
        }
        let index = FIELDS_FROM;
        const byType = new LuaMap<number, ItemReader[]>();
        for (const type of types) {
            const readers: ItemReader[] = [];
            for (const place of $range(1, fieldCounts.get(type)!)) {
                const numbers = new NumberReader(columns[index] ?? "");
                readers[place - 1] = new ItemReader(numbers, columns[index + 1] ?? "", this.players);
                index += 2;
            }
            byType.set(type, readers);
        }
        for (const { shape, places, columns: own } of this.forms) {
            const readers = byType.get(shape.type)!;
            for (const place of places) {
                own[own.length] = readers[place - 1];
            }
        }
        return index === columns.length;
    }

    private nextForm(): Form | undefined {
        const number = this.formNumbers.next();
        if (number === 0) {
            this.formCount++;
            return this.forms[this.formCount - 1];
        }
        return number === undefined || number > this.formCount ? undefined : this.forms[number - 1];
    }

    private readKey(later: number, hasCounter: boolean): boolean {
        const isFirst = this.readCount === 0;
        const number = this.creatorNumbers.next();
        if (number === undefined || number > this.creatorCount) {
            return false;
        }
        if (number === 0 && !this.readCreator()) {
            return false;
        }
        const index = (number === 0 ? this.creatorCount : number) - 1;
        const creator = this.creators[index];
        const isNext = !isFirst && later === 0 && creator === this.creator;
        let counter = isNext ? this.counter + 1 : 0;
        if (hasCounter) {
            this.counterCount++;
            counter = byte(this.counters, this.counterCount) ?? COUNTERS;
        }
        const time = this.time + later;
        const id = creator * COUNTERS + counter;
        if (counter >= COUNTERS || time > MAX_TIME || (later === 0 && id <= this.id) || (isFirst && later > 0)) {
            return false;
        }
        this.time = time;
        this.id = id;
        this.creator = creator;
        this.counter = counter;
        this.server = this.servers[index];
        return true;
    }

    private readCreator(): boolean {
        const next = this.players.read(this.newCreators, this.newCreatorPosition);
        if (next === undefined) {
            return false;
        }
        this.newCreatorPosition = next;
        this.creators[this.creatorCount] = readU32(this.players.id, 1)!;
        const [server] = decodeVarint(this.players.server, 1);
        this.servers[this.creatorCount] = server!;
        this.creatorCount++;
        return true;
    }
}

/** Reads the fields of the next event of a form. */
function readFields({ shape, places, columns }: Form): boolean {
    const { pieces } = shape;
    let index = 0;
    for (const place of places) {
        const item = columns[index].next();
        if (item === undefined) {
            return false;
        }
        shape.byteCount += item.length - pieces[place].length;
        pieces[place] = item;
        index++;
    }
    shape.joined = undefined;
    return shape.byteCount <= MAX_BODY_BYTES;
}
