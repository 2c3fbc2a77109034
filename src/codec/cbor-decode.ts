/**
 * The decoding half. Strict: what it accepts is exactly what the encoder writes, byte for byte, so that a value cannot
 * travel in two forms under two digests. Bounded: nesting to 16 levels, memory in proportion to the bytes that are there.
 */
import { readFloat } from "./cbor-float";
import {
    Argument,
    Head,
    MAX_DEPTH,
    MAX_INTEGER,
    NOT_CANONICAL,
    NOT_SUPPORTED,
    readArgument,
    TOO_DEEP,
    TRUNCATED,
} from "./cbor-head";
import { bytesLess } from "./compare";
import { isUtf8 } from "./utf8";

const byte = string.byte;
const sub = string.sub;

const NOT_UTF8 = "text that is not UTF-8";

/** A value and the position behind it; or the reason, and no position. */
type Decoded = LuaMultiReturn<[value: unknown, next: number] | [reason: string, next: undefined]>;

function decodeInteger(bytes: string, position: number, head: number): Decoded {
    const isNegative = head >= Head.Negative;
    const [argument, next] = readArgument(bytes, position, isNegative ? head - Head.Negative : head);
    if (argument === undefined) return $multi(next, undefined);
    if (!isNegative) return $multi(argument, next);
    // -1 - 2^53 is no exact double; 2^53 - 1 is the largest argument of an integer within -2^53.
    if (argument === MAX_INTEGER) return $multi(NOT_SUPPORTED, undefined);
    return $multi(-1 - argument, next);
}

/** The content of a string item, text or bytes; `info` is the low five bits of its head. */
function readString(
    bytes: string,
    position: number,
    info: number,
): LuaMultiReturn<[content: string, next: number] | [content: undefined, reason: string]> {
    const [length, start] = readArgument(bytes, position, info);
    if (length === undefined) return $multi(undefined, start);
    const content = sub(bytes, start, start + length - 1);
    if (content.length < length) return $multi(undefined, TRUNCATED);
    return $multi(content, start + length);
}

function decodeString(bytes: string, position: number, head: number): Decoded {
    const isText = head >= Head.Text;
    const [content, next] = readString(bytes, position, head - (isText ? Head.Text : Head.Bytes));
    if (content === undefined) return $multi(next, undefined);
    if (isUtf8(content) === isText) return $multi(content, next);
    return $multi(isText ? NOT_UTF8 : NOT_CANONICAL, undefined);
}

function decodeArray(bytes: string, position: number, head: number, depth: number): Decoded {
    const [count, start] = readArgument(bytes, position, head - Head.Array);
    if (count === undefined) return $multi(start, undefined);
    if (depth >= MAX_DEPTH) return $multi(TOO_DEEP, undefined);
    // An element takes a byte at least.
    if (count > bytes.length - start + 1) return $multi(TRUNCATED, undefined);
    const list = new LuaTable<number, unknown>();
    let at = start;
    for (const index of $range(1, count)) {
        const [value, next] = decodeItem(bytes, at, byte(bytes, at), depth + 1);
        if (next === undefined) return $multi(value, undefined);
        list.set(index, value);
        at = next;
    }
    return $multi(list, at);
}

