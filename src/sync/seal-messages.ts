/** The messages about seals, as payload bytes. docs/protocol.md is normative. */

import { packU16, packU32, readU16, readU32 } from "../codec/integers";
import { TYPED_FRAGMENT } from "../link/fragments";
import type { MessageKind } from "../link/message-kind";
import { decodeWant, encodeWant, type Want } from "./requests";
import { PIECE_BYTES, SEAL_NAME_BYTES, STATE_STREAM_BYTES } from "./seal-constants";

const byte = string.byte;
const ceil = math.ceil;
const char = string.char;
const format = string.format;
const sub = string.sub;

/** Who has the state of a seal, or has checked it? */
export interface SealRequest {
    readonly week: number;
    /** The first 4 bytes of the digest, as in all of these. */
    readonly digest: string;
    /** How often its sender has asked before, 255 at most. */
    readonly tries: number;
}

/** What a client knows of a seal. */
export interface SealAnswer {
    readonly digest: string;
    /** A sum of AnswerFlag. */
    readonly flags: number;
    /** Size and MurmurHash3 of the Deflate stream of the state; 0 when that is not there. */
    readonly size: number;
    readonly hash: number;
}

/** Asks for a piece of a state and the few behind it. */
export interface StateRequest {
    readonly digest: string;
    readonly hash: number;
    readonly index: number;
    /** MurmurHash3 of the name of the peer that is asked. */
    readonly whom: number;
}

/** A piece of the Deflate stream of a state. */
export interface StatePiece {
    readonly digest: string;
    readonly hash: number;
    readonly index: number;
    readonly bytes: string;
}

/** Which sealed weeks a client has. */
export interface KeptWeeks {
    /** It has none before this one; 0 when it has all. */
    readonly from: number;
    /** The weeks before this one are sealed by the seal that it holds; 0 when it holds none. */
    readonly sealedBefore: number;
}

/** Number of pieces of a stream of this size. */
export function piecesOf(size: number): number {
    return ceil(size / PIECE_BYTES);
}

/** Bytes of a piece before those of the stream. */
const PIECE_HEAD_BYTES = 10;

/** Pieces are counted in u16, and the largest stream has fewer. */
const PIECE_LIMIT = piecesOf(STATE_STREAM_BYTES);

const SEAL_REQUEST_BYTES = 7;
const SEAL_ANSWER_BYTES = 13;
const STATE_REQUEST_BYTES = 14;
const KEPT_BYTES = 4;

/** A digest as far as it is told, for people. */
function describeDigest(digest: string): string {
    const [a, b, c, d] = byte(digest, 1, SEAL_NAME_BYTES);
    return format("%02x%02x%02x%02x", a, b, c, d);
}

export function encodeSealRequest({ week, digest, tries }: SealRequest): string {
    return packU16(week) + digest + char(tries);
}

export function decodeSealRequest(payload: string): SealRequest | undefined {
    if (payload.length !== SEAL_REQUEST_BYTES) {
        return undefined;
    }
    return { week: readU16(payload, 1)!, digest: sub(payload, 3, 6), tries: byte(payload, 7) };
}

export function encodeSealAnswer({ digest, flags, size, hash }: SealAnswer): string {
    return digest + char(flags) + packU32(size) + packU32(hash);
}

export function decodeSealAnswer(payload: string): SealAnswer | undefined {
    if (payload.length !== SEAL_ANSWER_BYTES) {
        return undefined;
    }
    const digest = sub(payload, 1, SEAL_NAME_BYTES);
    return { digest, flags: byte(payload, 5), size: readU32(payload, 6)!, hash: readU32(payload, 10)! };
}

export function encodeStateRequest({ digest, hash, index, whom }: StateRequest): string {
    return digest + packU32(hash) + packU16(index) + packU32(whom);
}

export function decodeStateRequest(payload: string): StateRequest | undefined {
    const index = readU16(payload, 9);
    if (payload.length !== STATE_REQUEST_BYTES || index! >= PIECE_LIMIT) {
        return undefined;
    }
    const digest = sub(payload, 1, SEAL_NAME_BYTES);
    return { digest, hash: readU32(payload, 5)!, index: index!, whom: readU32(payload, 11)! };
}

export function encodeStatePiece({ digest, hash, index, bytes }: StatePiece): string {
    return digest + packU32(hash) + packU16(index) + bytes;
}

export function decodeStatePiece(payload: string): StatePiece | undefined {
    const size = payload.length - PIECE_HEAD_BYTES;
    const index = readU16(payload, 9);
    if (size < 1 || size > PIECE_BYTES || index! >= PIECE_LIMIT) {
        return undefined;
    }
    const digest = sub(payload, 1, SEAL_NAME_BYTES);
    return { digest, hash: readU32(payload, 5)!, index: index!, bytes: sub(payload, PIECE_HEAD_BYTES + 1) };
}

/** A Surplus has the form of a Want, and at least one root. */
export function decodeSurplus(payload: string): Want | undefined {
    const surplus = decodeWant(payload);
    return surplus !== undefined && surplus.coefficients.length > 0 ? surplus : undefined;
}

export const encodeSurplus = encodeWant;

export function encodeKept({ from, sealedBefore }: KeptWeeks): string {
    return packU16(from) + packU16(sealedBefore);
}

export function decodeKept(payload: string): KeptWeeks | undefined {
    return payload.length === KEPT_BYTES
        ? { from: readU16(payload, 1)!, sealedBefore: readU16(payload, 3)! }
        : undefined;
}

/** Asks who has the state of a seal, or has checked it. */
export const SEAL_REQUEST: MessageKind<SealRequest> = {
    type: 13,
    name: "sealRequest",
    decode: decodeSealRequest,
    describe: ({ week, digest, tries }) =>
        format("%s before week %.0f, asked %.0f times before", describeDigest(digest), week, tries),
};

/** Says what its sender knows of a seal, and whether it has the state. */
export const SEAL_ANSWER: MessageKind<SealAnswer> = {
    type: 14,
    name: "sealAnswer",
    decode: decodeSealAnswer,
    describe: ({ digest, flags, size }) => format("%s, flags %.0f, %.0f bytes", describeDigest(digest), flags, size),
};

/** Asks a peer for pieces of a sealed state. */
export const STATE_REQUEST: MessageKind<StateRequest> = {
    type: 15,
    name: "stateRequest",
    decode: decodeStateRequest,
    describe: ({ digest, index }) => format("%s from piece %.0f", describeDigest(digest), index + 1),
};

/** Carries a piece of a sealed state. */
export const STATE_PIECE: MessageKind<StatePiece> = {
    type: 16,
    name: "statePiece",
    fragmentType: TYPED_FRAGMENT.type,
    decode: decodeStatePiece,
    describe: ({ digest, index, bytes }) =>
        format("%s, piece %.0f, %.0f bytes", describeDigest(digest), index + 1, bytes.length),
};

/** Tells a requester which of its events of a closed week are not sealed. */
export const SURPLUS: MessageKind<Want> = {
    type: 17,
    name: "surplus",
    decode: decodeSurplus,
    describe: ({ weekNumber, coefficients }) => format("%.0f events of week %.0f", coefficients.length, weekNumber),
};

/** Says before which week its sender has no sealed ones, and which are sealed. */
export const KEPT: MessageKind<KeptWeeks> = {
    type: 18,
    name: "kept",
    speaker: "held",
    decode: decodeKept,
    describe: ({ from, sealedBefore }) =>
        format("nothing before week %.0f, sealed before week %.0f", from, sealedBefore),
};
