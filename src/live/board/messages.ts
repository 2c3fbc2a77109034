/** The messages by which boards travel and are compared. docs/rooms-protocol.md is normative. */

import { packU16, packU24, packU32, readU32 } from "../../codec/integers";
import { decodeLz4, encodeLz4 } from "../../codec/lz4";
import { hash32 } from "../../codec/murmur3";
import { encodeVarint } from "../../codec/varint";
import { TYPED_FRAGMENT } from "../../link/fragments";
import type { MessageKind } from "../../link/message-kind";
import { ByteReader, encodeText } from "../bytes";
import { type Delta, readDelta } from "./cells";

const char = string.char;
const format = string.format;
const sub = string.sub;

/** What the rows of a digest are: some, or all of a range of owners. */
const SOME_ROWS = 0;
const ALL_ROWS = 1;

/** Most bytes of a member's name. */
const NAME_BYTES = 64;
/** Most bytes of copies, unpacked: two of the largest cells. */
export const COPIES_BYTES = 8192;

/** What is said of the board of another one. */
export interface Copy {
    readonly owner: string;
    readonly delta: Delta;
}

/** What a client has of one board. */
export interface DigestRow {
    /** What ownerId() gives for the owner's name. */
    readonly owner: number;
    /** What checkOf() gives for what the sender has. */
    readonly check: number;
    readonly have: number;
}

/** What a client has of all boards. */
export interface Digest {
    /** The sum of what shareOf() gives for them, modulo 2^32. */
    readonly root: number;
    /** Owners from `first` to `last` without a row are unknown to the sender. Nil where rows say nothing of other boards. */
    readonly first?: number;
    readonly last?: number;
    /** Ascending by owner. */
    readonly rows: readonly DigestRow[];
}

/** What a client lacks of one board. */
export interface AskRow {
    readonly owner: number;
    /** The lower half of the incarnation that it knows; 0 for none. */
    readonly incarnation: number;
    readonly have: number;
    /** Where the next piece begins that the sender has; 0 when there is none. As much as `have`: only the owner is asked. */
    readonly until: number;
}

/** The number that stands for an owner in rows. */
export function ownerId(name: string): number {
    return hash32(name, 0) % 16777216;
}

/** What a board is in the root of a digest. @param check what checkOf() gives for it. */
export function shareOf(owner: string, check: number): number {
    return hash32(`${owner}\0${packU16(check)}`, 0);
}

/** The realm of a name with the "-" in front, "" where there is none. */
function realmOf(name: string): string {
    const [dash] = string.find(name, "-", 1, true);
    return dash === undefined ? "" : sub(name, dash);
}

/** A name as it stands in copies: that of somebody of the sender's realm ends in "-". */
export function withoutRealm(name: string, sender: string): string {
    const realm = realmOf(name);
    return realm !== "" && realm === realmOf(sender) ? sub(name, 1, name.length - realm.length + 1) : name;
}

/** The name that withoutRealm() made shorter. */
export function withRealm(text: string, sender: string): string {
    return sub(text, -1) === "-" ? sub(text, 1, -2) + realmOf(sender) : text;
}

/** Encodes a copy. */
export function encodeCopy(owner: string, delta: string): string {
    return encodeText(owner) + encodeText(delta);
}

/** The payload of Copies. @param copies one behind the other: names, pools and texts of members repeat each other. */
export function packCopies(copies: string): string {
    return encodeVarint(copies.length) + encodeLz4(copies);
}

/** What packCopies() was given; nil when the payload has not its form. */
function unpackCopies(payload: string): string | undefined {
    const reader = new ByteReader(payload);
    const size = reader.varint();
    const isBounded = !reader.isBad && size <= COPIES_BYTES;
    return isBounded ? decodeLz4(sub(payload, reader.position), size) : undefined;
}

