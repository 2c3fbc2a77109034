/** The CBOR items of fields: where one ends, and how a head is written. */
/** Arrays and maps in one another. */
const MAX_DEPTH = 16;

/** The largest argument is 2^53, so this its upper half. */
const MAX_HIGH = 2 ** 21;
const U32 = 2 ** 32;

/** Major types: byte strings, arrays, maps, tags, and what is a simple value or a float. */
export const BYTES = 2;
export const ARRAY = 4;
export const MAP = 5;
export const TAG = 6;
export const OTHER = 7;

/** Bytes behind the head of what major type 7 may be: false, true, null; half, single, double. */
const OTHER_SIZES = new Map([
    [20, 0],
    [21, 0],
    [22, 0],
    [25, 2],
    [26, 4],
    [27, 8],
]);

/** The item null, which stands for a field that is nil. */
export const NULL = 0xf6;

/** An argument, and the position behind its head. */
interface Argument {
    readonly argument: number;
    readonly next: number;
}

function longArgument(bytes: Buffer, start: number, width: number): number {
    if (width < 8) return bytes.readUIntBE(start, width);
    const high = bytes.readUInt32BE(start);
    const low = bytes.readUInt32BE(start + 4);
    return high > MAX_HIGH || (high === MAX_HIGH && low > 0) ? Infinity : high * U32 + low;
}

/**
 * The argument of the head at a position.
 * @returns undefined where the bytes end before, the argument is not in its shortest form or above 2^53, or the head is reserved or of
 * indefinite length.
 */
export function readArgument(bytes: Buffer, position: number): Argument | undefined {
    const info = bytes[position] % 32;
    if (info < 24) return { argument: info, next: position + 1 };
    if (info > 27) return undefined;
    const width = 2 ** (info - 24);
    const next = position + 1 + width;
    if (next > bytes.length) return undefined;
    const argument = longArgument(bytes, position + 1, width);
    const least = width === 1 ? 24 : 2 ** (4 * width);
    return argument < least || argument === Infinity ? undefined : { argument, next };
}

/**
 * Finds the end of the item at a position. Looks at its structure only, as the document wants of a block.
 * @returns the position behind it; -1 where none of the document's form stands there.
 */
export function skipItem(bytes: Buffer, position: number, depth = 0): number {
    if (position >= bytes.length) return -1;
    const major = bytes[position] >> 5;
    if (major === OTHER) {
        const size = OTHER_SIZES.get(bytes[position] % 32);
        return size === undefined || position + 1 + size > bytes.length ? -1 : position + 1 + size;
    }
    if (major === TAG) return -1;
    const head = readArgument(bytes, position);
    if (head === undefined) return -1;
    if (major < BYTES) return head.next;
    if (major < ARRAY) return head.argument > bytes.length - head.next ? -1 : head.next + head.argument;
    const count = major === MAP ? 2 * head.argument : head.argument;
    // An element takes a byte at least.
    if (depth >= MAX_DEPTH || count > bytes.length - head.next) return -1;
    let next = head.next;
    for (let item = 0; item < count && next >= 0; item++) next = skipItem(bytes, next, depth + 1);
    return next;
}

/** The head of an item, with the argument in its shortest form. */
export function encodeHead(major: number, argument: number): Buffer {
    const first = major * 32;
    if (argument < 24) return Buffer.of(first + argument);
    if (argument < 2 ** 8) return Buffer.of(first + 24, argument);
    const width = argument < 2 ** 16 ? 2 : argument < U32 ? 4 : 8;
    const head = Buffer.alloc(1 + width);
    head[0] = first + (width === 2 ? 25 : width === 4 ? 26 : 27);
    if (width === 8) {
        head.writeUInt32BE(Math.floor(argument / U32), 1);
        head.writeUInt32BE(argument % U32, 5);
    } else {
        head.writeUIntBE(argument, 1, width);
    }
    return head;
}

/** The item of a byte string. */
export function encodeByteString(content: Buffer): Buffer {
    return Buffer.concat([encodeHead(BYTES, content.length), content]);
}

/** What an item holds that is one byte string; undefined where it is another one. */
export function byteStringOf(item: Buffer): Buffer | undefined {
    if (item[0] >> 5 !== BYTES) return undefined;
    const head = readArgument(item, 0);
    return head !== undefined && head.next + head.argument === item.length ? item.subarray(head.next) : undefined;
}
