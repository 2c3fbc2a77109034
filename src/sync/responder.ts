/**
 * Answers requests. It sends the events that the requester lacks, and asks for those that this client lacks.
 *
 * Every serving client whose week differs from the request can answer. They take turns in the order of rank, and a
 * client that hears another answer stays silent.
 */

import { packKey, weekOf } from "../event/key";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { Week } from "../log/week";
import type { AnswerScheduler, Progress } from "./answer-scheduler";
import { Answers } from "./answers";
import {
    ANSWER_PATIENCE_SECONDS,
    ANSWER_QUIET_SECONDS,
    ANSWER_SHARE_SECONDS,
    DEAF_SECONDS,
    HEARTY_BYTES,
    MORE_WAIT_SECONDS,
    MUTE_SURPLUS_SECONDS,
    RANK_STEP_SECONDS,
    REQUEST_MEMORY_SECONDS,
    WANT_FIRST_SECONDS,
} from "./constants";
import type { Pause } from "../ports";
import { type SyncContext, whenHashed } from "./context";
import { Inhibitor } from "./inhibitor";
import type { OwnWeeks } from "./own-weeks";
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
import { Standstills } from "./standstills";
import { findRoots } from "./sketch";
import { encodeSurplus, SURPLUS } from "./seal-messages";
import { isSealedHere, rowOf } from "./week-summary";

const format = string.format;

/** Events that are looked at between two looks at the frame's budget: authorize() may be asked about each. */
const STEP = 16;

/** What of a week was wanted, as indices. */
interface WantedParts {
    /** What the peer wrote itself and may only be given back to it. */
    readonly returned: number[];
    readonly others: number[];
}

