/** The world around the pieces that are measured: real processor time, slices of a frame's budget, nothing native. */

import { FRAME_BUDGET } from "../../src/platform/frame-budget";
import type { Background, Clock, Handle, NativeCodec, Pause } from "../../src/ports";

const clock = os.clock;

export const NO_NATIVE: NativeCodec = {};

/** Of what is not cancelled. */
export const NO_HANDLE: Handle = { cancel: () => {} };

export const noPause: Pause = () => {};

/** Late enough that every event of a history lies in the past. */
const SERVER_TIME = 4000000000;

export class BenchClock implements Clock {
    serverTime(): number {
        return SERVER_TIME;
    }

    uptime(): number {
        return clock();
    }

    milliseconds(): number {
        return clock() * 1000;
    }
}

/** Runs work to its end in slices, and keeps how long the longest took. */
export class SlicedBackground implements Background {
    /** Milliseconds. */
    longest = 0;
    private deadline = 0;
    private readonly pause: Pause = () => {
        if (clock() * 1000 >= this.deadline) coroutine.yield();
    };

    run(body: (this: void, pause: Pause, rest: Pause) => void): Handle {
        const task = coroutine.create(() => body(this.pause, () => coroutine.yield()));
        while (coroutine.status(task) !== "dead") {
            const start = clock() * 1000;
            this.deadline = start + FRAME_BUDGET;
            const [ok, message] = coroutine.resume(task);
            if (!ok) error(message, 0);
            this.longest = math.max(this.longest, clock() * 1000 - start);
        }
        return NO_HANDLE;
    }

    drive(): void {}
}
