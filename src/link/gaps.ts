/**
 * Asks for fragments that were lost. Only wholes that this client waits for are asked for, a few times each; who hears another
 * one ask for the same waits for what that brings.
 */

import type { Clock, Random, Timers } from "../ports";
import type { Unfinished } from "./fragments";
import type { Missing } from "./missing";

const huge = math.huge;
const max = math.max;

/** Seconds between two looks at what is missing, at most; at least half as many. */
const LOOK_SECONDS = 1;
/** Seconds without a new fragment until what is missing is asked for, once the sender has come to the end of the whole. */
export const GAP_WAIT_SECONDS = 1;
/** The same while the last fragment has not come. A sender whose channel is full pauses for as long. */
export const TAIL_WAIT_SECONDS = 6;
/** Seconds without a new fragment until it is asked for again; and from one time that a sender is asked to the next. */
export const ASK_AGAIN_SECONDS = 4;
/** How often one client asks for fragments of a whole. */
export const ASK_LIMIT = 6;
/** After so many times by whisper everybody is asked: whispers to some realms are lost silently. */
const WHISPER_LIMIT = 3;

/** What the search for gaps uses of a link. */
export interface GapsContext {
    readonly clock: Clock;
    readonly timers: Timers;
    readonly random: Random;
    /** Wholes that are not complete, in the order in which they began. */
    readonly unfinished: readonly Unfinished[];
    /** Whether this client waits for messages of a type from a peer. */
    readonly isAwaited: (this: void, type: number, sender: string) => boolean;
    /** Asks the sender of a whole, alone or before everybody. */
    readonly ask: (this: void, missing: Missing, sender: string, isWhispered: boolean) => void;
    /** Whether the game's throttle exempts whispers now. */
    readonly mayWhisper: (this: void) => boolean;
}

/** The fragments of a whole that are not here. */
function lackingOf({ total, parts }: Unfinished): number[] {
    const indices: number[] = [];
    for (const index of $range(0, total - 1)) {
        if (!parts.has(index)) {
            indices[indices.length] = index;
        }
    }
    return indices;
}

export class Gaps {
    private isLooking = false;
    /** Uptime when this client last asked a sender: who begins many wholes is asked no more often than who begins one. */
    private readonly askedAt = new LuaMap<string, number>();

    constructor(private readonly context: GapsContext) {}

    /** A fragment came that does not complete its whole. */
    heard(): void {
        if (!this.isLooking) {
            this.isLooking = true;
            this.lookLater();
        }
    }

    /**
     * Somebody else asks everybody for fragments of a whole: this client gets them, too. If that brings nothing new, it asks
     * itself, whoever asks meanwhile.
     */
    askHeard({ sequence, total, indices }: Missing): void {
        const now = this.context.clock.uptime();
        for (const whole of this.context.unfinished) {
            const isNew = whole.putOffAt === undefined || whole.lastAt > whole.putOffAt;
            if (isNew && whole.sequence === sequence && whole.total === total) {
                if (lackingOf(whole).every((index) => indices.includes(index))) {
                    whole.askedAt = now;
                    whole.putOffAt = now;
                }
            }
        }
    }

    private lookLater(): void {
        const { timers, random } = this.context;
        timers.after(LOOK_SECONDS * (0.5 + random.fraction() / 2), () => this.look());
    }

    private look(): void {
        const { clock, unfinished, isAwaited } = this.context;
        const now = clock.uptime();
        this.isLooking = false;
        const seen = new LuaSet<string>();
        // The newest first: a sender who has begun another whole has come to the end of this one.
        for (const at of $range(unfinished.length - 1, 0, -1)) {
            const whole = unfinished[at];
            const { type, sender } = whole;
            if (type !== undefined && whole.asks < ASK_LIMIT && isAwaited(type, sender)) {
                this.isLooking = true;
                const mayAsk = now - (this.askedAt.get(sender) ?? -huge) >= ASK_AGAIN_SECONDS;
                if (mayAsk && now >= this.dueAt(whole, seen.has(sender))) {
                    this.ask(whole, now);
                }
                seen.add(sender);
            }
        }
        if (this.isLooking) {
            this.lookLater();
        }
    }

    private dueAt({ askedAt, lastAt, parts, total }: Unfinished, isFollowed: boolean): number {
        if (askedAt > 0) {
            return max(askedAt, lastAt) + ASK_AGAIN_SECONDS;
        }
        return lastAt + (isFollowed || parts.has(total - 1) ? GAP_WAIT_SECONDS : TAIL_WAIT_SECONDS);
    }

    private ask(whole: Unfinished, now: number): void {
        const { sequence, total, sender, asks } = whole;
        const isWhispered = whole.isWhispered || (asks < WHISPER_LIMIT && this.context.mayWhisper());
        whole.asks++;
        whole.askedAt = now;
        this.askedAt.set(sender, now);
        this.context.ask({ sequence, total, indices: lackingOf(whole) }, sender, isWhispered);
    }
}
