/**
 * Makes and uses checkpoints. Of small states, and where lists are declared that only grow, these are copies at several distances
 * from the end. Of a large state there is one, near the end: a late event goes on from that very state, since a copy
 * would take longer than what is to be replayed, and a new one is made in the background (renewal.ts). So is the first of a state
 * that is too large to be saved.
 */

import type { Clock, Pause } from "../ports";
import type { Build } from "./build";
import { type Checkpoint, Checkpoints, LARGE_BYTES, longReplay, SAVED_BYTES, spacingOf } from "./checkpoints";
import type { ListPath } from "./list-paths";
import { Snapshots } from "./snapshots";

/** Seconds in which one late event takes the checkpoint of a large state; others go on from a copy, and leave it. */
const TAKE_SECONDS = 60;

/** Asked after pauses whether what is being made is still wanted. */
export type IsWanted = (this: void) => boolean;

export class Keeper {
    readonly checkpoints: Checkpoints;
    readonly snapshots: Snapshots;
    /** Bytes of a copy, about. */
    private bytes = 0;
    /** Whether that is known, and not only that it is large. Read only. */
    isMeasured = true;
    /** Whether there is one checkpoint that is moved along: the state is large, and no lists are declared. Read only. */
    isMoved = false;
    /** Whether the state is too large to be saved: readers do not wait for a copy of it before they get the first state. */
    private isVast = false;
    private takenAt = -math.huge;

    constructor(
        private readonly clock: Clock,
        limit: number,
        paths: readonly ListPath[],
    ) {
        this.checkpoints = new Checkpoints(limit);
        this.snapshots = new Snapshots(paths);
    }

    /** Forgets what was known of the state: other reducers make it anew, or declared lists are not believed any more. */
    forget(): void {
        this.checkpoints.dropFrom(-1, -1);
        this.isMoved = false;
        this.isVast = false;
        this.isMeasured = true;
        this.bytes = 0;
    }

    /**
     * Position at which the next copy is to be made.
     * @param start where the replay began.
     * @param total where it ends.
     * @param isAside whether it makes a state aside.
     */
    nextPosition(start: number, total: number, isAside: boolean): number {
        const { checkpoints, bytes } = this;
        if (!checkpoints.areWanted() || (this.isVast && !isAside)) {
            return math.huge;
        }
        return this.isMoved
            ? checkpoints.nextLargePosition(start, total, bytes)
            : checkpoints.nextPosition(total, bytes);
    }

    /** How many events take as long as the copies that a short replay makes, about. */
    copyCost(): number {
        return 2 * spacingOf(this.bytes);
    }

    /**
     * Makes a checkpoint of a build; none where its state is found to be large and is not known to be, or to be vast.
     * @param total events of the log.
     * @param isAside whether the build is aside.
     * @returns what keeps the state from being copied.
     */
    make(build: Build, total: number, pause: Pause, isWanted: IsWanted, isAside: boolean): string | undefined {
        const { checkpoints, snapshots } = this;
        const hasLists = snapshots.hasLists();
        const limit = hasLists ? math.huge : this.copyLimit(isAside);
        const { time, id, count } = build;
        const [snapshot, problem] = snapshots.take(build.state, pause, limit);
        if (snapshot === undefined) {
            if (problem === undefined) {
                this.isVast = this.isMoved;
                this.isMoved = true;
            }
            this.bytes = this.isVast ? SAVED_BYTES : LARGE_BYTES;
            this.isMeasured = false;
            return problem;
        }
        if (isWanted()) {
            this.bytes = snapshot.bytes;
            this.isMeasured = true;
            this.isMoved = !hasLists && snapshot.bytes > LARGE_BYTES;
            this.isVast = this.isMoved && snapshot.bytes > SAVED_BYTES;
            checkpoints.add({ ...snapshot, time, id, count }, total);
        }
        return undefined;
    }

    /** As make(), for a state that an earlier session left, however large it is. */
    makeFirst(build: Build, total: number, pause: Pause, isWanted: IsWanted): string | undefined {
        if (!this.checkpoints.areWanted()) {
            return undefined;
        }
        this.isMoved = true;
        const problem = this.make(build, total, pause, isWanted, true);
        // Of a state that is not used in the end nothing is known.
        this.isMoved &&= this.checkpoints.count() > 0;
        return problem;
    }

    /** Bytes beyond which a copy of a state without declared lists is given up. */
    private copyLimit(isAside: boolean): number {
        if (!this.isMoved) {
            return LARGE_BYTES;
        }
        return isAside ? math.huge : SAVED_BYTES;
    }

    /** The start of the log as a checkpoint that is moved along. */
    addStart(build: Build): void {
        this.checkpoints.add({ ...build, bytes: this.bytes, marks: [] }, build.count);
    }

    /**
     * The state to go on with from the newest checkpoint, or one that was dropped since, up to `total`. Nil when that is not
     * wanted any more after a pause, or a list did not only grow.
     */
    begin(base: Checkpoint, total: number, pause: Pause, isWanted: IsWanted): object | undefined {
        const { checkpoints, clock } = this;
        if (this.isMoved && !checkpoints.isPinned()) {
            if (!checkpoints.has(base)) {
                return base.state;
            }
            const now = clock.uptime();
            if (now - this.takenAt >= TAKE_SECONDS || total - base.count > longReplay(this.bytes)) {
                this.takenAt = now;
                checkpoints.takeNewest();
                return base.state;
            }
        }
        return this.snapshots.reopen(base, pause, isWanted);
    }
}
