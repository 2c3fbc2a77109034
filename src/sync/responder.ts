/**
 * Answers requests: sends the events that the requester lacks, and asks for those that it has and this client lacks.
 *
 * Every client that may speak and differs from the requester is ready to answer; they do so in the order of their rank,
 * and whoever hears another answer keeps silent.
 */

import { Priority } from "../link/outbox";
import { weekOf } from "../event/key";
import type { Week } from "../log/week";
import type { Pause } from "../ports";
import { Answers } from "./answers";
import { MORE_WAIT, SKETCH_LIMIT } from "./constants";
import { once, type SyncContext, whenHashed } from "./context";
import type { Inhibitor } from "./inhibitor";
import { MessageType } from "./messages";
import type { Peer, Peers } from "./peers";
import { PRIME } from "./prime-field";
import { encodeMore, encodeWant, Mode, type Request, type RequestEntry, type Want, WANT_LIMIT } from "./requests";
import { rowOf } from "./rows";
import { shortIdsOf } from "./short-id";
import { findRoots, fromRoots, powerSums, resolve } from "./sketch";
import type { Turns } from "./turns";

const format = string.format;

/** A request for one week that this client may answer. */
interface Question {
    readonly peer: Peer;
    readonly salt: number;
    readonly week: number;
    readonly count: number;
    readonly mode: Mode;
    /** Short ids, or power sums from the first on. */
    readonly numbers: number[];
    readonly since: number;
    /** Whether the sums that are there were tried in vain. */
    isWaiting: boolean;
    /** Whether it was answered by whisper. */
    isWhispered: boolean;
    /** Whether the peer asked before and got nothing: then it does not help that somebody says to be at work. */
    readonly isRepeated: boolean;
}

export class Responder {
    private readonly answers: Answers;
    /** By peer and week: its last request. */
    private readonly questions = new LuaMap<string, Question>();
    /** By week: uptime at which events of it were last heard from somebody else. */
    private readonly answeredAt = new LuaMap<number, number>();
    /** By week: uptime at which somebody else last said that it is at work on an answer. */
    private readonly workedAt = new LuaMap<number, number>();
    private isStopped = false;

    constructor(
        private readonly context: SyncContext,
        private readonly peers: Peers,
        private readonly turns: Turns,
        sent: Inhibitor,
    ) {
        this.answers = new Answers(context, sent);
    }

    stop(): void {
        this.isStopped = true;
    }

    /** Somebody else sent events: an answer is under way. */
    eventsHeard(time: number, sender: string): void {
        this.answeredAt.set(weekOf(time), this.context.clock.uptime());
        this.peers.answered(sender);
    }

    /** Somebody else asked for more of a week, or whispers it: it is at work on an answer. */
    workHeard(week: number, sender: string): void {
        this.workedAt.set(week, this.context.clock.uptime());
        this.peers.answered(sender);
    }

