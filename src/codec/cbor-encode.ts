/**
 * The encoding half of the CBOR subset that event fields travel in: RFC 8949 with its core deterministic encoding
 * (section 4.2.1), so that equal values have equal bytes on every client.
 */
import { encodeFloat } from "./cbor-float";
import { encodeHead, Head, MAX_DEPTH, MAX_INTEGER, TOO_DEEP } from "./cbor-head";
import { bytesLess } from "./compare";
import { isFiniteNumber } from "../numbers";
import { isUtf8 } from "./utf8";

const char = string.char;
const concat = table.concat;
const find = string.find;
const floor = math.floor;
const sort = table.sort;

/** Major types (RFC 8949, section 3.1). */
const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;

const FALSE = char(Head.False);
const TRUE = char(Head.True);
const NULL = char(Head.Null);

const NOT_FINITE = "a number that is not finite";
const NOT_A_KEY = "a map key that is neither string nor number nor boolean";

/** The encoding; or, where there is none, why, and the path to the offender from the value at hand. */
type Encoded = LuaMultiReturn<[bytes: string] | [bytes: undefined, reason: string, path: string]>;

/** A step of a path as Lua would write it: `.name`, `[3]`, `["two words"]`. */
function pathStep(key: unknown): string {
    if (type(key) === "string") {
        const [plain] = find(key as string, "^[A-Za-z_][A-Za-z0-9_]*$");
        return plain === undefined ? string.format("[%q]", key as string) : `.${key as string}`;
    }
    return `[${tostring(key)}]`;
}

function encodeNumber(value: number): string | undefined {
    if (!isFiniteNumber(value)) return undefined;
    if (value >= -MAX_INTEGER && value <= MAX_INTEGER) {
        if (floor(value) !== value) return encodeFloat(value);
        return value < 0 ? encodeHead(NEGATIVE, -1 - value) : encodeHead(UNSIGNED, value);
    }
    return encodeFloat(value);
}

/** Text where the bytes are UTF-8, else a byte string. */
function encodeString(value: string): string {
    return encodeHead(isUtf8(value) ? TEXT : BYTES, value.length) + value;
}

function encodeKey(key: unknown): LuaMultiReturn<[bytes: string] | [bytes: undefined, reason: string]> {
    const kind = type(key);
    if (kind === "string") return $multi(encodeString(key as string));
    if (kind === "boolean") return $multi(key === true ? TRUE : FALSE);
    if (kind !== "number") return $multi(undefined, NOT_A_KEY);
    const bytes = encodeNumber(key as number);
    if (bytes === undefined) return $multi(undefined, NOT_FINITE);
    return $multi(bytes);
}

/**
 * Counts the entries of a table, and tells whether its keys are exactly 1 to that count: different positive integers
 * whose largest is their number leave no gap.
 */
function measure(value: LuaTable): LuaMultiReturn<[count: number, isSequence: boolean]> {
    let count = 0;
    let largest = 0;
    let isSequence = true;
    for (const [key] of pairs(value)) {
        count++;
        if (isSequence) {
            if (type(key) === "number" && (key as number) >= 1 && floor(key as number) === key) {
                if (key > largest) largest = key;
            } else {
                isSequence = false;
            }
        }
    }
    return $multi(count, isSequence && largest === count);
}

function encodeArray(value: LuaTable<number, unknown>, count: number, depth: number): Encoded {
    const parts = [encodeHead(ARRAY, count)];
    for (const index of $range(1, count)) {
        const [bytes, reason, path] = encodeItem(value.get(index), depth + 1);
        if (bytes === undefined) return $multi(undefined, reason, pathStep(index) + path);
        parts[index] = bytes;
    }
    return $multi(concat(parts));
}

/** Keys go by the byte order of their encodings; the order in which pairs gives them shows nowhere. */
function encodeMap(value: LuaTable, count: number, depth: number): Encoded {
    const keys: string[] = [];
    const valueOf = new LuaTable<string, string>();
    let found = 0;
    for (const [key, item] of pairs(value)) {
        const [keyBytes, keyReason] = encodeKey(key);
        if (keyBytes === undefined) return $multi(undefined, keyReason, pathStep(key));
        const [bytes, reason, path] = encodeItem(item, depth + 1);
        if (bytes === undefined) return $multi(undefined, reason, pathStep(key) + path);
        keys[found] = keyBytes;
        found++;
        valueOf.set(keyBytes, bytes);
    }
    sort(keys, bytesLess);
    const parts = [encodeHead(MAP, count)];
    let filled = 1;
    for (const key of keys) {
        parts[filled] = key;
        parts[filled + 1] = valueOf.get(key);
        filled += 2;
    }
    return $multi(concat(parts));
}

function encodeItem(value: unknown, depth: number): Encoded {
    const kind = type(value);
    if (kind === "number") {
        const bytes = encodeNumber(value as number);
        if (bytes === undefined) return $multi(undefined, NOT_FINITE, "");
        return $multi(bytes);
    }
    if (kind === "string") return $multi(encodeString(value as string));
    if (kind === "boolean") return $multi(value === true ? TRUE : FALSE);
    if (kind !== "table") return $multi(undefined, `a ${kind}`, "");
    if (depth >= MAX_DEPTH) return $multi(undefined, TOO_DEEP, "");
    const [count, isSequence] = measure(value as LuaTable);
    if (isSequence) return encodeArray(value as LuaTable<number, unknown>, count, depth);
    return encodeMap(value as LuaTable, count, depth);
}

/**
 * Encodes a Lua value. Numbers that are integers of at most 2^53 become integers, others the shortest exact float;
 * strings text, or byte strings where they are no UTF-8; tables with keys 1 to n (and empty ones) arrays, others maps
 * with keys that are strings, numbers or booleans; nil, only as the whole value, null. Never raises.
 * @returns The bytes; or undefined, the reason (infinities, NaN, functions and other types, nesting over 16 levels and so
 * every cycle), and the path to the offender, to be written behind the name of the value: `.list[3]`, or "" for itself.
 * @example encodeCbor({ list: [1, 2] }) // a1 64 "list" 82 01 02
 */
export function encodeCbor(value: unknown): Encoded {
    if (value === undefined) return $multi(NULL);
    return encodeItem(value, 0);
}

/**
 * Encodes a string as a CBOR byte string, UTF-8 or not: for packed binary fields.
 * @example encodeByteString("ab") // 42 61 62
 */
export function encodeByteString(bytes: string): string {
    return encodeHead(BYTES, bytes.length) + bytes;
}
