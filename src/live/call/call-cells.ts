/** Cells of calls and of their replies. docs/rooms-protocol.md is normative. */

import { packU16, packU24 } from "../../codec/integers";
import { encodeVarint } from "../../codec/varint";
import { Kind } from "../board/kinds";
import { ownerId } from "../board/messages";
import { ByteReader, encodeText } from "../bytes";
import { CALL_NAME_BYTES, CALLEE_LIMIT } from "./constants";

const char = string.char;

/** How a callee answers. */
export const enum Status {
    /** With the value that the handler gave. */
    Result = 0,
    NoHandler = 1,
    /** With the message of the error. */
    Raised = 2,
    Unauthorized = 3,
    /** What the handler gave is more than a cell holds. */
    TooLarge = 4,
    /** The callee's board has no room for the result. */
    Full = 5,
    /** Not yet: it works on it. */
    Accepted = 6,
}

/** Most bytes of a result. */
export const RESULT_BYTES = 4080;

/** One incarnation of a member, in as few bytes as tell it from others. */
export interface Address {
    /** See ownerId(). */
    readonly id: number;
    /** The lower half of it. */
    readonly incarnation: number;
}

export interface CallCell {
    /** From 1, unique in the caller's incarnation. */
    readonly id: number;
    readonly name: string;
    readonly callees: readonly Address[];
    readonly args: unknown;
}

export interface ReplyCell {
    readonly caller: Address;
    readonly id: number;
    readonly status: Status;
    /** The result, or the message of an error. */
    readonly value: unknown;
}

/** The address of an incarnation of a member. */
export function addressOf(name: string, incarnation: number): Address {
    return { id: ownerId(name), incarnation: incarnation % 65536 };
}

export function isSameAddress(a: Address, b: Address): boolean {
    return a.id === b.id && a.incarnation === b.incarnation;
}

function encodeAddress({ id, incarnation }: Address): string {
    return packU24(id) + packU16(incarnation);
}

function readAddress(reader: ByteReader): Address {
    return { id: reader.u24(), incarnation: reader.u16() };
}

/** @param args as CBOR. */
export function encodeCall(id: number, name: string, callees: readonly Address[], args: string): string {
    const head = char(Kind.Call) + encodeVarint(id) + encodeText(name) + encodeVarint(callees.length);
    return head + callees.map((callee) => encodeAddress(callee)).join("") + args;
}

/** Decodes what encodeCall() makes; nil when it does not have this form. */
export function decodeCall(bytes: string): CallCell | undefined {
    const reader = new ByteReader(bytes, 2);
    const id = reader.varint();
    const name = reader.text(CALL_NAME_BYTES);
    const count = reader.varint();
    if (reader.isBad || id === 0 || name === "" || count === 0 || count > CALLEE_LIMIT) {
        return undefined;
    }
    const callees: Address[] = [];
    for (const index of $range(0, count - 1)) {
        callees[index] = readAddress(reader);
    }
    const args = reader.value();
    return reader.isAtEnd() && !reader.isBad ? { id, name, callees, args } : undefined;
}

/** The id of a call whose cell has the right form, or of one that has not: it is told then by nothing else. */
export function callIdOf(bytes: string): number {
    return new ByteReader(bytes, 2).varint();
}

/** @param value as CBOR. */
export function encodeReply(caller: Address, id: number, status: Status, value: string): string {
    return char(Kind.Reply) + encodeAddress(caller) + encodeVarint(id) + char(status) + value;
}

/** Decodes what encodeReply() makes; nil when it does not have this form. */
export function decodeReply(bytes: string): ReplyCell | undefined {
    const reader = new ByteReader(bytes, 2);
    const caller = readAddress(reader);
    const id = reader.varint();
    const status = reader.u8();
    const value = reader.value();
    const isGood = reader.isAtEnd() && !reader.isBad && id > 0 && status <= Status.Accepted;
    return isGood && (status !== Status.Raised || typeof value === "string")
        ? { caller, id, status, value }
        : undefined;
}
