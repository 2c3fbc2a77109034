/** Proposes matches whose oldest request is this client's, and decides them. */

import { PROMISE_SECONDS, UNKNOWN_SECONDS, VANISHED_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import type { Handle } from "../../ports";
import { encodeMatch, MatchState, type MeetPromise, type MeetRequest, type Row, rowOf } from "./cells";
import type { OwnRequest } from "./own-request";
import type { PassedOver } from "./passed-over";
import { SayAgain } from "./say-again";
import type { MeetView } from "./view";

/** Seconds between two answers to promises that are said again. */
const ANSWER_SECONDS = 0.7;

interface OwnMatch {
    readonly id: number;
    readonly slot: number;
    readonly own: OwnRequest;
    readonly group: readonly MeetRequest[];
    readonly rows: readonly Row[];
    state: MatchState;
    /** Uptime of the proposal, or of the decision. */
    since: number;
    /** Uptime at which it was said last. */
    saidAt: number;
    again: Handle;
}

export class Coordinator {
    private matches: OwnMatch[] = [];
    private lastId = 0;

    constructor(
        private readonly session: RoomSession,
        private readonly view: MeetView,
        private readonly passedOver: PassedOver,
    ) {}

    /** Whether there is anything to look after. */
    isIdle(): boolean {
        return this.matches.length === 0;
    }

    /** Proposes a group. @param own the oldest request in it. */
    propose(own: OwnRequest, group: readonly MeetRequest[]): void {
        const { session } = this;
        const rows = group.map((request) => rowOf(request));
        const id = this.lastId + 1;
        const slot = this.write(encodeMatch(id, MatchState.Proposed, rows));
        if (slot === undefined) {
            return;
        }
        this.lastId = id;
        own.answered();
        const since = session.context.clock.uptime();
        const again = new SayAgain(session, slot);
        const state = MatchState.Proposed;
        this.matches[this.matches.length] = { id, slot, own, group, rows, state, since, saidAt: since, again };
    }

    /** Gives up the match of a request that this client has proposed, if there is one. */
    withdraw(own: OwnRequest): void {
        for (const match of this.matches) {
            if (match.own === own && match.state === MatchState.Proposed) {
                this.decide(match, MatchState.Aborted);
            }
        }
    }

    /** Decides what can be decided, and empties what nobody needs any more. */
    look(): void {
        const now = this.session.context.clock.uptime();
        // A callback of the addon may end requests, or make new ones.
        for (const match of [...this.matches]) {
            if (match.state === MatchState.Proposed) {
                this.judge(match, now);
            } else if (this.isDone(match, now)) {
                this.empty(match);
            }
        }
    }

    /** A promise was said again: its owner has not heard the decision. */
    promisedAgain({ coordinator, incarnation, match: id }: MeetPromise): void {
        const { own, context } = this.session;
        const now = context.clock.uptime();
        if (coordinator !== context.self || incarnation !== own.incarnation) {
            return;
        }
        for (const match of this.matches) {
            const isDue = match.state !== MatchState.Proposed && now - match.saidAt >= ANSWER_SECONDS;
            if (match.id === id && isDue) {
                match.saidAt = now;
                own.repeat(match.slot);
            }
        }
    }

    /** A slot for a match; aborted ones make room for it. */
    private write(bytes: string): number | undefined {
        while (true) {
            const [slot] = this.session.own.add(bytes);
            const aborted = this.matches.find(({ state }) => state === MatchState.Aborted);
            if (slot !== undefined || aborted === undefined) {
                return slot;
            }
            this.empty(aborted);
        }
    }

    private judge(match: OwnMatch, now: number): void {
        const { group } = match;
        const missing: string[] = [];
        for (const index of $range(1, group.length - 1)) {
            const request = group[index];
            const isPromised = this.isPromised(match, request);
            if (!this.isThere(request) || (!isPromised && this.view.isBound(request))) {
                this.decide(match, MatchState.Aborted);
                return;
            }
            if (!isPromised) {
                missing[missing.length] = request.owner;
            }
        }
        if (missing.length === 0) {
            this.complete(match);
        } else if (now - match.since >= PROMISE_SECONDS) {
            for (const name of missing) {
                this.passedOver.fail(name);
            }
            this.decide(match, MatchState.Aborted);
        }
    }

    /** The only moment at which a match comes about. */
    private complete(match: OwnMatch): void {
        this.decide(match, MatchState.Matched);
        for (const { owner } of match.group) {
            this.passedOver.forgive(owner);
        }
        match.own.match(match.group);
    }

    private decide(match: OwnMatch, state: MatchState): void {
        const { session } = this;
        match.state = state;
        match.since = session.context.clock.uptime();
        match.saidAt = match.since;
        match.again.cancel();
        session.own.write(match.slot, encodeMatch(match.id, state, match.rows));
        match.again = new SayAgain(session, match.slot);
    }

    private isThere({ owner, incarnation, id }: MeetRequest): boolean {
        return (
            this.session.incarnationOf(owner) === incarnation &&
            this.view.requests.get(owner, id)?.incarnation === incarnation
        );
    }

    private isPromised({ id }: OwnMatch, request: MeetRequest): boolean {
        const { own, context } = this.session;
        const promise = this.view.promises.get(request.owner, request.id);
        return (
            promise !== undefined &&
            promise.match === id &&
            promise.coordinator === context.self &&
            promise.incarnation === own.incarnation &&
            promise.cell.incarnation === request.incarnation
        );
    }

    /** Whether nobody who is present waits for a decision, or will. */
    private isDone(match: OwnMatch, now: number): boolean {
        const seconds = match.state === MatchState.Aborted ? UNKNOWN_SECONDS : VANISHED_SECONDS;
        const isAwaited = match.group.some(
            (request) =>
                this.session.incarnationOf(request.owner) === request.incarnation && this.isPromised(match, request),
        );
        if (!isAwaited) {
            match.again.cancel();
        }
        return !isAwaited && now - match.since >= seconds;
    }

    private empty(match: OwnMatch): void {
        match.again.cancel();
        this.session.own.clear(match.slot);
        this.matches = this.matches.filter((other) => other !== match);
    }
}
