/** What is shown of all members' requests, promises and matches. */

import { Kind } from "../board/kinds";
import type { RoomSession } from "../session";
import { isBefore } from "../stamp";
import {
    MatchState,
    type MatchName,
    type MeetMatch,
    type MeetPromise,
    type MeetRequest,
    readMatch,
    readPromise,
    readRequest,
} from "./cells";
import { Shelf } from "./shelf";

const floor = math.floor;

/** Most open requests of an event among which groups are looked for: the oldest ones. */
const OPEN_LIMIT = 200;
/** Most of one owner among them, so that nobody fills them alone. */
const OWNER_LIMIT = 8;

/** Told of what changes in a view. */
export interface ViewListener {
    /** Something has changed. @param event of the requests that it touches, as far as they are known. */
    readonly changed: (this: void, event: string | undefined) => void;
    /** A match was heard. */
    readonly heard: (this: void, match: MeetMatch) => void;
    /** A promise was said again. */
    readonly promisedAgain: (this: void, promise: MeetPromise) => void;
}

/** Whether requests of an owner, for an event, are shown. */
export type IsShown = (this: void, event: string, owner: string) => boolean;

/** Whether a request is older than another one: by stamp, then owner, then id. */
export function isOlder(a: MeetRequest, b: MeetRequest): boolean {
    return a.owner === b.owner && a.stamp.seconds === b.stamp.seconds && a.stamp.counter === b.stamp.counter
        ? a.id < b.id
        : isBefore(a.stamp, a.owner, b.stamp, b.owner);
}

export class MeetView {
    readonly requests: Shelf<MeetRequest>;
    readonly promises: Shelf<MeetPromise>;
    readonly matches: Shelf<MeetMatch>;
    /** The requests of each event, oldest first. */
    private readonly byEvent = new LuaMap<string, MeetRequest[]>();
    /** How many matches that are not aborted name a request, by coordinator and request, as its own. */
    private readonly leading = new LuaMap<string, LuaMap<number, number>>();
    /** Requests that are not allowed. */
    private readonly hidden = new LuaSet<MeetRequest>();
    /** Requests whose time is to come. */
    private readonly early = new LuaSet<MeetRequest>();

    constructor(
        private readonly session: RoomSession,
        private readonly isAllowed: IsShown,
        private readonly listener: ViewListener,
    ) {
        this.requests = new Shelf<MeetRequest>(session, Kind.Request, readRequest, (old, request) => {
            this.requestChanged(old, request);
        });
        this.promises = new Shelf<MeetPromise>(
            session,
            Kind.Promise,
            readPromise,
            (old, promise) => {
                const { owner, id } = (promise ?? old)!;
                listener.changed(this.requests.get(owner, id)?.event);
            },
            listener.promisedAgain,
        );
        this.matches = new Shelf<MeetMatch>(session, Kind.Match, readMatch, (old, match) => {
            this.matchChanged(old, match);
        });
    }

    /** Whether a request is shown and counts: its owner is here, it is allowed, and its time has come. */
    isPending(request: MeetRequest): boolean {
        return (
            this.session.incarnationOf(request.owner) === request.incarnation &&
            !this.hidden.has(request) &&
            !this.early.has(request)
        );
    }

    /** The match that a promise names, if it is shown. */
    matchOf({ coordinator, incarnation, match }: MatchName): MeetMatch | undefined {
        const found = this.matches.get(coordinator, match);
        return found !== undefined && found.incarnation === incarnation ? found : undefined;
    }

    /** Whether a request is bound to a match: as that of its coordinator, or by a promise. */
    isBound({ owner, id }: MeetRequest): boolean {
        if ((this.leading.get(owner)?.get(id) ?? 0) > 0) {
            return true;
        }
        const promise = this.promises.get(owner, id);
        return promise !== undefined && this.matchOf(promise)?.state !== MatchState.Aborted;
    }

