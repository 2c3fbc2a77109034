/** Patches that wait, each once. */

import { keyOf, type Patch } from "./patch-cells";

export class PatchQueue {
    private list: Patch[] = [];
    private readonly keys = new LuaSet<string>();
    private bytes = 0;

    /** @param limit most bytes of their cells. */
    constructor(private readonly limit: number) {}

    isEmpty(): boolean {
        return this.list.length === 0;
    }

    /** Takes one in behind the others, unless it is there. @returns false if there is no room for it. */
    add(patch: Patch): boolean {
        const key = keyOf(patch);
        if (this.keys.has(key)) {
            return true;
        }
        if (this.bytes + patch.size > this.limit) {
            return false;
        }
        this.keys.add(key);
        this.list[this.list.length] = patch;
        this.bytes += patch.size;
        return true;
    }

    /** Gives up the first ones. @param count how many at most. */
    take(count: number): Patch[] {
        const taken = this.list.slice(0, count);
        this.list = this.list.slice(count);
        for (const patch of taken) {
            this.keys.delete(keyOf(patch));
            this.bytes -= patch.size;
        }
        return taken;
    }
}
