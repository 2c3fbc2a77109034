/**
 * The frame of an addon message: version, type, tag and payload, encoded with COBS. COBS removes NUL bytes, at which
 * the game would cut the message. docs/protocol.md is normative.
 */

import { decodeCobs, encodeCobs } from "../codec/cobs";
import { packU16, readU16 } from "../codec/integers";

const byte = string.byte;
const char = string.char;
const floor = math.floor;
const sub = string.sub;

/** Version of the protocol. Messages of another version are counted and ignored. */
export const PROTOCOL_VERSION = 1;

/** Bytes of version, type and tag. */
const HEADER_BYTES = 4;

/** Bytes that COBS encodes with one byte of overhead. */
const COBS_RUN_BYTES = 254;

/** Most bytes in a payload if a message on the channel holds at most `messageBytes`: 250 for 255. */
export function payloadBytesOf(messageBytes: number): number {
    return floor((messageBytes * COBS_RUN_BYTES) / (COBS_RUN_BYTES + 1)) - HEADER_BYTES;
}

/** Encodes a message as text. */
export function encodeFrame(type: number, tag: number, payload: string): string {
    return encodeCobs(char(PROTOCOL_VERSION, type) + packU16(tag) + payload);
}

/** Why a text is not a frame of this version. */
export type FrameFault = "malformedFrame" | "version";

/**
 * Decodes the text of a message.
 * @param messageBytes most bytes of a message on its channel.
 * @returns type, tag and payload; or nil and the reason when the text is not a frame of this version.
 */
export function decodeFrame(
    text: string,
    messageBytes: number,
): LuaMultiReturn<[type: number, tag: number, payload: string] | [undefined, FrameFault, version?: number]> {
    const bytes = text.length > messageBytes ? undefined : decodeCobs(text);
    if (bytes === undefined || bytes.length < HEADER_BYTES) {
        return $multi(undefined, "malformedFrame");
    }
    const [version, type] = byte(bytes, 1, 2);
    if (version !== PROTOCOL_VERSION) {
        return $multi(undefined, "version", version);
    }
    return $multi(type, readU16(bytes, 3)!, sub(bytes, HEADER_BYTES + 1));
}
