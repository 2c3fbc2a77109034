/** The weeks that are known to differ from what peers have: what was advertised of them, and when they are due. */

import type { WeekBehind } from "../api/status";
import type { Log } from "../log/log";
import { ANSWER_WAIT, PUT_OFFS } from "./constants";
import type { WeekRow } from "./rows";

const max = math.max;

/** One of them. */
export class Target {
    /** How often this client asked for it. */
    tries = 0;
    /** How often somebody else's request has put it off. */
    putOffs = 0;
    /** Whether events of it came in since it was asked for last. */
    isAnswered = false;
    /** Whether this client had events of it when it asked last. */
    isRepair = false;

    /**
     * @param row what was advertised.
     * @param peer whose row it is.
     * @param dueAt uptime at which it is looked at again.
     * @param since uptime when it was found.
     */
    constructor(
        public row: WeekRow,
        public peer: string,
        public dueAt: number,
        readonly since: number,
    ) {}

    /** Whether this client or somebody else asked for it. */
    isAsked(): boolean {
        return this.tries > 0 || this.putOffs > 0;
    }

    /** Waits for the answer to somebody else's request. False when that was done often enough. */
    putOff(now: number, until: number): boolean {
        // Requests that are heard together put it off once.
        if (this.dueAt >= now + ANSWER_WAIT - 1) {
            return true;
        }
        if (this.putOffs >= PUT_OFFS) {
            return false;
        }
        this.putOffs++;
        this.dueAt = max(this.dueAt, until);
        return true;
    }
}

export class Targets {
    private readonly byWeek = new LuaMap<number, Target>();
    private size = 0;

    /** Number of them. */
    count(): number {
        return this.size;
    }

    /** That of a week, if there is one. */
    get(week: number): Target | undefined {
        return this.byWeek.get(week);
    }

    /** Adds one for a week that has none. */
    add(target: Target): void {
        this.byWeek.set(target.row.week, target);
        this.size++;
    }

    /** Forgets that of a week. False when there is none. */
    drop(week: number): boolean {
        if (!this.byWeek.has(week)) {
            return false;
        }
        this.byWeek.delete(week);
        this.size--;
        return true;
    }

    /** All of them, newest week first. */
    list(): Target[] {
        const targets: Target[] = [];
        let count = 0;
        for (const [, target] of this.byWeek) {
            targets[count] = target;
            count++;
        }
        table.sort(targets, (a, b) => a.row.week > b.row.week);
        return targets;
    }

    /** What they are, newest week first. */
    behind(log: Log): WeekBehind[] {
        return this.list().map(({ row, peer }) => {
            return { week: row.week, missing: max(0, row.count - (log.week(row.week)?.count() ?? 0)), peer };
        });
    }
}
