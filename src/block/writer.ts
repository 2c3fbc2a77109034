/**
 * Writes a block: a run of events of one week in key order, each coded against the one before (docs/storage.md).
 *
 * Wire and disk have one form: with a limit a block fills an addon message, without one it packs a week.
 */

import { encodeHead } from "../codec/cbor";
import { packU16, packU32 } from "../codec/integers";
import { encodeVarint } from "../codec/varint";
import { splitBody } from "../event/body";
import { counterOf, creatorOf, WEEK_SECONDS, weekOf } from "../event/key";
import {
    DICTIONARY_LIMIT,
    DICTIONARY_MIN_BYTES,
    EXCEPTION_COUNTER,
    EXCEPTION_SHAPE,
    FIELDS_IN_FLAG,
    FLAG_CREATOR,
    FLAG_EXCEPTION,
    FLAG_FIELD_1,
    FLAG_LATER,
    FLAG_TYPE,
    REFERENCE_MAJOR,
    TAIL_FIELD_MAX,
    TAIL_GAIN,
    TAIL_HEAD,
    TAIL_MAX,
    TAIL_MIN,
} from "./format";

const byte = string.byte;
const char = string.char;
const floor = math.floor;
const min = math.min;
const sub = string.sub;

/** Writes one block. */
export class BlockWriter {
    /** Events written so far. */
    count = 0;
    /** Bytes written so far, including the header. */
    size = 0;

    private readonly limit: number;
    private parts: string[] = [];
    private weekNumber = -1;
    private time = 0;
    private id = -1;
    private type = -1;
    private creatorCount = 0;
    /** By creator: its number in the block, from 1 on. */
    private readonly creators = new LuaMap<number, number>();
    /** By type: the pieces (type byte, fields) of the last event of it. */
    private readonly shapes = new LuaMap<number, string[]>();
    private readonly dictionary = new LuaMap<string, number>();
    private dictionarySize = 0;

    /** @param limit most bytes of the block; nil for no limit. */
    constructor(limit?: number) {
        this.limit = limit ?? math.huge;
    }

    /**
     * Adds an event behind the last one.
     * @param server the server id of the creator, 0 when unknown.
     * @returns whether the event was added. It is not, and nothing changes, when it does not fit, is of another week, is
     * not behind the last one, or has a body that is not well-formed.
     */
    add(time: number, id: number, server: number, body: string): boolean {
        const pieces = splitBody(body);
        if (pieces === undefined || !this.isNext(time, id)) {
            return false;
        }
        const type = byte(body, 1)!;
        const old = this.shapes.get(type);
        const isSameType = type === this.type;
        const isSameShape = old !== undefined && old.length === pieces.length;
        const [key, keyFlags, keyException] = this.encodeKey(time, id, server);
        const [fields, fieldFlags, newWords] = this.encodeFields(pieces, isSameShape ? old : undefined);

        const flags = keyFlags + fieldFlags + (isSameType ? 0 : FLAG_TYPE);
        const exception = keyException + (old === undefined || isSameShape ? 0 : EXCEPTION_SHAPE);
        const header = this.count === 0 ? packU16(weekOf(time)) : "";
        const head = exception > 0 ? char(flags + FLAG_EXCEPTION, exception) : char(flags);
        const typeByte = isSameType ? "" : char(type);
        const fieldCount = isSameShape ? "" : char(pieces.length - 1);
        const bytes = header + head + key + typeByte + fieldCount + fields;
        if (this.size + bytes.length > this.limit) {
            return false;
        }
        this.parts[this.count] = bytes;
        this.count++;
        this.size += bytes.length;
        this.type = type;
        this.shapes.set(type, pieces);
        this.noteKey(time, id);
        this.noteWords(newWords);
        return true;
    }

    /** The block as written so far; "" when it holds no event. */
    finish(): string {
        return table.concat(this.parts);
    }

    private isNext(time: number, id: number): boolean {
        if (this.count === 0) {
            return true;
        }
        return weekOf(time) === this.weekNumber && (time > this.time || (time === this.time && id > this.id));
    }

    private noteKey(time: number, id: number): void {
        const creator = creatorOf(id);
        if (!this.creators.has(creator)) {
            this.creatorCount++;
            this.creators.set(creator, this.creatorCount);
        }
        this.weekNumber = weekOf(time);
        this.time = time;
        this.id = id;
    }

