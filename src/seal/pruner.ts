/** Drops sealed weeks from log, memory and file; their rows and the sealed state stay. */

import type { PruneResult } from "../api/seal";
import { weekOf } from "../event/key";
import type { Pause } from "../ports";
import type { SealContext } from "./context";
import { isSealedHere } from "../sync/week-summary";
import type { Held } from "./held";

export class Pruner {
    private isPruning = false;

    constructor(
        private readonly context: SealContext,
        private readonly held: Held,
    ) {}

    /** The first week that would be kept; nil when no seal with its state is held. @param weeks number of weeks before now to keep. */
    firstKept(weeks: number): number | undefined {
        const { held, context } = this;
        return held.hasState() ? math.min(held.seal!.week, weekOf(context.clock.serverTime()) - weeks + 1) : undefined;
    }

    /** Whether sealed weeks are here that are not to be kept, and it is not being seen to. */
    isDue(weeks: number): boolean {
        const { log } = this.context;
        const before = this.isPruning ? undefined : this.firstKept(weeks);
        if (before === undefined) {
            return false;
        }
        for (const index of $range(0, log.indexFrom(before) - 1)) {
            if (this.isDroppable(log.weekNumbers[index])) {
                return true;
            }
        }
        return false;
    }

    /** Whether a week is here, and has its sealed row. Of one that is here in part something may be surplus, which is not known yet. */
    private isDroppable(weekNumber: number): boolean {
        const { log } = this.context;
        return log.countIn(weekNumber) > 0 && isSealedHere(log, weekNumber);
    }

    /** Drops all sealed weeks before one, in slices: each goes at once with its row. */
    prune(before: number, pause: Pause): PruneResult {
        const { log, archive, replay } = this.context;
        this.isPruning = true;
        log.hash(pause);
        const weekNumbers: number[] = [];
        for (const index of $range(0, log.indexFrom(before) - 1)) {
            const weekNumber = log.weekNumbers[index];
            if (this.isDroppable(weekNumber)) {
                weekNumbers[weekNumbers.length] = weekNumber;
            }
        }
        if (weekNumbers.length > 0 && !this.held.store.canStart(pause)) {
            this.isPruning = false;
            return { weeks: 0, events: 0, reason: "noState" };
        }
        if (weekNumbers.length > 0 && !replay.hasBase()) {
            this.held.useBase();
        }
        const eventsBefore = log.count();
        const weeks = archive.dropWeeks(weekNumbers, pause);
        this.held.save();
        this.isPruning = false;
        return { weeks, events: eventsBefore - log.count() };
    }
}
