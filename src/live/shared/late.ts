/** Patches that came too late, and of which nobody has heard that they were issued anew. */

import type { RoomSession } from "../session";
import { FOLD_LIMIT_SECONDS, FRONTIER_SECONDS } from "./constants";
import { keyOf, type Patch } from "./patch-cells";

/** Most that are kept. */
const LATE_LIMIT = 512;

interface LatePatch {
    readonly patch: Patch;
    readonly key: string;
    /** Key of the patch that it repeats; its own if it repeats none. */
    readonly source: string;
    readonly since: number;
    /** Uptime at which it is issued anew here; nil while its author is there, who does it. */
    dueAt?: number;
    isIssued: boolean;
}

export class Late {
    private list: LatePatch[] = [];
    /** How many were never issued anew, as far as is known here. Read only. */
    lost = 0;

    /**
     * @param issue issues a patch anew whose author is not there any more.
     * @param mayPatch whether what somebody patches counts: others' is not issued anew, gives way first, and is not missed.
     */
    constructor(
        private readonly session: RoomSession,
        private readonly issue: (this: void, patch: Patch) => void,
        private readonly mayPatch: (this: void, author: string) => boolean,
    ) {}

    add(patch: Patch): void {
        const key = keyOf(patch);
        if (this.list.some((late) => late.key === key)) {
            return;
        }
        const source = keyOf(patch.source ?? patch);
        const since = this.session.context.clock.uptime();
        this.list[this.list.length] = { patch, key, source, since, isIssued: false };
        if (this.list.length > LATE_LIMIT) {
            const first = this.list.find((late) => !this.mayPatch(late.patch.author)) ?? this.list[0];
            this.list = this.list.filter((late) => late !== first);
            this.giveUp(first);
        }
    }

    /** A patch was issued anew. */
    delete(key: string): void {
        this.list = this.list.filter((late) => late.key !== key && late.source !== key);
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
            } else if (now >= late.dueAt && !late.isIssued && this.mayPatch(late.patch.author)) {
                late.isIssued = true;
                this.issue(late.patch);
            }
        }
        const isKept = ({ since }: LatePatch): boolean => now - since < FRONTIER_SECONDS;
        for (const late of this.list) {
            if (!isKept(late)) {
                this.giveUp(late);
            }
        }
        this.list = this.list.filter((late) => isKept(late));
    }

    private giveUp({ patch }: LatePatch): void {
        this.lost += this.mayPatch(patch.author) ? 1 : 0;
    }
}
