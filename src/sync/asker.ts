/** Makes and sends the requests for weeks that are to be asked for, and the further sums that responders need. */

import { Priority } from "../link/outbox";
import type { Pause } from "../ports";
import { SKETCH_LIMIT } from "./constants";
import { once, type SyncContext } from "./context";
import { MessageType } from "./messages";
import { encodeSums, planRequests, type Wish } from "./request-plan";
import { ENTRY_LIMIT, type More } from "./requests";
import { drawSalt, shortIdsOf } from "./short-id";

const format = string.format;
const min = math.min;

/** A request under way. */
interface Asked {
    readonly salt: number;
    readonly wish: Wish;
}

export class Asker {
    /** What was asked for last, by week. */
    private readonly asked = new LuaMap<number, Asked>();
    private isStopped = false;

    constructor(private readonly context: SyncContext) {}

    stop(): void {
        this.isStopped = true;
    }

    /** Whether a salt is that of the last request for a week. */
    hasAsked(week: number, salt: number): boolean {
        return this.asked.get(week)?.salt === salt;
    }

    /**
     * Asks for weeks, in as few messages as they fit.
     * @param advertised the number of events that a week was advertised with; nothing when it is no longer wanted.
     */
    ask(weeks: readonly number[], advertised: (this: void, week: number) => number | undefined): void {
        const { background, random } = this.context;
        const salt = drawSalt(random);
        background.run((pause) => {
            const wishes: Wish[] = [];
            let count = 0;
            for (const week of weeks) {
                const wish = this.wishFor(week, advertised, salt, pause);
                if (wish !== undefined) {
                    wishes[count] = wish;
                    count++;
                    this.asked.set(week, { salt, wish });
                }
            }
            let index = 0;
            for (const payload of planRequests(salt, wishes, pause)) {
                this.send(format("request %.0f %.0f", salt, index), payload);
                index++;
            }
        });
    }

    /** A responder needs further sums of a sketch. */
    moreAsked({ salt, week, first }: More): void {
        const asked = this.asked.get(week);
        if (asked?.salt !== salt || first > SKETCH_LIMIT) {
            return;
        }
        this.context.background.run((pause) => {
            const count = min(ENTRY_LIMIT, SKETCH_LIMIT - first + 1);
            this.send(format("sums %.0f", week), encodeSums(salt, asked.wish, first, count, pause));
        });
    }

    private wishFor(
        week: number,
        advertised: (this: void, week: number) => number | undefined,
        salt: number,
        pause: Pause,
    ): Wish | undefined {
        const events = this.context.log.open(week, pause);
        const ids = events === undefined ? [] : shortIdsOf(events, salt, pause);
        events?.hash(pause);
        const count = advertised(week);
        if (count === undefined) {
            return undefined;
        }
        return { week, fingerprint: events?.header().fingerprint ?? 0, ids, advertised: count };
    }

    private send(key: string, payload: string): void {
        if (!this.isStopped) {
            this.context.post.broadcast(Priority.Control, key, once(MessageType.Request, payload));
        }
    }
}
