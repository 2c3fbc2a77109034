/** Promises this client's requests to the matches of others, and learns what came of them. */

import { PROMISE_SECONDS, UNKNOWN_SECONDS, VANISHED_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import { isSameRows, MatchState, type MeetMatch, type MeetRequest } from "./cells";
import { isGroupFor } from "./group";
import type { OwnPromise, OwnRequest } from "./own-request";
import type { PassedOver } from "./passed-over";
import { isOlder, type MeetView } from "./view";

/** A match that was proposed with a request of this client. */
interface Proposal {
    readonly match: MeetMatch;
    /** Uptime at which it was heard. */
    readonly since: number;
}

/** Finds an open request of this client. */
export type FindOwn = (this: void, id: number) => OwnRequest | undefined;

export class Participant {
    /** In the order in which they were heard. */
    private proposals: Proposal[] = [];
    /** Who has proposed a match with a request of this client that cannot be promised yet, by request. */
    private callers = new LuaMap<number, string>();

    constructor(
        private readonly session: RoomSession,
        private readonly view: MeetView,
        private readonly passedOver: PassedOver,
        private readonly findOwn: FindOwn,
    ) {}

    /** A match was heard. */
    heard(match: MeetMatch): void {
        const { context, own } = this.session;
        const isAsked = match.rows.some(
            ({ owner, incarnation }, index) => index > 0 && owner === context.self && incarnation === own.incarnation,
        );
        if (isAsked && match.state === MatchState.Proposed) {
            this.proposals[this.proposals.length] = { match, since: context.clock.uptime() };
        }
    }

    /** Looks what has become of a promised request. @returns whether it is open again. */
    resolve(own: OwnRequest): boolean {
        const { promise } = own;
        if (promise === undefined) {
            return false;
        }
        const now = this.session.context.clock.uptime();
        const match = this.view.matchOf(promise);
        const isSame = match !== undefined && isSameRows(match.rows, promise.rows);
        if (match?.state === MatchState.Matched && isSame) {
            this.passedOver.forgive(promise.coordinator);
            own.match(promise.group);
            return false;
        }
        if (match?.state === MatchState.Aborted) {
            this.blame(promise);
            own.release();
            return true;
        }
        promise.missingSince = match === undefined ? (promise.missingSince ?? now) : undefined;
        const isGone = this.session.incarnationOf(promise.coordinator) !== promise.incarnation;
        const isMissing = promise.missingSince !== undefined && now - promise.missingSince >= VANISHED_SECONDS;
        if (isGone || isMissing || now - promise.since >= UNKNOWN_SECONDS) {
            this.passedOver.fail(promise.coordinator, true);
            own.fail("unknown");
        }
        return false;
    }

    /** Promises what can be promised, the oldest coordinator's first. */
    answer(): void {
        const now = this.session.context.clock.uptime();
        this.proposals = this.proposals.filter(
            ({ match, since }) =>
                now - since < PROMISE_SECONDS && this.view.matches.get(match.owner, match.id) === match,
        );
        this.callers = new LuaMap();
        const groups: { match: MeetMatch; group: MeetRequest[] }[] = [];
        for (const { match } of this.proposals) {
            const group = this.groupOf(match);
            if (group !== undefined) {
                groups[groups.length] = { match, group };
            }
        }
        table.sort(groups, (a, b) => a.group[0] !== b.group[0] && isOlder(a.group[0], b.group[0]));
        for (const { match, group } of groups) {
            this.promiseTo(match, group);
        }
    }

    /** The requests of a match, as far as all of them are known. */
    private groupOf(match: MeetMatch): MeetRequest[] | undefined {
        const { owner, rows } = match;
        if (this.passedOver.has(owner)) {
            return undefined;
        }
        const group: MeetRequest[] = [];
        for (const index of $range(0, rows.length - 1)) {
            const { owner: name, incarnation, request: id } = rows[index];
            const request = this.view.requests.get(name, id);
            if (request === undefined || request.incarnation !== incarnation || !this.view.isPending(request)) {
                this.noteCaller(match);
                return undefined;
            }
            group[index] = request;
        }
        return group;
    }

    /** Who has proposed a match with a request of this client that names others of which it has not heard. */
    callerOf(own: OwnRequest): string | undefined {
        return this.callers.get(own.request.id);
    }

    private noteCaller({ owner: coordinator, rows }: MeetMatch): void {
        const { context, own } = this.session;
        for (const { owner, incarnation, request } of rows) {
            if (owner === context.self && incarnation === own.incarnation) {
                this.callers.set(request, coordinator);
            }
        }
    }

    private promiseTo(match: MeetMatch, group: readonly MeetRequest[]): void {
        const { context, own: board } = this.session;
        const name = { coordinator: match.owner, incarnation: match.incarnation, match: match.id };
        for (const index of $range(1, group.length - 1)) {
            const request = group[index];
            const isOwn = request.owner === context.self && request.incarnation === board.incarnation;
            const own = isOwn ? this.findOwn(request.id) : undefined;
            if (own !== undefined && !this.view.isBound(request) && isGroupFor(request, group)) {
                own.bind(name, match.rows, group);
            }
        }
    }

    /** A match that nobody but its coordinator can have made fail is that one's doing. */
    private blame({ coordinator, match, group }: OwnPromise): void {
        const isExcused = group.some((request, index) => {
            const promise = this.view.promises.get(request.owner, request.id);
            const isElsewhere =
                promise !== undefined && (promise.coordinator !== coordinator || promise.match !== match);
            const isThere = this.view.requests.get(request.owner, request.id) === request;
            return index > 0 && (!isThere || isElsewhere);
        });
        if (!isExcused) {
            this.passedOver.suspect(coordinator);
        }
    }
}
