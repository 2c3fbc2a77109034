// The units of a file: a head with what is known of each week, and the events by columns, deflated.
import { inflateRawSync } from "node:zlib";
import { MAX_SERVER, WEEK_SECONDS } from "./block.mjs";
import { Bytes, Damage, fromBase64 } from "./bytes.mjs";
import { adler, headerOf } from "./hashes.mjs";
import { readHead, takeRest } from "./items.mjs";

const LINE = /^u (\d+) (\S+) (\d+) ([^]*)$/;

const MAX_BODY = 4096;
const MAX_FIELDS = 32;
const MAX_GUIDS = 1000;
/** Added to the number of fields in a form: the counter is given. */
const HAS_COUNTER = 128;
const NIL = 0xf6;
/** Heads of a player, and of a list of players, in a column of items. */
const PLAYER = 0xc0;
const PLAYERS = 0xc1;

const varint = (value) => {
    const bytes = [];
    for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
    return Buffer.from([...bytes, value]);
};

const u32 = (value) => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE(value);
    return buffer;
};

/** A CBOR byte string. */
function byteString(content) {
    const { length } = content;
    const head = length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length % 256];
    return Buffer.concat([Buffer.from(head), content]);
}

/** Numbers that name values: 0 the next one that `read` gives, n the n-th. */
class Values {
    constructor(numbers, read) {
        this.numbers = numbers;
        this.read = read;
        this.known = [];
    }

    next() {
        const number = this.numbers.varint();
        if (number > this.known.length) this.numbers.fail("a value that is not there");
        if (number > 0) return this.known[number - 1];
        const value = this.read();
        this.known.push(value);
        return value;
    }
}

/** A packed list of GUIDs: runs of one server. */
function packPlayers(players) {
    const runs = [];
    for (const { server, id } of players) {
        if (runs.at(-1)?.server !== server) runs.push({ server, ids: [] });
        runs.at(-1).ids.push(u32(id));
    }
    return Buffer.concat(runs.flatMap(({ server, ids }) => [varint(server), varint(ids.length), ...ids]));
}

function readItem(items, readPlayer) {
    const first = items.peek();
    if (first === PLAYER) {
        items.u8();
        const { server, id } = readPlayer(items);
        return byteString(Buffer.concat([varint(server), u32(id)]));
    }
    if (first === PLAYERS) {
        items.u8();
        const count = items.varint();
        if (count === 0 || count > MAX_GUIDS) items.fail("number of players");
        return byteString(packPlayers(Array.from({ length: count }, () => readPlayer(items))));
    }
    const start = items.position;
    return takeRest(items, readHead(items), start);
}

function readForm(forms) {
    const [type, head] = [forms.u8(), forms.u8()];
    const count = head % HAS_COUNTER;
    if (count > MAX_FIELDS) forms.fail("number of fields");
    const masks = forms.take(Math.ceil(count / 8));
    const isNil = Array.from({ length: count }, (_, index) => ((masks[index >> 3] >> (index % 8)) & 1) === 1);
    return { type, isNil, hasCounter: head >= HAS_COUNTER };
}

/** All forms of the column, which is read again when the events are. */
function allForms(column) {
    const forms = [];
    for (const bytes = new Bytes(column); !bytes.isAtEnd();) forms.push(readForm(bytes));
    return forms;
}

function splitColumns(bytes) {
    const columns = [];
    while (!bytes.isAtEnd()) columns.push(new Bytes(bytes.take(bytes.varint())));
    return columns;
}

/** Type > the values of each of its fields. */
function fieldValues(forms, columns, readPlayer) {
    const longest = new Map();
    for (const { type, isNil } of forms) longest.set(type, Math.max(longest.get(type) ?? 0, isNil.length));
    const fields = new Map();
    for (const [type, count] of longest) {
        const values = Array.from({ length: count }, () => {
            const [numbers, items] = columns.splice(0, 2);
            if (items === undefined) throw new Damage("columns of fields missing");
            return new Values(numbers, () => readItem(items, readPlayer));
        });
        fields.set(type, values);
    }
    if (columns.length > 0) throw new Damage("more columns than fields");
    return fields;
}

