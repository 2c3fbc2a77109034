/**
 * States at positions that get sparser with age, so that an event which arrives late costs a replay of about what lies behind it
 * and not of the whole log.
 *
 * A position is the number of events behind it, its distance the number of those that follow. A checkpoint stays while without
 * it the next older one would be more than twice as far from the end as the next newer one: an event with n others behind it
 * costs a replay of at most 2n and some spacings.
 */

import { type Build, isBehind } from "./build";
import type { Snapshot } from "./snapshots";

const floor = math.floor;
const max = math.max;
const min = math.min;

/** Fewest events between two checkpoints. */
const LEAST_SPACING = 16;

/** Bytes of a state whose copy takes as long as the replay of an event. */
const EVENT_BYTES = 1024;

/**
 * Bytes of a large state: to copy it takes longer than to replay as many events as may lie behind a checkpoint. So there is one
 * of it, which is moved along.
 */
export const LARGE_BYTES = 128 * EVENT_BYTES;

/** Most bytes of a state that is saved: its text becomes one string, which cannot be made in slices. */
export const SAVED_BYTES = 4 * 1024 * 1024;

/** Events behind the checkpoint of a large state: it is moved to the lower number once there are more than the higher. */
export const NEAR = 128;
export const FAR = 256;

/** Bytes of all copies together beyond which the oldest give way, by default. */
export const DEFAULT_CHECKPOINT_BYTES = 16 * 1024 * 1024;

/** Bytes that all copies may take whatever the state does; beyond, they take little more than one of them. */
const FREE_BYTES = 4 * 1024 * 1024;
const SHARE = 1.25;

/** More checkpoints than there are of any log: each is at twice the distance of the one after it. */
const MOST = 40;

/** A state that is not changed while it is one, and its position. */
export interface Checkpoint extends Build, Snapshot {
    state: object;
}

/** Events between two checkpoints of a state of so many bytes: their replay takes twice as long as the copy. */
export function spacingOf(bytes: number): number {
    return max(LEAST_SPACING, floor((2 * bytes) / EVENT_BYTES));
}

/** Events whose replay is long beside the copy of a large state of so many bytes. */
export function longReplay(bytes: number): number {
    return max(FAR, bytes / EVENT_BYTES);
}

export class Checkpoints {
    /** In ascending order of position. */
    private readonly list: Checkpoint[] = [];
    private bytes = 0;
    /** How many readers there are of some checkpoint. */
    private pins = 0;

    /** @param limit bytes of all copies together; 0 for none at all. */
    constructor(private readonly limit: number) {}

    /** Whether there are to be any. */
    areWanted(): boolean {
        return this.limit > 0;
    }

    /** Number of checkpoints. */
    count(): number {
        return this.list.length;
    }

    /** Bytes of all copies together, about. */
    size(): number {
        return this.bytes;
    }

    /** The newest of all. */
    newest(): Checkpoint | undefined {
        return this.list[this.list.length - 1];
    }

    /** Whether a checkpoint has not been dropped or taken. */
    has(checkpoint: Checkpoint): boolean {
        return this.list.includes(checkpoint);
    }

    /** The newest checkpoint that the event with this key is not part of. */
    before(time: number, id: number): Checkpoint | undefined {
        for (const index of $range(this.list.length - 1, 0, -1)) {
            if (!isBehind(this.list[index], time, id)) {
                return this.list[index];
            }
        }
        return undefined;
    }

    /**
     * The position at which the next copy is to be made, of a replay that goes up to `total`: those of a long replay lie at half
     * the distance of the one before each, and none is made that would have to give way to those after it.
     * @param bytes of a copy, about.
     */
    nextPosition(total: number, bytes: number): number {
        const last = this.newest()?.count ?? 0;
        const spacing = spacingOf(bytes);
        const room = max(1, floor(this.room(bytes) / max(bytes, 1)));
        const furthest = spacing * 2 ** min(room - 1, MOST);
        const distance = min(floor((total - last) / 2), furthest);
        return max(total - distance, last + spacing);
    }

    /**
     * The same of a large state: near the end of a replay that is long beside the copy; never in a short one.
     * @param start where the replay began.
     * @param bytes of a copy, about.
     */
    nextLargePosition(start: number, total: number, bytes: number): number {
        const last = max(start, this.newest()?.count ?? 0);
        const isLong = total - last > longReplay(bytes);
        return isLong ? total - (NEAR + FAR) / 2 : math.huge;
    }

    /** Adds a checkpoint behind all others, and drops those that are no longer kept when the log has `total` events. */
    add(checkpoint: Checkpoint, total: number): void {
        this.list[this.list.length] = checkpoint;
        this.bytes += checkpoint.bytes;
        this.thin(total, 2 * spacingOf(checkpoint.bytes));
        const room = this.room(checkpoint.bytes);
        while (this.bytes > room && this.list.length > 1) {
            this.removeAt(0);
        }
    }

    /** Takes the newest out of the list: its state is going to be changed. */
    takeNewest(): void {
        this.removeAt(this.list.length - 1);
    }

    /** Drops all that the event with this key would have been part of. */
    dropFrom(time: number, id: number): void {
        while (this.list.length > 0 && isBehind(this.list[this.list.length - 1], time, id)) {
            this.removeAt(this.list.length - 1);
        }
    }

    /** Keeps checkpoints as they are until unpin(), for somebody who reads one in slices; calls add up. */
    pin(): void {
        this.pins++;
    }

    unpin(): void {
        this.pins--;
    }

    isPinned(): boolean {
        return this.pins > 0;
    }

    private thin(total: number, slack: number): void {
        let newer = total - this.list[this.list.length - 1].count;
        for (const index of $range(this.list.length - 2, 0, -1)) {
            const older = index > 0 ? this.list[index - 1].count : 0;
            if (total - older <= 2 * newer + slack) {
                this.removeAt(index);
            } else {
                newer = total - this.list[index].count;
            }
        }
    }

    /** Bytes that all copies may take when the newest takes so many. */
    private room(bytes: number): number {
        return min(this.limit, max(FREE_BYTES, SHARE * bytes));
    }

    private removeAt(index: number): void {
        this.bytes -= this.list[index].bytes;
        table.remove(this.list, index + 1);
    }
}
