// The block: a run of events of one week, each coded against the one before.
import { Bytes, Damage } from "./bytes.mjs";
import { readHead, takeRest } from "./items.mjs";

export const WEEK_SECONDS = 604800;
export const MAX_SERVER = 0xffffff;
const MAX_FIELDS = 32;
const MAX_BODY = 4096;
const COUNTERS = 256;

const FLAG = { creator: 1, exception: 2, time: 4, type: 8 };
const EXCEPTION = { counter: 1, fields: 2 };
const FIELDS_IN_FLAG = 4;

const REFERENCE = 6;
const SHORTEST_WORD = 3;
const MOST_WORDS = 65536;

/** A field given by its last bytes: heads dc to de say how many they are, 2 to 4. */
const TAILS = { dc: 2, dd: 3, de: 4 };
const FEWEST_KEPT = 2;
const LONGEST_WITH_TAIL = 64;

class Block {
    constructor(buffer) {
        this.bytes = new Bytes(buffer);
        this.week = this.bytes.u16();
        this.time = this.week * WEEK_SECONDS;
        this.creators = [];
        this.words = [];
        this.wordSet = new Set();
        /** By type: the fields of its last event. */
        this.shapes = new Map();
        this.isFirst = true;
        if (this.bytes.isAtEnd()) this.bytes.fail("block without events");
    }

    fail(what) {
        this.bytes.fail(what);
    }

    next() {
        const flag = this.bytes.u8();
        const exception = flag & FLAG.exception ? this.bytes.u8() : 0;
        if (flag & FLAG.exception && (exception < 1 || exception > 3)) this.fail("exception byte out of form");
        if (this.isFirst && !(flag & FLAG.creator && flag & FLAG.type))
            this.fail("first event without creator or type");
        this.readKey(flag, exception);
        if (flag & FLAG.type) {
            const type = this.bytes.u8();
            if (type === this.type) this.fail("type given needlessly");
            this.type = type;
        }
        const fields = this.readFields(flag >> 4, (exception & EXCEPTION.fields) !== 0);
        this.isFirst = false;
        const body = Buffer.concat([Buffer.of(this.type), ...fields]);
        if (body.length > MAX_BODY) this.fail("body too long");
        const { time, counter } = this;
        const { id, server } = this.creator;
        return { time, creator: id, counter, server, body };
    }

    readKey(flag, exception) {
        const before = this.isFirst ? undefined : { creator: this.creator.id, counter: this.counter };
        const isSameSecond = !(flag & FLAG.time) && before !== undefined;
        if (flag & FLAG.time) this.readTime();
        const counter = exception & EXCEPTION.counter ? this.bytes.u8() : undefined;
        if (flag & FLAG.creator) this.readCreator();
        const usual = isSameSecond && this.creator.id === before.creator ? before.counter + 1 : 0;
        if (counter === usual) this.fail("counter given needlessly");
        this.counter = counter ?? usual;
        if (this.counter >= COUNTERS) this.fail("counter beyond 255");
        if (!isSameSecond || this.creator.id > before.creator) return;
        if (this.creator.id < before.creator || this.counter <= before.counter) this.fail("events out of order");
    }

    readTime() {
        const difference = this.bytes.varint();
        this.time += difference;
        if (difference === 0 || this.time >= (this.week + 1) * WEEK_SECONDS) this.fail("time outside of the week");
    }

    readCreator() {
        const reference = this.bytes.varint();
        const previous = this.creator;
        if (reference > 0) {
            this.creator = this.creators[reference - 1] ?? this.fail("reference to an unknown creator");
            if (this.creator === previous) this.fail("creator given needlessly");
            return;
        }
        const id = this.bytes.u32();
        const server = this.bytes.varint();
        if (server > MAX_SERVER) this.fail("server id too large");
        if (this.creators.some((creator) => creator.id === id)) this.fail("creator given twice");
        this.creator = { id, server };
        this.creators.push(this.creator);
    }

    readFields(fieldFlags, hasOtherCount) {
        const known = this.shapes.get(this.type);
        if (known === undefined && hasOtherCount) this.fail("another number of fields than none");
        const isGiven = known === undefined || hasOtherCount;
        const fields = isGiven ? this.readAllFields(known, fieldFlags) : this.readChangedFields(known, fieldFlags);
        this.shapes.set(this.type, fields);
        return fields;
    }

    readAllFields(known, fieldFlags) {
        const count = this.bytes.u8();
        if (count > MAX_FIELDS || count === known?.length || fieldFlags !== 0)
            this.fail("number of fields out of form");
        return Array.from({ length: count }, () => this.readField());
    }

    readChangedFields(known, fieldFlags) {
        const maskBytes = Math.max(0, Math.ceil((known.length - FIELDS_IN_FLAG) / 8));
        const masks = [...this.bytes.take(maskBytes)];
        const isChanged = (index) => {
            const rest = index - FIELDS_IN_FLAG;
            return rest < 0 ? (fieldFlags >> index) & 1 : (masks[rest >> 3] >> (rest & 7)) & 1;
        };
        for (let index = known.length; index < FIELDS_IN_FLAG + 8 * maskBytes; index++) {
            if (isChanged(index)) this.fail("bit set for a field that is not there");
        }
        return known.map((old, index) => {
            if (!isChanged(index)) return old;
            const field = this.readField(old);
            if (field.equals(old)) this.fail("field given needlessly");
            return field;
        });
    }

    /** @param old the field in the last event of the type */
    readField(old) {
        const start = this.bytes.position;
        const tail = TAILS[this.bytes.peek()?.toString(16)];
        if (tail !== undefined) return this.enter(this.readTail(tail, old));
        const head = readHead(this.bytes);
        if (head.major === REFERENCE) return this.words[head.argument] ?? this.fail("reference to an unknown word");
        return this.enter(takeRest(this.bytes, head, start));
    }

    readTail(count, old) {
        this.bytes.u8();
        const kept = (old?.length ?? 0) - count;
        if (kept < FEWEST_KEPT || old.length > LONGEST_WITH_TAIL) this.fail("tail of a field of another length");
        const tail = this.bytes.take(count);
        if (count > 2 && tail[0] === old[kept]) this.fail("tail longer than needed");
        const field = Buffer.concat([old.subarray(0, kept), tail]);
        const bytes = new Bytes(field);
        takeRest(bytes, readHead(bytes), 0);
        if (!bytes.isAtEnd()) this.fail("tail that makes no field");
        return field;
    }

    /** Notes a field that was given in full or by its tail in the dictionary. */
    enter(field) {
        if (field.length < SHORTEST_WORD) return field;
        const word = field.toString("latin1");
        if (this.wordSet.has(word)) this.fail("word written twice");
        if (this.words.length < MOST_WORDS) {
            this.words.push(field);
            this.wordSet.add(word);
        }
        return field;
    }
}

/**
 * The events of a block up to its first fault, and the fault.
 * @returns {{events: {time: number, creator: number, counter: number, server: number, body: Buffer}[], fault?: string}}
 */
export function readBlock(buffer) {
    const events = [];
    try {
        const block = new Block(buffer);
        while (!block.bytes.isAtEnd()) events.push(block.next());
        return { week: block.week, events };
    } catch (error) {
        if (!(error instanceof Damage)) throw error;
        return { events, fault: error.message };
    }
}
