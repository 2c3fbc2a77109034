/**
 * The queue of outgoing messages. It sends by priority, keeps to the channel's throttle, and holds messages during a
 * lockdown.
 *
 * An entry makes its messages one at a time, and only when one can be sent. So no message is out of date when it
 * leaves, and a long transfer takes no memory.
 */

import type { OutboxCounters } from "../api/status";
import type { AddonChannel, Clock, Random, Route, SendResult, Timers } from "../ports";
import { FairQueue } from "./fair-queue";
import type { TokenBucket } from "./token-bucket";

/** A lower number is sent first. */
export const enum Priority {
    Live = 1,
    Control = 2,
    Repair = 3,
    Bulk = 4,
}

/**
 * Most messages sent in one callback, since making one can take a millisecond. The rest of a burst is sent in the next
 * frames.
 */
const MESSAGES_PER_CALLBACK = 2;

/** Seconds until the next attempt after the game's throttle refused a message; jitter is added. */
const BUSY_WAIT_SECONDS = 1;
/** Seconds between attempts during a lockdown; jitter is added. */
const LOCKDOWN_WAIT_SECONDS = 4;
/** Seconds after which a message counts as refused for now if the game has not answered. */
const ANSWER_LIMIT_SECONDS = 60;
/** Most seconds of jitter. It keeps the clients of a guild from speaking all at once when a boss dies. */
const JITTER_SECONDS = 2;

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
    return { messages: 0, bytes: 0, busy: 0, noRoute: 0, invalid: 0, dropped: 0 };
}

/** A message that is being sent, and the index of its next route. */
interface Pending {
    readonly entry: OutboxEntry;
    readonly text: string;
    readonly routes: readonly Route[];
    next: number;
}

export class Outbox {
    /** The queues by priority. */
    private readonly queues: FairQueue<OutboxEntry>[] = [];
    /**
     * The last failure of each entry that still waits. The keys are weak because an entry can be replaced or cleared
     * while one of its messages is being sent.
     */
    private readonly failures = setmetatable(new LuaMap<OutboxEntry, Settlement>(), { __mode: "k" });
    private pending: Pending | undefined;
    /** Uptime at which the current timer fires; nil when none is set. */
    private dueAt: number | undefined;
    private isLocked = false;
    /** Number of the message being sent: odd while its result is awaited. */
    private flights = 0;

