/** Bytes as text for SavedVariables: base64 of their Adler-32 (u32) and of themselves, so that damage is found. */

import { updateAdler } from "../codec/adler32";
import { decodeBase64, encodeBase64 } from "../codec/base64";
import { packU32, readU32 } from "../codec/integers";
import type { NativeCodec, Pause } from "../ports";

const min = math.min;
const sub = string.sub;

/** Bytes that are summed between two looks at the frame's budget. */
const SLICE = 16384;

/** Bytes of the checksum. */
const CHECKSUM_BYTES = 4;

/** Adler-32 of `bytes` from a position (1-based) on, in slices. */
export function checksumOf(bytes: string, position: number, pause: Pause): number {
    const length = bytes.length;
    let a = 1;
    let b = 0;
    for (const from of $range(position, length, SLICE)) {
        [a, b] = updateAdler(a, b, bytes, from, min(from + SLICE - 1, length));
        pause();
    }
    return b * 65536 + a;
}

/** The text of bytes, with their checksum. */
export function encodeChecked(bytes: string, native: NativeCodec, pause: Pause): string {
    const checked = packU32(checksumOf(bytes, 1, pause)) + bytes;
    return native.encodeBase64?.(checked) ?? encodeBase64(checked, pause);
}

/** The bytes of a text that encodeChecked() wrote; nil when it is damaged. */
export function decodeChecked(text: unknown, native: NativeCodec, pause: Pause): string | undefined {
    if (typeof text !== "string") {
        return undefined;
    }
    const checked = native.decodeBase64?.(text) ?? decodeBase64(text, pause);
    if (checked === undefined || readU32(checked, 1) !== checksumOf(checked, CHECKSUM_BYTES + 1, pause)) {
        return undefined;
    }
    return sub(checked, CHECKSUM_BYTES + 1);
}