function decodeMap(bytes: string, position: number, head: number, depth: number): Decoded {
    const [count, start] = readArgument(bytes, position, head - Head.Map);
    if (count === undefined) return $multi(start, undefined);
    if (depth >= MAX_DEPTH) return $multi(TOO_DEEP, undefined);
    // A key and a value take a byte each at least.
    if (2 * count > bytes.length - start + 1) return $multi(TRUNCATED, undefined);
    const map = new LuaTable<AnyNotNil, unknown>();
    let at = start;
    let previousKey = "";
    // Keys 1 to n, or none at all, are written as an array.
    let isSequence = true;
    for (const index of $range(1, count)) {
        const keyHead: number | undefined = byte(bytes, at);
        if (keyHead === undefined) return $multi(TRUNCATED, undefined);
        if (keyHead >= Head.Array && keyHead < Head.Tag) return $multi(NOT_SUPPORTED, undefined);
        const [key, afterKey] = decodeItem(bytes, at, keyHead, depth + 1);
        if (afterKey === undefined) return $multi(key, undefined);
        // Strictly ascending: no key comes twice.
        const keyBytes = sub(bytes, at, afterKey - 1);
        if (!bytesLess(previousKey, keyBytes)) return $multi(NOT_CANONICAL, undefined);
        previousKey = keyBytes;
        if (key !== index) isSequence = false;
        const [value, next] = decodeItem(bytes, afterKey, byte(bytes, afterKey), depth + 1);
        if (next === undefined) return $multi(value, undefined);
        map.set(key as AnyNotNil, value);
        at = next;
    }
    if (isSequence) return $multi(NOT_CANONICAL, undefined);
    return $multi(map, at);
}

/** Decodes any item but null, which is no value inside a table. `head` is the byte at `position`. */
function decodeItem(bytes: string, position: number, head: number | undefined, depth: number): Decoded {
    if (head === undefined) return $multi(TRUNCATED, undefined);
    if (head < Argument.InHead) return $multi(head, position + 1);
    if (head >= Head.Text && head < Head.Text + Argument.InHead) {
        // Most fields are short text: no further calls for those. What is wrong with a bad one, decodeString tells.
        const length = head - Head.Text;
        const content = sub(bytes, position + 1, position + length);
        if (content.length === length && isUtf8(content)) return $multi(content, position + 1 + length);
    }
    if (head < Head.Bytes) return decodeInteger(bytes, position, head);
    if (head < Head.Array) return decodeString(bytes, position, head);
    if (head < Head.Map) return decodeArray(bytes, position, head, depth);
    if (head < Head.Tag) return decodeMap(bytes, position, head, depth);
    if (head === Head.False) return $multi(false, position + 1);
    if (head === Head.True) return $multi(true, position + 1);
    if (head >= Head.Half && head <= Head.Double) {
        const [value, next] = readFloat(bytes, position, head);
        if (value === undefined) return $multi(next, undefined);
        return $multi(value, next);
    }
    return $multi(NOT_SUPPORTED, undefined);
}

/**
 * Decodes the item at a position; see encodeCbor for what becomes what. Null gives nil, and only as the whole item.
 * Refuses everything else that RFC 8949 allows: tags, indefinite lengths, other simple values, infinities and NaN,
 * integers beyond 2^53, and all forms that are not the encoder's own. Never raises.
 * @param position 1-based.
 * @returns true, the value and the position behind it; or false and the reason.
 */
export function decodeCbor(
    bytes: string,
    position: number,
): LuaMultiReturn<[ok: true, value: unknown, next: number] | [ok: false, reason: string]> {
    const head: number | undefined = byte(bytes, position);
    if (head !== undefined && head < Argument.InHead) return $multi(true as const, head, position + 1);
    if (head === Head.Null) return $multi(true as const, undefined, position + 1);
    const [value, next] = decodeItem(bytes, position, head, 0);
    if (next === undefined) return $multi(false as const, value as string);
    return $multi(true as const, value, next);
}

/**
 * Reads the byte string at a position, as encodeByteString writes it.
 * @param position 1-based.
 * @returns Its content and the position behind it; undefined twice when there is no byte string or it is cut off.
 */
export function readByteString(
    bytes: string,
    position: number,
): LuaMultiReturn<[content: string, next: number] | [content: undefined, next: undefined]> {
    const head = byte(bytes, position);
    if (head === undefined || head < Head.Bytes || head >= Head.Text) return $multi(undefined, undefined);
    const [content, next] = readString(bytes, position, head - Head.Bytes);
    if (content === undefined) return $multi(undefined, undefined);
    return $multi(content, next);
}
