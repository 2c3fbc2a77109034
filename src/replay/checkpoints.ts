/**
 * Copies of the state at positions that get sparser with age, so that an event which arrives late costs a replay of
 * about what lies behind it and not of the whole log.
 *
 * A position is the number of events behind it. At each spacing SPACING * 2^k the newest KEPT multiples are kept: for
 * an event with n others behind it there is a spacing of at most n (or the smallest) with a checkpoint less than one
 * spacing before it, so that at most 2n + 2 * SPACING events are replayed.
 */

import type { Build } from "./build";
import { isBehind } from "./build";

/** Events between the checkpoints of the densest kind. */
export const SPACING = 32;

/** How many checkpoints of each spacing are kept: three reach two spacings back, wherever between two the end stands. */
const KEPT = 3;

/** Bytes of all copies together beyond which the oldest give way, by default. */
export const DEFAULT_CHECKPOINT_BYTES = 16 * 1024 * 1024;

/** A state that is never changed, and its position. */
export interface Checkpoint extends Build {
    readonly bytes: number;
}

/** Whether a checkpoint at `count` events is among those kept when the log has `total`. */
export function isKept(count: number, total: number): boolean {
    let spacing = SPACING;
    while (count % spacing === 0) {
        if (total - count < KEPT * spacing) {
            return count > 0;
        }
        spacing *= 2;
    }
    return false;
}

export class Checkpoints {
    /** In ascending order of position. */
    private readonly list: Checkpoint[] = [];
    private bytes = 0;

    /** @param limit bytes of all copies together. */
    constructor(private readonly limit: number) {}

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

    /** The newest checkpoint that the event with this key is not part of. */
    before(time: number, id: number): Checkpoint | undefined {
        for (const index of $range(this.list.length - 1, 0, -1)) {
            if (!isBehind(this.list[index], time, id)) {
                return this.list[index];
            }
        }
        return undefined;
    }

    /** Adds a checkpoint behind all others, and drops those that are no longer kept when the log has `total` events. */
    add(checkpoint: Checkpoint, total: number): void {
        this.list[this.list.length] = checkpoint;
        this.bytes += checkpoint.bytes;
        for (const index of $range(this.list.length - 2, 0, -1)) {
            if (!isKept(this.list[index].count, total)) {
                this.removeAt(index);
            }
        }
        while (this.bytes > this.limit && this.list.length > 1) {
            this.removeAt(0);
        }
    }

    /** Drops all that the event with this key would have been part of. */
    dropFrom(time: number, id: number): void {
        while (this.list.length > 0 && isBehind(this.list[this.list.length - 1], time, id)) {
            this.removeAt(this.list.length - 1);
        }
    }

    private removeAt(index: number): void {
        this.bytes -= this.list[index].bytes;
        table.remove(this.list, index + 1);
    }
}
