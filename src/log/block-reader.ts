/**
 * Reads a block event by event (docs/storage.md), so that a caller can stop after any event.
 *
 * The input may come from anybody: the reader never raises, stops at the first fault with `fault` set, and accepts
 * only what BlockWriter would write for the same events.
 */

import { readArgument, skipCbor } from "../codec/cbor";
import { readU16, readU32 } from "../codec/integers";
import { decodeVarint } from "../codec/varint";
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
} from "./block-format";
import { MAX_BODY_BYTES, MAX_FIELDS } from "./body";
import { MAX_SERVER } from "./guid";
import { COUNTERS, MAX_TIME, WEEK_SECONDS } from "./key";

const byte = string.byte;
const floor = math.floor;
const sub = string.sub;
const concat = table.concat;

export class BlockReader {
    /** The event that next() read last. */
    time = 0;
    creator = -1;
    counter = 0;
    /** Server id of the creator, 0 when the writer did not know it. */
    server = 0;
    body = "";
    /** The week of all events, -1 when the block is too short to say. */
    readonly week: number;
    /** What is wrong with the block; nothing as long as all was well. */
    fault: string | undefined;

    private readonly bytes: string;
    /** Last second of the week that a key can hold. */
    private readonly end: number;
    private position: number;
    private type = -1;
    private isFirst = true;
    private readonly creators: number[] = [];
    private readonly servers: number[] = [];
    private readonly creatorIndex = new LuaMap<number, number>();
    private creatorCount = 0;
    private readonly shapes = new LuaMap<number, string[]>();
    private readonly bodies = new LuaMap<number, string>();
    private readonly dictionary: string[] = [];
    private readonly words = new LuaSet<string>();
    private dictionarySize = 0;

    /** @param position where the block starts in `bytes` (1-based); it ends where `bytes` ends. */
    constructor(bytes: string, position: number) {
        this.bytes = bytes;
        this.week = readU16(bytes, position) ?? -1;
        this.time = this.week * WEEK_SECONDS;
        this.end = math.min(this.time + WEEK_SECONDS - 1, MAX_TIME);
        this.position = position + 2;
        if (this.week === -1 || this.time > MAX_TIME) {
            this.fault = "header";
        } else if (this.position > bytes.length) {
            this.fault = "empty";
        }
    }

    /** Reads the next event into the fields above. False at the end, and at a fault. */
    next(): boolean {
        const bytes = this.bytes;
        if (this.fault !== undefined || this.position > bytes.length) {
            return false;
        }
        const flag = byte(bytes, this.position)!;
        this.position++;
        let exception = 0;
        if (floor(flag / FLAG_EXCEPTION) % 2 === 1) {
            exception = byte(bytes, this.position) ?? 0;
            this.position++;
            if (exception === 0 || exception > EXCEPTION_COUNTER + EXCEPTION_SHAPE) {
                return this.fail("exception");
            }
        }
        const isRead =
            this.readKey(flag, exception % 2 === 1) &&
            this.readType(flag) &&
            this.readFields(flag, exception >= EXCEPTION_SHAPE);
        this.isFirst = false;
        return isRead;
    }

    /** The second part of the key that next() read last. */
    id(): number {
        return this.creator * COUNTERS + this.counter;
    }

    private fail(fault: string): false {
        this.fault = fault;
        return false;
    }

    private readKey(flag: number, hasCounter: boolean): boolean {
        const bytes = this.bytes;
        const isLater = floor(flag / FLAG_LATER) % 2 === 1;
        if (isLater) {
            const [difference, next] = decodeVarint(bytes, this.position);
            if (difference === undefined || difference === 0) {
                return this.fail("time");
            }
            this.position = next;
            this.time += difference;
            if (this.time > this.end) {
                return this.fail("time");
            }
        }
        let counter: number | undefined;
        if (hasCounter) {
            counter = byte(bytes, this.position);
            this.position++;
            if (counter === undefined) {
                return this.fail("truncated");
            }
        }
        const isSameSecond = !isLater && !this.isFirst;
        const previousCreator = this.creator;
        const isOther = flag % 2 === FLAG_CREATOR;
        if (isOther) {
            if (!this.readCreator()) {
                return this.fail("creator");
            }
        } else if (this.isFirst) {
            return this.fail("creator");
        }
        const usual = isSameSecond && !isOther ? this.counter + 1 : 0;
        if (counter === usual || (counter === undefined && usual === COUNTERS)) {
            return this.fail("counter");
        }
        const isBehind = this.creator > previousCreator || (!isOther && (counter ?? usual) > this.counter);
        if (isSameSecond && !isBehind) {
            return this.fail("order");
        }
        this.counter = counter ?? usual;
        return true;
    }

