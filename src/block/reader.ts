/**
 * Reads a block event by event (docs/storage.md), so that a caller can stop after any event.
 *
 * The input may come from anybody: the reader never raises, stops at the first fault with `fault` set, and accepts
 * only what BlockWriter would write for the same events.
 */

import { readU16, readU32 } from "../codec/integers";
import { decodeVarint } from "../codec/varint";
import { FieldReader, Shape } from "./fields";
import {
    EXCEPTION_COUNTER,
    EXCEPTION_SHAPE,
    FIELDS_IN_FLAG,
    FLAG_CREATOR,
    FLAG_EXCEPTION,
    FLAG_FIELD_1,
    FLAG_LATER,
    FLAG_TYPE,
} from "./format";
import { MAX_BODY_BYTES, MAX_FIELDS } from "../event/body";
import { MAX_SERVER } from "../event/guid";
import { COUNTERS, MAX_TIME, WEEK_SECONDS } from "../event/key";

const byte = string.byte;
const floor = math.floor;
const min = math.min;

/** That of a reader which has read nothing. */
const NO_SHAPE = new Shape(0, 0);

/** Reads one block. */
export class BlockReader {
    /** Key of the event that next() read last. */
    time = 0;
    id = 0;
    /** Server id of its creator, 0 when the writer did not know it. */
    server = 0;
    /** Its type and fields, as a Row; changed in place by the next event of the type. */
    pieces: readonly string[] = NO_SHAPE.pieces;
    readonly offset = 0;
    fieldCount = 0;
    /** The week of all events, -1 when the block is too short to say. Read only. */
    weekNumber = -1;
    /** What is wrong with the block; nil while nothing is. */
    fault: string | undefined;
    readonly ahead = undefined;

    private bytes = "";
    private byteCount = 0;
    /** Last second of the week that a key can hold. */
    private end = 0;
    private readonly fields = new FieldReader();
    private type = -1;
    private creator = -1;
    private counter = 0;
    private isFirst = true;
    private readonly creators: number[] = [];
    private readonly servers: number[] = [];
    private readonly creatorIndex = new LuaMap<number, number>();
    private creatorCount = 0;
    private shape = NO_SHAPE;
    private shapes = new LuaMap<number, Shape>();

    /** @param position where the block starts in `bytes` (1-based); it ends where `bytes` ends. */
    constructor(bytes: string, position: number) {
        this.open(bytes, position);
    }

    /** Begins with another block, as a new reader would: to make one takes more memory than most live events do. */
    reopen(bytes: string, position: number): this {
        this.id = 0;
        this.server = 0;
        this.pieces = NO_SHAPE.pieces;
        this.fieldCount = 0;
        this.fault = undefined;
        this.type = -1;
        this.creator = -1;
        this.counter = 0;
        this.isFirst = true;
        for (const index of $range(0, this.creatorCount - 1)) {
            this.creatorIndex.delete(this.creators[index]);
        }
        this.creatorCount = 0;
        this.shape = NO_SHAPE;
        this.shapes = new LuaMap();
        this.open(bytes, position);
        return this;
    }

    private open(bytes: string, position: number): void {
        this.bytes = bytes;
        this.byteCount = bytes.length;
        this.weekNumber = readU16(bytes, position) ?? -1;
        this.time = this.weekNumber * WEEK_SECONDS;
        this.end = min(this.time + WEEK_SECONDS - 1, MAX_TIME);
        this.fields.open(bytes, position + 2);
        if (this.weekNumber === -1 || this.time > MAX_TIME) {
            this.fault = "header";
        } else if (this.fields.position > this.byteCount) {
            this.fault = "empty";
        }
    }

    /** Reads the next event into the fields above. False at the end, and at a fault. */
    next(): boolean {
        const { fields, bytes } = this;
        const start = fields.position;
        if (start > this.byteCount || this.fault !== undefined) {
            return false;
        }
        const [flag, first, second, third] = byte(bytes, start, start + 3);
        const kind = flag % FLAG_FIELD_1;
        // Most events are of the same type, in a later second, by a creator that is known: without detours.
        if ((kind === FLAG_LATER || kind === FLAG_LATER + FLAG_CREATOR) && second !== undefined && !this.isFirst) {
            let difference = first;
            let next = start + 2;
            let reference = second;
            if (first >= 128) {
                // Neither a second byte of 0 is written, nor is it done here when more than two bytes follow.
                difference = second === 0 || second >= 128 ? 0 : first - 128 + second * 128;
                next = start + 3;
                reference = third ?? 0;
            }
            const time = this.time + difference;
            if (difference > 0 && time <= this.end && (kind === FLAG_LATER || this.isOtherCreator(reference))) {
                if (kind !== FLAG_LATER) {
                    this.creator = this.creators[reference - 1];
                    this.server = this.servers[reference - 1];
                    next++;
                }
                fields.position = next;
                this.time = time;
                this.counter = 0;
                this.id = this.creator * COUNTERS;
                return this.readChanges((flag - kind) / FLAG_FIELD_1);
            }
        }
        return this.readAny(flag);
    }

    /** The body of the event that next() read last. */
    body(): string {
        return this.shape.body();
    }

