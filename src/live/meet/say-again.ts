/** Says a cell again while it awaits an answer. */

import { AGAIN_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import type { Handle } from "../../ports";

/** Bytes in front of the only cell of a delta, at most. */
const HEAD_BYTES = 24;

export class SayAgain implements Handle {
    private timer: Handle | undefined;

    /** @param interval seconds between two repetitions after the first few; 0: there are no more. */
    constructor(
        private readonly session: RoomSession,
        private readonly slot: number,
        private readonly interval = 0,
    ) {
        const bytes = session.own.cells.get(slot)?.bytes ?? "";
        const isLarge = bytes.length + HEAD_BYTES > session.context.port.payloadBytes;
        // What takes several messages is said again once.
        this.wait(isLarge ? AGAIN_SECONDS.length - 1 : 0, 0);
    }

    cancel(): void {
        this.timer?.cancel();
        this.timer = undefined;
    }

    private wait(step: number, passed: number): void {
        const isEarly = step < AGAIN_SECONDS.length;
        const seconds = isEarly ? AGAIN_SECONDS[step] - passed : this.interval;
        if (seconds <= 0) {
            return;
        }
        this.timer = this.session.context.timers.after(seconds, () => {
            this.wait(step + 1, isEarly ? AGAIN_SECONDS[step] : 0);
            this.session.own.repeat(this.slot);
        });
    }
}