    private readCreator(): boolean {
        const [reference, next] = decodeVarint(this.bytes, this.position);
        if (reference === undefined || reference > this.creatorCount) {
            return false;
        }
        this.position = next;
        if (reference > 0) {
            const creator = this.creators[reference - 1];
            const isOther = creator !== this.creator;
            this.creator = creator;
            this.server = this.servers[reference - 1];
            return isOther;
        }
        const creator = readU32(this.bytes, next);
        const [server, afterServer] = decodeVarint(this.bytes, next + 4);
        if (creator === undefined || server === undefined || server > MAX_SERVER || this.creatorIndex.has(creator)) {
            return false;
        }
        this.position = afterServer;
        this.creators[this.creatorCount] = creator;
        this.servers[this.creatorCount] = server;
        this.creatorCount++;
        this.creatorIndex.set(creator, this.creatorCount);
        this.creator = creator;
        this.server = server;
        return true;
    }

    private readType(flag: number): boolean {
        if (floor(flag / FLAG_TYPE) % 2 === 0) {
            return !this.isFirst || this.fail("type");
        }
        const type = byte(this.bytes, this.position);
        this.position++;
        if (type === undefined || type === this.type) {
            return this.fail("type");
        }
        this.type = type;
        return true;
    }

    private readFields(flag: number, hasOtherShape: boolean): boolean {
        const shape = this.shapes.get(this.type);
        const fieldFlags = floor(flag / FLAG_FIELD_1);
        if (shape === undefined || hasOtherShape) {
            return this.readNewShape(shape, fieldFlags, hasOtherShape);
        }
        const fieldCount = shape.length - 1;
        if (fieldCount < FIELDS_IN_FLAG && fieldFlags >= 2 ** fieldCount) {
            return this.fail("mask");
        }
        if (fieldCount <= FIELDS_IN_FLAG && fieldFlags === 0) {
            this.body = this.bodies.get(this.type)!;
            return true;
        }
        const maskStart = this.position;
        this.position += math.max(0, math.ceil((fieldCount - FIELDS_IN_FLAG) / 8));
        let mask = fieldFlags;
        for (const index of $range(1, fieldCount)) {
            const rest = index - FIELDS_IN_FLAG - 1;
            if (rest >= 0 && rest % 8 === 0) {
                const nextMask = byte(this.bytes, maskStart + rest / 8);
                if (nextMask === undefined || (fieldCount - index < 7 && nextMask >= 2 ** (fieldCount - index + 1))) {
                    return this.fail("mask");
                }
                mask = nextMask;
            }
            if (mask % 2 === 1) {
                const field = this.readField();
                if (field === undefined || field === shape[index]) {
                    return this.fail("field");
                }
                shape[index] = field;
            }
            mask = floor(mask / 2);
        }
        return this.finishBody(shape);
    }

    private readNewShape(old: string[] | undefined, fieldFlags: number, hasOtherShape: boolean): boolean {
        const fieldCount = byte(this.bytes, this.position);
        this.position++;
        if (fieldCount === undefined || fieldCount > MAX_FIELDS || fieldFlags !== 0) {
            return this.fail("shape");
        }
        if (hasOtherShape && (old === undefined || old.length - 1 === fieldCount)) {
            return this.fail("shape");
        }
        const shape = [string.char(this.type)];
        for (const index of $range(1, fieldCount)) {
            const field = this.readField();
            if (field === undefined) {
                return this.fail("field");
            }
            shape[index] = field;
        }
        this.shapes.set(this.type, shape);
        return this.finishBody(shape);
    }

    private finishBody(shape: string[]): boolean {
        const body = concat(shape);
        if (body.length > MAX_BODY_BYTES) {
            return this.fail("length");
        }
        this.body = body;
        this.bodies.set(this.type, body);
        return true;
    }

    private readField(): string | undefined {
        const start = this.position;
        const head = byte(this.bytes, start);
        if (head === undefined) {
            return undefined;
        }
        if (floor(head / 32) === REFERENCE_MAJOR) {
            const [index, next] = readArgument(this.bytes, start, head % 32);
            if (index === undefined || index >= this.dictionarySize) {
                return undefined;
            }
            this.position = next;
            return this.dictionary[index];
        }
        const next = skipCbor(this.bytes, start);
        if (next === undefined) {
            return undefined;
        }
        this.position = next;
        const field = sub(this.bytes, start, next - 1);
        if (next - start >= DICTIONARY_MIN_BYTES) {
            if (this.words.has(field)) {
                return undefined;
            }
            if (this.dictionarySize < DICTIONARY_LIMIT) {
                this.dictionary[this.dictionarySize] = field;
                this.dictionarySize++;
                this.words.add(field);
            }
        }
        return field;
    }
}
