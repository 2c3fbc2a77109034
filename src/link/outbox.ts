/**
 * Sends what waits in the queues. It keeps to the channel's throttle, holds messages during a lockdown, and tries again
 * when sending fails.
 *
 * An entry makes its messages one at a time, and only when one can be sent. So no message is out of date when it
 * leaves, and a long transfer takes no memory.
 */

import type { AddonChannel, Clock, Random, Route, SendResult, Timers } from "../ports";
import { type OutboxEntry, OutboxQueues, Priority } from "./outbox-queues";

const min = math.min;

/**
 * Most messages sent in one callback, since making one can take a millisecond. The rest of a burst is sent in the next
 * frames.
 */
const MESSAGES_PER_CALLBACK = 2;

/** Seconds until the next attempt after the game's throttle refused a message; jitter is added. */
const BUSY_WAIT_SECONDS = 1;
/** Seconds between attempts during a lockdown; jitter is added. */
const LOCKDOWN_WAIT_SECONDS = 4;
/** Most seconds of jitter. It keeps the clients of a guild from speaking all at once when a boss dies. */
const JITTER_SECONDS = 2;

/** Seconds until the next attempt after sending raised an error. Doubled each time, up to the limit; jitter is added. */
const RAISED_WAIT_SECONDS = 2;
const RAISED_WAIT_LIMIT = 64;
/** Errors after which a message is given up: it may be the only one that raises. */
const RAISED_LIMIT = 5;

/**
 * Seconds after which a message that the game has not answered is handed over again. Doubled each time, up to the
 * limit: what is never answered may still wait in ChatThrottleLib, and must not fill it.
 */
const ANSWER_WAIT_SECONDS = 60;
const ANSWER_WAIT_LIMIT = 960;

/** What an outbox asks before it sends: a token bucket, or several. */
export interface Throttled {
    /** Messages that may be sent now, including a fraction. */
    available(): number;
    /** Counts messages that are sent. */
    take(count: number): void;
    /** The game has refused a message: there is nothing left. */
    drain(): void;
    /** Seconds until so many may be sent; 0 when they may already. */
    secondsUntil(count: number): number;
}

/** A message that is being sent. */
interface Pending {
    readonly entry: OutboxEntry;
    readonly text: string;
    readonly routes: readonly Route[];
    /** Index of its next route. */
    next: number;
    /** How often it was handed to the channel. */
    attempts: number;
    /** How often that raised an error. */
    raises: number;
}

/**
 * Messages that are sent one after the other: the next one when the channel has answered. Live messages have a lane of
 * their own, so that they overtake a message that waits in ChatThrottleLib.
 */
interface Lane {
    readonly first: Priority;
    readonly last: Priority;
    pending?: Pending;
    /** Whether the channel owes the result of the pending message. */
    isAwaiting: boolean;
    /** How many times in a row it did not answer in time. */
    silences: number;
}

export class Outbox {
    private readonly queues = new OutboxQueues();
    private readonly lanes: readonly Lane[] = [
        { first: Priority.Live, last: Priority.Live, isAwaiting: false, silences: 0 },
        { first: Priority.Control, last: Priority.Bulk, isAwaiting: false, silences: 0 },
    ];
    /** Uptime at which the current timer fires; nil when none is set. */
    private dueAt: number | undefined;
    /** Whether nothing is sent before the current timer fires. */
    private isHeld = false;
    private isLocked = false;
    /** How many times in a row sending raised an error. */
    private raises = 0;

    /** @param throttle several outboxes may share one. */
    constructor(
        private readonly channel: AddonChannel,
        private readonly clock: Clock,
        private readonly timers: Timers,
        private readonly random: Random,
        private readonly throttle: Throttled,
    ) {}

    /** Number of waiting entries, including those whose message is being sent. */
    waiting(): number {
        let sum = 0;
        for (const lane of this.lanes) {
            sum += this.waitingIn(lane);
        }
        return sum;
    }

    /** Whether the game refuses messages at present. */
    isInLockdown(): boolean {
        return this.isLocked;
    }

    /** Adds an entry, or replaces the one with the same key, and sends what can be sent. */
    add(entry: OutboxEntry): void {
        this.queues.add(entry);
        this.schedule(0);
    }

    /** Sends at once what can be sent, for a client that has no further frame. */
    flush(): void {
        this.pump();
    }

    /** Call it when a restriction of the game has ended. */
    onRestrictionEnd(): void {
        if (this.isLocked) {
            this.isLocked = false;
            this.hold(0);
        }
    }

    /** Drops all waiting entries. */
    clear(): void {
        for (const lane of this.lanes) {
            lane.pending = undefined;
            lane.isAwaiting = false;
        }
        this.queues.clear();
    }

    private waitingIn({ pending, first, last }: Lane): number {
        return math.max(this.queues.count(first, last), pending === undefined ? 0 : 1);
    }

