/**
 * The rows of old weeks, which an advertisement stands for with one root: asks for them when the own root is another, and
 * believes only what makes the root that its sender advertises, or the one that they were asked for.
 */

import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import {
    BULK_JITTER_SECONDS,
    CLAIM_EXPIRY_SECONDS,
    PUT_OFF_LIMIT,
    REQUEST_INHIBIT_SECONDS,
    REQUEST_MEMORY_SECONDS,
    ROWS_PER_MESSAGE,
    STANDSTILL_FIRST_SECONDS,
    STANDSTILL_LONGEST_SECONDS,
} from "./constants";
import type { SyncContext } from "./context";
import { Inhibitor } from "./inhibitor";
import { type Advertisement, encodeRowsRequest, ROWS_REQUEST, type RowsAnswer } from "./messages";
import type { Standing } from "./reputation";
import { rootOf, type WeekSummary } from "./week-summary";

const format = string.format;
const min = math.min;

/** Their key in the inhibitor. */
const ROWS = "rows";

/** Pairs of roots that are remembered. */
const PAIR_LIMIT = 64;

/** All rows before a base, which make a root. */
export interface ToldRows {
    readonly root: number;
    readonly base: number;
    readonly rows: readonly WeekSummary[];
}

/** What a peer has told of the rows behind the root that it advertises. */
interface Collection {
    readonly root: number;
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
    /** Whether any client asked for the rows recently. */
    private readonly requested: Inhibitor;
    /** By peer. */
    private readonly collections = new LuaMap<string, Collection>();
    /** The oldest first. */
    private readonly pairs: Pair[] = [];
    /** Uptime since when they are wanted, and of which root; nil when they are not. */
    private wantedAt: number | undefined;
    private wantedRoot = 0;
    /** Who advertised it last. */
    private wantedPeer = "";
    private wantedBase = 0;
    /** Uptime when this client asked for them last. */
    private askedAt = -REQUEST_INHIBIT_SECONDS;

    constructor(private readonly context: SyncContext) {
        this.requested = new Inhibitor(context.clock, REQUEST_INHIBIT_SECONDS);
    }

    /** Number of messages with rows that are kept until all are there. */
    remembered(): number {
        let count = 0;
        for (const [, { size }] of this.collections) {
            count += size;
        }
        return count;
    }

    /** Handles another client's request for the rows. */
    requestHeard(): void {
        this.requested.note(ROWS);
    }

    /**
     * Asks for the rows behind a root, unless they were asked for recently, or compared with the same own root.
     * @param peer who advertised it.
     * @param ownRoot that of the own weeks before `base`.
     */
    want({ base, root }: Advertisement, peer: string, ownRoot: number): void {
        const { clock, timers, random } = this.context;
        const pair = this.pairOf(root, ownRoot);
        if (pair !== undefined && clock.uptime() < pair.until) {
            return;
        }
        if (this.wantedAt === undefined || this.wantedRoot !== root) {
            this.wantedAt = clock.uptime();
            this.wantedRoot = root;
            this.wantedBase = base;
        }
        this.wantedPeer = peer;
        timers.after(BULK_JITTER_SECONDS * random.fraction(), () => this.ask(base));
    }

    /**
     * A peer told some of its rows. Who answers need not be who advertised: one advertisement stands for all that are equal.
     * @returns all of them once they are there and make the root that the peer advertises, or the one that they were asked
     * for. "false": they do not make that of the peer.
     */
    heard(answer: RowsAnswer, peer: Standing): ToldRows | false | undefined {
        if (peer.root === undefined && this.wantedAt === undefined) {
            return undefined;
        }
        const { root = this.wantedRoot, base = this.wantedBase } = peer;
        const collection = this.collectionOf(peer.name, root, base);
        collection.size += collection.parts.has(answer.from) ? 0 : 1;
        collection.parts.set(answer.from, answer);
        collection.heardAt = this.context.clock.uptime();
        const rows = join(collection);
        if (rows === undefined) {
            return undefined;
        }
        this.collections.delete(peer.name);
        const toldRoot = rootOf(rows);
        if (toldRoot === root || this.isWanted(toldRoot, base)) {
            return { root: toldRoot, base, rows };
        }
        return peer.root === undefined ? undefined : false;
    }

    /** Whether the rows behind a root are wanted and not known yet. */
    isWanting(): boolean {
        return this.wantedAt !== undefined;
    }

    /** A peer's root is the own one: what it advertised before is not wanted any more. */
    equalled(root: number, peer: string): void {
        if (root === this.wantedRoot || peer === this.wantedPeer) {
            this.wantedAt = undefined;
        }
    }

    /** Drops what was begun to be told and is not gone on with. */
    sweep(): void {
        const now = this.context.clock.uptime();
        // Nobody advertises the root any more.
        if (this.wantedAt !== undefined && now - this.wantedAt > CLAIM_EXPIRY_SECONDS) {
            this.wantedAt = undefined;
        }
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

    private collectionOf(name: string, root: number, base: number): Collection {
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
        return this.wantedAt !== undefined && root === this.wantedRoot && base === this.wantedBase;
    }

    private pairOf(root: number, ownRoot: number): Pair | undefined {
        const key = keyOf(root, ownRoot);
        return this.pairs.find((pair) => pair.key === key);
    }

    private ask(base: number): void {
        const now = this.context.clock.uptime();
        const { wantedAt } = this;
        // A client that asks without end must not keep this client from asking.
        const isPatient = wantedAt !== undefined && now - wantedAt < PUT_OFF_LIMIT * REQUEST_INHIBIT_SECONDS;
        const isOthersTurn = isPatient && this.requested.isInhibited(ROWS);
        if (wantedAt === undefined || isOthersTurn || now - this.askedAt < REQUEST_INHIBIT_SECONDS) {
            return;
        }
        this.askedAt = now;
        const payload = encodeRowsRequest(base);
        this.context.port.broadcast(Priority.Control, "rowsRequest", MessageSource.once(ROWS_REQUEST, payload));
    }
}

function keyOf(root: number, ownRoot: number): string {
    return format("%.0f %.0f", root, ownRoot);
}

/** All rows of a collection, if its parts follow one another from week 0 to its base. */
function join({ base, parts }: Collection): WeekSummary[] | undefined {
    const rows: WeekSummary[] = [];
    let count = 0;
    let weekNumber = 0;
    while (weekNumber < base) {
        const part = parts.get(weekNumber);
        if (part === undefined || part.to <= weekNumber) {
            return undefined;
        }
        for (const row of part.rows) {
            rows[count] = row;
            count++;
        }
        weekNumber = part.to;
    }
    return weekNumber === base ? rows : undefined;
}
