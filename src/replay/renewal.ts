/**
 * Moves the checkpoint of a large state along, or makes a new one from the start of the log, by applying the events a second
 * time: that needs no copy, and nobody has to wait for it. It takes a hundredth of the time.
 */

import { LogCursor } from "../log/cursor";
import type { Pause } from "../ports";
import type { Origin } from "./base";
import { FAR, NEAR } from "./checkpoints";
import type { ReplayContext } from "./context";
import type { Keeper } from "./keeper";
import { SingleTask } from "./single-task";

const min = math.min;

/** Milliseconds of work for each second that passes. */
const SHARE = 10;

/** Most seconds that count as passed between two frames: a loading screen is no reason for a long slice. */
const LONGEST_FRAME = 0.1;

export class Renewal {
    private readonly task: SingleTask;
    private readonly cursor: LogCursor;

    /**
     * @param position gives the number of events behind the state that readers see; nil while that is not the whole log.
     */
    constructor(
        private readonly context: ReplayContext,
        private readonly keeper: Keeper,
        private readonly origin: Origin,
        private readonly position: (this: void) => number | undefined,
    ) {
        this.cursor = new LogCursor(context.log);
        this.task = new SingleTask(context.background);
    }

    /** Begins, if there is something to do. It ends by itself; call it whenever the state has become current. */
    wake(): void {
        if (this.task.isRunning() || !this.isDue()) {
            return;
        }
        this.task.run((pause, rest) => {
            this.run(pause, rest);
        });
    }

    private isDue(): boolean {
        const { checkpoints, isMoved } = this.keeper;
        const count = this.position();
        return isMoved && count !== undefined && count - (checkpoints.newest()?.count ?? 0) > FAR;
    }

    private run(pause: Pause, rest: Pause): void {
        const { checkpoints } = this.keeper;
        const { clock } = this.context;
        let isDue = true;
        while (isDue) {
            const before = clock.uptime();
            rest();
            if (!checkpoints.isPinned()) {
                isDue = this.advance(SHARE * min(clock.uptime() - before, LONGEST_FRAME), pause);
            }
        }
    }

    /** Makes the start a checkpoint. False when that cannot be made, or is not wanted any more after a pause. */
    private addStart(pause: Pause): boolean {
        const { keeper, origin } = this;
        const state = origin.open(pause);
        const isWanted = this.position() !== undefined && keeper.isMoved && keeper.checkpoints.newest() === undefined;
        if (state === undefined || !isWanted) {
            return false;
        }
        keeper.addStart(origin.build(state));
        return true;
    }

    /** Goes on for so many milliseconds. Returns whether there is more to do. */
    private advance(milliseconds: number, pause: Pause): boolean {
        const { cursor, keeper } = this;
        const { applier, clock } = this.context;
        const { checkpoints } = keeper;
        const end = clock.milliseconds() + milliseconds;
        const count = this.position();
        if (count === undefined || !keeper.isMoved) {
            return false;
        }
        if (checkpoints.newest() === undefined && !this.addStart(pause)) {
            return false;
        }
        const checkpoint = checkpoints.newest()!;
        cursor.seek(checkpoint.time, checkpoint.id);
        do {
            if (checkpoint.count >= count - NEAR || !cursor.next(pause)) {
                return false;
            }
            // It may have been dropped or taken during a pause.
            if (this.position() === undefined || checkpoints.newest() !== checkpoint || checkpoints.isPinned()) {
                return true;
            }
            if (applier.apply(checkpoint, cursor) !== undefined) {
                applier.pass(checkpoint, cursor.time, cursor.id);
            }
        } while (clock.milliseconds() < end);
        return true;
    }
}
