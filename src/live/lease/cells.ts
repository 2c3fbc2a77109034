/** The cells of leases: claims and votes. docs/rooms-protocol.md is normative. */

import { packU32 } from "../../codec/integers";
import { encodeVarint } from "../../codec/varint";
import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import { ByteReader, encodeText } from "../bytes";
import { encodeStamp, readStamp, type Stamp } from "../stamp";

const char = string.char;

/** Most bytes of the name of a lease. */
export const NAME_BYTES = 64;
/** Most bytes of the name of a player with its realm. */
const PLAYER_BYTES = 128;

/** Where the rest of a cell begins. */
const AFTER_KIND = 2;

/** The flag of a claim that is held. */
const HELD = 1;

/** That a member wants a lease, or holds it. */
export interface Claim {
    readonly lease: string;
    /** When it was claimed: its place in the line. */
    readonly stamp: Stamp;
    /** Of its holding, or of the one it asks votes for; else of its owner's last one, 0 for none. */
    readonly term: number;
    readonly isHeld: boolean;
    /** Number of the round for which it asks for votes; 0 when it wants none, and those that it had are free. */
    readonly round: number;
    /** Which electors it knows; 0 when there are none. */
    readonly electors: number;
}

/** That an elector gives its vote to a claim. */
export interface Vote {
    readonly lease: string;
    readonly holder: string;
    /** Of the holder. */
    readonly incarnation: number;
    readonly round: number;
    readonly electors: number;
}

/** @param incarnation of the board on which it stands. */
export function encodeClaim({ lease, stamp, term, isHeld, round, electors }: Claim, incarnation: number): string {
    const head = char(Kind.Claim) + encodeText(lease) + encodeStamp(stamp, incarnation) + encodeVarint(term);
    return head + char(isHeld ? HELD : 0) + encodeVarint(round) + packU32(electors);
}

/** Reads what encodeClaim() makes; nil when it has another form. */
export function readClaim({ bytes, incarnation }: Cell): Claim | undefined {
    const reader = new ByteReader(bytes, AFTER_KIND);
    const lease = reader.text(NAME_BYTES);
    const stamp = readStamp(reader, incarnation);
    const term = reader.varint();
    const isHeld = reader.u8() % 2 === HELD;
    const round = reader.varint();
    const electors = reader.u32();
    return isWhole(reader) ? { lease, stamp, term, isHeld, round, electors } : undefined;
}

export function encodeVote({ lease, holder, incarnation, round, electors }: Vote): string {
    const head = char(Kind.Vote) + encodeText(lease) + encodeText(holder) + packU32(incarnation);
    return head + encodeVarint(round) + packU32(electors);
}

/** Reads what encodeVote() makes; nil when it has another form. */
export function readVote({ bytes }: Cell): Vote | undefined {
    const reader = new ByteReader(bytes, AFTER_KIND);
    const lease = reader.text(NAME_BYTES);
    const holder = reader.text(PLAYER_BYTES);
    const incarnation = reader.u32();
    const round = reader.varint();
    const electors = reader.u32();
    return isWhole(reader) ? { lease, holder, incarnation, round, electors } : undefined;
}

function isWhole(reader: ByteReader): boolean {
    return !reader.isBad && reader.isAtEnd();
}
