/** Writes blocks, byte for byte as the library does. */
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
import { splitBody } from "./body";
import { toText, u16, u32, u8, varint } from "./bytes";
import { encodeHead, TAG } from "./items";
import { compareKeys, type StoredEvent, WEEK_SECONDS, weekOf } from "./key";

/** Bytes, and what they add to the flag byte and to the exception byte. */
interface Coded {
    readonly bytes: Buffer[];
    readonly flags: number;
    readonly exception: number;
}

/** Writes one block. */
export class BlockWriter {
    private readonly parts: Buffer[] = [];
    private last: StoredEvent | undefined;
    private readonly creators = new Map<number, number>();
    private readonly shapes = new Map<number, Buffer[]>();
    private readonly dictionary = new Map<string, number>();
    private newWords = new Map<string, number>();

    /**
     * Adds an event behind the last one.
     * @returns false, and nothing changes, where it is of another week, is not behind the last one, or has a body that is not well-formed.
     */
    add(event: StoredEvent): boolean {
        const { last } = this;
        const fields = splitBody(event.body);
        const isNext = last === undefined || (weekOf(event.time) === weekOf(last.time) && compareKeys(last, event) < 0);
        if (fields === undefined || !isNext) return false;
        const type = event.body[0];
        const old = this.shapes.get(type);
        const isSameShape = old?.length === fields.length;
        const isSameType = type === last?.body[0];
        this.newWords = new Map();
        const key = this.encodeKey(event);
        const coded = this.encodeFields(fields, isSameShape ? old : undefined);
        const flags = key.flags + coded.flags + (isSameType ? 0 : FLAG.type);
        const exception = key.exception + (old === undefined || isSameShape ? 0 : EXCEPTION.fields);
        const bytes = Buffer.concat([
            last === undefined ? u16(weekOf(event.time)) : Buffer.of(),
            exception > 0 ? Buffer.of(flags + FLAG.exception, exception) : u8(flags),
            ...key.bytes,
            isSameType ? Buffer.of() : u8(type),
            isSameShape ? Buffer.of() : u8(fields.length),
            ...coded.bytes,
        ]);
        this.parts.push(bytes);
        this.last = event;
        this.shapes.set(type, fields);
        if (!this.creators.has(event.creator)) this.creators.set(event.creator, this.creators.size + 1);
        for (const [word, number] of this.newWords) this.dictionary.set(word, number);
        return true;
    }

    /** The block as written so far; no bytes where it has no event. */
    finish(): Buffer {
        return Buffer.concat(this.parts);
    }

    private encodeKey({ time, creator, counter, server }: StoredEvent): Coded {
        const { last } = this;
        const later = time - (last === undefined ? weekOf(time) * WEEK_SECONDS : last.time);
        const isSameCreator = creator === last?.creator;
        const isNext = last !== undefined && later === 0 && isSameCreator;
        const isUsual = counter === (isNext ? last.counter + 1 : 0);
        const bytes: Buffer[] = [];
        if (later > 0) bytes.push(varint(later));
        if (!isUsual) bytes.push(u8(counter));
        if (!isSameCreator) bytes.push(this.encodeCreator(creator, server));
        const flags = (later > 0 ? FLAG.time : 0) + (isSameCreator ? 0 : FLAG.creator);
        return { bytes, flags, exception: isUsual ? 0 : EXCEPTION.counter };
    }

    private encodeCreator(creator: number, server: number): Buffer {
        const known = this.creators.get(creator);
        return known === undefined ? Buffer.concat([varint(0), u32(creator), varint(server)]) : varint(known);
    }

    /** Masks, and the fields that differ. @param old those of the last event of the type; undefined to write all, without masks. */
    private encodeFields(fields: readonly Buffer[], old: readonly Buffer[] | undefined): Coded {
        let flags = 0;
        const masks = Buffer.alloc(old === undefined ? 0 : Math.max(0, Math.ceil((old.length - FIELDS_IN_FLAG) / 8)));
        const bytes: Buffer[] = [masks];
        fields.forEach((field, index) => {
            if (old?.[index].equals(field) === true) return;
            const behind = index - FIELDS_IN_FLAG;
            if (old !== undefined && behind < 0) flags += FLAG.field << index;
            if (old !== undefined && behind >= 0) masks[behind >> 3] |= 1 << (behind & 7);
            bytes.push(this.encodeField(field, old?.[index]));
        });
        return { bytes, flags, exception: 0 };
    }

    private encodeField(field: Buffer, old: Buffer | undefined): Buffer {
        if (field.length < SHORTEST_WORD) return field;
        const word = toText(field);
        const known = this.dictionary.get(word) ?? this.newWords.get(word);
        if (known !== undefined) return encodeHead(TAG, known);
        const size = this.dictionary.size + this.newWords.size;
        if (size < MOST_WORDS) this.newWords.set(word, size);
        return old === undefined ? field : encodeTail(field, old);
    }
}

/** A field by its last bytes, where it differs from one of its length in no others; else in full. */
function encodeTail(field: Buffer, old: Buffer): Buffer {
    const { length } = field;
    if (length !== old.length || length > LONGEST_WITH_TAIL) return field;
    for (let tail = SHORTEST_TAIL; tail <= Math.min(LONGEST_TAIL, length - FEWEST_KEPT); tail++) {
        const kept = length - tail;
        if (field.subarray(0, kept).equals(old.subarray(0, kept)))
            return Buffer.concat([u8(TAIL_HEAD + tail), field.subarray(kept)]);
    }
    return field;
}

/** The block of all events of a week. Raises an Error for events that are none: out of order, of several weeks, without a right body. */
export function encodeBlock(events: readonly StoredEvent[]): Buffer {
    const writer = new BlockWriter();
    for (const event of events) {
        if (!writer.add(event)) throw new Error(`encodeBlock: 'events' - events of one week in order expected`);
    }
    return writer.finish();
}
