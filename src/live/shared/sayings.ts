/** The checkpoints of an object that members say, and which of them counts. */

import { bytesLess } from "../../codec/compare";
import { REMEMBER_SECONDS } from "../constants";
import type { Clock } from "../../ports";
import { type Checkpoint, isStronger } from "./checkpoint";

/** Most checkpoints that are known to be of no use. */
const USELESS_LIMIT = 64;

export class Sayings {
    private readonly byName = new LuaMap<string, Checkpoint>();
    /** Uptimes at which ids turned out to be of no use. */
    private readonly uselessSince = new LuaMap<number, number>();
    /** These ids, the one that turned out last behind the others. */
    private useless: number[] = [];

    constructor(private readonly clock: Clock) {}

    /** A member says a checkpoint in the place of the one before; with nil none any more. */
    put(name: string, checkpoint: Checkpoint | undefined): void {
        if (checkpoint === undefined) {
            this.byName.delete(name);
        } else {
            this.byName.set(name, checkpoint);
        }
    }

    /** What a member says. */
    of(name: string): Checkpoint | undefined {
        return this.byName.get(name);
    }

    /** Nobody gives the data of a checkpoint, or they are none: for a while it does not count. */
    passOver(id: number): void {
        this.useless = this.useless.filter((other) => other !== id);
        if (this.useless.length >= USELESS_LIMIT) {
            this.uselessSince.delete(this.useless[0]);
            this.useless = this.useless.slice(1);
        }
        this.useless[this.useless.length] = id;
        this.uselessSince.set(id, this.clock.uptime());
    }

    /** Who says a checkpoint, by their bytes. */
    namesFor(id: number): string[] {
        const names: string[] = [];
        for (const [name, checkpoint] of this.byName) {
            if (checkpoint.id === id) {
                names[names.length] = name;
            }
        }
        table.sort(names, bytesLess);
        return names;
    }

    /** The strongest of those that a function accepts; it is given who says it. */
    strongest(accepts: (this: void, checkpoint: Checkpoint, name: string) => boolean): Checkpoint | undefined {
        const now = this.clock.uptime();
        let best: Checkpoint | undefined;
        for (const [name, checkpoint] of this.byName) {
            const uselessSince = this.uselessSince.get(checkpoint.id);
            const isUseful = uselessSince === undefined || now - uselessSince >= REMEMBER_SECONDS;
            const isBetter = best === undefined || isStronger(checkpoint, best);
            if (isUseful && isBetter && accepts(checkpoint, name)) {
                best = checkpoint;
            }
        }
        return best;
    }
}
