/**
 * The gate in front of the log: what others send, and what is submitted here, enters only through admit().
 *
 * Refusals are counted by reason. Events that `authorize` cannot decide on yet are held, within a bound, and asked about
 * again.
 */

import type { Authorize, Direction, Refusal } from "../api/authorize";
import type { Clock, Guard, Pause } from "../ports";
import type { Row } from "../event/body";
import { creatorOf, weekOf } from "../event/key";
import type { Log } from "./log";
import type { LedgerEvent } from "../api/event";
import type { Schema } from "../event/schema";

/** How far ahead of the server's time, in seconds, an event may lie. */
export const MAX_FUTURE = 120;

/** Most events held for a later answer of authorize(), and for how long, in seconds. */
export const HELD_LIMIT = 2000;
export const HELD_SECONDS = 300;

/** An event on its way into the log. */
export interface Candidate {
    readonly time: number;
    readonly id: number;
    readonly body: string;
    /** Server id of the creator, 0 when unknown. */
    readonly server: number;
    readonly sender: string;
    /** Whether the sender created it; nil while that is not known, because the game does not know the sender yet. */
    readonly isCreator: boolean | undefined;
}

/** What becomes of a candidate now. */
export type Verdict = "admitted" | "known" | "held" | Refusal;

/** What admission asks and tells the session. */
export interface AdmissionHost {
    /** A candidate was refused. */
    readonly refused: (this: void, candidate: Candidate, reason: Refusal) => void;
    /** Whether a player created the events with this id; nil while that is not known. */
    readonly isCreator: (this: void, id: number, player: string) => boolean | undefined;
    /** The ledger's state for authorize(); nil while it is not known. */
    readonly state: (this: void) => object | undefined;
    /** An event that may enter, or is here already, says on which server its creator is. */
    readonly serverTold: (this: void, candidate: Candidate) => void;
}

interface Held {
    readonly candidate: Candidate;
    readonly since: number;
}

export class Admission {
    /** Refused events by reason. Read only. */
    readonly refusals: Partial<Record<Refusal, number>> = {};
    private held: Held[] = [];
    private heldCount = 0;

    constructor(
        private readonly log: Log,
        private readonly schema: Schema,
        private readonly clock: Clock,
        private readonly guard: Guard,
        private readonly authorize: Authorize,
        private readonly host: AdmissionHost,
    ) {}

    /** Number of events that wait for an answer of authorize(). */
    waiting(): number {
        return this.heldCount;
    }

    /** Whether authorize() refuses a candidate that is new. Counts nothing. */
    isUnauthorized(candidate: Candidate): boolean {
        return this.judge(candidate) === "unauthorized";
    }

    /** Lets a candidate into the log, refuses it, or holds it. */
    admit(candidate: Candidate): Verdict {
        const verdict = this.take(candidate);
        if (verdict === "held") {
            return this.hold(candidate);
        }
        if (verdict !== "admitted" && verdict !== "known") {
            this.refuse(candidate, verdict);
        }
        return verdict;
    }

    /** Lets a candidate into the log if it may enter now. Holds nothing and counts no refusal: the caller does. */
    take(candidate: Candidate): Verdict {
        const verdict = this.judge(candidate);
        if (verdict === "admitted") {
            this.enter(candidate);
        }
        return verdict;
    }

    /** Counts an event that was admitted, and came into its week too late for a seal. */
    refuseLate(candidate: Candidate): void {
        this.refuse(candidate, "sealed");
    }

    /** Asks authorize() again about everything that is held. */
    retry(pause: Pause): void {
        // What another call asks about meanwhile, and what comes, stands in another list.
        const held = this.held;
        this.held = [];
        const now = this.clock.uptime();
        for (const entry of held) {
            this.heldCount--;
            const { id, sender } = entry.candidate;
            const candidate = { ...entry.candidate, isCreator: this.host.isCreator(id, sender) };
            const verdict = this.judge(candidate);
            if (verdict === "admitted") {
                this.enter(candidate);
            } else if (verdict === "held" && now - entry.since < HELD_SECONDS) {
                this.keep(entry);
            } else if (verdict !== "known") {
                this.refuse(candidate, verdict === "held" ? "heldTooLong" : verdict);
            }
            pause();
        }
    }

