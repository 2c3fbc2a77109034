// The CBOR items of fields: where one ends, and what it says.
import { cdeDecodeOptions, decode } from "cbor2";
import { Bytes } from "./bytes.mjs";

/** Arrays and maps in one another. */
const MAX_DEPTH = 16;

const MAX_ARGUMENT = 2 ** 53;

/** The major types with bytes or items behind their head. */
const BYTES = 2;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;
const OTHER = 7;

/** Bytes behind the head of what major type 7 may be: false, true, null; half, single, double. */
const OTHER_SIZES = { 20: 0, 21: 0, 22: 0, 25: 2, 26: 4, 27: 8 };

/** The major type, the argument in its shortest form, for major type 7 the low five bits. */
export function readHead(bytes) {
    const first = bytes.u8();
    const [major, info] = [first >> 5, first & 31];
    if (major === OTHER || info < 24) return { major, argument: info };
    const width = info - 24;
    if (width > 3) bytes.fail("CBOR of indefinite length or a reserved head");
    const argument = bytes.take(2 ** width).reduce((value, byte) => value * 256 + byte, 0);
    const least = width === 0 ? 24 : 2 ** (8 * 2 ** (width - 1));
    if (argument < least || argument > MAX_ARGUMENT) bytes.fail("CBOR head not in its shortest form or too large");
    return { major, argument };
}

/** Moves behind an item whose head has been read. Looks at its structure only, as the document wants of a block. */
function skipRest(bytes, { major, argument }, depth) {
    if (major < BYTES) return;
    if (major < ARRAY) {
        bytes.take(argument);
        return;
    }
    if (major === TAG) bytes.fail("CBOR tag");
    if (major === OTHER) {
        if (OTHER_SIZES[argument] === undefined) bytes.fail("CBOR simple value");
        bytes.take(OTHER_SIZES[argument]);
        return;
    }
    if (depth > MAX_DEPTH) bytes.fail("CBOR nested too deep");
    const count = major === MAP ? 2 * argument : argument;
    for (let item = 0; item < count; item++) skipRest(bytes, readHead(bytes), depth + 1);
}

/** Takes an item whose head, starting at a position, has been read. */
export function takeRest(bytes, head, start) {
    skipRest(bytes, head, 1);
    return bytes.buffer.subarray(start, bytes.position);
}

/** The items of a body behind its type byte. */
export function splitFields(body) {
    const items = [];
    const bytes = new Bytes(body);
    for (bytes.u8(); !bytes.isAtEnd();) {
        const start = bytes.position;
        items.push(takeRest(bytes, readHead(bytes), start));
    }
    return items;
}

/** What an item says; undefined when it is none of the document's subset. */
export function itemValue(item) {
    try {
        return decode(item, { ...cdeDecodeOptions, rejectDuplicateKeys: true, preferMap: true });
    } catch {
        return undefined;
    }
}
