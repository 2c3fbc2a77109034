/**
 * Writes a block: a run of events of one week in key order, each coded against the one before (docs/storage.md).
 *
 * One form for wire and disk: with a limit it fills an addon message, without one it packs a week.
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

export class BlockWriter {
    /** Events written so far. */
    count = 0;
    /** Bytes written so far, the header included. */
    size = 0;

    private readonly limit: number;
    private parts: string[] = [];
    private week = -1;
    private time = 0;
    private id = -1;
    private type = -1;
    private creatorCount = 0;
    private readonly creators = new LuaMap<number, number>();
    /** By type: the pieces (type byte, fields) of the last event of it. */
    private readonly shapes = new LuaMap<number, string[]>();
    private readonly dictionary = new LuaMap<string, number>();
    private dictionarySize = 0;

    /** @param limit most bytes of the block, or nothing for no limit. */
    constructor(limit?: number) {
        this.limit = limit ?? math.huge;
    }

    /**
     * Adds an event behind the last one.
     * @param server the server id of the creator, 0 when not known.
     * @returns false, with nothing changed, when the event does not fit, is of another week, is not behind the last
     * one, or has a body that is not well-formed.
     */
    add(time: number, id: number, server: number, body: string): boolean {
        const pieces = splitBody(body);
        const isFirst = this.count === 0;
        if (pieces === undefined || !this.isNext(time, id)) {
            return false;
        }
        const previousTime = isFirst ? weekOf(time) * WEEK_SECONDS : this.time;
        const previousCreator = creatorOf(this.id);
        const creator = creatorOf(id);
        const counter = counterOf(id);
        const type = byte(body, 1)!;
        const shape = this.shapes.get(type);
        const parts: string[] = [];
        let flag = 0;
        let exception = 0;
        let size = 0;

        if (time !== previousTime) {
            flag += FLAG_LATER;
            parts[size] = encodeVarint(time - previousTime);
            size++;
        }
        const isSameCreator = !isFirst && creator === previousCreator;
        const isSameSecond = !isFirst && time === previousTime;
        const usualCounter = isSameSecond && isSameCreator ? counterOf(this.id) + 1 : 0;
        if (counter !== usualCounter) {
            exception += EXCEPTION_COUNTER;
            parts[size] = char(counter);
            size++;
        }
        const knownCreator = this.creators.get(creator);
        if (!isSameCreator) {
            flag += FLAG_CREATOR;
            parts[size] =
                knownCreator !== undefined
                    ? encodeVarint(knownCreator)
                    : encodeVarint(0) + packU32(creator) + encodeVarint(server);
            size++;
        }
        if (type !== this.type) {
            flag += FLAG_TYPE;
            parts[size] = char(type);
            size++;
        }
        const fieldCount = pieces.length - 1;
        let previous = shape;
        if (shape === undefined || shape.length !== pieces.length) {
            previous = undefined;
            if (shape !== undefined) {
                exception += EXCEPTION_SHAPE;
            }
            parts[size] = char(fieldCount);
            size++;
        }
        const [newWords, fieldFlags] = this.appendFields(parts, size, pieces, previous);
        flag += fieldFlags;

        const head = exception > 0 ? char(flag + FLAG_EXCEPTION, exception) : char(flag);
        const bytes = (isFirst ? packU16(weekOf(time)) : "") + head + table.concat(parts);
        if (this.size + bytes.length > this.limit) {
            return false;
        }

        if (knownCreator === undefined) {
            this.creatorCount++;
            this.creators.set(creator, this.creatorCount);
        }
        for (const word of newWords) {
            this.dictionary.set(word, this.dictionarySize);
            this.dictionarySize++;
        }
        this.shapes.set(type, pieces);
        this.week = weekOf(time);
        this.time = time;
        this.id = id;
        this.type = type;
        this.parts[this.count] = bytes;
        this.count++;
        this.size += bytes.length;
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
        return weekOf(time) === this.week && (time > this.time || (time === this.time && id > this.id));
    }

    /**
     * Writes the masks and the fields that differ from `previous` behind the first `size` parts.
     * @returns the words that are new to the dictionary, and the field bits of the flag byte.
     */
    private appendFields(
        parts: string[],
        size: number,
        pieces: string[],
        previous: string[] | undefined,
    ): LuaMultiReturn<[newWords: string[], fieldFlags: number]> {
        const fieldCount = pieces.length - 1;
        const newWords: string[] = [];
        let newCount = 0;
        let fieldFlags = 0;
        const masks: number[] = [];
        const fields: string[] = [];
        let written = 0;
        for (const index of $range(1, fieldCount)) {
            const field = pieces[index];
            if (previous !== undefined) {
                const isChanged = field !== previous[index];
                if (index <= FIELDS_IN_FLAG) {
                    fieldFlags += isChanged ? FLAG_FIELD_1 * 2 ** (index - 1) : 0;
                } else {
                    const rest = index - FIELDS_IN_FLAG - 1;
                    const slot = floor(rest / 8);
                    masks[slot] = (masks[slot] ?? 0) + (isChanged ? 2 ** (rest % 8) : 0);
                }
                if (!isChanged) {
                    continue;
                }
            }
            fields[written] = this.encodeField(field, previous?.[index], newWords, newCount);
            if (newWords.length > newCount) {
                newCount++;
            }
            written++;
        }
        for (const mask of masks) {
            parts[size] = char(mask);
            size++;
        }
        parts[size] = table.concat(fields);
        return $multi(newWords, fieldFlags);
    }

    /**
     * A reference to where the field stands in the dictionary; or the field in full or by its tail, noted in `newWords`
     * when it enters the dictionary.
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

/** A field by its last bytes where it has as many as `old` and the rest is the same, else in full. */
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
