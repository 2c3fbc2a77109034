/** What a client remembers of records that were refused, from one connection to the next. */
import { nameOf } from "../room/chain";
import type { RoomRecord } from "../room/record";
import type { Clock } from "./clock";
import { TIMES } from "./limits";

/** When something is tried again: later each time. */
interface Hold {
    readonly until: number;
    readonly tries: number;
}

/** Why Offers wait. */
export interface Refusal {
    readonly code: string;
    readonly text: string;
}

/** What is over as soon as a database or a primary is back. */
const PASSING: readonly string[] = ["busy", "primaryAway"];

export class OfferMemory {
    /** By hex of the id. */
    private readonly held = new Map<string, Hold>();
    /** By hex of the id: the end of the chain at which it was refused for good. */
    private readonly refused = new Map<string, string>();
    /** All Offers wait. */
    private pause: Hold | undefined;
    private why: Refusal | undefined;

    constructor(private readonly clock: Clock) {}

    private later(before: Hold | undefined, longest: number): Hold {
        const tries = (before?.tries ?? 0) + 1;
        const ms = Math.min(longest, TIMES.firstRetry * 2 ** (tries - 1));
        // From half of it to all of it.
        return { until: this.clock.now() + ms * (0.5 + this.clock.random() / 2), tries };
    }

    /** A record is tried again later. */
    hold({ id }: RoomRecord): void {
        const name = nameOf(id);
        this.held.set(name, this.later(this.held.get(name), TIMES.longestRetry));
    }

    /** The server takes nothing now, by its answer. Offers that were on the way have the same answer: they count once. */
    pauseAll({ code, text }: Refusal): void {
        if (this.pausedFor > 0) return;
        this.why = { code, text: `the server takes nothing now: ${text}` };
        this.pause = this.later(this.pause, PASSING.includes(code) ? TIMES.minute : TIMES.longestRetry);
    }

    /** A record is not tried again while the chain ends with an entry. */
    refuse({ id }: RoomRecord, chainEnd: Buffer): void {
        this.refused.set(nameOf(id), nameOf(chainEnd));
    }

    /** The server takes records again. */
    accepted(records: readonly RoomRecord[]): void {
        this.pause = undefined;
        this.why = undefined;
        for (const { id } of records) this.held.delete(nameOf(id));
    }

    /** Whether a record is not to be offered now. */
    isWithheld({ id }: RoomRecord, chainEnd: Buffer): boolean {
        const name = nameOf(id);
        const hold = this.held.get(name);
        return this.refused.get(name) === nameOf(chainEnd) || (hold !== undefined && hold.until > this.clock.now());
    }

    /** Why the server took nothing, until it does again; undefined where it does. */
    get problem(): Refusal | undefined {
        return this.why;
    }

    /** Milliseconds until Offers go on; 0 where they may. */
    get pausedFor(): number {
        return Math.max(0, (this.pause?.until ?? 0) - this.clock.now());
    }

    /** Milliseconds until the first record that is held may be offered; undefined where none is. */
    get nextIn(): number | undefined {
        const now = this.clock.now();
        const times = [...this.held.values(), ...(this.pause === undefined ? [] : [this.pause])]
            .map(({ until }) => until - now)
            .filter((ms) => ms > 0);
        return times.length === 0 ? undefined : Math.min(...times);
    }

    /** Forgets what is not loose any more. */
    keepOnly(loose: readonly RoomRecord[]): void {
        // It has what was put off, by another way.
        if (loose.length === 0) this.why = undefined;
        if (this.held.size + this.refused.size === 0) return;
        const names = new Set(loose.map(({ id }) => nameOf(id)));
        for (const map of [this.held, this.refused])
            for (const name of map.keys()) if (!names.has(name)) map.delete(name);
    }
}
