/** The block: a run of events of one week, each coded against the one before. */
import {
    EXCEPTION,
    FEWEST_KEPT,
    FIELDS_IN_FLAG,
    FLAG,
    LONGEST_TAIL,
    LONGEST_WITH_TAIL,
    MOST_WORDS,
    SHORTEST_TAIL,
    SHORTEST_WORD,
    TAIL_HEAD,
} from "./block-format";
import { joinBody, MAX_BODY, MAX_FIELDS } from "./body";
import { ByteReader, toText } from "./bytes";
import { Damage } from "./damage";
import { readArgument, skipItem, TAG } from "./items";
import { COUNTERS, MAX_SERVER, MAX_TIME, type StoredEvent, WEEK_SECONDS } from "./key";

interface Creator {
    readonly id: number;
    readonly server: number;
}

/** Reads one block, event by event. Raises Damage at the first fault. */
class BlockReader {
    readonly week: number;
    private readonly bytes: ByteReader;
    private readonly end: number;
    private readonly creators: Creator[] = [];
    private readonly creatorIds = new Set<number>();
    private readonly words: Buffer[] = [];
    private readonly wordSet = new Set<string>();
    /** By type: the fields of its last event. */
    private readonly shapes = new Map<number, Buffer[]>();
    private isFirst = true;
    private time: number;
    private creator: Creator = { id: -1, server: 0 };
    private counter = 0;
    private type = -1;

    constructor(buffer: Buffer) {
        this.bytes = new ByteReader(buffer);
        this.week = this.bytes.u16();
        this.time = this.week * WEEK_SECONDS;
        this.end = Math.min(this.time + WEEK_SECONDS - 1, MAX_TIME);
        if (this.time > MAX_TIME) this.fail("week beyond all times");
        if (this.bytes.isAtEnd()) this.fail("block without events");
    }

    isAtEnd(): boolean {
        return this.bytes.isAtEnd();
    }

    next(): StoredEvent {
        const flag = this.bytes.u8();
        const exception = (flag & FLAG.exception) === 0 ? 0 : this.bytes.u8();
        if ((flag & FLAG.exception) !== 0 && (exception < 1 || exception > 3)) this.fail("exception byte out of form");
        if (this.isFirst && ((flag & FLAG.creator) === 0 || (flag & FLAG.type) === 0))
            this.fail("first event without creator or type");
        this.readKey(flag, exception);
        if ((flag & FLAG.type) !== 0) {
            const type = this.bytes.u8();
            if (type === this.type) this.fail("type given needlessly");
            this.type = type;
        }
        const fields = this.readFields(flag >> 4, (exception & EXCEPTION.fields) !== 0);
        this.isFirst = false;
        const body = joinBody(this.type, fields);
        if (body.length > MAX_BODY) this.fail("body too long");
        const { time, counter } = this;
        const { id, server } = this.creator;
        return { time, creator: id, counter, server, body };
    }

    private fail(what: string): never {
        return this.bytes.fail(what);
    }

    private readKey(flag: number, exception: number): void {
        const { creator: before, counter: counterBefore } = this;
        const isSameSecond = (flag & FLAG.time) === 0 && !this.isFirst;
        if ((flag & FLAG.time) !== 0) this.readTime();
        const counter = (exception & EXCEPTION.counter) === 0 ? undefined : this.bytes.u8();
        if ((flag & FLAG.creator) !== 0) this.readCreator();
        const usual = isSameSecond && this.creator === before ? counterBefore + 1 : 0;
        if (counter === usual) this.fail("counter given needlessly");
        this.counter = counter ?? usual;
        if (this.counter >= COUNTERS) this.fail("counter beyond 255");
        if (!isSameSecond || this.creator.id > before.id) return;
        if (this.creator.id < before.id || this.counter <= counterBefore) this.fail("events out of order");
    }

    private readTime(): void {
        const difference = this.bytes.varint();
        this.time += difference;
        if (difference === 0 || this.time > this.end) this.fail("time outside of the week");
    }

    private readCreator(): void {
        const reference = this.bytes.varint();
        if (reference > this.creators.length) this.fail("reference to an unknown creator");
        if (reference > 0) {
            const known = this.creators[reference - 1];
            if (known === this.creator) this.fail("creator given needlessly");
            this.creator = known;
            return;
        }
        const id = this.bytes.u32();
        const server = this.bytes.varint();
        if (server > MAX_SERVER) this.fail("server id too large");
        if (this.creatorIds.has(id)) this.fail("creator given twice");
        this.creator = { id, server };
        this.creators.push(this.creator);
        this.creatorIds.add(id);
    }

