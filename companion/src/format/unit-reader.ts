/** The unit: events in key order, of any weeks, by columns. */
import type { ReadEvents } from "./block-reader";
import { joinBody, MAX_BODY } from "./body";
import { ByteReader } from "./bytes";
import { Damage } from "./damage";
import { NULL } from "./items";
import { compareKeys, COUNTERS, MAX_SERVER, MAX_TIME, type StoredEvent } from "./key";
import { type Form, readForm } from "./unit-forms";
import { KEY_COLUMNS } from "./unit-format";
import { type Player, readUnitItem } from "./unit-items";

const NIL = Buffer.of(NULL);

/** Numbers that name values: 0 the next one that `read` gives, n the n-th. */
class Values<Value> {
    private readonly known: Value[] = [];

    constructor(
        private readonly numbers: ByteReader,
        private readonly read: () => Value,
    ) {}

    next(): Value {
        const number = this.numbers.varint();
        if (number > this.known.length) this.numbers.fail("a value that is not there");
        if (number > 0) return this.known[number - 1];
        const value = this.read();
        this.known.push(value);
        return value;
    }
}

/** Finds players by their names, of which new ones stand in two columns. */
class Players {
    private readonly known: Player[] = [];

    constructor(
        private readonly ids: ByteReader,
        private readonly servers: ByteReader,
    ) {}

    read(names: ByteReader): Player {
        const number = names.varint();
        if (number > this.known.length) names.fail("a player that is not there");
        if (number > 0) return this.known[number - 1];
        const player = { id: this.ids.u32(), server: this.servers.varint() };
        if (player.server > MAX_SERVER) this.servers.fail("server id too large");
        this.known.push(player);
        return player;
    }
}

function readColumns(bytes: ByteReader): ByteReader[] {
    const columns: ByteReader[] = [];
    while (!bytes.isAtEnd()) columns.push(new ByteReader(bytes.take(bytes.varint())));
    if (columns.length < KEY_COLUMNS) bytes.fail("columns missing");
    return columns;
}

/** All forms of a column. There are no more of them than events. */
function allForms(column: ByteReader, limit: number): Form[] {
    const forms: Form[] = [];
    while (!column.isAtEnd()) {
        if (forms.length === limit) column.fail("more forms than events");
        forms.push(readForm(column));
    }
    return forms;
}

/** Type > the values of each of its fields. */
function fieldValues(forms: readonly Form[], columns: ByteReader[], players: Players): Map<number, Values<Buffer>[]> {
    const longest = new Map<number, number>();
    for (const { type, isNil } of forms) longest.set(type, Math.max(longest.get(type) ?? 0, isNil.length));
    let next = 0;
    const fields = new Map<number, Values<Buffer>[]>();
    for (const [type, count] of longest) {
        const values = Array.from({ length: count }, () => {
            const [numbers, items] = columns.slice(next, next + 2);
            if (items === undefined) throw new Damage("columns of fields missing");
            next += 2;
            return new Values(numbers, () => readUnitItem(items, (names) => players.read(names)));
        });
        fields.set(type, values);
    }
    if (next < columns.length) throw new Damage("more columns than fields");
    return fields;
}

/** Reads one unit, event by event. Raises Damage at the first fault. */
class UnitReader {
    private readonly count: number;
    private read = 0;
    private readonly times: ByteReader;
    private readonly counters: ByteReader;
    private readonly forms: Values<Form>;
    private readonly creators: Values<Player>;
    private readonly fields: Map<number, Values<Buffer>[]>;
    private time: number;
    private last: StoredEvent | undefined;

    constructor(buffer: Buffer) {
        const bytes = new ByteReader(buffer);
        this.count = bytes.varint();
        this.time = bytes.u32();
        const [times, counters, formNumbers, newForms, ids, servers, creators, newCreators, ...columns] =
            readColumns(bytes);
        const players = new Players(ids, servers);
        const forms = allForms(newForms, this.count);
        const nextForm = forms.values();
        this.fields = fieldValues(forms, columns, players);
        this.forms = new Values(formNumbers, () => nextForm.next().value ?? newForms.fail("a form that is not there"));
        this.creators = new Values(creators, () => players.read(newCreators));
        this.times = times;
        this.counters = counters;
    }

    isAtEnd(): boolean {
        return this.read === this.count;
    }

    next(): StoredEvent {
        const { last } = this;
        const later = this.times.varint();
        this.time += later;
        if (this.time > MAX_TIME || (last === undefined && later > 0)) throw new Damage("a time out of form");
        const form = this.forms.next();
        const { id: creator, server } = this.creators.next();
        const isNext = later === 0 && creator === last?.creator;
        const counter = form.hasCounter ? this.counters.u8() : isNext ? last.counter + 1 : 0;
        const event = { time: this.time, creator, counter, server, body: this.nextBody(form) };
        if (counter >= COUNTERS || (last !== undefined && compareKeys(last, event) >= 0))
            throw new Damage("keys out of order");
        this.last = event;
        this.read++;
        return event;
    }

    private nextBody({ type, isNil }: Form): Buffer {
        const values = this.fields.get(type) ?? [];
        const items: Buffer[] = [];
        for (let place = 0; place < isNil.length; place++) items.push(isNil[place] ? NIL : values[place].next());
        const body = joinBody(type, items);
        if (body.length > MAX_BODY) throw new Damage("a body that is too long");
        return body;
    }
}

/**
 * The events of an inflated unit up to its first fault.
 * @param passed told of each event, and may raise Damage to end the reading.
 */
export function readUnit(buffer: Buffer, passed: (event: StoredEvent) => void = () => {}): ReadEvents {
    const events: StoredEvent[] = [];
    try {
        const unit = new UnitReader(buffer);
        while (!unit.isAtEnd()) {
            const event = unit.next();
            passed(event);
            events.push(event);
        }
        return { events, fault: undefined };
    } catch (error) {
        if (!(error instanceof Damage)) throw error;
        return { events, fault: error.message };
    }
}
