/** What waits in an outbox: entries by priority, how many there may be, and how each one ended. */

import type { OutboxCounters } from "../api/status";
import type { Route } from "../ports";
import { FairQueue } from "./fair-queue";

/** A lower number is sent first. */
export const enum Priority {
    Live = 1,
    Control = 2,
    Repair = 3,
    Bulk = 4,
}

/** Most waiting entries. Beyond this, the oldest bulk and repair entries are dropped for entries of higher priority. */
const ENTRY_LIMIT = 500;
/**
 * Most live entries that wait, for example in a long lockdown. Beyond this, new ones are dropped; their events stay in
 * the log.
 */
export const LIVE_ENTRY_LIMIT = 200;

/**
 * How an entry ended. "sent": the game accepted all its messages. "noRoute": at least one had no open route. "invalid":
 * the game will never accept at least one. "replaced": a newer entry with the same key took its place. "dropped": there
 * was no room for it. "closed": the link was closed.
 */
export type Settlement = "sent" | "noRoute" | "invalid" | "replaced" | "dropped" | "closed";

/** The owner of entries. Each owner has keys of its own, and owners share a priority fairly. */
export interface OutboxOwner {
    /** Counts what happened to the owner's messages. */
    readonly counters: OutboxCounters;
}

export interface OutboxEntry {
    readonly owner: OutboxOwner;
    /** A new entry with the key of a waiting one takes its place in the queue. */
    readonly key: string;
    readonly priority: Priority;
    /** The routes that are open now. Each message is sent to all of them. */
    readonly routes: (this: void) => readonly Route[];
    /** The next message as text; nil when there are no more, false when it is still being looked for. */
    readonly produce: (this: void) => string | false | undefined;
    /**
     * Called once with how the entry ended: when it gives no further message, or when it is replaced, dropped or
     * closed.
     */
    readonly onSettled?: (this: void, settlement: Settlement) => void;
}

/** Creates the counters of a new owner. */
export function newCounters(): OutboxCounters {
    return { messages: 0, bytes: 0, busy: 0, raised: 0, unanswered: 0, noRoute: 0, invalid: 0, dropped: 0 };
}

/** The waiting entries of an outbox. */
export class OutboxQueues {
    /** The queues by priority. */
    private readonly queues: FairQueue<OutboxEntry>[] = [];
    /**
     * The last failure of each entry that still waits. The keys are weak because an entry can be replaced or cleared
     * while one of its messages is being sent.
     */
    private readonly failures = setmetatable(new LuaMap<OutboxEntry, Settlement>(), { __mode: "k" });

    constructor() {
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            this.queues[priority] = new FairQueue<OutboxEntry>();
        }
    }

    /** Number of waiting entries of these priorities. */
    count(first = Priority.Live, last = Priority.Bulk): number {
        let sum = 0;
        for (const priority of $range(first, last)) {
            sum += this.queues[priority].count();
        }
        return sum;
    }

    /** Adds an entry, or puts it in the place of the one with the same key. When there is no room, one is dropped. */
    add(entry: OutboxEntry): void {
        const queue = this.queues[entry.priority];
        const replaced = queue.add(entry);
        if (replaced !== undefined) {
            this.settle(replaced, "replaced");
            return;
        }
        const isTooLive = entry.priority === Priority.Live && queue.count() > LIVE_ENTRY_LIMIT;
        if (isTooLive || (this.count() > ENTRY_LIMIT && !this.makeRoom(entry.priority))) {
            queue.remove(entry);
            this.drop(entry);
        }
    }

    /**
     * The next message of these priorities, and its entry. Entries that have none are settled on the way.
     * @returns nil when there is none; nil and true when one is still being looked for.
     */
    produce(first: Priority, last: Priority): LuaMultiReturn<[OutboxEntry, string] | [undefined, boolean]> {
        for (const priority of $range(first, last)) {
            const queue = this.queues[priority];
            let entry = queue.first();
            while (entry !== undefined) {
                const text = entry.produce();
                if (text === false) {
                    queue.rotate();
                    return $multi(undefined, true);
                }
                if (text !== undefined) {
                    queue.rotate();
                    return $multi(entry, text);
                }
                // produce() may have replaced the entry. It was settled then.
                if (queue.remove(entry)) {
                    this.settle(entry, this.failures.get(entry) ?? "sent");
                }
                entry = queue.first();
            }
        }
        return $multi(undefined, false);
    }

    /** Notes that a message of an entry was not sent and will not be. */
    fail(entry: OutboxEntry, failure: "noRoute" | "invalid"): void {
        entry.owner.counters[failure]++;
        this.failures.set(entry, failure);
    }

    /** Drops all entries. */
    clear(): void {
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            const queue = this.queues[priority];
            let entry = queue.takeOldest();
            while (entry !== undefined) {
                this.settle(entry, "closed");
                entry = queue.takeOldest();
            }
        }
    }

    /** Makes room for an entry by dropping one of lower priority. Returns false when there is none. */
    private makeRoom(priority: Priority): boolean {
        for (const lower of $range(Priority.Bulk, math.max(priority + 1, Priority.Repair), -1)) {
            const entry = this.queues[lower].takeOldest();
            if (entry !== undefined) {
                this.drop(entry);
                return true;
            }
        }
        return priority === Priority.Live;
    }

    private drop(entry: OutboxEntry): void {
        entry.owner.counters.dropped++;
        this.settle(entry, "dropped");
    }

    private settle(entry: OutboxEntry, settlement: Settlement): void {
        this.failures.delete(entry);
        entry.onSettled?.(settlement);
    }
}
