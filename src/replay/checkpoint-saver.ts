/** Keeps the checkpoint in the archive right, and no newer than what that costs is worth. */

import type { NativeCodec, Pause } from "../ports";
import type { Log } from "../log/log";
import { isBehind } from "./build";
import { type Checkpoint, FAR, LARGE_BYTES, SAVED_BYTES, spacingOf } from "./checkpoints";
import type { Keeper } from "./keeper";
import { type CheckpointBasis, formatCheckpoint, withBasis } from "./saved-checkpoint";
import { contentBytes } from "./snapshots";

/** How much longer it takes to write a state than to copy it. */
const WRITING = 8;

/** Bytes of a state for each event beyond which reading the state takes longer than replaying the events. */
const WORTH_BYTES = 128;

/** What the archive holds. */
interface Saved {
    readonly time: number;
    readonly id: number;
    readonly count: number;
    readonly text: string;
    readonly revocations: number;
}

export class CheckpointSaver {
    /** What keeps the state from being saved; nil when it can be. */
    problem: string | undefined;
    /** What the archive holds, as long as it is right. */
    private saved: Saved | undefined;
    /** Whether the archive holds what has become wrong. */
    private isWrong = false;
    /** The checkpoint that could not be saved, and its position then. */
    private unsaved: Checkpoint | undefined;
    private unsavedAt = 0;

    constructor(
        private readonly log: Log,
        private readonly keeper: Keeper,
        private readonly basis: (this: void) => CheckpointBasis,
        private readonly native: NativeCodec,
    ) {}

    /** Takes note of what the archive holds. */
    adopt(saved: Saved): void {
        this.saved = saved;
        this.isWrong = false;
    }

    /** Takes note that the event with this key is new, or is now to be applied or skipped and was not before. */
    changed(time: number, id: number): void {
        if (this.saved !== undefined && isBehind(this.saved, time, id)) {
            this.drop();
        }
    }

    /** Takes note that what the archive holds is wrong. */
    drop(): void {
        this.isWrong ||= this.saved !== undefined;
        this.saved = undefined;
    }

    /**
     * The text of the newest checkpoint for the archive, "" when what the archive holds has become wrong and there is
     * none; nil when the archive is to keep what it has.
     * @param isLast whether the game is about to write the file, so that it cannot be done later, nor in slices.
     */
    save(pause: Pause, isLast: boolean): string | undefined {
        const newest = this.keeper.checkpoints.newest();
        if (newest !== undefined && this.isDue(newest, isLast)) {
            const text = this.write(newest, pause);
            if (text !== undefined) {
                return text;
            }
        }
        if (this.saved !== undefined) {
            return this.refresh(this.saved);
        }
        const { isWrong } = this;
        this.isWrong = false;
        return isWrong ? "" : undefined;
    }

    /** Whether a checkpoint is worth to be written, now. */
    private isDue(newest: Checkpoint, isLast: boolean): boolean {
        const { saved, keeper, log } = this;
        const { count } = newest;
        const bytes = contentBytes(newest);
        const isUnfit = newest === this.unsaved && count === this.unsavedAt;
        const isOnItsWay = keeper.isMoved && (log.countFromFloor() - count > FAR || !keeper.isMeasured);
        if (isUnfit || isOnItsWay || bytes > math.min(WORTH_BYTES * count, SAVED_BYTES)) {
            return false;
        }
        const isSmall = bytes <= LARGE_BYTES;
        if (saved === undefined) {
            return isSmall || !isLast;
        }
        return count - saved.count >= (isLast && isSmall ? 1 : spacingOf(WRITING * bytes));
    }

    private write(newest: Checkpoint, pause: Pause): string | undefined {
        const { keeper, log, native } = this;
        const basis = this.basis();
        keeper.checkpoints.pin();
        const [text, problem] = formatCheckpoint(log, newest, basis, native, pause);
        keeper.checkpoints.unpin();
        const { time, id, count } = newest;
        this.problem = problem;
        this.unsaved = problem === undefined ? undefined : newest;
        this.unsavedAt = count;
        if (text !== undefined && keeper.checkpoints.has(newest)) {
            this.adopt({ time, id, count, text, revocations: basis.revocations });
            return text;
        }
        return undefined;
    }

    /** The text of what the archive holds, when it has to name another number of revocations; nil when it has not. */
    private refresh(saved: Saved): string | undefined {
        const basis = this.basis();
        if (basis.revocations === saved.revocations) {
            return undefined;
        }
        const text = withBasis(saved.text, basis);
        this.saved = { ...saved, text, revocations: basis.revocations };
        return text;
    }
}
