/** Patches that are in the checkpoint, kept for a while: another checkpoint, in which they are not, may take its place. */

import type { Clock } from "../../ports";
import { KEEP_PATCH_BYTES, KEEP_PATCH_SECONDS } from "./constants";
import type { Patch } from "./patch-cells";

interface Kept {
    readonly patch: Patch;
    /** Uptime at which it was folded. */
    readonly since: number;
}

export class FoldedPatches {
    private list: Kept[] = [];
    /** Where those begin that are kept. */
    private first = 0;
    private bytes = 0;

    constructor(private readonly clock: Clock) {}

    add(patch: Patch): void {
        const now = this.clock.uptime();
        this.list[this.list.length] = { patch, since: now };
        this.bytes += patch.size;
        while (this.bytes > KEEP_PATCH_BYTES || now - this.list[this.first].since > KEEP_PATCH_SECONDS) {
            this.bytes -= this.list[this.first].patch.size;
            this.first++;
        }
        if (this.first > this.list.length / 2) {
            this.list = this.list.slice(this.first);
            this.first = 0;
        }
    }

    /** Gives up those that are not in a checkpoint. @returns them, in the order in which they were folded. */
    takeOthers(isFolded: (this: void, patch: Patch) => boolean): Patch[] {
        const others: Patch[] = [];
        const kept: Kept[] = [];
        for (const each of this.list.slice(this.first)) {
            if (isFolded(each.patch)) {
                kept[kept.length] = each;
            } else {
                others[others.length] = each.patch;
                this.bytes -= each.patch.size;
            }
        }
        this.list = kept;
        this.first = 0;
        return others;
    }
}