    /** Whether an event of the log may go out on a channel in the name of `sender`. Nil when that is not known yet. */
    mayLeave(time: number, id: number, body: string, sender: string, isCreator: boolean): boolean | undefined {
        const answer = this.ask(this.toEvent(time, id, body), sender, "out", isCreator);
        return answer === "authorizeError" ? false : answer;
    }

    /** Whether a peer may speak for the ledger: advertise and answer. Nil when that is not known yet. */
    maySpeak(peer: string, direction: Direction): boolean | undefined {
        const answer = this.ask(undefined, peer, direction, false);
        return answer === "authorizeError" ? false : answer;
    }

    /** An event as listeners and authorize() see it. Where its type is unknown, it has only its key and type number. */
    toEvent(time: number, id: number, body: string): LedgerEvent {
        const guid = this.log.directory.guid(creatorOf(id));
        const [event] = this.schema.decode(time, id, body, guid);
        return event ?? this.schema.describeUnknown(time, id, body, guid);
    }

    /** The same of a row. */
    toEventOfRow(time: number, id: number, row: Row): LedgerEvent {
        const guid = this.log.directory.guid(creatorOf(id));
        const [event] = this.schema.decodeRow(time, id, row, guid);
        return event ?? this.schema.describeUnknown(time, id, row.pieces[row.offset], guid);
    }

    private judge(candidate: Candidate): Verdict {
        const { time, id, body } = candidate;
        if (time > this.clock.serverTime() + MAX_FUTURE) {
            return "future";
        }
        if (this.isKnown(time, id, body)) {
            this.noteServer(candidate);
            return "known";
        }
        if (!this.log.mayEnter(weekOf(time))) {
            return this.judgeForClosed(candidate);
        }
        const guid = this.log.directory.guid(creatorOf(id), candidate.server);
        const [event, failure] = this.schema.decode(time, id, body, guid);
        if (failure === "unparsable") {
            return "unparsable";
        }
        const seen = event ?? this.schema.describeUnknown(time, id, body, guid);
        const { sender, isCreator } = candidate;
        const answer = this.ask(seen, sender, "in", isCreator === true);
        if (answer === true) {
            return "admitted";
        }
        if (answer === "authorizeError") {
            return answer;
        }
        return answer === undefined || isCreator === undefined ? "held" : "unauthorized";
    }

    /** A closed week has all events that it can have. What is in it is not told before it is open. */
    private judgeForClosed(candidate: Candidate): Verdict {
        const { time, id, body } = candidate;
        const isHere = this.log.holds(time, id, body);
        if (isHere === undefined) {
            return "held";
        }
        return isHere ? "known" : "sealed";
    }

    private isKnown(time: number, id: number, body: string): boolean {
        return this.log.week(weekOf(time))?.bodyAt(time, id) === body;
    }

    private ask(
        event: LedgerEvent | undefined,
        sender: string,
        direction: Direction,
        isCreator: boolean,
    ): boolean | undefined | "authorizeError" {
        const [ok, answer] = pcall(this.authorize, event, sender, direction, isCreator, this.host.state());
        if (!ok) {
            this.guard.report(`LibEventLedger: authorize: ${tostring(answer)}`);
            return "authorizeError";
        }
        return answer === undefined ? undefined : answer === true;
    }

    private enter(candidate: Candidate): void {
        this.host.serverTold(candidate);
        this.log.insert(candidate.time, candidate.id, candidate.body);
    }

    /** Takes in what a candidate that is here already says of its creator's server, if its sender may bring it. */
    private noteServer(candidate: Candidate): void {
        const { id, time, body, server, sender } = candidate;
        const isCreator = candidate.isCreator === true;
        const isNews = this.log.directory.isNews(creatorOf(id), server, isCreator);
        if (isNews && this.ask(this.toEvent(time, id, body), sender, "in", isCreator) === true) {
            this.host.serverTold(candidate);
        }
    }

    private hold(candidate: Candidate): Verdict {
        if (this.heldCount >= HELD_LIMIT) {
            this.refuse(candidate, "heldTooMany");
            return "heldTooMany";
        }
        this.keep({ candidate, since: this.clock.uptime() });
        return "held";
    }

    private keep(entry: Held): void {
        this.held[this.held.length] = entry;
        this.heldCount++;
    }

    private refuse(candidate: Candidate, reason: Refusal): void {
        this.refusals[reason] = (this.refusals[reason] ?? 0) + 1;
        this.host.refused(candidate, reason);
    }
}