export class Responder {
    private readonly answers: Answers;
    /** The last request of each peer for each week. */
    private readonly requests: Recent<string, PendingRequest>;
    /** Weeks of which events were heard from somebody else, and how many of each week. */
    private readonly answered: Inhibitor<number>;
    private readonly heardCounts = new LuaMap<number, number>();
    /** What was wanted of a peer: in vain, or it would be here. */
    private readonly wants: Standstills;
    /** What is being looked up for a Want, by peer and week: one task each. */
    private readonly lookups = new LuaSet<string>();
    /** What is to be answered, by peer: one task each, which sends what it found for all of them together. */
    private readonly due = new LuaMap<string, PendingRequest[]>();
    /** Weeks at which somebody else said to be at work, and of which somebody else asked a requester for what it has more. */
    private readonly worked: Inhibitor<number>;
    private readonly wanting: Inhibitor<number>;
    /** Payloads of Surplus that others have sent before everybody. */
    private readonly told: Inhibitor;

    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
        private readonly scheduler: AnswerScheduler,
        private readonly sent: Inhibitor,
        private readonly ownWeeks: OwnWeeks,
    ) {
        const { clock } = context;
        this.answers = new Answers(context, reputation, sent);
        this.requests = new Recent(clock, REQUEST_MEMORY_SECONDS);
        this.answered = new Inhibitor(clock, ANSWER_QUIET_SECONDS, ANSWER_PATIENCE_SECONDS);
        this.wants = new Standstills(clock, WANT_FIRST_SECONDS);
        this.worked = new Inhibitor(clock, ANSWER_PATIENCE_SECONDS);
        this.wanting = new Inhibitor(clock, ANSWER_PATIENCE_SECONDS);
        this.told = new Inhibitor(clock, 2 * MUTE_SURPLUS_SECONDS);
    }

    /** Number of requests, answers and weeks that are remembered. */
    remembered(): number {
        return (
            this.answers.count() +
            this.requests.count() +
            this.answered.count() +
            this.worked.count() +
            this.wanting.count() +
            this.told.count() +
            this.wants.count()
        );
    }

    /** Drops what need not be remembered any more. */
    sweep(pause: Pause): void {
        this.answers.sweep();
        this.requests.sweep();
        this.answered.sweep(pause);
        this.worked.sweep(pause);
        this.wanting.sweep(pause);
        this.told.sweep(pause);
        this.wants.sweep();
        for (const [weekNumber] of this.heardCounts) {
            if (!this.answered.wasNotedSince(weekNumber, 0)) {
                this.heardCounts.delete(weekNumber);
            }
        }
    }

    /** Somebody else sent an event: an answer is under way. */
    eventsHeard(time: number, sender: string): void {
        const weekNumber = weekOf(time);
        this.answered.note(weekNumber);
        this.heardCounts.set(weekNumber, (this.heardCounts.get(weekNumber) ?? 0) + 1);
        this.reputation.answered(sender);
    }

    /** Handles a sign that another client is working on an answer: it asked for more about a week, or whispers it. */
    workHeard(weekNumber: number, sender: string): void {
        this.worked.note(weekNumber);
        this.reputation.answered(sender);
    }

    /**
     * Another client has asked a requester for what that has more: so this one need not. It says nothing of what the requester
     * lacks, which this client may be the only one to have.
     */
    wantHeard(weekNumber: number, sender: string): void {
        this.wanting.note(weekNumber);
        this.reputation.answered(sender);
    }

    /** Another client has told a requester, before everybody, what is not sealed. */
    surplusHeard(surplus: Want, sender: string): void {
        this.told.note(encodeSurplus(surplus));
        this.reputation.answered(sender);
    }

    /** Handles a peer's request. */
    requested(request: Request, peer: Standing): void {
        const isServing = this.context.mayServe() === true;
        const entries = request.entries.filter(
            ({ weekNumber }) =>
                isServing || this.ownWeeks.has(weekNumber) || isSealedHere(this.context.log, weekNumber),
        );
        if (entries.length === 0) {
            return;
        }
        const since = this.context.clock.uptime();
        peer.readsUnits = request.readsUnits;
        whenHashed(this.context, () => {
            for (const entry of entries) {
                this.consider(request.salt, entry, peer, since);
            }
        });
    }

    /**
     * Handles a Want, by which a peer asks for events that this client's own request showed. A client that does not
     * serve also sends them, as far as authorize() lets it. Else its own events would stay unknown if their live
     * message was lost.
     * @param isKeyed whether that request had keyed short ids.
     */
    wanted({ salt, weekNumber, coefficients }: Want, isKeyed: boolean, peer: Standing): void {
        const key = keyOf(peer, weekNumber);
        if (this.lookups.has(key)) {
            return;
        }
        this.lookups.add(key);
        this.context.background.run((pause) => {
            const week = this.context.log.open(weekNumber, pause);
            if (week !== undefined) {
                const { generation } = week;
                const ids = this.idsOf(week, salt, isKeyed, pause);
                const indices = coefficients.length === 0 ? indicesOf(week) : findRoots(coefficients, ids, pause);
                const parts = generation === week.generation ? this.part(week, indices, peer, pause) : undefined;
                if (parts !== undefined && generation === week.generation) {
                    this.answerWant(week, parts, peer, pause);
                }
            }
            this.lookups.delete(key);
        });
    }

    private idsOf(week: Week, salt: number, isKeyed: boolean, pause: Pause): number[] {
        return shortIdsOf(week, salt, isKeyed ? this.context.log.directory : undefined, pause);
    }

    /** Tells apart what the peer wrote itself and may not be sent to everybody. */
    private part(week: Week, indices: readonly number[], peer: Standing, pause: Pause): WantedParts {
        const { context } = this;
        const { generation } = week;
        const parts: WantedParts = { returned: [], others: [] };
        const isSending = context.isSending();
        let work = 0;
        for (const index of indices) {
            const id = week.ids[index];
            const isOwn = isSending && context.isCreator(id, peer.name);
            const isReturned = isOwn && !context.mayLeave(week.times[index], id, week.bodies[index]);
            const list = isReturned ? parts.returned : parts.others;
            list[list.length] = index;
            work++;
            if (work % STEP === 0) {
                pause();
                if (generation !== week.generation) {
                    break;
                }
            }
        }
        return parts;
    }

    /** Sends what was wanted; what the peer wrote itself and may not be sent otherwise is given back to it alone. */
    private answerWant(week: Week, { returned, others }: WantedParts, peer: Standing, pause: Pause): void {
        if (others.length > 0) {
            if (!this.answers.gather(week, others, peer, this.context.clock.uptime(), pause)) {
                return;
            }
            this.answers.flush(peer);
        }
        if (returned.length > 0) {
            this.answers.giveBack(week, returned, peer, pause);
        }
    }

    private consider(salt: number, entry: RequestEntry, peer: Standing, since: number): void {
        const { weekNumber, count, mode, isDoubted, fingerprint, first, numbers } = entry;
        // What is not here others answer for.
        if (this.context.log.isAbsent(weekNumber)) {
            return;
        }
        const own = rowOf(this.context.log, weekNumber);
        // Mode Whole means that many more events were advertised. A client with as many events as the requester has
        // none of them.
        const isSame = own.count === count && (own.fingerprint === fingerprint || mode === Mode.Whole);
        if (isSame && !isDoubted) {
            return;
        }
        const key = keyOf(peer, weekNumber);
        const known = this.requests.get(key);
        if (known?.salt === salt && mode === Mode.Sketch) {
            this.extend(known, first, numbers);
            return;
        }
        const isRepeated = known?.isRepeatedBy(entry, this.bytesPerEvent(weekNumber), since) === true;
        const hasGotNothing = known?.count === count && known.state === "whispered";
        if (hasGotNothing && !this.answers.isSending(weekNumber, peer)) {
            peer.deafUntil = this.context.clock.uptime() + DEAF_SECONDS;
        }
        const request = new PendingRequest(peer, salt, entry, since, isRepeated ? known.firstAt() : undefined);
        this.requests.set(key, request);
        const isOwn = this.ownWeeks.has(weekNumber);
        if (this.context.mayServe() !== true) {
            this.considerMute(request, isOwn);
            return;
        }
        this.scheduler.schedule({
            progress: () => this.progressOf(request),
            answer: (before) => {
                request.before = before;
                this.answer(request);
            },
            rankLimit: isOwn ? 1 : undefined,
            isCandidate: ({ rows, keptFrom }) => {
                if (weekNumber < keptFrom) {
                    return false;
                }
                const row = rows.get(weekNumber);
                const isDifferent = isDoubted || (mode !== Mode.Whole && row?.fingerprint !== fingerprint);
                return row === undefined || row.count !== count || isDifferent;
            },
            rotation: weekNumber,
            askedAt: request.askedAt,
        });
    }

    /** Without the right to speak this client answers with its own events, and says what is not sealed if nobody else does. */
    private considerMute(request: PendingRequest, isOwn: boolean): void {
        const { random, timers, background } = this.context;
        if (isOwn) {
            timers.after(RANK_STEP_SECONDS * random.fraction(), () => this.answer(request));
            return;
        }
        timers.after(MUTE_SURPLUS_SECONDS * (1 + random.fraction()), () => {
            background.run((pause) => {
                const week = this.weekOf(request, pause);
                const answer = week && this.reconcile(week, request, pause);
                if (answer?.kind === "difference" && isSealedHere(this.context.log, request.weekNumber)) {
                    this.tellSurplus(request, answer.wanted);
                }
            });
        });
    }

    private bytesPerEvent(weekNumber: number): number {
        return this.context.log.week(weekNumber)?.bytesPerEvent() ?? 1;
    }

    /** What others have done about a request. */
    private progressOf(request: PendingRequest): Progress {
        const { weekNumber, since, askedAt } = request;
        if (!this.isCurrent(request) || (askedAt === undefined && this.worked.wasNotedSince(weekNumber, since))) {
            return "taken";
        }
        if (!this.answered.wasNotedSince(weekNumber, since) || !this.answered.isInhibited(weekNumber)) {
            return "open";
        }
        return this.isHearty(request) ? "answering" : "open";
    }

    /**
     * Whether an answer that is being heard is worth waiting for: it has just begun, or it fills messages. Who sends one
     * event now and then keeps nobody from answering who asks again.
     */
    private isHearty(request: PendingRequest): boolean {
        const now = this.context.clock.uptime();
        const heard = this.heardCounts.get(request.weekNumber) ?? 0;
        const news = heard - request.heardCount;
        request.heardCount = heard;
        request.answeringSince ??= now;
        const isShared = request.askedAt === undefined && now - request.answeringSince < ANSWER_SHARE_SECONDS;
        return isShared || news * this.bytesPerEvent(request.weekNumber) >= HEARTY_BYTES;
    }

    /** Whether a request is the last that its peer made for its week. */
    private isCurrent(request: PendingRequest): boolean {
        return this.requests.get(keyOf(request.peer, request.weekNumber)) === request;
    }

    /** Adds further sums of a sketch. */
    private extend(request: PendingRequest, first: number, sums: readonly number[]): void {
        if (request.extend(first, sums) && request.state === "undecided") {
            request.state = "waiting";
            this.answer(request);
        }
    }

    /** Answers a request whose turn has come: in the task of its peer, if there is one. */
    private answer(request: PendingRequest): void {
        const { peer } = request;
        const waiting = this.due.get(peer.name);
        if (waiting !== undefined) {
            waiting[waiting.length] = request;
            return;
        }
        const requests = [request];
        this.due.set(peer.name, requests);
        this.context.background.run((pause) => {
            let first = 0;
            let index = 0;
            // More may be added while the task pauses.
            while (index < requests.length) {
                this.compute(requests[index], pause);
                index++;
                if (index === requests.length || this.answers.isFull(peer)) {
                    this.flush(requests.slice(first, index), peer);
                    first = index;
                }
            }
            this.due.delete(peer.name);
        });
    }

    /** Sends what was found for these requests of a peer. */
    private flush(requests: readonly PendingRequest[], peer: Standing): void {
        const sending = this.answers.flush(peer, this.reputation.isLone(peer));
        for (const request of requests) {
            if (request.state === "gathered") {
                request.state = sending;
            }
        }
    }

    private compute(request: PendingRequest, pause: Pause): void {
        if (!this.isCurrent(request)) {
            return;
        }
        const week = this.weekOf(request, pause);
        if (week === undefined) {
            this.wantAll(request);
            return;
        }
        const answer = this.reconcile(week, request, pause);
        if (answer !== undefined) {
            this.carryOut(answer, request, week, pause);
        }
    }

    /** The week that a request is about, opened; nil when it has no events. */
    private weekOf({ weekNumber }: PendingRequest, pause: Pause): Week | undefined {
        const week = this.context.log.open(weekNumber, pause);
        return week?.size === 0 ? undefined : week;
    }

    /** How a week differs from what its requester has; nil when either is not as it was. */
    private reconcile(week: Week, request: PendingRequest, pause: Pause): Answer | undefined {
        const { generation } = week;
        // Who has nothing is sent all: ids tell nothing.
        const ids = request.mode === Mode.Whole ? [] : this.idsOf(week, request.salt, request.isKeyed, pause);
        if (generation !== week.generation || !this.isCurrent(request)) {
            return undefined;
        }
        const answer = reconcile(ids, request, pause);
        return generation === week.generation ? answer : undefined;
    }

    private carryOut(answer: Answer, request: PendingRequest, week: Week, pause: Pause): void {
        if (answer.kind === "undecided") {
            this.waitForMore(request);
        } else if (answer.kind === "difference") {
            this.want(request, answer.wanted);
            this.send(request, week, answer.lacking, pause);
        } else if (this.answers.renew(request.weekNumber, request.peer.readsUnits)) {
            request.state = "answered";
        } else {
            this.send(request, week, indicesOf(week), pause);
        }
    }

    private send(request: PendingRequest, week: Week, indices: readonly number[], pause: Pause): void {
        const { peer, weekNumber, since } = request;
        const { generation } = week;
        // What anybody has sent since the peer asked it has, or will ask for again.
        const unsaid: number[] = [];
        let count = 0;
        let work = 0;
        for (const index of indices) {
            if (!this.sent.wasNotedSince(packKey(week.times[index], week.ids[index]), since)) {
                unsaid[count] = index;
                count++;
            }
            work++;
            if (work % STEP === 0) {
                pause();
                if (generation !== week.generation) {
                    // The peer asks again.
                    return;
                }
            }
        }
        if (unsaid.length > 0) {
            this.reputation.wereSilent(request.before, since);
        }
        if (this.answers.renew(weekNumber, peer.readsUnits, peer)) {
            request.state = "whispered";
        } else if (unsaid.length > 0) {
            if (this.answers.gather(week, unsaid, peer, since, pause)) {
                request.state = "gathered";
            }
        } else {
            request.state = "answered";
        }
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

    /** Whether what a requester has more may be asked for: what was asked for in vain is asked for less and less often. */
    private mayWant(request: PendingRequest): boolean {
        const { weekNumber, since, askedAt } = request;
        return (askedAt !== undefined || !this.wanting.wasNotedSince(weekNumber, since)) && !this.isInVain(request);
    }

    /** Whether a difference was talked about in vain and is left alone for now. Else notes that it is talked about. */
    private isInVain({ peer, weekNumber, count, fingerprint }: PendingRequest): boolean {
        const own = rowOf(this.context.log, weekNumber);
        const theirs = { weekNumber, count, hash: 0, fingerprint };
        const isLeft = this.wants.isLeft(peer.name, theirs, own);
        if (!isLeft) {
            this.wants.note(peer.name, theirs, own);
        }
        return isLeft;
    }

    /** Asks for all that the requester has of a week of which this client has nothing, of one that does not serve. */
    private wantAll(request: PendingRequest): void {
        const { peer, salt, weekNumber, count } = request;
        if (this.context.log.isClosed(weekNumber)) {
            return;
        }
        if (count > 0 && peer.claim === undefined && this.mayWant(request)) {
            const source = MessageSource.once(WANT, encodeWant({ salt, weekNumber, coefficients: [] }));
            this.context.port.broadcast(Priority.Control, format("want %.0f %.0f", weekNumber, salt), source);
        }
    }

    /** Asks for what the requester has more. What fits no message it is asked for when it advertises, or whole if it never does. */
    private want(request: PendingRequest, coefficients: readonly number[]): void {
        const { peer, salt, weekNumber } = request;
        if (this.context.log.isClosed(weekNumber)) {
            this.tellSurplus(request, coefficients);
            return;
        }
        const isTooMuch = coefficients.length > WANT_LIMIT;
        if (coefficients.length > 0 && !(isTooMuch && peer.claim !== undefined) && this.mayWant(request)) {
            const payload = encodeWant({ salt, weekNumber, coefficients: isTooMuch ? [] : coefficients });
            const key = format("want %.0f %.0f", weekNumber, salt);
            this.context.port.broadcast(Priority.Control, key, MessageSource.once(WANT, payload));
        }
    }

    /**
     * Tells a requester what it has of a closed week that is not sealed, unless somebody has told it just that, or it is more than
     * fits into a message: nothing enters there that could be asked for.
     */
    private tellSurplus(request: PendingRequest, coefficients: readonly number[]): void {
        const { salt, weekNumber, since } = request;
        if (coefficients.length === 0 || coefficients.length > WANT_LIMIT) {
            return;
        }
        const payload = encodeSurplus({ salt, weekNumber, coefficients });
        if (!this.told.wasNotedSince(payload, since) && !this.isInVain(request)) {
            const source = MessageSource.once(SURPLUS, payload);
            this.context.port.broadcast(Priority.Control, format("surplus %.0f %.0f", weekNumber, salt), source);
        }
    }
}

function keyOf(peer: Standing, weekNumber: number): string {
    return format("%s %.0f", peer.name, weekNumber);
}

/** The indices of all events of an open week. */
function indicesOf(week: Week): number[] {
    const indices: number[] = [];
    for (const index of $range(0, week.size - 1)) {
        indices[index] = index;
    }
    return indices;
}
