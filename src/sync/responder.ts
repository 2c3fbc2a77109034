/**
 * Answers requests. It sends the events that the requester lacks, and asks for those that this client lacks.
 *
 * Every serving client whose week differs from the request can answer. They take turns in the order of rank, and a
 * client that hears another answer stays silent.
 */

import { weekOf } from "../event/key";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox";
import type { Week } from "../log/week";
import type { AnswerScheduler } from "./answer-scheduler";
import { Answers } from "./answers";
import { ANSWER_PATIENCE_SECONDS, MORE_WAIT_SECONDS, REQUEST_MEMORY_SECONDS } from "./constants";
import { type SyncContext, whenHashed } from "./context";
import { Inhibitor } from "./inhibitor";
import { PendingRequest } from "./pending-request";
import { Recent } from "./recent";
import { type Answer, reconcile } from "./reconcile";
import type { Reputation, Standing } from "./reputation";
import {
    encodeMore,
    encodeWant,
    Mode,
    MORE,
    type Request,
    type RequestEntry,
    WANT,
    type Want,
    WANT_LIMIT,
} from "./requests";
import { shortIdsOf } from "./short-id";
import { findRoots } from "./sketch";
import { rowOf } from "./week-summary";

const format = string.format;

export class Responder {
    private readonly answers: Answers;
    /** The last request of each peer for each week. */
    private readonly requests: Recent<string, PendingRequest>;
    /** Weeks of which another client recently sent events. */
    private readonly answered: Inhibitor<number>;
    /** Weeks that another client recently said it is working on. */
    private readonly worked: Inhibitor<number>;

    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
        private readonly scheduler: AnswerScheduler,
        sent: Inhibitor,
    ) {
        const { clock } = context;
        this.answers = new Answers(context, reputation, sent);
        this.requests = new Recent(clock, REQUEST_MEMORY_SECONDS);
        this.answered = new Inhibitor(clock, ANSWER_PATIENCE_SECONDS);
        this.worked = new Inhibitor(clock, ANSWER_PATIENCE_SECONDS);
    }

    /** Number of requests, answers and weeks that are remembered. */
    remembered(): number {
        return this.answers.count() + this.requests.count() + this.answered.count() + this.worked.count();
    }

    /** Drops what need not be remembered any more. */
    sweep(): void {
        this.answers.sweep();
        this.requests.sweep();
        this.answered.sweep();
        this.worked.sweep();
    }

    /** Handles events that another client sent: an answer is under way. */
    eventsHeard(time: number, sender: string): void {
        this.answered.note(weekOf(time));
        this.reputation.answered(sender);
    }

    /** Handles a sign that another client is working on an answer: it asked for more about a week, or whispers it. */
    workHeard(weekNumber: number, sender: string): void {
        this.worked.note(weekNumber);
        this.reputation.answered(sender);
    }

    /** Handles a peer's request. */
    requested(request: Request, peer: Standing): void {
        if (this.context.mayServe() !== true) {
            return;
        }
        const since = this.context.clock.uptime();
        whenHashed(this.context, () => {
            for (const entry of request.entries) {
                this.consider(request.salt, entry, peer, since);
            }
        });
    }

    /**
     * Handles a Want, by which a peer asks for events that this client's own request showed. A client that does not
     * serve also sends them, as far as authorize() lets it. Else its own events would stay unknown if their live
     * message was lost.
     */
    wanted({ salt, weekNumber, coefficients }: Want, peer: Standing): void {
        this.context.background.run((pause) => {
            const week = this.context.log.open(weekNumber, pause);
            if (week === undefined) {
                return;
            }
            const { generation } = week;
            const ids = shortIdsOf(week, salt, pause);
            const indices = coefficients.length === 0 ? indicesOf(week) : findRoots(coefficients, ids, pause);
            if (generation === week.generation) {
                this.answers.send(weekNumber, week, indices, peer);
            }
        });
    }

    private consider(salt: number, entry: RequestEntry, peer: Standing, since: number): void {
        const { weekNumber, count, mode, fingerprint, first, numbers } = entry;
        const own = rowOf(this.context.log, weekNumber);
        // Mode Whole means that many more events were advertised. A client with as many events as the requester has
        // none of them.
        const isSame = own.count === count && (own.fingerprint === fingerprint || mode === Mode.Whole);
        if (isSame || own.count === 0) {
            return;
        }
        const key = format("%s %.0f", peer.name, weekNumber);
        const known = this.requests.get(key);
        if (known?.salt === salt && mode === Mode.Sketch) {
            this.extend(known, first, numbers);
            return;
        }
        const isRepeated = known?.isRepeatedBy(entry) === true;
        if (isRepeated && known.state === "whispered" && !this.answers.isSending(weekNumber, peer)) {
            peer.isDeaf = true;
        }
        const request = new PendingRequest(peer, salt, entry, since, isRepeated);
        this.requests.set(key, request);
        this.scheduler.schedule({
            isAnswered: () => this.isAnswered(request),
            answer: () => this.answer(request),
            isCandidate: ({ rows }) => {
                const row = rows.get(weekNumber);
                const isDifferent = mode !== Mode.Whole && row?.fingerprint !== fingerprint;
                return row === undefined || row.count !== count || isDifferent;
            },
            rotation: weekNumber,
        });
    }

    /** Whether another client has answered or is about to. */
    private isAnswered({ weekNumber, since, isRepeated }: PendingRequest): boolean {
        return (
            this.answered.wasNotedSince(weekNumber, since) ||
            (!isRepeated && this.worked.wasNotedSince(weekNumber, since))
        );
    }

    /** Adds further sums of a sketch. */
    private extend(request: PendingRequest, first: number, sums: readonly number[]): void {
        if (request.extend(first, sums) && request.state === "undecided") {
            request.state = "waiting";
            this.answer(request);
        }
    }

    private answer(request: PendingRequest): void {
        this.context.background.run((pause) => {
            const week = this.context.log.open(request.weekNumber, pause);
            if (week === undefined) {
                return;
            }
            const { generation } = week;
            const ids = shortIdsOf(week, request.salt, pause);
            if (generation !== week.generation) {
                return;
            }
            const answer = reconcile(ids, request, pause);
            if (generation === week.generation) {
                this.carryOut(answer, request, week);
            }
        });
    }

    private carryOut(answer: Answer, request: PendingRequest, week: Week): void {
        if (answer.kind === "undecided") {
            this.waitForMore(request);
        } else if (answer.kind === "difference") {
            this.send(request, week, answer.lacking);
            this.want(request, answer.wanted);
        } else if (this.answers.renew(request.weekNumber)) {
            request.state = "answered";
        } else {
            this.send(request, week, indicesOf(week));
        }
    }

    private send(request: PendingRequest, week: Week, indices: readonly number[]): void {
        const { peer, weekNumber } = request;
        const isLone = this.reputation.isLone(peer);
        const isWhispered = this.answers.send(weekNumber, week, indices, peer, isLone);
        request.state = isWhispered ? "whispered" : "answered";
    }

    /** Waits for further sums that may be under way, and asks for them if they do not come. */
    private waitForMore(request: PendingRequest): void {
        request.state = "undecided";
        const length = request.numbers.length;
        this.context.timers.after(MORE_WAIT_SECONDS, () => {
            if (request.state === "undecided" && request.numbers.length === length) {
                const { salt, weekNumber } = request;
                const source = MessageSource.once(MORE, encodeMore({ salt, weekNumber, first: length + 1 }));
                this.context.port.broadcast(Priority.Control, format("more %.0f", weekNumber), source);
            }
        });
    }

    /**
     * Asks for events that only the requester has. Those that do not fit into a message are asked for when the
     * requester advertises, or as a whole week if it never does.
     */
    private want({ peer, salt, weekNumber }: PendingRequest, coefficients: readonly number[]): void {
        const isTooMuch = coefficients.length > WANT_LIMIT;
        if (coefficients.length > 0 && !(isTooMuch && peer.claim !== undefined)) {
            const payload = encodeWant({ salt, weekNumber, coefficients: isTooMuch ? [] : coefficients });
            const key = format("want %.0f %.0f", weekNumber, salt);
            this.context.port.broadcast(Priority.Control, key, MessageSource.once(WANT, payload));
        }
    }
}

/** The indices of all events of an open week. */
function indicesOf(week: Week): number[] {
    const indices: number[] = [];
    for (const index of $range(0, week.size - 1)) {
        indices[index] = index;
    }
    return indices;
}