    /** Whether a byte is a reference to a creator that is known, and not that of the event before. */
    private isOtherCreator(reference: number): boolean {
        return (
            reference > 0 &&
            reference < 128 &&
            reference <= this.creatorCount &&
            this.creators[reference - 1] !== this.creator
        );
    }

    private fail(fault: string): false {
        this.fault = fault;
        return false;
    }

    private readAny(flag: number): boolean {
        const { fields, bytes } = this;
        fields.position++;
        let exception = 0;
        if (floor(flag / FLAG_EXCEPTION) % 2 === 1) {
            exception = byte(bytes, fields.position) ?? 0;
            fields.position++;
            if (exception === 0 || exception > EXCEPTION_COUNTER + EXCEPTION_SHAPE) {
                return this.fail("exception");
            }
        }
        const isRead =
            this.readKey(flag, exception % 2 === 1) &&
            this.readType(flag) &&
            this.readFields(floor(flag / FLAG_FIELD_1), exception >= EXCEPTION_SHAPE);
        this.isFirst = false;
        return isRead;
    }

    private readKey(flag: number, hasCounter: boolean): boolean {
        const { fields, bytes } = this;
        const isLater = floor(flag / FLAG_LATER) % 2 === 1;
        if (isLater) {
            const [difference, next] = decodeVarint(bytes, fields.position);
            if (difference === undefined || difference === 0) {
                return this.fail("time");
            }
            fields.position = next;
            this.time += difference;
            if (this.time > this.end) {
                return this.fail("time");
            }
        }
        let counter: number | undefined;
        if (hasCounter) {
            counter = byte(bytes, fields.position);
            fields.position++;
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
        this.id = this.creator * COUNTERS + this.counter;
        return true;
    }

    private readCreator(): boolean {
        const { fields, bytes } = this;
        const [reference, next] = decodeVarint(bytes, fields.position);
        if (reference === undefined || reference > this.creatorCount) {
            return false;
        }
        fields.position = next;
        if (reference > 0) {
            const creator = this.creators[reference - 1];
            const isOther = creator !== this.creator;
            this.creator = creator;
            this.server = this.servers[reference - 1];
            return isOther;
        }
        const creator = readU32(bytes, next);
        const [server, afterServer] = decodeVarint(bytes, next + 4);
        if (creator === undefined || server === undefined || server > MAX_SERVER || this.creatorIndex.has(creator)) {
            return false;
        }
        fields.position = afterServer;
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
        const type = byte(this.bytes, this.fields.position);
        this.fields.position++;
        if (type === undefined || type === this.type) {
            return this.fail("type");
        }
        this.type = type;
        return true;
    }

    private readFields(fieldFlags: number, hasOtherShape: boolean): boolean {
        const shape = this.shapes.get(this.type);
        if (shape === undefined || hasOtherShape) {
            return this.readNewShape(shape, fieldFlags, hasOtherShape);
        }
        this.setShape(shape);
        return this.readChanges(fieldFlags);
    }

    private setShape(shape: Shape): void {
        this.shape = shape;
        this.pieces = shape.pieces;
        this.fieldCount = shape.fieldCount;
    }

    /** Reads the fields that differ from the last event of the type. */
    private readChanges(fieldFlags: number): boolean {
        const { shape, fields } = this;
        const { pieces, fieldCount } = shape;
        const maskStart = fields.position;
        fields.position += shape.maskBytes;
        const hasMasks = shape.maskBytes > 0;
        let mask = fieldFlags;
        let index = 1;
        while (mask > 0 || (hasMasks && index <= fieldCount)) {
            if (index > FIELDS_IN_FLAG && (index - FIELDS_IN_FLAG) % 8 === 1) {
                const nextMask = byte(this.bytes, maskStart + (index - FIELDS_IN_FLAG - 1) / 8);
                if (nextMask === undefined) {
                    return this.fail("mask");
                }
                mask = nextMask;
            }
            if (mask % 2 === 1) {
                const old = pieces[index];
                const field = fields.read(old);
                if (old === undefined || field === undefined || field === old) {
                    return this.fail("field");
                }
                pieces[index] = field;
                shape.byteCount += field.length - old.length;
                mask--;
            }
            mask /= 2;
            index++;
        }
        shape.joined = undefined;
        return shape.byteCount <= MAX_BODY_BYTES || this.fail("length");
    }

    private readNewShape(old: Shape | undefined, fieldFlags: number, hasOtherShape: boolean): boolean {
        const { fields } = this;
        const fieldCount = byte(this.bytes, fields.position);
        fields.position++;
        if (fieldCount === undefined || fieldCount > MAX_FIELDS || fieldFlags !== 0) {
            return this.fail("shape");
        }
        if (hasOtherShape && (old === undefined || old.fieldCount === fieldCount)) {
            return this.fail("shape");
        }
        const shape = new Shape(this.type, fieldCount);
        for (const index of $range(1, fieldCount)) {
            const field = fields.read();
            if (field === undefined) {
                return this.fail("field");
            }
            shape.add(index, field);
        }
        this.shapes.set(this.type, shape);
        this.setShape(shape);
        return shape.byteCount <= MAX_BODY_BYTES || this.fail("length");
    }
}
