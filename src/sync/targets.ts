/**
 * The weeks that are known to differ from what peers have. Each target holds what was advertised and when it is due.
 */

import type { WeekBehind } from "../api/status";
import type { Log } from "../log/log";
import { ANSWER_WAIT_SECONDS, PUT_OFF_LIMIT } from "./constants";
import type { WeekSummary } from "./week-summary";

const floor = math.floor;
const max = math.max;

/**
 * The state of a target. "found": nobody has asked for it. "asked": this client or another one has, and no event has
 * come yet. "answered": events of it have come since.
 */
export type TargetState = "found" | "asked" | "answered";

/** A week that is known to differ from what a peer has. */
export class Target {
    state: TargetState = "found";
    /** How often this client asked for it since its own week last changed, and the fingerprint of that. */
    tries = 0;
    fingerprint?: number;
    /** How often somebody else's request has put it off. */
    putOffs = 0;
    /** Uptime when an event of it came that was new, or when this client asked for it, or when it was found. */
    newsAt: number;
    /** Whether this client already had events of the week when it last asked. */
    isRepair = false;

    /**
     * @param row the row that was advertised.
     * @param peer the peer that advertised it.
     * @param dueAt uptime at which the target is looked at again.
     * @param since uptime when it was found.
     */
    constructor(
        public row: WeekSummary,
        public peer: string,
        public dueAt: number,
        readonly since: number,
    ) {
        this.newsAt = since;
    }

    /** Notes that this client or another one asked for it. */
    asked(): void {
        if (this.state === "found") {
            this.state = "asked";
        }
    }

    /**
     * Puts the target off until the answer to another client's request is due. Returns false when that was done often
     * enough.
     */
    putOff(now: number, until: number): boolean {
        // Requests heard within a second of each other put it off only once.
        if (this.dueAt >= now + ANSWER_WAIT_SECONDS - 1) {
            return true;
        }
        if (this.putOffs >= PUT_OFF_LIMIT) {
            return false;
        }
        this.putOffs++;
        this.asked();
        this.dueAt = max(this.dueAt, until);
        return true;
    }
}

export class Targets {
    private readonly byWeek = new LuaMap<number, Target>();
    /** The same, the oldest week first. */
    private readonly sorted: Target[] = [];
    /** How many each peer advertised; none for 0. */
    private readonly counts = new LuaMap<string, number>();

    /** Number of targets. */
    count(): number {
        return this.sorted.length;
    }

    /** Number of targets that a peer advertised. */
    countOf(peer: string): number {
        return this.counts.get(peer) ?? 0;
    }

    /** The target of a week; nil when there is none. */
    get(weekNumber: number): Target | undefined {
        return this.byWeek.get(weekNumber);
    }

    /** Adds a target. Its week must not have one. */
    add(target: Target): void {
        const { weekNumber } = target.row;
        this.byWeek.set(weekNumber, target);
        table.insert(this.sorted, this.placeOf(weekNumber) + 1, target);
        this.countPeer(target.peer, 1);
    }

    /** Notes that a peer advertises another row of a target's week, or as another peer. */
    advertised(target: Target, row: WeekSummary, peer: string): void {
        this.countPeer(target.peer, -1);
        this.countPeer(peer, 1);
        target.row = row;
        target.peer = peer;
    }

    /** Drops the target of a week. Returns false when there is none. */
    drop(weekNumber: number): boolean {
        const target = this.byWeek.get(weekNumber);
        if (target === undefined) {
            return false;
        }
        this.byWeek.delete(weekNumber);
        table.remove(this.sorted, this.placeOf(weekNumber) + 1);
        this.countPeer(target.peer, -1);
        return true;
    }

    /** All targets, newest week first. */
    list(): Target[] {
        const { sorted } = this;
        const last = sorted.length - 1;
        const targets: Target[] = [];
        for (const index of $range(0, last)) {
            targets[index] = sorted[last - index];
        }
        return targets;
    }

    /** The weeks of the targets as the status shows them, newest first. */
    behind(log: Log): WeekBehind[] {
        return this.list().map(({ row, peer }) => {
            return {
                weekNumber: row.weekNumber,
                missing: max(0, row.count - log.countIn(row.weekNumber)),
                peer,
            };
        });
    }

    /** Index of the first target that is not of an earlier week. */
    private placeOf(weekNumber: number): number {
        const { sorted } = this;
        let low = 0;
        let high = sorted.length;
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (sorted[middle].row.weekNumber < weekNumber) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private countPeer(peer: string, change: 1 | -1): void {
        const count = this.countOf(peer) + change;
        if (count === 0) {
            this.counts.delete(peer);
        } else {
            this.counts.set(peer, count);
        }
    }
}
