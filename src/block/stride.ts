/** Pauses work over events by what it has gone through, since one event can have as many bytes as a hundred others. */

import type { Pause } from "../ports";

/** Bytes between two looks at the frame's budget, and what an event counts besides its body. */
const STRIDE_BYTES = 4096;
const EVENT_BYTES = 200;

export class Stride {
    private bytes = 0;

    constructor(private readonly pause: Pause) {}

    /** An event with a body of so many bytes is done. @returns whether a pause was made. */
    passed(bodyBytes: number): boolean {
        this.bytes += EVENT_BYTES + bodyBytes;
        if (this.bytes < STRIDE_BYTES) {
            return false;
        }
        this.bytes = 0;
        this.pause();
        return true;
    }
}
