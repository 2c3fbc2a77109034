/**
 * Asks for absent weeks when nothing else is lacking, a few at a time, the newest first. What does not come is left alone for
 * longer and longer, and keeps nobody from what is older.
 */

import type { Handle } from "../ports";
import type { SyncContext } from "./context";
import { Inhibitor } from "./inhibitor";
import {
    HISTORY_EVENTS,
    HISTORY_LOOK_SECONDS,
    HISTORY_PAUSE_LIMIT_SECONDS,
    HISTORY_PAUSE_SECONDS,
    HISTORY_WAIT_SECONDS,
    HISTORY_WEEKS,
} from "./seal-constants";

const min = math.min;

export class History {
    /** Weeks that were asked for and are not here in full. */
    private asked: number[] = [];
    /** Uptime of the last sign that they are coming. */
    private heardAt = 0;
    /** How often in a row nothing came, and the uptime until which nothing is asked for. */
    private failures = 0;
    private nextAt = 0;
    /** Weeks of which nothing came, in this round. */
    private passed = new LuaSet<number>();
    /** Weeks that others asked for lately. */
    private readonly requested: Inhibitor<number>;
    private timer: Handle | undefined;

    /**
     * @param isIdle whether nothing else is lacking.
     * @param ask asks for what is lacking of weeks.
     */
    constructor(
        private readonly context: SyncContext,
        private readonly isIdle: (this: void) => boolean,
        private readonly ask: (this: void, weekNumbers: readonly number[]) => void,
    ) {
        this.requested = new Inhibitor(context.clock, HISTORY_WAIT_SECONDS);
        this.update();
    }

    /** Whether absent weeks were asked for and may be coming. */
    isAsking(): boolean {
        return this.asked.length > 0;
    }

    /** Number of weeks that are remembered. */
    remembered(): number {
        return this.requested.count() + this.asked.length;
    }

    /** Looks from time to time from now on, if absent weeks are wanted. */
    update(): void {
        const { seals, timers } = this.context;
        if (!seals.wantsHistory()) {
            this.asked = [];
        } else if (this.timer === undefined) {
            this.timer = timers.after(HISTORY_LOOK_SECONDS, () => {
                this.timer = undefined;
                this.look();
                this.update();
            });
        }
    }

    /** Somebody else asks for weeks before everybody: what is answered comes here as well. */
    requestHeard(weekNumbers: readonly number[]): void {
        for (const weekNumber of this.context.seals.wantsHistory() ? weekNumbers : []) {
            if (this.context.log.isAbsent(weekNumber)) {
                this.requested.note(weekNumber);
            }
        }
    }

    /** An event of a week came that is new. */
    eventHeard(weekNumber: number): void {
        if (this.asked.includes(weekNumber)) {
            this.heardAt = this.context.clock.uptime();
            this.failures = 0;
        }
    }

    /** A fragment of a unit came, which may have what was asked for. Those that came to nothing put nothing off any more. */
    fragmentHeard(): void {
        if (this.failures === 0) {
            this.heardAt = this.context.clock.uptime();
        }
    }

    private look(): void {
        const { clock, log, port, seals } = this.context;
        const now = clock.uptime();
        if (!seals.wantsHistory()) {
            return;
        }
        if (this.isAsking()) {
            this.asked = this.asked.filter((weekNumber) => log.isAbsent(weekNumber));
            if (this.isAsking()) {
                this.giveUp(now);
                return;
            }
        }
        if (now < this.nextAt || !this.isIdle()) {
            return;
        }
        // Where the game counts whispers, whole weeks that are not urgent can wait.
        const weekNumbers = this.pick(port.mayWhisper() || seals.needsHistory());
        if (weekNumbers.length > 0) {
            this.asked = weekNumbers;
            this.heardAt = now;
            this.ask(weekNumbers);
        }
    }

    /** Leaves alone what does not come. */
    private giveUp(now: number): void {
        if (now - this.heardAt < HISTORY_WAIT_SECONDS) {
            return;
        }
        for (const weekNumber of this.asked) {
            this.passed.add(weekNumber);
        }
        this.asked = [];
        this.nextAt = now + min(HISTORY_PAUSE_LIMIT_SECONDS, HISTORY_PAUSE_SECONDS * 2 ** this.failures);
        this.failures++;
    }

    /**
     * The newest absent weeks that were not passed over in this round; the next one begins when there are none.
     * @param areWholeWanted whether also those of which nothing is here.
     */
    private pick(areWholeWanted: boolean): number[] {
        const { log, seals } = this.context;
        const { weekNumbers } = log;
        const isWanted = seals.historyFilter();
        const picked: number[] = [];
        let events = 0;
        let isAnyPassed = false;
        for (const index of $range(weekNumbers.length - 1, 0, -1)) {
            const weekNumber = weekNumbers[index];
            const isIn = (areWholeWanted || log.countIn(weekNumber) > 0) && isWanted(weekNumber);
            const row = isIn ? log.absentRow(weekNumber) : undefined;
            if (row !== undefined && this.passed.has(weekNumber)) {
                isAnyPassed = true;
            } else if (row !== undefined && !this.requested.isInhibited(weekNumber)) {
                events += row.count;
                if (picked.length > 0 && (picked.length >= HISTORY_WEEKS || events > HISTORY_EVENTS)) {
                    return picked;
                }
                picked[picked.length] = weekNumber;
            }
        }
        if (picked.length === 0 && isAnyPassed) {
            this.passed = new LuaSet();
        }
        return picked;
    }
}