    private readFields(flags: number, hasOtherCount: boolean): readonly Buffer[] {
        const known = this.shapes.get(this.type);
        if (known !== undefined && !hasOtherCount) {
            this.readChangedFields(known, flags);
            return known;
        }
        if (hasOtherCount && known === undefined) this.fail("another number of fields than none");
        const count = this.bytes.u8();
        if (count > MAX_FIELDS || count === known?.length || flags !== 0) this.fail("number of fields out of form");
        const fields = Array.from({ length: count }, () => this.readField(undefined));
        this.shapes.set(this.type, fields);
        return fields;
    }

    /** Puts what differs from the last event of the type in its place. */
    private readChangedFields(fields: Buffer[], flags: number): void {
        const maskBytes = Math.max(0, Math.ceil((fields.length - FIELDS_IN_FLAG) / 8));
        const masks = this.bytes.take(maskBytes);
        const places = FIELDS_IN_FLAG + 8 * maskBytes;
        for (let index = 0; index < places; index++) {
            const behind = index - FIELDS_IN_FLAG;
            const bits = behind < 0 ? flags >> index : masks[behind >> 3] >> (behind & 7);
            if ((bits & 1) === 0) continue;
            if (index >= fields.length) this.fail("bit set for a field that is not there");
            const field = this.readField(fields[index]);
            if (field.equals(fields[index])) this.fail("field given needlessly");
            fields[index] = field;
        }
    }

    /** @param old the field in the last event of the type. */
    private readField(old: Buffer | undefined): Buffer {
        const { buffer, position } = this.bytes;
        if (position >= buffer.length) this.fail("cut off");
        const tail = buffer[position] - TAIL_HEAD;
        if (tail >= SHORTEST_TAIL && tail <= LONGEST_TAIL) return this.enter(this.readTail(tail, old));
        if (buffer[position] >> 5 === TAG) return this.readReference();
        const end = skipItem(buffer, position);
        if (end < 0) this.fail("no CBOR of this form");
        return this.enter(this.bytes.take(end - position));
    }

    private readReference(): Buffer {
        const { buffer, position } = this.bytes;
        const head = readArgument(buffer, position);
        if (head === undefined || head.argument >= this.words.length) this.fail("reference to an unknown word");
        this.bytes.position = head.next;
        return this.words[head.argument];
    }

    private readTail(count: number, old: Buffer | undefined): Buffer {
        this.bytes.u8();
        const kept = (old?.length ?? 0) - count;
        if (old === undefined || kept < FEWEST_KEPT || old.length > LONGEST_WITH_TAIL)
            this.fail("tail of a field of another length");
        const tail = this.bytes.take(count);
        if (count > SHORTEST_TAIL && tail[0] === old[kept]) this.fail("tail longer than needed");
        const field = Buffer.concat([old.subarray(0, kept), tail]);
        if (skipItem(field, 0) !== field.length) this.fail("tail that makes no field");
        return field;
    }

    /** Notes a field that was given in full or by its tail in the dictionary. */
    private enter(field: Buffer): Buffer {
        if (field.length < SHORTEST_WORD) return field;
        const word = toText(field);
        if (this.wordSet.has(word)) this.fail("word written twice");
        if (this.words.length < MOST_WORDS) {
            this.words.push(field);
            this.wordSet.add(word);
        }
        return field;
    }
}

/** What could be read of coded events. */
export interface ReadEvents {
    /** Up to the first fault. */
    readonly events: StoredEvent[];
    /** What is wrong, and where; undefined where nothing is. */
    readonly fault: string | undefined;
}

/** What could be read of a block. */
export interface ReadBlock extends ReadEvents {
    /** The week that it says it is of; undefined where it is too short to say. */
    readonly week: number | undefined;
}

/**
 * The events of a block up to its first fault. Takes only what the writer would write for the same events.
 * @param passed told of each event, and may raise Damage to end the reading.
 */
export function readBlock(buffer: Buffer, passed: (event: StoredEvent) => void = () => {}): ReadBlock {
    const events: StoredEvent[] = [];
    let week: number | undefined;
    try {
        const block = new BlockReader(buffer);
        week = block.week;
        while (!block.isAtEnd()) {
            const event = block.next();
            passed(event);
            events.push(event);
        }
        return { week, events, fault: undefined };
    } catch (error) {
        if (!(error instanceof Damage)) throw error;
        return { week, events, fault: error.message };
    }
}
