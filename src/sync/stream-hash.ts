/** The hash by which the streams of a state are told apart: of megabytes it takes many slices. */

import { hash32, mix32 } from "../codec/murmur3";
import type { Pause } from "../ports";

const floor = math.floor;
const sub = string.sub;

/** Bytes that are mixed between two looks at the frame's budget, a multiple of 8. */
const STEP_BYTES = 1024;

/** MurmurHash3 of a stream. */
export function streamHash(stream: string, pause: Pause): number {
    const whole = floor(stream.length / STEP_BYTES) * STEP_BYTES;
    let hash = 0;
    for (const at of $range(1, whole, STEP_BYTES)) {
        hash = mix32(sub(stream, at, at + STEP_BYTES - 1), hash);
        pause();
    }
    return hash32(sub(stream, whole + 1), hash, whole);
}
