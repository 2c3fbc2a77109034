/** Patches that came too late, and of which nobody has heard that they were issued anew. */

import type { RoomSession } from "../session";
import { FOLD_LIMIT_SECONDS, FRONTIER_SECONDS } from "./constants";
import { keyOf, type Patch } from "./patch-cells";

/** Most that are kept. */
const LATE_LIMIT = 512;

interface LatePatch {
    readonly patch: Patch;
    readonly since: number;
    /** Uptime at which it is issued anew here; nil while its author is there, who does it. */
    dueAt?: number;
    isIssued: boolean;
}

export class Late {
    private list: LatePatch[] = [];
    /** How many were never issued anew, as far as is known here. Read only. */
    lost = 0;

    /** @param issue issues a patch anew whose author is not there any more. */
    constructor(
        private readonly session: RoomSession,
        private readonly issue: (this: void, patch: Patch) => void,
    ) {}

    add(patch: Patch): void {
        const key = keyOf(patch);
        if (this.list.some((late) => keyOf(late.patch) === key)) {
            return;
        }
        this.list[this.list.length] = { patch, since: this.session.context.clock.uptime(), isIssued: false };
        if (this.list.length > LATE_LIMIT) {
            this.list = this.list.slice(1);
            this.lost++;
        }
    }

    /** A patch was issued anew. */
    delete(key: string): void {
        this.list = this.list.filter(({ patch }) => keyOf(patch) !== key && keyOf(patch.source ?? patch) !== key);
    }

    /** Keeps those alone for which a function gives true. */
    filter(isLate: (this: void, patch: Patch) => boolean): void {
        this.list = this.list.filter(({ patch }) => isLate(patch));
    }

    /** Issues those anew whose author has been gone for long enough, in their order, and forgets those that nobody will. */
    look(): void {
        const { context } = this.session;
        const now = context.clock.uptime();
        for (const late of this.list) {
            const isThere = this.session.incarnationOf(late.patch.author) === late.patch.incarnation;
            if (isThere) {
                late.dueAt = undefined;
            } else if (late.dueAt === undefined) {
                late.dueAt = now + context.random.fraction() * FOLD_LIMIT_SECONDS;
            } else if (now >= late.dueAt && !late.isIssued) {
                late.isIssued = true;
                this.issue(late.patch);
            }
        }
        const kept = this.list.filter(({ since }) => now - since < FRONTIER_SECONDS);
        this.lost += this.list.length - kept.length;
        this.list = kept;
    }
}
