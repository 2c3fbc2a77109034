/**
 * The rows of old weeks, which an advertisement stands for with one root: asks for them when the own root is another, and
 * believes only what makes the root that its sender advertises, or the one that they were asked for.
 */

import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import {
    ANSWER_QUIET_SECONDS,
    BULK_JITTER_SECONDS,
    CLAIM_EXPIRY_SECONDS,
    REPLY_JITTER_SECONDS,
    REQUEST_INHIBIT_SECONDS,
    REQUEST_MEMORY_SECONDS,
    ROWS_ANSWER_REFILL_SECONDS,
    ROWS_PATIENCE_SECONDS,
    ROWS_PER_MESSAGE,
    ROWS_TRIES,
    STANDSTILL_FIRST_SECONDS,
    STANDSTILL_LONGEST_SECONDS,
} from "./constants";
import type { Pause } from "../ports";
import type { SyncContext } from "./context";
import { Inhibitor } from "./inhibitor";
import { type Advertisement, encodeRowsRequest, ROWS_REQUEST, type RowsAnswer } from "./messages";
import type { Standing } from "./reputation";
import { rootOf } from "./roots";
import type { WeekSummary } from "./week-summary";

const format = string.format;
const min = math.min;

/** Pairs of roots that are remembered. */
const PAIR_LIMIT = 64;

/** All rows before a base, which make a root. */
export interface ToldRows {
    readonly root: number;
    readonly base: number;
    readonly rows: readonly WeekSummary[];
}

/** The rows behind a root that a peer advertises. */
interface Wanted {
    readonly peer: string;
    root: number;
    base: number;
    /** Uptime when they were first wanted, and when the peer was last heard to advertise the root. */
    since: number;
    heardAt: number;
    /** Whether a timer is set for them. */
    isDue: boolean;
    /** How often they were asked for in vain. */
    tries: number;
    /** How often they were given up, and the uptime until which they are left alone. */
    failures: number;
    until: number;
}

/** What a peer has told of the rows behind the root that it advertises. */
export interface Collection {
    /** Nil of one that never advertised. */
    readonly root?: number;
    readonly base: number;
    /** By the week with which a part begins. */
    readonly parts: LuaMap<number, RowsAnswer>;
    /** How many these are. */
    size: number;
    /** Uptime of the last one. */
    heardAt: number;
}

/** Two roots whose rows were compared: what differs between them is known. */
interface Pair {
    readonly key: string;
    readonly until: number;
    readonly times: number;
}

export class OldRows {
    /** The bases up to which others, and this client, asked for rows recently. */
    private readonly requested: Inhibitor<number>;
    private readonly asked: Inhibitor<number>;
    /** By peer. */
    private readonly collections = new LuaMap<string, Collection>();
    /** The oldest first. */
    private readonly pairs: Pair[] = [];
    /** One for each peer, in the order in which they were first wanted: what one invents stands in nobody's way. */
    private wanted: Wanted[] = [];

