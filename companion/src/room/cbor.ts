/**
 * The CBOR of records and frames: docs/companion-batches.md. Written here, as cbor2 cannot be held to it: it takes floats, tags and
 * maps, reads integers above 2^53, and builds what it reads before its depth can be known. The tests hold the two against each other.
 */
import { Damage } from "../format/damage";
import { encodeHead, readArgument } from "../format/items";

/** What records and frames are made of. Numbers are integers from 0 to 2^53 - 1; text is valid UTF-8. */
export type Cbor = null | boolean | number | string | Buffer | readonly Cbor[];

/** Arrays in one another, the outermost one included. */
export const MAX_NESTING = 8;

const UINT = 0;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Whether a text has a UTF-8 form: no half of a surrogate pair stands alone in it. */
export function isWellFormed(text: string): boolean {
    return Buffer.from(text, "utf8").toString("utf8") === text;
}

function encodeInto(value: Cbor, parts: Buffer[]): void {
    if (value === null) parts.push(Buffer.of(NULL));
    else if (typeof value === "boolean") parts.push(Buffer.of(value ? TRUE : FALSE));
    else if (typeof value === "number") {
        if (!Number.isSafeInteger(value) || value < 0)
            throw new RangeError(`encodeCbor: 'value' - integers from 0 to 2^53 - 1 expected, got ${value}`);
        parts.push(encodeHead(UINT, value));
    } else if (typeof value === "string") {
        if (!isWellFormed(value)) throw new RangeError("encodeCbor: 'value' - text that has a UTF-8 form expected");
        const text = Buffer.from(value, "utf8");
        parts.push(encodeHead(TEXT, text.length), text);
    } else if (Buffer.isBuffer(value)) parts.push(encodeHead(BYTES, value.length), value);
    else {
        parts.push(encodeHead(ARRAY, value.length));
        for (const item of value) encodeInto(item, parts);
    }
}

/**
 * The one encoding of a value: core deterministic, RFC 8949, 4.2.1.
 * @throws RangeError for a number that is none of these, and for text without a UTF-8 form.
 * @example encodeCbor([1, "a", Buffer.of(7)]) // 83 01 61 61 41 07
 */
export function encodeCbor(value: Cbor): Buffer {
    const parts: Buffer[] = [];
    encodeInto(value, parts);
    return Buffer.concat(parts);
}

class CborReader {
    position = 0;

    constructor(private readonly bytes: Buffer) {}

    read(nesting: number): Cbor {
        if (this.position >= this.bytes.length) this.fail("cut off");
        const first = this.bytes[this.position];
        if (first === FALSE || first === TRUE || first === NULL) {
            this.position++;
            return first === NULL ? null : first === TRUE;
        }
        const head = readArgument(this.bytes, this.position);
        if (head === undefined || !Number.isSafeInteger(head.argument)) return this.fail("a head out of form");
        this.position = head.next;
        const major = first >> 5;
        if (major === UINT) return head.argument;
        if (major === BYTES) return this.take(head.argument);
        if (major === TEXT) return this.text(this.take(head.argument));
        if (major === ARRAY) return this.array(head.argument, nesting + 1);
        return this.fail("a type that is not used");
    }

    fail(what: string): never {
        throw new Damage(`${what} at byte ${this.position}`);
    }

    private take(length: number): Buffer {
        const start = this.position;
        if (length > this.bytes.length - start) this.fail("cut off");
        this.position = start + length;
        return this.bytes.subarray(start, this.position);
    }

    private text(bytes: Buffer): string {
        try {
            return utf8.decode(bytes);
        } catch {
            return this.fail("text that is no UTF-8");
        }
    }

    private array(count: number, nesting: number): Cbor[] {
        // An element takes a byte at least: so the bytes bound what is built.
        if (nesting > MAX_NESTING || count > this.bytes.length - this.position)
            this.fail("an array too deep or too long");
        const items: Cbor[] = [];
        for (let index = 0; index < count; index++) items.push(this.read(nesting));
        return items;
    }
}

/**
 * Reads exactly one value in its one encoding. Byte strings are views of the bytes given.
 * @throws Damage where the bytes are anything else, with the position.
 */
export function decodeCbor(bytes: Buffer): Cbor {
    const reader = new CborReader(bytes);
    const value = reader.read(0);
    if (reader.position !== bytes.length) reader.fail("bytes behind the end");
    return value;
}
