/** What peers say of events that a seal leaves out: anybody may, so it is checked each time it is used. */

import type { Keys } from "./rows";

/** What is remembered of a week: what one invents does not push out at once what others say. */
const TOLD_LIMIT = 4;

export class ToldSurplus {
    /** By week, the newest first. */
    private readonly weeks = new LuaMap<number, readonly Keys[]>();

    add(weekNumber: number, keys: Keys): void {
        this.weeks.set(weekNumber, [keys].concat(this.of(weekNumber)).slice(0, TOLD_LIMIT));
    }

    /** What was said of a week, the newest first. */
    of(weekNumber: number): readonly Keys[] {
        return this.weeks.get(weekNumber) ?? [];
    }
}
