/** Cells of events. docs/rooms-protocol.md is normative. */

import { encodeVarint } from "../../codec/varint";
import { Kind } from "../board/kinds";
import { ByteReader, encodeText } from "../bytes";
import { EVENT_NAME_BYTES, EVENT_NUMBER_LIMIT } from "./constants";

const char = string.char;

export interface EventCell {
    /** From 1, without gaps in an incarnation of the sender. */
    readonly number: number;
    readonly name: string;
    readonly value: unknown;
}

/** @param value as CBOR. */
export function encodeEvent(number: number, name: string, value: string): string {
    return char(Kind.Event) + encodeVarint(number) + encodeText(name) + value;
}

/** Decodes what encodeEvent() makes; nil when it does not have this form. */
export function decodeEvent(bytes: string): EventCell | undefined {
    const reader = new ByteReader(bytes, 2);
    const number = reader.varint();
    const name = reader.text(EVENT_NAME_BYTES);
    const value = reader.value();
    const isGood = reader.isAtEnd() && !reader.isBad && number > 0 && number <= EVENT_NUMBER_LIMIT && name !== "";
    return isGood ? { number, name, value } : undefined;
}

/** The number of an event whose cell has the right form. */
export function eventNumberOf(bytes: string): number {
    return new ByteReader(bytes, 2).varint();
}
