/**
 * What waits to be sent: by priority, within the game's throttle, through lockdowns.
 *
 * An entry gives its messages one at a time and only when one can be sent, so that what it says is never older than
 * that moment and a long transfer takes no memory.
 */

import type { OutboxCounters } from "../api/status";
import type { AddonChannel, Clock, Random, Route, SendResult, Timers } from "../ports";

/** Lower goes first. */
export const enum Priority {
    Live = 1,
    Control = 2,
    Repair = 3,
    Bulk = 4,
}

/** How fast messages go out. */
export interface Pace {
    /** Messages at once. */
    readonly burst: number;
    /** Messages a second. */
    readonly rate: number;
}

/** The throttle of the game, for each prefix (docs/protocol.md). */
export const THROTTLE: Pace = { burst: 10, rate: 1 };
/** Of whispers, which it exempts: 765 bytes a second, what ChatThrottleLib allows all addons together. */
export const WHISPER_PACE: Pace = { burst: 10, rate: 3 };

/** Messages in one callback: each may take a millisecond to make. The rest of a burst follows frame by frame. */
const AT_ONCE = 2;

/** Seconds until the next try after the game refused a message as too many; jitter is added. */
const BUSY_WAIT = 1;
/** Seconds between tries during a lockdown; jitter is added. */
const LOCKDOWN_WAIT = 4;
/** Seconds after which a message without an answer counts as refused for now. */
const ANSWER_LIMIT = 60;
/** Most seconds of jitter: keeps a guild from speaking at once when a boss dies. */
const JITTER = 2;

/** Most entries that wait. Beyond, the newest bulk and repair entries give way to what goes first; live events never do. */
const LIMIT = 500;

export interface OutboxEntry {
    /** An entry with the key of one that waits takes its place in the queue. */
    readonly key: string;
    readonly priority: Priority;
    /** The routes that are open now: each message goes to all of them. */
    readonly routes: (this: void) => readonly Route[];
    /** The next message as text of at most 255 bytes; nothing when all is said. */
    readonly produce: (this: void) => string | undefined;
}

/** A message on its way, and the route that is next. */
interface Pending {
    readonly text: string;
    readonly routes: readonly Route[];
    next: number;
}

export class Outbox {
    /** By priority, in the order in which they came. */
    private readonly queues: OutboxEntry[][] = [];
    private size = 0;
    private pending: Pending | undefined;
    private tokens: number;
    private tokensAt: number;
    /** Uptime at which the timer that counts fires; none when nothing is due. */
    private dueAt: number | undefined;
    private isLocked = false;
    /** Odd while the answer to a message is awaited: its number. */
    private flights = 0;

    constructor(
        private readonly channel: AddonChannel,
        private readonly clock: Clock,
        private readonly timers: Timers,
        private readonly random: Random,
        private readonly pace = THROTTLE,
        readonly counters: OutboxCounters = { messages: 0, bytes: 0, busy: 0, noRoute: 0, invalid: 0, dropped: 0 },
    ) {
        this.tokens = pace.burst;
        this.tokensAt = clock.uptime();
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            this.queues[priority] = [];
        }
    }

    /** Number of entries that wait, the one whose message is on its way included. */
    waiting(): number {
        return math.max(this.size, this.pending === undefined ? 0 : 1);
    }

    /** Whether the game refuses messages at present. */
    isInLockdown(): boolean {
        return this.isLocked;
    }

    /** Adds an entry, or puts it in the place of the one with the same key, and sends what can be sent. */
    add(entry: OutboxEntry): void {
        const queue = this.queues[entry.priority];
        let index = 0;
        for (const other of queue) {
            if (other.key === entry.key) {
                queue[index] = entry;
                return;
            }
            index++;
        }
        if (this.size >= LIMIT && !this.makeRoom(entry.priority)) {
            this.counters.dropped++;
            return;
        }
        queue[index] = entry;
        this.size++;
        this.schedule(0);
    }

    /** Tells that a restriction of the game has ended. */
    unlock(): void {
        if (this.isLocked) {
            this.isLocked = false;
            this.dueAt = undefined;
            this.schedule(this.jitter());
        }
    }

    /** Forgets all that waits. */
    clear(): void {
        for (const priority of $range(Priority.Live, Priority.Bulk)) {
            this.queues[priority] = [];
        }
        this.size = 0;
        this.pending = undefined;
    }

    private schedule(seconds: number): void {
        if (this.dueAt !== undefined) {
            return;
        }
        const dueAt = this.clock.uptime() + seconds;
        this.dueAt = dueAt;
        this.timers.after(seconds, () => {
            // unlock() may have set an earlier one since.
            if (this.dueAt === dueAt) {
                this.dueAt = undefined;
                this.isLocked = false;
                this.pump();
            }
        });
    }

    private pump(): void {
        const last = this.flights + 2 * AT_ONCE;
        while (this.waiting() > 0 && this.flights % 2 === 0) {
            if (this.flights >= last) {
                this.schedule(0);
                return;
            }
            this.refill();
            if (this.tokens < 1) {
                this.schedule((1 - this.tokens) / this.pace.rate);
                return;
            }
            this.pending = this.pending ?? this.produceNext();
            if (this.pending === undefined || !this.sendOne(this.pending)) {
                return;
            }
        }
    }

    /** Sends the pending message to its next route. False when nothing more can be sent for now. */
    private sendOne(pending: Pending): boolean {
        const route = pending.routes[pending.next];
        if (route === undefined) {
            this.counters.noRoute++;
            this.tokens--;
            this.pending = undefined;
            return true;
        }
        this.flights++;
        const flight = this.flights;
        const settle = (result: SendResult): boolean => {
            // Each message is settled once: by its answer, or by the timer that gives it up.
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
            this.timers.after(ANSWER_LIMIT, () => settle("busy"));
            return false;
        }
        return settle(result);
    }

    /** False when nothing more can be sent for now. */
    private settle(pending: Pending, result: SendResult): boolean {
        if (result === "busy" || result === "lockdown") {
            if (result === "busy") {
                this.tokens = 0;
                this.counters.busy++;
            } else {
                this.isLocked = true;
            }
            this.schedule((result === "busy" ? BUSY_WAIT : LOCKDOWN_WAIT) + this.jitter());
            return false;
        }
        // What cannot be sent is not worked off faster than what can: producing it takes as long.
        this.tokens--;
        if (result === "sent") {
            this.counters.messages++;
            this.counters.bytes += pending.text.length;
        } else {
            this.counters[result]++;
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
            while (queue.length > 0) {
                const entry = queue[0];
                const text = entry.produce();
                if (text !== undefined) {
                    return { text, routes: entry.routes(), next: 0 };
                }
                table.remove(queue, queue.indexOf(entry) + 1);
                this.size--;
            }
        }
        return undefined;
    }

    private makeRoom(priority: Priority): boolean {
        for (const lower of $range(Priority.Bulk, math.max(priority + 1, Priority.Repair), -1)) {
            const queue = this.queues[lower];
            if (queue.length > 0) {
                table.remove(queue, 1);
                this.size--;
                this.counters.dropped++;
                return true;
            }
        }
        return priority === Priority.Live;
    }

    private refill(): void {
        const now = this.clock.uptime();
        const { burst, rate } = this.pace;
        this.tokens = math.min(burst, this.tokens + (now - this.tokensAt) * rate);
        this.tokensAt = now;
    }

    private jitter(): number {
        return this.random.fraction() * JITTER;
    }
}
