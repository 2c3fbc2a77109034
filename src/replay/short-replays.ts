/** Decides which replays are so short that they are done in one slice, in the very lists that readers have. */

import { isKeyBefore, weekOf } from "../event/key";
import type { Log } from "../log/log";
import type { Checkpoint } from "./checkpoints";
import type { ReplayContext } from "./context";
import type { Keeper } from "./keeper";
import { Speed } from "./speed";

const min = math.min;

/** Most events, and most milliseconds. From so many milliseconds on a replay waits for a frame of its own. */
const MOST_EVENTS = 512;
const MOST_MILLISECONDS = 3;
const OWN_FRAME_MILLISECONDS = 1;

export class ShortReplays {
    readonly speed: Speed;
    /** Whether one was tried in vain, so that the state is made aside. */
    areRefused = false;

    constructor(
        private readonly context: ReplayContext,
        private readonly keeper: Keeper,
    ) {
        this.speed = new Speed(context.clock);
    }

    /** Whether that from a checkpoint is one, and spares the copy of some list. */
    isShort(base: Checkpoint): boolean {
        const { log, limits } = this.context;
        return (
            base.marks.length > 0 &&
            !this.areRefused &&
            !this.keeper.checkpoints.isPinned() &&
            log.countFromFloor() - base.count <= min(MOST_EVENTS, limits.batchSize) &&
            this.timeFrom(base) <= min(MOST_MILLISECONDS, limits.budget) &&
            isOpenBehind(log, base.time, base.id)
        );
    }

    /** Whether that from a checkpoint would make a frame long in which something else is done. */
    needsFrame(base: Checkpoint): boolean {
        return this.timeFrom(base) > OWN_FRAME_MILLISECONDS;
    }

    /** Milliseconds that it may take, with the copies that it makes. */
    private timeFrom({ count }: Checkpoint): number {
        return this.speed.timeOf(this.context.log.countFromFloor() - count + this.keeper.copyCost());
    }
}

/** Whether all events behind a key can be had at once: none is in the packed part of a week. */
function isOpenBehind(log: Log, time: number, id: number): boolean {
    let number = log.weekFrom(weekOf(time));
    while (number !== undefined) {
        const packed = log.week(number)?.packed;
        if (packed !== undefined && isKeyBefore(time, id, packed.lastTime, packed.lastId)) {
            return false;
        }
        number = log.weekFrom(number + 1);
    }
    return true;
}