    /** A peer asked for what it lacks. */
    requested(request: Request, peer: Peer): void {
        if (this.context.maySpeak() !== true) {
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
     * A peer asked for certain events of this client's own request. Who may not speak sends those that it may: else nobody
     * would ever get an event of its own whose live message was lost.
     */
    wanted({ salt, week, coefficients }: Want, peer: Peer): void {
        this.context.background.run((pause) => {
            const events = this.context.log.open(week, pause);
            if (events !== undefined && !this.isStopped) {
                const { generation } = events;
                const ids = shortIdsOf(events, salt, pause);
                const isAll = coefficients.length === 0;
                const indices = isAll ? ids.map((_, index) => index) : findRoots(coefficients, ids, pause);
                if (generation === events.generation) {
                    this.answers.send(week, events, indices, peer);
                }
            }
        });
    }

    private consider(salt: number, entry: RequestEntry, peer: Peer, since: number): void {
        const { week, count, mode, fingerprint, first, numbers } = entry;
        const own = rowOf(this.context.log, week);
        // Mode Whole says that many more were advertised: who holds as many as the requester has none of them.
        const isSame = own.count === count && (own.fingerprint === fingerprint || mode === Mode.Whole);
        if (isSame || own.count === 0) {
            return;
        }
        const key = format("%s %.0f", peer.name, week);
        const known = this.questions.get(key);
        if (known?.salt === salt && mode === Mode.Sketch) {
            this.extend(known, first, numbers);
            return;
        }
        const isRepeated = known !== undefined && known.count === count && known.mode === mode;
        if (isRepeated && known.isWhispered && !this.answers.isSending(week, peer)) {
            peer.isDeaf = true;
        }
        const question: Question = {
            peer,
            salt,
            week,
            count,
            mode,
            numbers: [...numbers],
            since,
            isWaiting: false,
            isWhispered: false,
            isRepeated,
        };
        this.questions.set(key, question);
        this.turns.await({
            isAnswered: () => this.isAnswered(question),
            answer: () => this.answer(question),
            isCandidate: ({ rows }) => {
                const row = rows.get(week);
                const isDifferent = mode !== Mode.Whole && row?.fingerprint !== fingerprint;
                return row === undefined || row.count !== count || isDifferent;
            },
            rotation: week,
        });
    }

    private isAnswered({ week, since, isRepeated }: Question): boolean {
        const workedAt = isRepeated ? undefined : this.workedAt.get(week);
        return (this.answeredAt.get(week) ?? -1) >= since || (workedAt ?? -1) >= since;
    }

    /** Takes in further sums of a sketch. */
    private extend(question: Question, first: number, numbers: readonly number[]): void {
        if (first !== question.numbers.length + 1) {
            return;
        }
        for (const number of numbers) {
            question.numbers[question.numbers.length] = number;
        }
        if (question.isWaiting) {
            question.isWaiting = false;
            this.answer(question);
        }
    }

    private answer(question: Question): void {
        this.context.background.run((pause) => {
            const week = this.context.log.open(question.week, pause);
            if (week === undefined || this.isStopped) {
                return;
            }
            const { generation } = week;
            const ids = shortIdsOf(week, question.salt, pause);
            if (generation === week.generation) {
                this.answerWith(question, week, ids, pause);
            }
        });
    }

    private answerWith(question: Question, week: Week, ids: readonly number[], pause: Pause): void {
        if (question.mode === Mode.Whole) {
            this.sendWhole(question, week, ids);
        } else if (question.mode === Mode.List) {
            this.answerList(question, week, ids);
        } else {
            this.answerSketch(question, week, ids, pause);
        }
    }

    private sendWhole(question: Question, week: Week, ids: readonly number[]): void {
        if (this.answers.renew(question.week)) {
            return;
        }
        const all: number[] = [];
        for (const index of $range(0, ids.length - 1)) {
            all[index] = index;
        }
        this.send(question, week, all);
    }

    private send(question: Question, week: Week, indices: readonly number[]): void {
        const { peer } = question;
        question.isWhispered = this.answers.send(question.week, week, indices, peer, this.peers.isLone(peer));
    }

    private answerList(question: Question, week: Week, ids: readonly number[]): void {
        const theirs = setOf(question.numbers);
        const lacking: number[] = [];
        let count = 0;
        for (const index of $range(0, ids.length - 1)) {
            if (!theirs.has(ids[index])) {
                lacking[count] = index;
                count++;
            }
        }
        this.send(question, week, lacking);
        const mine = setOf(ids);
        const onlyTheirs = question.numbers.filter((id) => !mine.has(id));
        this.want(question, fromRoots(onlyTheirs.slice(0, WANT_LIMIT)));
    }

    private answerSketch(question: Question, week: Week, ids: readonly number[], pause: Pause): void {
        const { numbers, count } = question;
        const { generation } = week;
        const sums = powerSums(ids, 1, numbers.length, pause);
        const differences: number[] = [];
        for (const index of $range(0, numbers.length - 1)) {
            differences[index] = (sums[index] - numbers[index] + PRIME) % PRIME;
        }
        const difference = resolve(differences, ids.length - count, pause);
        const indices = difference === undefined ? [] : findRoots(difference.mine, ids, pause);
        if (generation !== week.generation) {
            return;
        }
        if (difference !== undefined && indices.length === difference.mine.length) {
            this.send(question, week, indices);
            this.want(question, difference.theirs);
        } else if (numbers.length >= SKETCH_LIMIT) {
            this.sendWhole(question, week, ids);
        } else {
            this.waitForMore(question);
        }
    }

    /** Further sums may be under way; if they do not come, asks for them. */
    private waitForMore(question: Question): void {
        question.isWaiting = true;
        const length = question.numbers.length;
        this.context.timers.after(MORE_WAIT, () => {
            if (question.isWaiting && question.numbers.length === length && !this.isStopped) {
                const { salt, week } = question;
                const payload = encodeMore({ salt, week, first: length + 1 });
                this.context.post.broadcast(
                    Priority.Control,
                    format("more %.0f", week),
                    once(MessageType.More, payload),
                );
            }
        });
    }

    /** Asks for what the requester has more. What fits no message it is asked for when it advertises, or wholly if it never does. */
    private want({ peer, salt, week }: Question, coefficients: readonly number[]): void {
        const isTooMuch = coefficients.length > WANT_LIMIT;
        if (coefficients.length > 0 && !(isTooMuch && peer.claim !== undefined)) {
            const payload = encodeWant({ salt, week, coefficients: isTooMuch ? [] : coefficients });
            this.context.post.broadcast(
                Priority.Control,
                format("want %.0f %.0f", week, salt),
                once(MessageType.Want, payload),
            );
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
