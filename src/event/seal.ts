/**
 * The body of a seal (docs/seals.md): what all weeks before one held, and which state they lead to. It is of the library's own type,
 * as revocations are; its first field is a number, which theirs is not.
 */

import { decodeCbor, encodeByteString, encodeCbor, readByteString } from "../codec/cbor";
import { bytesLess } from "../codec/compare";
import { packU16, readU16 } from "../codec/integers";
import { MAX_BODY_BYTES, splitBody } from "./body";
import { KEY_BYTES } from "./key";
import { SYSTEM_TYPE } from "./schema";

const byte = string.byte;
const floor = math.floor;
const sub = string.sub;

/** Bytes of the digest of a state. */
export const DIGEST_BYTES = 16;

/** Most revocations that a seal lists. */
export const LISTED_LIMIT = 256;

/** Most seals before one that it names. */
export const BOUNDARY_LIMIT = 256;

/** The form of the fields behind it. */
const FORM = 1;
const FIELD_COUNT = 12;

const U16 = 65536;
const U32 = 4294967296;
const EXACT = 2 ** 53;

/** What a seal says. */
export interface SealContent {
    /** The weeks before it are sealed. */
    readonly week: number;
    /** Number of events in them. */
    readonly count: number;
    /** Hash of their rows, u32, and DIGEST_BYTES of another one that cannot be forged. */
    readonly root: number;
    readonly rows: string;
    /** DIGEST_BYTES of the hash of the state that they lead to. */
    readonly digest: string;
    /** The version of the addon that made the state, the numbers of the types of these events, ascending, and their signature. */
    readonly stateVersion: number;
    readonly typeIds: readonly number[];
    readonly types: number;
    /** Packed keys of the revocations of later weeks that count for sealed events, ascending. */
    readonly revocations: readonly string[];
    /** Packed keys of revocations of sealed weeks that do not count, since they came too late for an earlier seal; ascending. */
    readonly late: readonly string[];
    /** Weeks of the seals before it, ascending: a revocation by id counts for events between the same two. */
    readonly boundaries: readonly number[];
}

/** The body of a seal; nil when it lists too many revocations. */
export function encodeSeal(content: SealContent): string | undefined {
    const { week, count, root, rows, digest, stateVersion, typeIds, types, revocations, late, boundaries } = content;
    const body = table.concat([
        string.char(SYSTEM_TYPE),
        encodeCbor(FORM)[0]!,
        encodeCbor(week)[0]!,
        encodeCbor(count)[0]!,
        encodeCbor(root)[0]!,
        encodeByteString(rows),
        encodeByteString(digest),
        encodeCbor(stateVersion)[0]!,
        encodeByteString(table.concat(typeIds.map((id) => string.char(id)))),
        encodeCbor(types)[0]!,
        encodeByteString(table.concat(revocations as string[])),
        encodeByteString(table.concat(late as string[])),
        encodeByteString(table.concat(boundaries.map((boundary) => packU16(boundary)))),
    ]);
    const isShort =
        revocations.length <= LISTED_LIMIT && late.length <= LISTED_LIMIT && boundaries.length <= BOUNDARY_LIMIT;
    return isShort && body.length <= MAX_BODY_BYTES ? body : undefined;
}

function readInteger(piece: string, limit: number): number | undefined {
    const [isRead, value, next] = decodeCbor(piece, 1);
    const isInteger = isRead && next === piece.length + 1 && typeof value === "number" && value === floor(value);
    return isInteger && value >= 0 && value < limit ? value : undefined;
}

function readBytes(piece: string): string | undefined {
    const [bytes, next] = readByteString(piece, 1);
    return next === piece.length + 1 ? bytes : undefined;
}

function readDigest(piece: string): string | undefined {
    const bytes = readBytes(piece);
    return bytes !== undefined && bytes.length === DIGEST_BYTES ? bytes : undefined;
}

/** The keys in a row of packed ones; nil when they do not ascend. */
function readKeys(bytes: string | undefined): string[] | undefined {
    if (bytes === undefined) {
        return undefined;
    }
    const keys: string[] = [];
    const size = bytes.length / KEY_BYTES;
    if (size !== floor(size) || size > LISTED_LIMIT) {
        return undefined;
    }
    for (const index of $range(0, size - 1)) {
        const key = sub(bytes, index * KEY_BYTES + 1, (index + 1) * KEY_BYTES);
        if (index > 0 && !bytesLess(keys[index - 1], key)) {
            return undefined;
        }
        keys[index] = key;
    }
    return keys;
}

/** The numbers in a row of bytes; nil when they do not ascend. */
function readIds(bytes: string | undefined): number[] | undefined {
    if (bytes === undefined) {
        return undefined;
    }
    const ids: number[] = [];
    for (const index of $range(1, bytes.length)) {
        const id = byte(bytes, index)!;
        if (index > 1 && ids[index - 2] >= id) {
            return undefined;
        }
        ids[index - 1] = id;
    }
    return ids;
}

/** The weeks in a row of u16; nil when they do not ascend. */
function readWeeks(bytes: string | undefined): number[] | undefined {
    const size = (bytes ?? "").length / 2;
    if (bytes === undefined || size !== floor(size) || size > BOUNDARY_LIMIT) {
        return undefined;
    }
    const weeks: number[] = [];
    for (const index of $range(0, size - 1)) {
        weeks[index] = readU16(bytes, 2 * index + 1)!;
        if (index > 0 && weeks[index - 1] >= weeks[index]) {
            return undefined;
        }
    }
    return weeks;
}

/** What a body of the library's own type says as a seal; nil when it is none. */
export function decodeSeal(body: string): SealContent | undefined {
    const pieces = splitBody(body);
    if (pieces === undefined || pieces.length !== FIELD_COUNT + 1 || readInteger(pieces[1], FORM + 1) !== FORM) {
        return undefined;
    }
    const week = readInteger(pieces[2], U16);
    const count = readInteger(pieces[3], EXACT);
    const root = readInteger(pieces[4], U32);
    const rows = readDigest(pieces[5]);
    const digest = readDigest(pieces[6]);
    const stateVersion = readInteger(pieces[7], EXACT);
    const typeIds = readIds(readBytes(pieces[8]));
    const types = readInteger(pieces[9], U32);
    const revocations = readKeys(readBytes(pieces[10]));
    const late = readKeys(readBytes(pieces[11]));
    const boundaries = readWeeks(readBytes(pieces[12]));
    if (week === undefined || week === 0 || count === undefined || root === undefined || rows === undefined) {
        return undefined;
    }
    const [last] = (boundaries ?? []).slice(-1);
    if (last !== undefined && last >= week) {
        return undefined;
    }
    if (digest === undefined || stateVersion === undefined || types === undefined) {
        return undefined;
    }
    if (typeIds === undefined || revocations === undefined || late === undefined || boundaries === undefined) {
        return undefined;
    }
    return { week, count, root, rows, digest, stateVersion, typeIds, types, revocations, late, boundaries };
}