    private noteWords(newWords: readonly string[]): void {
        for (const word of newWords) {
            this.dictionary.set(word, this.dictionarySize);
            this.dictionarySize++;
        }
    }

    /**
     * Codes a key against that of the last event.
     * @returns the bytes, and what they add to the flag byte and to the exception byte.
     */
    private encodeKey(
        time: number,
        id: number,
        server: number,
    ): LuaMultiReturn<[bytes: string, flags: number, exception: number]> {
        const isFirst = this.count === 0;
        const creator = creatorOf(id);
        const counter = counterOf(id);
        const later = time - (isFirst ? weekOf(time) * WEEK_SECONDS : this.time);
        const isSameCreator = !isFirst && creator === creatorOf(this.id);
        const isSameSecond = !isFirst && later === 0;
        const isUsual = counter === (isSameSecond && isSameCreator ? counterOf(this.id) + 1 : 0);
        const bytes =
            (later === 0 ? "" : encodeVarint(later)) +
            (isUsual ? "" : char(counter)) +
            (isSameCreator ? "" : this.encodeCreator(creator, server));
        const flags = (later === 0 ? 0 : FLAG_LATER) + (isSameCreator ? 0 : FLAG_CREATOR);
        return $multi(bytes, flags, isUsual ? 0 : EXCEPTION_COUNTER);
    }

    /** The number of a creator in this block; 0, and who it is, for one that is new to the block. */
    private encodeCreator(creator: number, server: number): string {
        const known = this.creators.get(creator);
        return known === undefined ? encodeVarint(0) + packU32(creator) + encodeVarint(server) : encodeVarint(known);
    }

    /**
     * Codes the masks and the fields that differ from those of the last event of the type.
     * @param old the pieces of that event; nil to write all fields, without masks.
     * @returns the bytes, what they add to the flag byte, and the words that are new to the dictionary.
     */
    private encodeFields(
        pieces: readonly string[],
        old: readonly string[] | undefined,
    ): LuaMultiReturn<[bytes: string, flags: number, newWords: string[]]> {
        const newWords: string[] = [];
        let newCount = 0;
        let flags = 0;
        const masks: number[] = [];
        const fields: string[] = [];
        let written = 0;
        for (const index of $range(1, pieces.length - 1)) {
            const field = pieces[index];
            const isWritten = old === undefined || field !== old[index];
            if (old !== undefined) {
                const bit = isWritten ? 1 : 0;
                if (index <= FIELDS_IN_FLAG) {
                    flags += bit * FLAG_FIELD_1 * 2 ** (index - 1);
                } else {
                    const rest = index - FIELDS_IN_FLAG - 1;
                    const slot = floor(rest / 8);
                    masks[slot] = (masks[slot] ?? 0) + bit * 2 ** (rest % 8);
                }
            }
            if (isWritten) {
                fields[written] = this.encodeField(field, old?.[index], newWords, newCount);
                newCount = newWords.length;
                written++;
            }
        }
        return $multi(char(...masks) + table.concat(fields), flags, newWords);
    }

    /**
     * A reference to the field in the dictionary; or the field in full or by its tail, noted in `newWords` when it enters
     * the dictionary.
     * @param old the field in the last event of the type.
     */
    private encodeField(field: string, old: string | undefined, newWords: string[], newCount: number): string {
        if (field.length < DICTIONARY_MIN_BYTES) {
            return field;
        }
        const known = this.dictionary.get(field);
        if (known !== undefined) {
            return encodeHead(REFERENCE_MAJOR, known);
        }
        for (const index of $range(1, newCount)) {
            if (newWords[index - 1] === field) {
                return encodeHead(REFERENCE_MAJOR, this.dictionarySize + index - 1);
            }
        }
        if (this.dictionarySize + newCount < DICTIONARY_LIMIT) {
            newWords[newCount] = field;
        }
        return old === undefined ? field : encodeTail(field, old);
    }
}

/** A field by its last bytes, where it is as long as `old` and differs from it in no others; else in full. */
function encodeTail(field: string, old: string): string {
    const count = field.length;
    if (count === old.length && count <= TAIL_FIELD_MAX) {
        for (const tail of $range(TAIL_MIN, min(TAIL_MAX, count - TAIL_GAIN))) {
            if (sub(field, 1, count - tail) === sub(old, 1, count - tail)) {
                return char(TAIL_HEAD + tail) + sub(field, count - tail + 1);
            }
        }
    }
    return field;
}
