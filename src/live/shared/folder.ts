/** When the first patches of a log are folded, and by whom. docs/rooms-protocol.md is normative. */

import type { RoomSession } from "../session";
import {
    FOLD_BYTES,
    FOLD_LIMIT_SECONDS,
    FOLD_PATCHES,
    FRONTIER_SECONDS,
    LACKING_SECONDS,
    SETTLE_SECONDS,
} from "./constants";
import type { Follower } from "./follower";
import type { Replica } from "./replica";

const huge = math.huge;

export class Folder {
    /** Uptime since when there is a reason to fold; nil while there is none. */
    private dueSince: number | undefined;
    /** Seconds of it for which that is left to others. */
    private wait = 0;

    constructor(
        private readonly session: RoomSession,
        private readonly follower: Follower,
    ) {}

    /** Called once a second. */
    look(): void {
        const { replica } = this.follower;
        if (replica === undefined || !replica.log.isSettled() || !this.mayFold() || !this.isDue(replica)) {
            this.dueSince = undefined;
            return;
        }
        const { clock, random } = this.session.context;
        const now = clock.uptime();
        if (this.dueSince === undefined) {
            this.dueSince = now;
            this.wait = random.fraction() * FOLD_LIMIT_SECONDS;
        }
        const waited = now - this.dueSince;
        if (waited >= (this.isLacking() ? LACKING_SECONDS : this.wait)) {
            this.dueSince = undefined;
            this.follower.foldFirst(this.foldedCount(replica));
        }
    }

    /** Whether this client may: it may patch, or nobody who is here does. */
    private mayFold(): boolean {
        const { mayPatch } = this.follower.context;
        const { self, scope } = this.session.context;
        if (!scope.maySpeak()) {
            return false;
        }
        return mayPatch(self) || !this.session.names().some((name) => mayPatch(name));
    }

    /** How many of the first patches have had time to arrive everywhere; with one of a moment all of that moment. */
    private settledCount({ log }: Replica): number {
        return log.countUpTo({ seconds: this.session.context.clock.serverTime() - SETTLE_SECONDS, counter: huge });
    }

    /** How many of them are folded at once. */
    private foldedCount(replica: Replica): number {
        const { log } = replica;
        const count = this.settledCount(replica);
        return count <= FOLD_PATCHES ? count : log.countUpTo(log.entries[FOLD_PATCHES - 1].patch.stamp);
    }

    private isDue(replica: Replica): boolean {
        const { entries, bytes } = replica.log;
        const count = this.settledCount(replica);
        if (count === 0) {
            return false;
        }
        const { own, context } = this.follower;
        const isQuiet = count === entries.length;
        const isOld = entries[0].patch.stamp.seconds <= this.session.context.clock.serverTime() - FRONTIER_SECONDS;
        const isPressed = context.space.isHalfUsed() && own.hasOpen();
        return isQuiet || isOld || isPressed || bytes >= FOLD_BYTES || this.hasGone(replica, count);
    }

    /** Whether an author of one of the first patches is not there any more. */
    private hasGone({ log }: Replica, count: number): boolean {
        return log.entries
            .slice(0, count)
            .some(({ patch }) => this.session.incarnationOf(patch.author) !== patch.incarnation);
    }

    /** Whether something is known to be on its way. */
    private isLacking(): boolean {
        return this.session.members.compared().some(({ board }) => board.isLacking());
    }
}
