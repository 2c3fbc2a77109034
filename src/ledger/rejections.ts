/** Events that peers offer and that may not enter here, each counted once, however often it is offered. */

import type { Refusal } from "../api/authorize";
import type { RejectedEvents } from "../api/status";
import { packKey, weekOf } from "../event/key";
import type { Candidate } from "../log/admission";

/** Most events that are told apart. */
const LIMIT = 1000;

export class Rejections {
    private readonly keys = new LuaSet<string>();
    private readonly byWeek = new LuaMap<number, number>();
    private count = 0;
    private last: { readonly peer: string; readonly reason: Refusal } | undefined;

    /** Notes that an event was refused. */
    note({ time, id, sender }: Candidate, reason: Refusal): void {
        this.last = { peer: sender, reason };
        const key = packKey(time, id);
        if (!this.keys.has(key) && this.count < LIMIT) {
            this.keys.add(key);
            this.add(weekOf(time), 1);
        }
    }

    /** An event entered the log after all. */
    entered(time: number, id: number): void {
        const key = packKey(time, id);
        if (this.count > 0 && this.keys.has(key)) {
            this.keys.delete(key);
            this.add(weekOf(time), -1);
        }
    }

    /** Number of refused events of a week. */
    ofWeek(weekNumber: number): number {
        return this.byWeek.get(weekNumber) ?? 0;
    }

    /** All of them; nil when there are none. */
    all(): RejectedEvents | undefined {
        return this.count === 0 || this.last === undefined ? undefined : { count: this.count, ...this.last };
    }

    private add(weekNumber: number, change: 1 | -1): void {
        this.count += change;
        this.byWeek.set(weekNumber, this.ofWeek(weekNumber) + change);
    }
}
