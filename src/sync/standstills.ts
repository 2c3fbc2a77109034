/**
 * Differences that stand still: this client and a peer hold different events of a week, they have talked about it, and
 * nothing came of it, be it that one may not send and the other not take, or that answers are lost. Such a difference is
 * looked at again after twice the time, and told in the status until it is gone.
 *
 * A difference is known by how counts and fingerprints differ: an event that both take in does not change it, and one that
 * only one of them has makes it another.
 */

import type { WeekDifference } from "../api/status";
import { bytesLess } from "../codec/compare";
import type { Clock } from "../ports";
import { CLAIM_EXPIRY_SECONDS, STANDSTILL_FIRST_SECONDS, STANDSTILL_LONGEST_SECONDS } from "./constants";
import type { WeekSummary } from "./week-summary";

const format = string.format;
const min = math.min;

const U32 = 4294967296;

/** A difference as the sync knows it. */
export type UntoldDifference = Omit<WeekDifference, "refused">;

/** One of them. */
export interface Standstill {
    readonly peer: string;
    readonly weekNumber: number;
    /** Events that the peer has more; negative: fewer. */
    readonly surplus: number;
    readonly fingerprint: number;
    /** How often it was looked at in vain. */
    failures: number;
    /** Uptime until which it is left alone. */
    until: number;
}

/** How an own week stands still as long as its fingerprint is this. */
interface WeekStandstill {
    readonly fingerprint: number;
    readonly failures: number;
    readonly until: number;
}

function keyOf(peer: string, weekNumber: number): string {
    return format("%s %.0f", peer, weekNumber);
}

export class Standstills {
    private readonly byKey = new LuaMap<string, Standstill>();
    private size = 0;
    /** How the own weeks stand still, whoever differs: several peers that lack different events say no more than one. */
    private readonly weeks = new LuaMap<number, WeekStandstill>();

    /** @param firstSeconds for which a difference is left alone at first. */
    constructor(
        private readonly clock: Clock,
        private readonly firstSeconds = STANDSTILL_FIRST_SECONDS,
    ) {}

    /** Number of them. */
    count(): number {
        return this.size;
    }

    /** All of them, the newest week first, then by peer. */
    list(): Standstill[] {
        const list: Standstill[] = [];
        for (const [, standstill] of this.byKey) {
            list[list.length] = standstill;
        }
        table.sort(list, (a, b) =>
            a.weekNumber === b.weekNumber ? bytesLess(a.peer, b.peer) : a.weekNumber > b.weekNumber,
        );
        return list;
    }

    /** Whether the difference between a peer's row and the own one is to be left alone for now. */
    isLeft(peer: string, row: WeekSummary, own: WeekSummary): boolean {
        const known = this.byKey.get(keyOf(peer, row.weekNumber));
        if (known === undefined || !isOf(known, row, own)) {
            return false;
        }
        return this.clock.uptime() < known.until || this.clock.uptime() < (this.weekOf(own)?.until ?? 0);
    }

    /** Whether talking about the own week as it is has changed nothing before, with whomever. */
    hasFailed(own: WeekSummary): boolean {
        return this.weekOf(own) !== undefined;
    }

    /** Notes that talking about it changed nothing. */
    note(peer: string, row: WeekSummary, own: WeekSummary): void {
        const key = keyOf(peer, row.weekNumber);
        const known = this.byKey.get(key);
        const failures = known !== undefined && isOf(known, row, own) ? known.failures + 1 : 1;
        const weekFailures = (this.weekOf(own)?.failures ?? 0) + 1;
        this.weeks.set(own.weekNumber, {
            fingerprint: own.fingerprint,
            failures: weekFailures,
            until: this.untilAfter(weekFailures),
        });
        if (known === undefined) {
            this.size++;
        }
        this.byKey.set(key, {
            peer,
            weekNumber: row.weekNumber,
            surplus: row.count - own.count,
            fingerprint: (row.fingerprint - own.fingerprint + U32) % U32,
            failures,
            until: this.untilAfter(failures),
        });
    }

    private weekOf({ weekNumber, fingerprint }: WeekSummary): WeekStandstill | undefined {
        const week = this.weeks.get(weekNumber);
        return week?.fingerprint === fingerprint ? week : undefined;
    }

    private untilAfter(failures: number): number {
        return this.clock.uptime() + min(STANDSTILL_LONGEST_SECONDS, this.firstSeconds * 2 ** (failures - 1));
    }

    /** Forgets those with a peer of all weeks before `base`: their roots are equal. */
    forgetBefore(peer: string, base: number): void {
        this.forgetWhere((standstill) => standstill.peer === peer && standstill.weekNumber < base);
    }

    /** Drops what was not looked at again for as long as the claim of a peer counts: a peer that still claims would have been. */
    sweep(): void {
        const before = this.clock.uptime() - CLAIM_EXPIRY_SECONDS;
        this.forgetWhere(({ until }) => until < before);
        for (const [weekNumber, { until }] of this.weeks) {
            if (until < before) {
                this.weeks.delete(weekNumber);
            }
        }
    }

    private forgetWhere(isOver: (this: void, standstill: Standstill) => boolean): void {
        for (const [key, standstill] of this.byKey) {
            if (isOver(standstill)) {
                this.byKey.delete(key);
                this.size--;
            }
        }
    }

    /** Forgets that of a week with a peer: they are equal, or differ otherwise. */
    forget(peer: string, weekNumber: number): void {
        const key = keyOf(peer, weekNumber);
        if (this.byKey.has(key)) {
            this.byKey.delete(key);
            this.size--;
        }
    }
}

function isOf(known: Standstill, row: WeekSummary, own: WeekSummary): boolean {
    return (
        known.surplus === row.count - own.count && known.fingerprint === (row.fingerprint - own.fingerprint + U32) % U32
    );
}