    /** @param bucket the throttle. Several outboxes may share one. */
    constructor(
        private readonly channel: AddonChannel,
        private readonly clock: Clock,
        private readonly timers: Timers,
        private readonly random: Random,
        private readonly bucket: TokenBucket,
    ) {
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            this.queues[priority] = new FairQueue<OutboxEntry>();
        }
    }

    /** Number of waiting entries, including the one whose message is being sent. */
    waiting(): number {
        return math.max(this.count(), this.pending === undefined ? 0 : 1);
    }

    /** Whether the game refuses messages at present. */
    isInLockdown(): boolean {
        return this.isLocked;
    }

    /** Adds an entry, or replaces the one with the same key, and sends what can be sent. */
    add(entry: OutboxEntry): void {
        const queue = this.queues[entry.priority];
        const replaced = queue.add(entry);
        if (replaced !== undefined) {
            this.settleEntry(replaced, "replaced");
            return;
        }
        const isTooLive = entry.priority === Priority.Live && queue.count() > LIVE_ENTRY_LIMIT;
        if (isTooLive || (this.count() > ENTRY_LIMIT && !this.makeRoom(entry.priority))) {
            queue.remove(entry);
            this.drop(entry);
            return;
        }
        this.schedule(0);
    }

    /** Call it when a restriction of the game has ended. */
    onRestrictionEnd(): void {
        if (this.isLocked) {
            this.isLocked = false;
            this.dueAt = undefined;
            this.schedule(this.jitter());
        }
    }

    /** Drops all waiting entries. */
    clear(): void {
        this.pending = undefined;
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            const queue = this.queues[priority];
            let entry = queue.takeOldest();
            while (entry !== undefined) {
                this.settleEntry(entry, "closed");
                entry = queue.takeOldest();
            }
        }
    }

    private count(): number {
        let sum = 0;
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            sum += this.queues[priority].count();
        }
        return sum;
    }

    private schedule(seconds: number): void {
        if (this.dueAt !== undefined) {
            return;
        }
        const dueAt = this.clock.uptime() + seconds;
        this.dueAt = dueAt;
        this.timers.after(seconds, () => {
            // onRestrictionEnd() may have set an earlier timer meanwhile.
            if (this.dueAt === dueAt) {
                this.dueAt = undefined;
                this.isLocked = false;
                this.pump();
            }
        });
    }

    private pump(): void {
        const last = this.flights + 2 * MESSAGES_PER_CALLBACK;
        while (this.waiting() > 0 && this.flights % 2 === 0) {
            if (this.flights >= last) {
                this.schedule(0);
                return;
            }
            if (this.bucket.available() < 1) {
                this.schedule(this.bucket.secondsUntil(1));
                return;
            }
            this.pending = this.pending ?? this.produceNext();
            if (this.pending === undefined || !this.sendOne(this.pending)) {
                return;
            }
        }
    }

    /** Sends the pending message to its next route. Returns false when nothing more can be sent for now. */
    private sendOne(pending: Pending): boolean {
        const route = pending.routes[pending.next];
        if (route === undefined) {
            this.fail(pending.entry, "noRoute");
            this.bucket.take(1);
            this.pending = undefined;
            return true;
        }
        this.flights++;
        const flight = this.flights;
        const settle = (result: SendResult): boolean => {
            // Each message is settled once: by its result, or by the timer that gives it up.
            if (flight !== this.flights) {
                return false;
            }
            this.flights++;
            return this.settle(pending, result);
        };
        const result = this.channel.send(pending.text, route, (late) => {
            if (settle(late)) {
                this.pump();
            }
        });
        if (result === "pending") {
            this.timers.after(ANSWER_LIMIT_SECONDS, () => settle("busy"));
            return false;
        }
        return settle(result);
    }

    /** Handles the result of a message. Returns false when nothing more can be sent for now. */
    private settle(pending: Pending, result: SendResult): boolean {
        const { counters } = pending.entry.owner;
        if (result === "busy" || result === "lockdown") {
            if (result === "busy") {
                this.bucket.drain();
                counters.busy++;
            } else {
                this.isLocked = true;
            }
            this.schedule((result === "busy" ? BUSY_WAIT_SECONDS : LOCKDOWN_WAIT_SECONDS) + this.jitter());
            return false;
        }
        // A message that cannot be sent also costs a token, because making it takes as long.
        this.bucket.take(1);
        if (result === "sent") {
            counters.messages++;
            counters.bytes += pending.text.length;
        } else {
            this.fail(pending.entry, result);
        }
        pending.next++;
        if (pending.next >= pending.routes.length) {
            this.pending = undefined;
        }
        return true;
    }

    private produceNext(): Pending | undefined {
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            const queue = this.queues[priority];
            let entry = queue.first();
            while (entry !== undefined) {
                const text = entry.produce();
                if (text === false) {
                    queue.rotate();
                    this.schedule(0);
                    return undefined;
                }
                if (text !== undefined) {
                    queue.rotate();
                    return { entry, text, routes: entry.routes(), next: 0 };
                }
                // produce() may have replaced the entry. It was settled then.
                if (queue.remove(entry)) {
                    this.settleEntry(entry, this.failures.get(entry) ?? "sent");
                }
                entry = queue.first();
            }
        }
        return undefined;
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
        this.settleEntry(entry, "dropped");
    }

    private fail(entry: OutboxEntry, failure: "noRoute" | "invalid"): void {
        entry.owner.counters[failure]++;
        this.failures.set(entry, failure);
    }

    private settleEntry(entry: OutboxEntry, settlement: Settlement): void {
        this.failures.delete(entry);
        entry.onSettled?.(settlement);
    }

    private jitter(): number {
        return this.random.fraction() * JITTER_SECONDS;
    }
}
