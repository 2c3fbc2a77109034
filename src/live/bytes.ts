/** Reads what others have encoded. A reader never raises: what is cut off or out of range makes it bad, and all that follows reads as 0. */

import { readU16, readU24, readU32 } from "../codec/integers";
import { decodeCbor } from "../codec/cbor-decode";
import { decodeVarint, encodeVarint } from "../codec/varint";

const byte = string.byte;
const sub = string.sub;

export class ByteReader {
    /** Whether something was not of its form. Read only. */
    isBad = false;

    /**
     * @param position 1-based; where it reads next. Read only.
     * @param last position of the last byte.
     */
    constructor(
        private readonly bytes: string,
        public position = 1,
        private readonly last = bytes.length,
    ) {}

    /** Whether it has come to the end, or to something bad. */
    isAtEnd(): boolean {
        return this.isBad || this.position > this.last;
    }

    u8(): number {
        return this.fixed(byte(this.bytes, this.position), 1);
    }

    u16(): number {
        return this.fixed(readU16(this.bytes, this.position), 2);
    }

    u24(): number {
        return this.fixed(readU24(this.bytes, this.position), 3);
    }

    u32(): number {
        return this.fixed(readU32(this.bytes, this.position), 4);
    }

    varint(): number {
        const [value, next] = decodeVarint(this.bytes, this.position);
        return this.fixed(value, (next ?? 0) - this.position);
    }

    /** So many bytes. */
    take(count: number): string {
        const start = this.position;
        this.fixed(0, count);
        return this.isBad ? "" : sub(this.bytes, start, start + count - 1);
    }

    /** What encodeText() makes. @param limit most bytes that it may have. */
    text(limit: number): string {
        const length = this.varint();
        if (length > limit) {
            this.isBad = true;
        }
        return this.take(length);
    }

    /** What encodeCbor() makes. */
    value(): unknown {
        const [ok, value, next] = decodeCbor(this.bytes, this.position);
        if (!ok) {
            this.isBad = true;
            return undefined;
        }
        this.fixed(0, next - this.position);
        return this.isBad ? undefined : value;
    }

    private fixed(value: number | undefined, count: number): number {
        if (this.isBad || value === undefined || this.position + count - 1 > this.last) {
            this.isBad = true;
            return 0;
        }
        this.position += count;
        return value;
    }
}

/** A text in front of which its length stands. */
export function encodeText(text: string): string {
    return encodeVarint(text.length) + text;
}
