/** A request of this client, from its beginning to its end. */

import { PROMISE_AGAIN_SECONDS, PROMISE_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import type { MeetFailure, MeetMate, MeetResult, MeetState, OnMet } from "../../api/room-meet";
import type { Handle } from "../../ports";
import { encodePromise, type MatchName, type MeetRequest, payloadOf, type Row } from "./cells";
import { SayAgain } from "./say-again";

/** What was promised. */
export interface OwnPromise extends MatchName {
    readonly slot: number;
    /** Uptime of the promise. */
    readonly since: number;
    readonly rows: readonly Row[];
    /** The requests of the match, as they were then; the coordinator's first. */
    readonly group: readonly MeetRequest[];
    readonly again: Handle;
    /** Uptime since which the match is missing. */
    missingSince?: number;
}

/** Names a request in the room. */
export function idOf({ owner, id, incarnation }: MeetRequest): string {
    return string.format("%s/%.0f/%.0f", owner, incarnation, id);
}

/** The labels of a request as a table of their own. */
export function tableOf({ labels }: MeetRequest): Record<string, string> {
    const table: Record<string, string> = {};
    for (const [key, value] of labels) {
        table[key] = value;
    }
    return table;
}

function resultOf(group: readonly MeetRequest[]): MeetResult {
    const requests: MeetMate[] = [];
    const payloads: Record<string, unknown> = {};
    for (const index of $range(0, group.length - 1)) {
        const request = group[index];
        const { owner, actor } = request;
        const payload = payloadOf(request);
        requests[index] = { id: idOf(request), owner, actor, labels: tableOf(request), payload };
        payloads[actor] = payload;
    }
    return { requests, payloads };
}

export class OwnRequest {
    /** Read only, as all that follows. */
    state: MeetState = "open";
    promise: OwnPromise | undefined;
    /** Whether its time is over. */
    isOverdue = false;
    /** Ends it when its time is over. */
    timer: Handle | undefined;
    /** Whose turn it is to propose a match with it, and since when. */
    private awaited: string | undefined;
    private awaitedSince = 0;
    private again: Handle | undefined;

    /** @param slot where it stands on the own board; nil when it is not said. */
    constructor(
        private readonly session: RoomSession,
        readonly request: MeetRequest,
        private readonly slot: number | undefined,
        private readonly callback: OnMet,
    ) {
        this.sayAgain();
    }

    /** Whether it has ended. */
    isOver(): boolean {
        return this.state !== "open" && this.state !== "promised";
    }

    /** It is another one's turn to propose a match with this request, or nobody's: until that happens, it is said again. */
    awaits(coordinator: string | undefined): void {
        if (coordinator !== this.awaited) {
            this.awaited = coordinator;
            this.awaitedSince = this.session.context.clock.uptime();
            this.sayAgain();
        }
    }

    /** A match with it was proposed: it need not be said again. */
    answered(): void {
        this.awaited = undefined;
        this.again?.cancel();
        this.again = undefined;
    }

    /** Who has let its turn pass; nil when nobody has. */
    defaulter(): string | undefined {
        const passed = this.session.context.clock.uptime() - this.awaitedSince;
        return this.awaited !== undefined && passed >= PROMISE_SECONDS ? this.awaited : undefined;
    }

    /**
     * Binds it to a match of another one.
     * @returns whether there was room for the promise.
     */
    bind(name: MatchName, rows: readonly Row[], group: readonly MeetRequest[]): boolean {
        const { session, request } = this;
        const { coordinator, incarnation, match } = name;
        const [slot] = session.own.add(encodePromise(request.id, name));
        if (slot === undefined) {
            return false;
        }
        this.answered();
        const since = session.context.clock.uptime();
        const again = new SayAgain(session, slot, PROMISE_AGAIN_SECONDS);
        this.promise = { coordinator, incarnation, match, slot, since, rows, group, again };
        this.state = "promised";
        return true;
    }

    /** The match was aborted. */
    release(): void {
        this.dropPromise();
        this.state = "open";
    }

    /** It is in a group. */
    match(group: readonly MeetRequest[]): void {
        this.leave("matched");
        this.session.context.guard.call(this.callback, resultOf(group), undefined);
    }

    /** It has ended without a result. */
    fail(why: MeetFailure): void {
        this.leave(why === "unknown" ? "unknown" : "aborted");
        this.session.context.guard.call(this.callback, undefined, why);
    }

    private sayAgain(): void {
        this.again?.cancel();
        this.again = this.slot === undefined ? undefined : new SayAgain(this.session, this.slot);
    }

    private leave(state: MeetState): void {
        this.timer?.cancel();
        this.answered();
        this.dropPromise();
        if (this.slot !== undefined) {
            this.session.own.clear(this.slot);
        }
        this.state = state;
    }

    private dropPromise(): void {
        if (this.promise !== undefined) {
            this.promise.again.cancel();
            this.session.own.clear(this.promise.slot);
            this.promise = undefined;
        }
    }
}