    private schedule(seconds: number): void {
        if (this.dueAt !== undefined) {
            return;
        }
        const dueAt = this.clock.uptime() + seconds;
        this.dueAt = dueAt;
        this.timers.after(seconds, () => {
            // hold() may have set another timer meanwhile.
            if (this.dueAt === dueAt) {
                this.dueAt = undefined;
                this.isHeld = false;
                this.isLocked = false;
                this.pump();
            }
        });
    }

    /** Sends nothing for so many seconds, and jitter. */
    private hold(seconds: number): void {
        this.dueAt = undefined;
        this.isHeld = true;
        this.schedule(seconds + this.random.fraction() * JITTER_SECONDS);
    }

    private pump(): void {
        let left = MESSAGES_PER_CALLBACK;
        for (const lane of this.lanes) {
            while (!this.isHeld && !lane.isAwaiting && this.waitingIn(lane) > 0) {
                if (left === 0) {
                    this.schedule(0);
                    return;
                }
                if (this.throttle.available() < 1) {
                    this.schedule(this.throttle.secondsUntil(1));
                    return;
                }
                lane.pending ??= this.produceFor(lane);
                if (lane.pending === undefined) {
                    break;
                }
                left--;
                this.sendOne(lane, lane.pending);
            }
        }
    }

    private produceFor(lane: Lane): Pending | undefined {
        const [entry, text] = this.queues.produce(lane.first, lane.last);
        if (entry === undefined) {
            if (text) {
                this.schedule(0);
            }
            return undefined;
        }
        return { entry, text, routes: entry.routes(), next: 0, attempts: 0, raises: 0 };
    }

    /** Sends the pending message of a lane to its next route. */
    private sendOne(lane: Lane, pending: Pending): void {
        // A message that cannot be sent also costs a token, because making it takes as long.
        this.throttle.take(1);
        const { next, routes, text, entry } = pending;
        const route = routes[next];
        if (route === undefined) {
            this.queues.fail(entry, "noRoute");
            lane.pending = undefined;
            return;
        }
        pending.attempts++;
        const attempt = pending.attempts;
        lane.isAwaiting = true;
        const settle = (result: SendResult): void => {
            const isCurrent = lane.pending === pending && pending.next === next;
            const isAwaited = lane.isAwaiting && pending.attempts === attempt;
            // An earlier attempt that nobody awaits any more counts if it has succeeded after all.
            if (isCurrent && (isAwaited || result === "sent")) {
                lane.isAwaiting = false;
                lane.silences = 0;
                this.settle(lane, pending, result);
            }
        };
        const result = this.channel.send(
            text,
            route,
            (late) => {
                settle(late);
                this.pump();
            },
            entry.priority === Priority.Live,
        );
        if (result === "pending") {
            this.awaitAnswer(lane, pending, attempt);
        } else {
            settle(result);
        }
    }

    /** Hands a message over again when the channel does not answer. */
    private awaitAnswer(lane: Lane, pending: Pending, attempt: number): void {
        this.timers.after(min(ANSWER_WAIT_SECONDS * 2 ** lane.silences, ANSWER_WAIT_LIMIT), () => {
            if (lane.isAwaiting && lane.pending === pending && pending.attempts === attempt) {
                pending.entry.owner.counters.unanswered++;
                lane.silences++;
                lane.isAwaiting = false;
                this.pump();
            }
        });
    }

    /** Handles the result of a message. */
    private settle(lane: Lane, pending: Pending, result: SendResult): void {
        const { counters } = pending.entry.owner;
        if (result === "raised") {
            this.settleRaised(lane, pending);
            return;
        }
        this.raises = 0;
        if (result === "busy") {
            counters.busy++;
            this.throttle.drain();
            this.hold(BUSY_WAIT_SECONDS);
        } else if (result === "lockdown") {
            this.isLocked = true;
            this.hold(LOCKDOWN_WAIT_SECONDS);
        } else {
            if (result === "sent") {
                counters.messages++;
                counters.bytes += pending.text.length;
            } else {
                this.queues.fail(pending.entry, result);
            }
            advance(lane, pending);
        }
    }

    /** Waits longer after each error, and gives a message up that has raised too often. */
    private settleRaised(lane: Lane, pending: Pending): void {
        pending.entry.owner.counters.raised++;
        pending.raises++;
        if (pending.raises >= RAISED_LIMIT) {
            this.queues.fail(pending.entry, "invalid");
            advance(lane, pending);
        }
        this.hold(min(RAISED_WAIT_SECONDS * 2 ** this.raises, RAISED_WAIT_LIMIT));
        this.raises++;
    }
}

/** Goes on with the next route of a message, or with the next message. */
function advance(lane: Lane, pending: Pending): void {
    pending.next++;
    pending.raises = 0;
    if (pending.next >= pending.routes.length) {
        lane.pending = undefined;
    }
}