function decodeCopies(payload: string): Copy[] | undefined {
    const unpacked = unpackCopies(payload);
    if (unpacked === undefined) {
        return undefined;
    }
    const copies: Copy[] = [];
    let count = 0;
    const reader = new ByteReader(unpacked);
    while (!reader.isAtEnd()) {
        const owner = reader.text(NAME_BYTES);
        const delta = readDelta(new ByteReader(reader.text(unpacked.length)), true);
        if (owner === "" || delta === undefined) {
            return undefined;
        }
        copies[count] = { owner, delta };
        count++;
    }
    return count === 0 || reader.isBad ? undefined : copies;
}

/** The bytes of a digest in front of its rows. @param first of the owners of whom all rows are said; nil where it is only some. */
export function encodeDigestHead(root: number, first?: number, last?: number): string {
    return packU32(root) + (first === undefined ? char(SOME_ROWS) : char(ALL_ROWS) + packU24(first) + packU24(last!));
}

export function encodeDigestRow({ owner, check, have }: DigestRow): string {
    return packU24(owner) + packU16(check) + encodeVarint(have);
}

function decodeDigest(payload: string): Digest | undefined {
    const reader = new ByteReader(payload);
    const root = reader.u32();
    const isRange = reader.u8() === ALL_ROWS;
    const first = isRange ? reader.u24() : undefined;
    const last = isRange ? reader.u24() : undefined;
    const rows: DigestRow[] = [];
    let count = 0;
    let before = first ?? 0;
    while (!reader.isAtEnd()) {
        const row = { owner: reader.u24(), check: reader.u16(), have: reader.varint() };
        if (row.owner < before || row.owner > (last ?? row.owner)) {
            return undefined;
        }
        rows[count] = row;
        count++;
        before = row.owner;
    }
    return reader.isBad ? undefined : { root, first, last, rows };
}

export function encodeAskRow({ owner, incarnation, have, until }: AskRow): string {
    return packU24(owner) + packU16(incarnation) + encodeVarint(have) + encodeVarint(until);
}

function decodeAsk(payload: string): AskRow[] | undefined {
    const reader = new ByteReader(payload);
    const rows: AskRow[] = [];
    let count = 0;
    while (!reader.isAtEnd()) {
        const row = { owner: reader.u24(), incarnation: reader.u16(), have: reader.varint(), until: reader.varint() };
        if (row.until > 0 && row.until < row.have) {
            return undefined;
        }
        rows[count] = row;
        count++;
    }
    return reader.isBad ? undefined : rows;
}

/** Says what is on the board of its sender. */
export const DELTA: MessageKind<Delta> = {
    type: 32,
    name: "delta",
    fragmentType: TYPED_FRAGMENT.type,
    decode: (payload) => readDelta(new ByteReader(payload), false),
    describe: ({ cells, from, to, top }) =>
        format("%.0f cells, changes %.0f to %.0f of %.0f", cells.length, from + 1, to, top),
};

/** Says what is on the boards of others. */
export const COPIES: MessageKind<readonly Copy[]> = {
    type: 33,
    name: "copies",
    fragmentType: TYPED_FRAGMENT.type,
    decode: decodeCopies,
    describe: (copies) => format("of %.0f boards", copies.length),
};

/** Compares what clients have of all boards. */
export const DIGEST: MessageKind<Digest> = {
    type: 34,
    name: "digest",
    decode: decodeDigest,
    describe: ({ rows }) => format("%.0f rows", rows.length),
};

/** Asks for what its sender lacks; an empty one for everything. */
export const ASK: MessageKind<readonly AskRow[]> = {
    type: 35,
    name: "ask",
    decode: decodeAsk,
    describe: (rows) => (rows.length === 0 ? "for everything" : format("for %.0f boards", rows.length)),
};

/** Says that an incarnation of its sender ends. */
export const BYE: MessageKind<number> = {
    type: 36,
    name: "bye",
    decode: (payload) => (payload.length === 4 ? readU32(payload, 1) : undefined),
    describe: (incarnation) => format("of incarnation %.0f", incarnation),
};

export function encodeBye(incarnation: number): string {
    return packU32(incarnation);
}