    /** The open requests of an event, oldest first; bounded. @param isLeftOut which do not count. */
    open(event: string, isLeftOut: (this: void, request: MeetRequest) => boolean): MeetRequest[] {
        const open: MeetRequest[] = [];
        const looked = new LuaMap<string, number>();
        let count = 0;
        for (const request of this.byEvent.get(event) ?? []) {
            const { owner } = request;
            const before = looked.get(owner) ?? 0;
            looked.set(owner, before + 1);
            const isIn = before < OWNER_LIMIT && this.isPending(request) && !this.isBound(request);
            if (isIn && !isLeftOut(request)) {
                open[count] = request;
                count++;
                if (count === OPEN_LIMIT) {
                    break;
                }
            }
        }
        return open;
    }

    /** All requests that are shown and count, oldest first. */
    pending(): MeetRequest[] {
        const pending: MeetRequest[] = [];
        let count = 0;
        for (const [_event, requests] of this.byEvent) {
            for (const request of requests) {
                if (this.isPending(request)) {
                    pending[count] = request;
                    count++;
                }
            }
        }
        table.sort(pending, isOlder);
        return pending;
    }

    /** Asks again who is allowed to be shown; the roster has changed. */
    refilter(): void {
        for (const [event, requests] of this.byEvent) {
            for (const request of requests) {
                this.filter(request);
            }
            this.listener.changed(event);
        }
    }

    /** Shows the requests whose time has come. */
    ripen(): void {
        for (const request of this.early) {
            if (this.session.stamps.secondsUntil(request.stamp.seconds) === 0) {
                this.early.delete(request);
                this.listener.changed(request.event);
            }
        }
    }

    private requestChanged(old: MeetRequest | undefined, request: MeetRequest | undefined): void {
        if (old !== undefined) {
            this.hidden.delete(old);
            this.early.delete(old);
            this.unlist(old);
            this.listener.changed(old.event);
        }
        if (request !== undefined) {
            const { stamps } = this.session;
            stamps.see(request.stamp);
            if (stamps.secondsUntil(request.stamp.seconds) > 0) {
                this.early.add(request);
            }
            this.filter(request);
            this.list(request);
            this.listener.changed(request.event);
        }
    }

    private filter(request: MeetRequest): void {
        const { event, owner } = request;
        if (owner === this.session.context.self || this.isAllowed(event, owner)) {
            this.hidden.delete(request);
        } else {
            this.hidden.add(request);
        }
    }

    private list(request: MeetRequest): void {
        const list = this.byEvent.get(request.event) ?? [];
        this.byEvent.set(request.event, list);
        table.insert(list, this.placeOf(list, request) + 1, request);
    }

    private unlist(request: MeetRequest): void {
        const list = this.byEvent.get(request.event)!;
        table.remove(list, this.placeOf(list, request) + 1);
        if (list.length === 0) {
            this.byEvent.delete(request.event);
        }
    }

    /** Index of the first request of a list that is not older than one. */
    private placeOf(list: readonly MeetRequest[], request: MeetRequest): number {
        let low = 0;
        let high = list.length;
        while (low < high) {
            const middle = floor((low + high) / 2);
            if (isOlder(list[middle], request)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private matchChanged(old: MeetMatch | undefined, match: MeetMatch | undefined): void {
        if (old !== undefined) {
            this.lead(old, -1);
        }
        if (match !== undefined) {
            this.lead(match, 1);
            this.listener.heard(match);
        }
        for (const { owner, request } of (match ?? old)?.rows ?? []) {
            this.listener.changed(this.requests.get(owner, request)?.event);
        }
    }

    private lead({ owner, state, rows }: MeetMatch, change: number): void {
        if (state === MatchState.Aborted) {
            return;
        }
        const { request } = rows[0];
        const counts = this.leading.get(owner) ?? new LuaMap<number, number>();
        this.leading.set(owner, counts);
        const count = (counts.get(request) ?? 0) + change;
        if (count > 0) {
            counts.set(request, count);
        } else {
            counts.delete(request);
        }
    }
}