    constructor(private readonly context: SyncContext) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT_SECONDS);
        this.asked = new Inhibitor(context.clock, REQUEST_INHIBIT_SECONDS);
    }

    /** Number of messages with rows that are kept until all are there. */
    remembered(): number {
        let count = 0;
        for (const [, { size }] of this.collections) {
            count += size;
        }
        return count;
    }

    /** Handles another client's request for the rows before `base`. */
    requestHeard(base: number): void {
        this.requested.note(base);
    }

    /**
     * Asks for the rows behind a root, unless they were asked for recently, or compared with the same own root.
     * @param peer who advertised it.
     * @param ownRoot that of the own weeks before `base`.
     */
    want({ base, root }: Advertisement, peer: string, ownRoot: number): void {
        const now = this.context.clock.uptime();
        const pair = this.pairOf(root, ownRoot);
        if (pair !== undefined && now < pair.until) {
            return;
        }
        let wanted = this.wanted.find((one) => one.peer === peer);
        if (wanted === undefined) {
            wanted = { peer, root, base, since: now, heardAt: now, isDue: false, tries: 0, failures: 0, until: 0 };
            this.wanted[this.wanted.length] = wanted;
        }
        wanted.root = root;
        wanted.base = base;
        wanted.heardAt = now;
        this.askLater(wanted, 0);
    }

    /**
     * A peer told some of its rows. Who answers need not be who advertised: one advertisement stands for all that are equal.
     * @returns all that it told, for check(), once that is all there is; else nil.
     */
    heard(answer: RowsAnswer, peer: Standing): Collection | undefined {
        const newest = this.wanted[this.wanted.length - 1] as Wanted | undefined;
        const base = peer.base ?? newest?.base;
        if (base === undefined) {
            return undefined;
        }
        const collection = this.collectionOf(peer.name, peer.root, base);
        collection.size += collection.parts.has(answer.from) ? 0 : 1;
        collection.parts.set(answer.from, answer);
        collection.heardAt = this.context.clock.uptime();
        if (!isComplete(collection)) {
            return undefined;
        }
        this.collections.delete(peer.name);
        return collection;
    }

    /**
     * Checks, in slices, whether rows make the root that their peer advertised, or one that they were asked for.
     * @returns the rows; false when they make another one than the peer's; nil when it never advertised.
     */
    check(collection: Collection, pause: Pause): ToldRows | false | undefined {
        const { root, base } = collection;
        const rows = join(collection, pause);
        const toldRoot = rootOf(rows, pause);
        if (toldRoot === root || this.isWanted(toldRoot, base)) {
            return { root: toldRoot, base, rows };
        }
        return root === undefined ? undefined : false;
    }

    /** Whether the rows behind a root are wanted and not known yet, nor given up. */
    isWanting(): boolean {
        const now = this.context.clock.uptime();
        return this.wanted.some(({ until }) => now >= until);
    }

    /** A peer's root is the own one: what it advertised before is not wanted any more. */
    equalled(root: number, peer: string): void {
        this.wanted = this.wanted.filter((one) => one.root !== root && one.peer !== peer);
    }

    /** Drops what was begun to be told and is not gone on with. */
    sweep(pause: Pause): void {
        const now = this.context.clock.uptime();
        // Nobody advertises the others any more.
        this.wanted = this.wanted.filter(({ heardAt }) => now - heardAt <= CLAIM_EXPIRY_SECONDS);
        this.requested.sweep(pause);
        this.asked.sweep(pause);
        const before = now - REQUEST_MEMORY_SECONDS;
        for (const [name, { heardAt }] of this.collections) {
            if (heardAt < before) {
                this.collections.delete(name);
            }
        }
    }

    /** The rows behind a root were compared with the own ones: what differs between the two is known. */
    compared(root: number, ownRoot: number): void {
        this.equalled(root, "");
        const known = this.pairOf(root, ownRoot);
        const times = (known?.times ?? 0) + 1;
        if (known !== undefined) {
            table.remove(this.pairs, this.pairs.indexOf(known) + 1);
        } else if (this.pairs.length >= PAIR_LIMIT) {
            table.remove(this.pairs, 1);
        }
        const seconds = min(STANDSTILL_LONGEST_SECONDS, STANDSTILL_FIRST_SECONDS * 2 ** (times - 1));
        const key = keyOf(root, ownRoot);
        this.pairs[this.pairs.length] = { key, times, until: this.context.clock.uptime() + seconds };
    }

    private collectionOf(name: string, root: number | undefined, base: number): Collection {
        const known = this.collections.get(name);
        // Parts are full but for the last: of more than there can be, some are of other rows.
        const isFull = known !== undefined && known.size > base / ROWS_PER_MESSAGE;
        if (known !== undefined && known.root === root && known.base === base && !isFull) {
            return known;
        }
        const collection = { root, base, parts: new LuaMap<number, RowsAnswer>(), size: 0, heardAt: 0 };
        this.collections.set(name, collection);
        return collection;
    }

    private isWanted(root: number, base: number): boolean {
        return this.wanted.some((one) => one.root === root && one.base === base);
    }

    private pairOf(root: number, ownRoot: number): Pair | undefined {
        const key = keyOf(root, ownRoot);
        return this.pairs.find((pair) => pair.key === key);
    }

    /** Asks after `seconds` and at most `jitter` more, so that clients do not all ask at once. */
    private askLater(wanted: Wanted, seconds: number, jitter = BULK_JITTER_SECONDS): void {
        const { timers, random } = this.context;
        if (!wanted.isDue) {
            wanted.isDue = true;
            timers.after(seconds + jitter * random.fraction(), () => {
                wanted.isDue = false;
                this.ask(wanted);
            });
        }
    }

    /** Whether some of the rows have just come: many take a while, and who tells them would not begin anew at once. */
    private isBeingTold(wanted: Wanted): boolean {
        const now = this.context.clock.uptime();
        for (const [, { root, heardAt }] of this.collections) {
            if ((root === undefined || root === wanted.root) && now - heardAt < ANSWER_QUIET_SECONDS) {
                return now - wanted.since < ROWS_ANSWER_REFILL_SECONDS;
            }
        }
        return false;
    }

    /** Asks, unless that was just done; and again when nothing comes of it, a few times. */
    private ask(wanted: Wanted): void {
        const now = this.context.clock.uptime();
        const { base } = wanted;
        if (!this.wanted.includes(wanted) || now < wanted.until || this.asked.isInhibited(base)) {
            return;
        }
        // The answer to somebody else is this client's as well; one that asks without end keeps nobody waiting for long.
        const patience = wanted.since + ROWS_PATIENCE_SECONDS - now;
        if (patience > 0 && this.requested.isInhibited(base)) {
            this.askLater(wanted, patience, REPLY_JITTER_SECONDS);
            return;
        }
        if (wanted.tries > 0 && this.isBeingTold(wanted)) {
            this.askLater(wanted, ANSWER_QUIET_SECONDS);
            return;
        }
        if (wanted.tries >= ROWS_TRIES) {
            wanted.tries = 0;
            wanted.until = now + min(STANDSTILL_LONGEST_SECONDS, STANDSTILL_FIRST_SECONDS * 2 ** wanted.failures);
            wanted.failures++;
            return;
        }
        wanted.tries++;
        this.asked.note(base);
        const payload = encodeRowsRequest(base);
        this.context.port.broadcast(Priority.Control, "rowsRequest", MessageSource.once(ROWS_REQUEST, payload));
        this.askLater(wanted, REQUEST_INHIBIT_SECONDS);
    }
}

function keyOf(root: number, ownRoot: number): string {
    return format("%.0f %.0f", root, ownRoot);
}

/** Whether the parts of a collection follow one another from week 0 to its base. */
function isComplete({ base, parts }: Collection): boolean {
    let weekNumber = 0;
    while (weekNumber < base) {
        const part = parts.get(weekNumber);
        if (part === undefined || part.to <= weekNumber) {
            return false;
        }
        weekNumber = part.to;
    }
    return weekNumber === base;
}

/** All rows of a complete collection. */
function join({ base, parts }: Collection, pause: Pause): WeekSummary[] {
    const rows: WeekSummary[] = [];
    let count = 0;
    let weekNumber = 0;
    while (weekNumber < base) {
        const part = parts.get(weekNumber)!;
        for (const row of part.rows) {
            rows[count] = row;
            count++;
        }
        weekNumber = part.to;
        pause();
    }
    return rows;
}
