/**
 * The messages in fragments that this client has sent lately, so that fragments that were lost can be sent again. What others
 * can have sent again is bounded: a whole for each of them, of which a share is its own; the rest of all together is two wholes.
 */

import type { Clock } from "../ports";
import type { SplitWhole } from "./fragments";
import type { Missing } from "./missing";

const ceil = math.ceil;

/** Seconds for which a whole is kept after its last fragment was sent. */
export const KEEP_SECONDS = 60;
/** Most bytes that are kept: of more, the oldest wholes go. */
export const KEEP_BYTES = 65536;
/** Seconds within which everybody is not sent a fragment again. */
const AGAIN_SECONDS = 3;
/** Share of its fragments that may be sent again for each peer whatever others had: of more than 5 % loss that is plenty. */
const OWN_SHARE = 0.25;
/** How many times all its fragments may be sent again beyond these shares. */
const REPEAT_LIMIT = 2;

interface Kept {
    readonly whole: SplitWhole;
    /** The only player that heard it; nil if everybody did. */
    readonly target: string | undefined;
    readonly bytes: number;
    /** Uptime when a fragment of it was last sent. */
    lastAt: number;
    /** How many fragments were sent again: for all peers beyond their shares, and for each peer. */
    repeats: number;
    readonly repeatsFor: LuaMap<string, number>;
    /** Uptime when a fragment was last sent again to everybody. */
    readonly repeatedAt: LuaMap<number, number>;
    /** Fragments that wait to be sent again: by peer, or to everybody. */
    readonly due: LuaMap<string, number[]>;
}

/** The key of what waits for everybody: no peer has this name. */
const EVERYBODY = "";

export class KeptWholes {
    private readonly kept: Kept[] = [];
    private bytes = 0;

    constructor(private readonly clock: Clock) {}

    /** Number of wholes that are kept. */
    count(): number {
        return this.kept.length;
    }

    /** A fragment of a whole goes out. @param target the only player to hear it. */
    note(whole: SplitWhole, target?: string): void {
        const now = this.clock.uptime();
        const known = this.kept.find((one) => one.whole === whole);
        if (known !== undefined) {
            known.lastAt = now;
            return;
        }
        let bytes = 0;
        for (const payload of whole.payloads) {
            bytes += payload.length;
        }
        this.kept[this.kept.length] = {
            whole,
            target,
            bytes,
            lastAt: now,
            repeats: 0,
            repeatsFor: new LuaMap(),
            repeatedAt: new LuaMap(),
            due: new LuaMap(),
        };
        this.bytes += bytes;
        this.expire(now);
    }

    /**
     * Notes that a peer lacks fragments of a whole.
     * @param isWhispered whether it said so to this client alone, and is answered so.
     * @returns what gives the payloads to be sent again, one at a time; nil when there are none.
     */
    wanted(
        { sequence, total, indices }: Missing,
        peer: string,
        isWhispered: boolean,
    ): ((this: void) => string | undefined) | undefined {
        const now = this.clock.uptime();
        this.expire(now);
        const kept = this.kept.find(
            ({ whole, target }) =>
                whole.sequence === sequence &&
                whole.payloads.length === total &&
                (target === undefined || (isWhispered && target === peer)),
        );
        if (kept === undefined) {
            return undefined;
        }
        const audience = isWhispered ? peer : EVERYBODY;
        const due = kept.due.get(audience) ?? [];
        kept.due.set(audience, due);
        for (const index of indices) {
            if (index < kept.whole.taken && !due.includes(index) && this.isGranted(kept, index, peer, isWhispered)) {
                due[due.length] = index;
            }
        }
        if (due.length === 0) {
            return undefined;
        }
        return () => {
            const index = table.remove(due, 1);
            return index === undefined ? undefined : kept.whole.payloads[index];
        };
    }

    /** Whether a fragment may be sent again for a peer; if so, it counts. */
    private isGranted(kept: Kept, index: number, peer: string, isWhispered: boolean): boolean {
        const now = this.clock.uptime();
        const total = kept.whole.payloads.length;
        const count = kept.repeatsFor.get(peer) ?? 0;
        const isOwn = count < ceil(OWN_SHARE * total) + 1;
        if (count >= total || (!isOwn && kept.repeats >= REPEAT_LIMIT * total)) {
            return false;
        }
        if (!isWhispered) {
            if (now - (kept.repeatedAt.get(index) ?? -AGAIN_SECONDS) < AGAIN_SECONDS) {
                return false;
            }
            kept.repeatedAt.set(index, now);
        }
        kept.repeats += isOwn ? 0 : 1;
        kept.repeatsFor.set(peer, count + 1);
        return true;
    }

    private expire(now: number): void {
        while (
            this.kept.length > 0 &&
            (now - this.kept[0].lastAt > KEEP_SECONDS || (this.bytes > KEEP_BYTES && this.kept.length > 1))
        ) {
            this.bytes -= table.remove(this.kept, 1)!.bytes;
        }
    }
}
