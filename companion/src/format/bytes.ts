/** Bytes in order, read and written: big-endian integers and varints, as docs/storage.md has them. */
import { Damage } from "./damage";

/** A varint is at most 2^53: what a double holds exactly. */
const MAX_VARINT = 2 ** 53;

/** What the eighth byte of a varint counts, and the most that it can be: then the others are 0. */
const LAST_SCALE = 2 ** 49;
const LAST_BYTE = 16;

/** Reads bytes from a start to an end. Each method raises Damage where the bytes end before. */
export class ByteReader {
    position = 0;

    constructor(readonly buffer: Buffer) {}

    isAtEnd(): boolean {
        return this.position >= this.buffer.length;
    }

    /** Raises Damage with the position. */
    fail(what: string): never {
        throw new Damage(`${what} at byte ${this.position}`);
    }

    /** The next bytes: a view, no copy. */
    take(length: number): Buffer {
        const end = this.position + length;
        if (end > this.buffer.length) this.fail("cut off");
        const bytes = this.buffer.subarray(this.position, end);
        this.position = end;
        return bytes;
    }

    /** All that is left. */
    rest(): Buffer {
        return this.take(this.buffer.length - this.position);
    }

    /** The next byte, which stays; undefined at the end. */
    peek(): number | undefined {
        return this.buffer[this.position];
    }

    u8(): number {
        if (this.position >= this.buffer.length) this.fail("cut off");
        return this.buffer[this.position++];
    }

    u16(): number {
        return this.take(2).readUInt16BE();
    }

    u32(): number {
        return this.take(4).readUInt32BE();
    }

    /** Unsigned LEB128 in its shortest form, at most 2^53. */
    varint(): number {
        let value = 0;
        for (let scale = 1; ; scale *= 128) {
            const byte = this.u8();
            const isBeyond = scale === LAST_SCALE && (byte > LAST_BYTE || (byte === LAST_BYTE && value > 0));
            if (isBeyond || (byte === 0 && scale > 1)) this.fail("varint out of form");
            value += (byte % 128) * scale;
            if (byte < 128) return value;
        }
    }
}

/** Unsigned LEB128 of an integer from 0 to 2^53. */
export function varint(value: number): Buffer {
    if (!(value >= 0 && value <= MAX_VARINT && Number.isInteger(value))) {
        throw new RangeError(`varint: 'value' - an integer from 0 to 2^53 expected, got ${value}`);
    }
    const bytes: number[] = [];
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    return Buffer.from([...bytes, rest]);
}

export function u8(value: number): Buffer {
    return Buffer.of(value);
}

export function u16(value: number): Buffer {
    const buffer = Buffer.allocUnsafe(2);
    buffer.writeUInt16BE(value);
    return buffer;
}

export function u24(value: number): Buffer {
    const buffer = Buffer.allocUnsafe(3);
    buffer.writeUIntBE(value, 0, 3);
    return buffer;
}

export function u32(value: number): Buffer {
    const buffer = Buffer.allocUnsafe(4);
    buffer.writeUInt32BE(value);
    return buffer;
}

/** Longest run of bytes that is copied faster by a loop than by a call. */
const SHORT = 64;

/** Copies bytes to a place in others. */
export function copyBytes(from: Buffer, to: Buffer, start: number): void {
    const { length } = from;
    if (length > SHORT) to.set(from, start);
    else for (let at = 0; at < length; at++) to[start + at] = from[at];
}

/** One character a byte: what bytes are called in maps, and in the strings of a saved file. */
export function toText(bytes: Buffer): string {
    return bytes.toString("latin1", 0, bytes.length);
}

/** The bytes of a text of one character a byte. */
export function fromText(text: string): Buffer {
    return Buffer.from(text, "latin1");
}
