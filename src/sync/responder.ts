/**
 * Answers requests: sends the events that the requester lacks, and asks for those that it has and this client lacks.
 *
 * Every client that may speak prepares an answer; they speak in the order of their rank, and one that hears another
 * answer keeps silent.
 */

import { Priority } from "../comm/outbox";
import { weekOf } from "../log/key";
import type { Week } from "../log/week";
import { ANSWER_JITTER, ANSWER_QUIET, LIST_LIMIT, RANK_STEP } from "./constants";
import { once, type SyncContext, whenHashed } from "./context";
import type { Inhibitor } from "./inhibitor";
import { encodeIds, type IdList, MessageType, type Request } from "./messages";
import type { Peers } from "./peers";
import { isSameRow, rowOf } from "./rows";
import { shortIdsOf } from "./short-id";
import { Transfer } from "./transfer";

export class Responder {
    /** By week: uptime until which the answer of somebody else is under way. */
    private readonly answeredUntil = new LuaMap<number, number>();
    private isStopped = false;

    constructor(
        private readonly context: SyncContext,
        private readonly peers: Peers,
        private readonly sent: Inhibitor,
    ) {}

    stop(): void {
        this.isStopped = true;
    }

    /** Somebody else sent events: an answer is under way. */
    eventsHeard(time: number): void {
        this.answeredUntil.set(weekOf(time), this.context.clock.uptime() + ANSWER_QUIET);
    }

    /** Waits for this client's turn, then calls `answer`; `isAnswered` says whether that has become needless. */
    inTurn(isAnswered: (this: void) => boolean, answer: (this: void) => void): void {
        if (this.context.maySpeak() !== true) {
            return;
        }
        const rank = this.peers.rank(this.context.claim, this.context.self);
        const jitter = rank === 0 ? 0 : ANSWER_JITTER * this.context.random.fraction();
        this.context.timers.after(rank * RANK_STEP + jitter, () => {
            if (!this.isStopped && !isAnswered()) {
                answer();
            }
        });
    }

    /** A peer asked for what it lacks of a week. */
    requested(request: Request): void {
        const { week } = request.row;
        const since = this.context.clock.uptime();
        this.inTurn(
            () => (this.answeredUntil.get(week) ?? 0) > since + ANSWER_QUIET,
            () => this.answer(request),
        );
    }

    /** A peer asked for certain events. */
    wanted(list: IdList): void {
        if (this.context.maySpeak() !== true) {
            return;
        }
        this.context.timers.after(ANSWER_JITTER * this.context.random.fraction(), () => {
            this.withWeek(list, (week, ids) => {
                const wanted = setOf(list.ids);
                this.send(list.week, week, (index) => wanted.has(ids[index]));
            });
        });
    }

    private answer(request: Request): void {
        whenHashed(this.context, () => {
            if (isSameRow(request.row, rowOf(this.context.log, request.row.week))) {
                return;
            }
            this.withWeek(request.ids, (week, ids) => {
                const theirs = setOf(request.ids.ids);
                this.send(request.row.week, week, (index) => !theirs.has(ids[index]));
                this.want(request.ids, setOf(ids));
            });
        });
    }

    private withWeek(list: IdList, then: (this: void, week: Week, ids: number[]) => void): void {
        this.context.background.run((pause) => {
            const week = this.context.log.open(list.week, pause);
            if (week !== undefined && !this.isStopped) {
                then(week, shortIdsOf(week, list.salt));
            }
        });
    }

    private send(number: number, week: Week, isLacking: (this: void, index: number) => boolean): void {
        const transfer = new Transfer(this.context, this.sent);
        for (const index of $range(0, week.size - 1)) {
            if (isLacking(index)) {
                transfer.add(week.times[index], week.ids[index], week.bodies[index]);
            }
        }
        if (transfer.remaining() > 0) {
            const key = string.format("week %.0f", number);
            this.context.post.broadcast(Priority.Repair, key, () => transfer.produce());
        }
    }

    private want({ week, salt, ids }: IdList, own: LuaSet<number>): void {
        const lacking: number[] = [];
        for (const id of ids) {
            if (!own.has(id) && lacking.length < LIST_LIMIT) {
                lacking[lacking.length] = id;
            }
        }
        if (lacking.length > 0) {
            const payload = encodeIds({ week, salt, ids: lacking });
            const key = string.format("want %.0f", week);
            this.context.post.broadcast(Priority.Control, key, once(MessageType.Want, payload));
        }
    }
}

function setOf(ids: readonly number[]): LuaSet<number> {
    const set = new LuaSet<number>();
    for (const id of ids) {
        set.add(id);
    }
    return set;
}
