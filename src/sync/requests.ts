/** The messages of the protocol that ask for events, as payload bytes. docs/protocol.md is normative. */

import { packU16, packU24, packU32, readU16, readU24, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";

const byte = string.byte;
const char = string.char;

/** How an entry of a request says what its sender has. */
export const enum Mode {
    /** Nothing: the whole week is asked for. */
    Whole = 0,
    /** By all its short ids. */
    List = 1,
    /** By power sums of them. */
    Sketch = 2,
}

/** What a request says of one week. */
export interface RequestEntry {
    readonly week: number;
    /** Number of events that the requester has of it. */
    readonly count: number;
    readonly mode: Mode;
    /** The requester's fingerprint of the week; 0 for mode Whole. */
    readonly fingerprint: number;
    /** Power of the first sum; 1 for other modes. */
    readonly first: number;
    /** Short ids or power sums. */
    readonly numbers: readonly number[];
}

export interface Request {
    /** What short ids are mixed with, 1 to 2^24 - 1. */
    readonly salt: number;
    readonly entries: readonly RequestEntry[];
}

/** Events that a peer lacks, as the monic polynomial whose roots are their short ids. */
export interface Want {
    readonly salt: number;
    readonly week: number;
    /** Coefficients behind the leading 1, at most WANT_LIMIT; none: everything that the peer has of the week. */
    readonly coefficients: readonly number[];
}

/** Asks for further sums of a sketch. */
export interface More {
    readonly salt: number;
    readonly week: number;
    /** Power of the first one. */
    readonly first: number;
}

/** Bytes of a request before its entries. */
export const REQUEST_HEAD_BYTES = 3;

/** Most numbers of one entry. */
export const ENTRY_LIMIT = 77;

/** Most coefficients of a Want: what fits into one message. */
export const WANT_LIMIT = 80;

function packNumbers(numbers: readonly number[]): string {
    const parts: string[] = [];
    let count = 0;
    for (const number of numbers) {
        parts[count] = packU24(number);
        count++;
    }
    return table.concat(parts);
}

function readNumbers(bytes: string, position: number, count: number): number[] | undefined {
    if (position + count * 3 - 1 > bytes.length) {
        return undefined;
    }
    const numbers: number[] = [];
    for (const index of $range(0, count - 1)) {
        numbers[index] = readU24(bytes, position + index * 3)!;
    }
    return numbers;
}

export function encodeEntry({ week, count, mode, fingerprint, first, numbers }: RequestEntry): string {
    const head = packU16(week) + encodeVarint(count) + char(mode);
    if (mode === Mode.Whole) {
        return head;
    }
    const size = mode === Mode.List ? char(numbers.length) : char(first, numbers.length);
    return head + packU32(fingerprint) + size + packNumbers(numbers);
}

/** Joins entries that encodeEntry() made. */
export function encodeRequest(salt: number, entries: string[]): string {
    return packU24(salt) + table.concat(entries);
}

function readEntry(
    bytes: string,
    position: number,
): LuaMultiReturn<[entry: RequestEntry, next: number] | [undefined, undefined]> {
    const week = readU16(bytes, position);
    const [count, modeAt] = decodeVarint(bytes, position + 2);
    const mode = modeAt === undefined ? undefined : byte(bytes, modeAt);
    if (week === undefined || count === undefined || mode === undefined || mode > Mode.Sketch) {
        return $multi(undefined, undefined);
    }
    if (mode === Mode.Whole) {
        return $multi({ week, count, mode, fingerprint: 0, first: 1, numbers: [] }, modeAt + 1);
    }
    const fingerprint = readU32(bytes, modeAt + 1);
    const firstAt = modeAt + 5;
    const first = mode === Mode.Sketch ? byte(bytes, firstAt) : 1;
    const sizeAt = mode === Mode.Sketch ? firstAt + 1 : firstAt;
    const size = byte(bytes, sizeAt);
    if (fingerprint === undefined || first === undefined || first === 0 || size === undefined) {
        return $multi(undefined, undefined);
    }
    const numbers = readNumbers(bytes, sizeAt + 1, size);
    if (numbers === undefined) {
        return $multi(undefined, undefined);
    }
    return $multi({ week, count, mode, fingerprint, first, numbers }, sizeAt + 1 + size * 3);
}

export function decodeRequest(payload: string): Request | undefined {
    const salt = readU24(payload, 1);
    if (salt === undefined || salt === 0) {
        return undefined;
    }
    const entries: RequestEntry[] = [];
    let count = 0;
    let position = REQUEST_HEAD_BYTES + 1;
    while (position <= payload.length) {
        const [entry, next] = readEntry(payload, position);
        if (entry === undefined) {
            return undefined;
        }
        entries[count] = entry;
        count++;
        position = next;
    }
    return count === 0 ? undefined : { salt, entries };
}

export function encodeWant({ salt, week, coefficients }: Want): string {
    return packU24(salt) + packU16(week) + packNumbers(coefficients);
}

export function decodeWant(payload: string): Want | undefined {
    const salt = readU24(payload, 1);
    const week = readU16(payload, 4);
    const count = (payload.length - 5) / 3;
    if (salt === undefined || week === undefined || salt === 0 || count < 0 || count % 1 !== 0) {
        return undefined;
    }
    return { salt, week, coefficients: readNumbers(payload, 6, count)! };
}

export function encodeMore({ salt, week, first }: More): string {
    return packU24(salt) + packU16(week) + char(first);
}

export function decodeMore(payload: string): More | undefined {
    const salt = readU24(payload, 1);
    const week = readU16(payload, 4);
    const first = byte(payload, 6);
    if (salt === undefined || week === undefined || first === undefined || payload.length !== 6 || first === 0) {
        return undefined;
    }
    return { salt, week, first };
}
