/** Cells of patches. docs/rooms-protocol.md is normative. */

import { packU32 } from "../../codec/integers";
import { encodeVarint } from "../../codec/varint";
import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import { ByteReader, encodeText } from "../bytes";
import { CLOCK_AHEAD_SECONDS } from "../constants";
import { encodeStamp, readStamp, type Stamp } from "../stamp";
import { OBJECT_NAME_BYTES } from "./constants";

const char = string.char;
const format = string.format;

/** Most bytes of the name of a player. */
const PLAYER_NAME_BYTES = 100;

/** What names a patch for ever. */
export interface PatchId {
    readonly author: string;
    /** Of the author's board. */
    readonly incarnation: number;
    /** From 1, without gaps for an object. */
    readonly number: number;
}

/** A change of an object as its author has said it. */
export interface Patch extends PatchId {
    readonly stamp: Stamp;
    /** Term of the lease that guards it; 0 for none. */
    readonly term: number;
    /** The patch that this one repeats, because that came too late; nil for none. */
    readonly source?: PatchId;
    /** What it does; see parsePatch(). */
    readonly operators: unknown;
    /** Bytes of its cell. */
    readonly size: number;
}

/** A text that only equal ids have. */
export function keyOf({ author, incarnation, number }: PatchId): string {
    return format("%s/%.0f/%.0f", author, incarnation, number);
}

/** Who a patch speaks for: the author of its source, if it has one. */
export function speakerOf({ author, source }: Patch): string {
    return source === undefined ? author : source.author;
}

/** @param operators as CBOR. */
export function encodePatch(
    object: string,
    { number, incarnation, stamp, term, source }: Omit<Patch, "operators" | "size">,
    operators: string,
): string {
    const origin =
        source === undefined
            ? encodeText("")
            : encodeText(source.author) + packU32(source.incarnation) + encodeVarint(source.number);
    return (
        char(Kind.Patch) +
        encodeText(object) +
        encodeVarint(number) +
        encodeStamp(stamp, incarnation) +
        encodeVarint(term) +
        origin +
        operators
    );
}

function readSource(reader: ByteReader): PatchId | undefined {
    const author = reader.text(PLAYER_NAME_BYTES);
    return author === "" ? undefined : { author, incarnation: reader.u32(), number: reader.varint() };
}

/** Decodes what encodePatch() makes; nil when it does not have this form. */
export function decodePatch(
    author: string,
    { bytes, incarnation }: Cell,
): LuaMultiReturn<[object: string, patch: Patch] | [undefined]> {
    const reader = new ByteReader(bytes, 2);
    const object = reader.text(OBJECT_NAME_BYTES);
    const number = reader.varint();
    const stamp = readStamp(reader, incarnation);
    const term = reader.varint();
    const source = readSource(reader);
    const operators = reader.value();
    const isComplete = reader.isAtEnd() && !reader.isBad && object !== "" && number > 0;
    if (!isComplete || term > stamp.seconds + CLOCK_AHEAD_SECONDS) {
        return $multi(undefined);
    }
    return $multi(object, { author, incarnation, number, stamp, term, source, operators, size: bytes.length });
}
