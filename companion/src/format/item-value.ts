/** What the CBOR items of fields say. */
import { isUtf8 } from "node:buffer";
import { cdeDecodeOptions, decode } from "cbor2";
import { ARRAY, BYTES, MAP, NULL, OTHER, readArgument } from "./items";

const FALSE = 0xf4;
const TRUE = 0xf5;
const HALF = 0xf9;
const SINGLE = 0xfa;
const DOUBLE = 0xfb;
const UINT = 0;
const TEXT = 3;

/** With these a text begins that some decoders take them off. */
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** What has to be seen by the decoder. */
const UNREAD = Symbol("unread");

const bits = new DataView(new ArrayBuffer(4));

/** The number that a half float is; UNREAD where it is not finite. */
function halfFloat(half: number): unknown {
    const [sign, exponent, mantissa] = [half >> 15, (half >> 10) & 31, half & 1023];
    if (exponent === 31) return UNREAD;
    const size = exponent === 0 ? mantissa * 2 ** -24 : (1024 + mantissa) * 2 ** (exponent - 25);
    return sign === 0 ? size : -size;
}

/** Whether a number of single precision may fit in a half float, too. */
function mayBeHalf(value: number): boolean {
    bits.setFloat32(0, value);
    return (bits.getUint32(0) & 0x1fff) === 0;
}

/**
 * Reads values without the decoder, which takes a hundred times as long: numbers, texts, byte strings, simple values, arrays of them, and maps
 * whose keys are texts or integers. What is or may be out of form is left to the decoder.
 */
class PlainReader {
    position = 0;

    constructor(private readonly bytes: Buffer) {}

    read(): unknown {
        const { bytes, position } = this;
        if (position >= bytes.length) return UNREAD;
        const first = bytes[position];
        const major = first >> 5;
        if (major === OTHER) return this.other(first);
        const head = readArgument(bytes, position);
        if (head === undefined) return UNREAD;
        this.position = head.next;
        const { argument } = head;
        if (major < BYTES) return this.integer(major, argument);
        if (major === ARRAY) return this.array(argument);
        if (major === MAP) return this.map(argument);
        if (major > MAP || argument > bytes.length - head.next) return UNREAD;
        this.position += argument;
        const content = bytes.subarray(head.next, this.position);
        return major === TEXT ? this.text(content) : content;
    }

    private integer(major: number, argument: number): unknown {
        const value = major === UINT ? argument : -1 - argument;
        return Number.isSafeInteger(value) ? value : UNREAD;
    }

    private text(content: Buffer): unknown {
        const isMarked = content.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
        return isUtf8(content) && !isMarked ? content.toString("utf8") : UNREAD;
    }

    private other(first: number): unknown {
        const { bytes, position } = this;
        const left = bytes.length - position - 1;
        this.position++;
        if (first === FALSE || first === TRUE) return first === TRUE;
        if (first === NULL) return null;
        if (first === HALF && left >= 2) return this.float(2, halfFloat(bytes.readUInt16BE(position + 1)));
        if (first === SINGLE && left >= 4) {
            const value = bytes.readFloatBE(position + 1);
            return this.float(4, mayBeHalf(value) ? UNREAD : value);
        }
        if (first === DOUBLE && left >= 8) {
            const value = bytes.readDoubleBE(position + 1);
            return this.float(8, Math.fround(value) === value ? UNREAD : value);
        }
        return UNREAD;
    }

    /** Whole numbers have a form as integers, too: which counts, the decoder says. */
    private float(size: number, value: unknown): unknown {
        this.position += size;
        return Number.isFinite(value) && !Number.isInteger(value) ? value : UNREAD;
    }

    private array(count: number): unknown {
        const items: unknown[] = [];
        for (let index = 0; index < count; index++) {
            const item = this.read();
            if (item === UNREAD) return UNREAD;
            items.push(item);
        }
        return items;
    }

    private map(count: number): unknown {
        const map = new Map<unknown, unknown>();
        let before: Buffer | undefined;
        for (let index = 0; index < count; index++) {
            const start = this.position;
            const key = this.read();
            const encoded = this.bytes.subarray(start, this.position);
            if (typeof key !== "string" && !Number.isInteger(key)) return UNREAD;
            if (before !== undefined && Buffer.compare(before, encoded) >= 0) return UNREAD;
            before = encoded;
            const value = this.read();
            if (value === UNREAD) return UNREAD;
            map.set(key, value);
        }
        return map;
    }
}

/** What an item says; undefined when it is none of the document's subset. */
export function itemValue(item: Buffer): unknown {
    const reader = new PlainReader(item);
    const value = reader.read();
    if (value !== UNREAD && reader.position === item.length) return value;
    try {
        return decode(item, { ...cdeDecodeOptions, rejectDuplicateKeys: true, preferMap: true });
    } catch {
        return undefined;
    }
}
