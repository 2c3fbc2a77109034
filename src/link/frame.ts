/**
 * The frame of an addon message: COBS over version, type, tag and payload, so that no byte is NUL and none is cut.
 * docs/protocol.md is normative.
 */

import { decodeCobs, encodeCobs } from "../codec/cobs";
import { packU16, readU16 } from "../codec/integers";

const byte = string.byte;
const char = string.char;
const sub = string.sub;

/** What the game carries in one addon message, in bytes; the rest is cut silently. */
export const MESSAGE_BYTES = 255;

/** Version of the protocol. Messages of another version are counted and ignored. */
export const PROTOCOL_VERSION = 1;

/** Version, type and tag. */
const HEADER_BYTES = 4;

/** Most bytes of a payload: COBS takes one byte of the message. */
export const PAYLOAD_BYTES = MESSAGE_BYTES - 1 - HEADER_BYTES;

/** The text of an addon message. */
export function encodeFrame(type: number, tag: number, payload: string): string {
    return encodeCobs(char(PROTOCOL_VERSION, type) + packU16(tag) + payload);
}

/** Why a text is no frame of ours. */
export type FrameFault = "malformed" | "version";

/** Reads the text of an addon message; nothing, and why, when it is not a frame of this version. */
export function decodeFrame(
    text: string,
): LuaMultiReturn<[type: number, tag: number, payload: string] | [undefined, FrameFault, version?: number]> {
    const bytes = text.length > MESSAGE_BYTES ? undefined : decodeCobs(text);
    if (bytes === undefined || bytes.length < HEADER_BYTES) {
        return $multi(undefined, "malformed");
    }
    const [version, type] = byte(bytes, 1, 2);
    if (version !== PROTOCOL_VERSION) {
        return $multi(undefined, "version", version);
    }
    return $multi(type, readU16(bytes, 3)!, sub(bytes, HEADER_BYTES + 1));
}