/** The events of an inflated unit in order. */
export function readUnit(buffer) {
    const bytes = new Bytes(buffer);
    const count = bytes.varint();
    let time = bytes.u32();
    const [times, counters, formNumbers, newForms, ids, servers, creators, newCreators, ...columns] =
        splitColumns(bytes);
    if (newCreators === undefined) throw new Damage("columns missing");
    const players = [];
    const readPlayer = (names) => {
        const number = names.varint();
        if (number > players.length) names.fail("a player that is not there");
        if (number === 0) players.push({ id: ids.u32(), server: servers.varint() });
        if (players.at(-1)?.server > MAX_SERVER) servers.fail("server id too large");
        return number === 0 ? players.at(-1) : players[number - 1];
    };
    const fields = fieldValues(allForms(newForms.buffer), columns, readPlayer);
    const forms = new Values(formNumbers, () => readForm(newForms));
    const who = new Values(creators, () => readPlayer(newCreators));
    const events = [];
    let last = { time: -1, creator: -1, counter: -1 };
    for (let index = 0; index < count; index++) {
        time += times.varint();
        const form = forms.next();
        const { id: creator, server } = who.next();
        const isNext = time === last.time && creator === last.creator;
        const counter = form.hasCounter ? counters.u8() : isNext ? last.counter + 1 : 0;
        const isBehind = creator > last.creator || (creator === last.creator && counter > last.counter);
        if (counter > 255 || time < last.time || (time === last.time && !isBehind))
            throw new Damage("keys out of order");
        const items = form.isNil.map((isNil, place) =>
            isNil ? Buffer.from([NIL]) : fields.get(form.type)[place].next(),
        );
        const body = Buffer.concat([Buffer.from([form.type]), ...items]);
        if (body.length > MAX_BODY) throw new Damage("a body that is too long");
        last = { time, creator, counter };
        events.push({ ...last, server, body });
    }
    return events;
}

function readHeads(number, bytes) {
    const weeks = [];
    for (let week = number; !bytes.isAtEnd();) {
        week += bytes.varint();
        const header = { count: bytes.varint(), hash: bytes.u32(), fingerprint: bytes.u32() };
        const offset = bytes.take(3).readUIntBE(0, 3);
        header.lastTime = week * WEEK_SECONDS + offset;
        header.lastId = bytes.u32() * 256 + bytes.u8();
        weeks.push({ number: week, header });
    }
    return weeks;
}

function inflate(bytes) {
    try {
        return inflateRawSync(bytes);
    } catch (error) {
        throw new Damage(`no raw Deflate: ${error.message}`);
    }
}

/** What differs between a header and what the events say, in words. */
function differences(header, actual) {
    return Object.keys(header)
        .filter((part) => header[part] !== actual[part])
        .map((part) => `${part} ${actual[part]}, not ${header[part]}`);
}

/**
 * Reads the line of a unit as far as it can be read.
 * @returns its weeks, as readWeek() gives them, with mode "u"; one with the number of the unit when nothing can be read.
 */
export function readUnitWeeks(number, text) {
    const unreadable = (message) => [
        { number, mode: "u", bytes: text?.length ?? 0, events: [], problems: [`unit: ${message}`] },
    ];
    try {
        const match = typeof text === "string" ? LINE.exec(text) : null;
        if (match === null) throw new Damage("no unit");
        const [headSum, head, sum, base64] = match.slice(1);
        if (adler(Buffer.from(head, "latin1")) !== Number(headSum)) throw new Damage("checksum of the head");
        const weeks = readHeads(number, new Bytes(fromBase64(head)));
        const problem = adler(Buffer.from(base64, "latin1")) === Number(sum) ? [] : ["checksum"];
        const events = readUnit(inflate(fromBase64(base64)));
        return weeks.map(({ number: week, header }) => {
            const own = events.filter(({ time }) => Math.floor(time / WEEK_SECONDS) === week);
            const actual = headerOf(own);
            const bytes = Math.round((text.length * own.length) / events.length);
            const problems = [...problem, ...differences(header, actual)];
            return { number: week, mode: "u", bytes, header, actual, events: own, problems };
        });
    } catch (error) {
        if (!(error instanceof Damage)) throw error;
        return unreadable(error.message);
    }
}
