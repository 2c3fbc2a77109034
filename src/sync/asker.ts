/** Makes and sends requests for weeks, and the further sums that responders need. */

import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { Pause } from "../ports";
import { REQUEST_MEMORY_SECONDS, SKETCH_LIMIT, SUMS_LIMIT } from "./constants";
import type { SyncContext } from "./context";
import { Recent } from "./recent";
import { encodeSums, planRequests, type Wish } from "./request-plan";
import { ENTRY_LIMIT, type More, REQUEST } from "./requests";
import { drawSalt, shortIdsOf } from "./short-id";

const format = string.format;
const min = math.min;

/** What is wanted of a week. */
export interface Wanted {
    /** Number of events that it was advertised with; nil for as many as there are here. */
    readonly advertised?: number;
    readonly isKeyed: boolean;
    readonly isDoubted: boolean;
}

/** A request that was sent. */
interface Asked {
    /** Uptime in seconds when it was sent. */
    readonly since: number;
    readonly salt: number;
    readonly wish: Wish;
    /** Messages with further sums that were sent since. */
    more: number;
}

export class Asker {
    /** The last request for each week. */
    private readonly asked: Recent<number, Asked>;

    constructor(private readonly context: SyncContext) {
        this.asked = new Recent(context.clock, REQUEST_MEMORY_SECONDS);
    }

    /** Number of weeks whose last request is remembered. */
    count(): number {
        return this.asked.count();
    }

    /** Forgets requests that nobody will answer any more. */
    sweep(): void {
        this.asked.sweep();
    }

    /** What the last request for a week said; nil when that did not have this salt. */
    askedWith(weekNumber: number, salt: number): Wish | undefined {
        const asked = this.asked.get(weekNumber);
        return asked?.salt === salt ? asked.wish : undefined;
    }

    /** Whether a request for a week may still be answered. */
    hasAskedLately(weekNumber: number): boolean {
        return this.asked.get(weekNumber) !== undefined;
    }

    /**
     * Asks for weeks, in as few messages as possible.
     * @param wanted returns what is wanted of a week; nil when it is no longer wanted.
     */
    ask(weeks: readonly number[], wanted: (this: void, weekNumber: number) => Wanted | undefined): void {
        const { background, clock, port, random } = this.context;
        const salt = drawSalt(random);
        background.run((pause) => {
            const wishes: Wish[] = [];
            let count = 0;
            for (const weekNumber of weeks) {
                const wish = this.wishFor(weekNumber, wanted, salt, pause);
                if (wish !== undefined) {
                    wishes[count] = wish;
                    count++;
                    this.asked.set(weekNumber, { since: clock.uptime(), salt, wish, more: 0 });
                }
                pause();
            }
            let index = 0;
            for (const payload of planRequests(salt, wishes, port.payloadBytes, pause)) {
                this.send(format("request %.0f %.0f", salt, index), payload);
                index++;
            }
        });
    }

    /** Sends further sums of a sketch to a responder that asked for them. */
    moreAsked({ salt, weekNumber, first }: More): void {
        const asked = this.asked.get(weekNumber);
        if (asked?.salt !== salt || first > SKETCH_LIMIT || asked.more >= SUMS_LIMIT) {
            return;
        }
        asked.more++;
        this.context.background.run((pause) => {
            const count = min(ENTRY_LIMIT, SKETCH_LIMIT - first + 1);
            this.send(format("sums %.0f", weekNumber), encodeSums(salt, asked.wish, first, count, pause));
        });
    }

    private wishFor(
        weekNumber: number,
        wanted: (this: void, weekNumber: number) => Wanted | undefined,
        salt: number,
        pause: Pause,
    ): Wish | undefined {
        const { log } = this.context;
        const events = log.open(weekNumber, pause);
        const isKeyed = wanted(weekNumber)?.isKeyed === true;
        const ids = events === undefined ? [] : shortIdsOf(events, salt, isKeyed ? log.directory : undefined, pause);
        events?.hash(pause);
        // While this task paused, the week may have become what was wanted.
        const now = wanted(weekNumber);
        if (now === undefined) {
            return undefined;
        }
        const { advertised, isDoubted } = now;
        const fingerprint = events?.header().fingerprint ?? 0;
        return { weekNumber, fingerprint, ids, advertised: advertised ?? ids.length, isKeyed, isDoubted };
    }

    private send(key: string, payload: string): void {
        this.context.port.broadcast(Priority.Control, key, MessageSource.once(REQUEST, payload));
    }
}
