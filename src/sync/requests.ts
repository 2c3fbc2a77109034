/** The messages that ask for events, as payload bytes. docs/protocol.md is normative. */

import { packU16, packU24, packU32, readU16, readU24, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import type { MessageKind } from "../link/message-kind";

const byte = string.byte;
const char = string.char;
const format = string.format;
const sub = string.sub;

/** How an entry of a request describes what its sender has. */
export const enum Mode {
    /** Not at all: the whole week is asked for. */
    Whole = 0,
    /** By all short ids. */
    List = 1,
    /** By power sums of the short ids. */
    Sketch = 2,
}

/** Added to the mode of an entry: its short ids are keyed, or its sender doubts that equal rows mean equal events. */
const KEYED = 4;
const DOUBTED = 8;

/** What a request says about one week. */
export interface RequestEntry {
    readonly weekNumber: number;
    /** Number of events that the requester has of the week. */
    readonly count: number;
    readonly mode: Mode;
    /** Whether the short ids are keyed ones. */
    readonly isKeyed: boolean;
    /** Whether it is to be answered although the rows are equal, since a comparison showed that the events are not. */
    readonly isDoubted: boolean;
    /** The requester's fingerprint of the week; 0 for mode Whole. */
    readonly fingerprint: number;
    /** Power of the first sum; 1 in other modes. */
    readonly first: number;
    /** Short ids or power sums, depending on the mode. */
    readonly numbers: readonly number[];
}

export interface Request {
    /** The salt of the short ids, 1 to 2^24 - 1. */
    readonly salt: number;
    readonly entries: readonly RequestEntry[];
    /** Whether its sender can read units. */
    readonly readsUnits: boolean;
}

/** The events that a peer lacks, as the monic polynomial whose roots are their short ids. */
export interface Want {
    readonly salt: number;
    readonly weekNumber: number;
    /**
     * Coefficients after the leading 1, at most WANT_LIMIT. An empty list asks for everything that the peer has of the
     * week.
     */
    readonly coefficients: readonly number[];
}

/** A question for further sums of a sketch. */
export interface More {
    readonly salt: number;
    readonly weekNumber: number;
    /** Power of the first sum that is asked for. */
    readonly first: number;
}

/** Bytes of a request before its entries. */
export const REQUEST_HEAD_BYTES = 3;

/**
 * Stands in front of the entries of who can read units: an entry for a week that nobody has, of which its sender has nothing
 * either. Older copies take it for that and pass it over.
 */
const READS_UNITS = char(255, 255, 0, 0);
/** Bytes that a request has more if it says that its sender reads units. */
export const READS_UNITS_BYTES = 4;

/** Most short ids or sums in one entry of a request. */
export const ENTRY_LIMIT = 77;

/** Most coefficients of a Want; they fit into one message. */
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

export function encodeEntry(entry: RequestEntry): string {
    const { weekNumber, count, mode, isKeyed, isDoubted, fingerprint, first, numbers } = entry;
    const flags = (isKeyed ? KEYED : 0) + (isDoubted ? DOUBTED : 0);
    const head = packU16(weekNumber) + encodeVarint(count) + char(mode + flags);
    if (mode === Mode.Whole) {
        return head;
    }
    const size = mode === Mode.List ? char(numbers.length) : char(first, numbers.length);
    return head + packU32(fingerprint) + size + packNumbers(numbers);
}

/** Joins entries encoded by encodeEntry() to a request. */
export function encodeRequest(salt: number, entries: string[], readsUnits = false): string {
    return packU24(salt) + (readsUnits ? READS_UNITS : "") + table.concat(entries);
}

function readEntry(
    bytes: string,
    position: number,
): LuaMultiReturn<[entry: RequestEntry, next: number] | [undefined, undefined]> {
    const weekNumber = readU16(bytes, position);
    const [count, modeAt] = decodeVarint(bytes, position + 2);
    const kind = modeAt === undefined ? undefined : byte(bytes, modeAt);
    if (weekNumber === undefined || count === undefined || kind === undefined || kind >= 2 * DOUBTED) {
        return $multi(undefined, undefined);
    }
    const mode = kind % KEYED;
    const isKeyed = kind % DOUBTED >= KEYED;
    const isDoubted = kind >= DOUBTED;
    if (mode > Mode.Sketch) {
        return $multi(undefined, undefined);
    }
    const known = { weekNumber, count, mode, isKeyed, isDoubted };
    if (mode === Mode.Whole) {
        return $multi({ ...known, fingerprint: 0, first: 1, numbers: [] }, modeAt! + 1);
    }
    const fingerprint = readU32(bytes, modeAt! + 1);
    const firstAt = modeAt! + 5;
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
    return $multi({ ...known, fingerprint, first, numbers }, sizeAt + 1 + size * 3);
}

export function decodeRequest(payload: string): Request | undefined {
    const salt = readU24(payload, 1);
    if (salt === undefined || salt === 0) {
        return undefined;
    }
    const entries: RequestEntry[] = [];
    let count = 0;
    let position = REQUEST_HEAD_BYTES + 1;
    const readsUnits = sub(payload, position, position + READS_UNITS_BYTES - 1) === READS_UNITS;
    if (readsUnits) {
        position += READS_UNITS_BYTES;
    }
    while (position <= payload.length) {
        const [entry, next] = readEntry(payload, position);
        if (entry === undefined) {
            return undefined;
        }
        entries[count] = entry;
        count++;
        position = next;
    }
    return count === 0 ? undefined : { salt, entries, readsUnits };
}

export function encodeWant({ salt, weekNumber, coefficients }: Want): string {
    return packU24(salt) + packU16(weekNumber) + packNumbers(coefficients);
}

export function decodeWant(payload: string): Want | undefined {
    const salt = readU24(payload, 1);
    const weekNumber = readU16(payload, 4);
    const count = (payload.length - 5) / 3;
    const isCount = count >= 0 && count <= WANT_LIMIT && count % 1 === 0;
    if (salt === undefined || weekNumber === undefined || salt === 0 || !isCount) {
        return undefined;
    }
    return { salt, weekNumber, coefficients: readNumbers(payload, 6, count)! };
}

export function encodeMore({ salt, weekNumber, first }: More): string {
    return packU24(salt) + packU16(weekNumber) + char(first);
}

export function decodeMore(payload: string): More | undefined {
    const salt = readU24(payload, 1);
    const weekNumber = readU16(payload, 4);
    const first = byte(payload, 6);
    if (salt === undefined || weekNumber === undefined || first === undefined || payload.length !== 6 || first === 0) {
        return undefined;
    }
    return { salt, weekNumber, first };
}

const MODES = ["whole", "list", "sketch"];

function describeEntry({ weekNumber, count, mode, isKeyed, isDoubted, first, numbers }: RequestEntry): string {
    const how = `${isDoubted ? "doubted, " : ""}${isKeyed ? "keyed " : ""}${MODES[mode]}`;
    return format("week %.0f (have %.0f, %s of %.0f from %.0f)", weekNumber, count, how, numbers.length, first);
}

/** Asks for the events of weeks that its sender lacks. */
export const REQUEST: MessageKind<Request> = {
    type: 3,
    name: "request",
    decode: decodeRequest,
    describe: ({ entries, readsUnits }) =>
        (readsUnits ? "in units, " : "") +
        table.concat(
            entries.map((entry) => describeEntry(entry)),
            ", ",
        ),
};

/** Asks a requester for events that it has and the sender lacks. */
export const WANT: MessageKind<Want> = {
    type: 8,
    name: "want",
    speaker: "only",
    decode: decodeWant,
    describe: ({ coefficients, weekNumber }) => {
        const what = coefficients.length === 0 ? "all" : format("%.0f events", coefficients.length);
        return format("%s of week %.0f", what, weekNumber);
    },
};

/** Asks a requester for further sums of a sketch. */
export const MORE: MessageKind<More> = {
    type: 9,
    name: "more",
    speaker: "only",
    decode: decodeMore,
    describe: ({ weekNumber, first }) => format("sums of week %.0f from %.0f", weekNumber, first),
};
