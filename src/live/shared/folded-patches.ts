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
    private bytes = 0;

    constructor(private readonly clock: Clock) {}

    add(patch: Patch): void {
        const now = this.clock.uptime();
        this.list[this.list.length] = { patch, since: now };
        this.bytes += patch.size;
        let first = 0;
        while (this.bytes > KEEP_PATCH_BYTES || now - this.list[first].since > KEEP_PATCH_SECONDS) {
            this.bytes -= this.list[first].patch.size;
            first++;
        }
        this.list = this.list.slice(first);
    }

    /** Gives up those that are not in a checkpoint. @returns them, in the order in which they were folded. */
    takeOthers(isFolded: (this: void, patch: Patch) => boolean): Patch[] {
        const others = this.list.filter(({ patch }) => !isFolded(patch)).map(({ patch }) => patch);
        this.list = this.list.filter(({ patch }) => isFolded(patch));
        for (const { size } of others) {
            this.bytes -= size;
        }
        return others;
    }
}
