/** Rendezvous: requests of several members that find each other. docs/rooms-protocol.md is normative. */

import type { RoomSession } from "../session";
import type { MeetFailure, MeetHandle, MeetOptions, MeetState, OnMet, PendingRequest } from "../../api/room-meet";
import { Called } from "./called";
import { encodeRequest, type MeetRequest, payloadOf } from "./cells";
import { Coordinator } from "./coordinator";
import { findGroups } from "./matching";
import { checkOptions } from "./options";
import { idOf, OwnRequest, tableOf } from "./own-request";
import { Participant } from "./participant";
import { PassedOver } from "./passed-over";
import { matches } from "./selector";
import { type IsShown, MeetView } from "./view";

/** Seconds between two looks at whose time is over, while there are requests of this client. */
const LOOK_SECONDS = 0.5;

/** How rendezvous stand at this client. */
export interface MeetStatus {
    /** Its requests that are open, and those that are promised. */
    readonly open: number;
    readonly promised: number;
    /** Whether more requests fit to one of this client's than are tried in all combinations, or too many to look at all: a possible group may have been missed. */
    readonly isCut: boolean;
}

/** A request that never was said. */
function ended(state: MeetState): MeetHandle {
    return { id: "", cancel: () => false, state: () => state };
}

/** Of a room that is closed. */
export const NEVER_SAID = ended("aborted");

export class Rendezvous {
    private readonly view: MeetView;
    private readonly coordinator: Coordinator;
    private readonly participant: Participant;
    private readonly passedOver: PassedOver;
    private readonly called: Called;
    /** Those of this client that have not ended, oldest first. */
    private own: OwnRequest[] = [];
    private lastId = 0;
    /** Events of which something has changed since groups were looked for. */
    private changedEvents = new LuaSet<string>();
    private isDue = false;
    private isCut = false;
    private isClosed = false;

    /** @param isShown whether requests of a member for an event are shown and matched; all are by default. */
    constructor(
        private readonly session: RoomSession,
        isShown: IsShown = () => true,
    ) {
        const { timers, clock } = session.context;
        this.passedOver = new PassedOver(clock);
        this.view = new MeetView(session, isShown, {
            changed: (event) => this.changed(event),
            heard: (match) => {
                this.participant.heard(match);
                this.called.heard(match);
            },
            promisedAgain: (promise) => this.coordinator.promisedAgain(promise),
        });
        this.called = new Called(session, this.view, (event) => this.changed(event));
        this.coordinator = new Coordinator(session, this.view, this.passedOver);
        this.participant = new Participant(session, this.view, this.passedOver, (id) =>
            this.own.find(({ request, state }) => request.id === id && state === "open"),
        );
        session.whenLeft(() => this.changed(undefined));
        timers.every(LOOK_SECONDS, () => this.tick());
    }

    /** See Room.meet(). */
    meet(options: MeetOptions, callback: OnMet): MeetHandle {
        const { session } = this;
        const { self, timers } = session.context;
        const { timeout, ...checked } = checkOptions(options, callback, self);
        const { incarnation } = session.own;
        const stamp = session.stamps.issue();
        const id = this.lastId + 1;
        const body = { ...checked, id, incarnation, stamp };
        if (this.isClosed) {
            return this.refuse(callback, "closed");
        }
        const bytes = encodeRequest(body, self);
        if (checked.mates === 0) {
            const cell = { slot: 0, sequence: 0, bytes, incarnation, isHearsay: false };
            const own = new OwnRequest(session, { ...body, owner: self, cell }, undefined, callback);
            own.match([own.request]);
            return ended("matched");
        }
        const [slot, refusal] = session.own.add(bytes);
        if (slot === undefined) {
            return this.refuse(callback, refusal);
        }
        this.lastId = id;
        const own = new OwnRequest(session, this.view.requests.get(self, id)!, slot, callback);
        this.own[this.own.length] = own;
        this.changed(checked.event);
        if (timeout !== undefined) {
            own.timer = timers.after(timeout, () => this.overdue(own));
        }
        return { id: idOf(own.request), cancel: () => this.cancel(own), state: () => own.state };
    }

    /** See Room.pending(). */
    pending(): PendingRequest[] {
        return this.view.pending().map((request) => {
            const { owner, event, actor, selectorText: selector, mates, stamp } = request;
            const payload = payloadOf(request);
            const labels = tableOf(request);
            const id = idOf(request);
            return { id, owner, event, actor, labels, selector, mates, payload, createdAt: stamp.seconds };
        });
    }

    status(): MeetStatus {
        const promised = this.own.filter(({ state }) => state === "promised").length;
        return { open: this.own.length - promised, promised, isCut: this.isCut };
    }

    /** Asks again whose requests are shown: the roster has changed. */
    refilter(): void {
        this.view.refilter();
    }

    /** Ends all requests of this client. */
    close(): void {
        this.isClosed = true;
        const { own } = this;
        this.own = [];
        for (const request of own) {
            this.coordinator.withdraw(request);
            request.fail("closed");
        }
    }

    private refuse(callback: OnMet, why: MeetFailure): MeetHandle {
        this.session.context.guard.call(callback, undefined, why);
        return ended("aborted");
    }

    private cancel(own: OwnRequest): boolean {
        if (own.state !== "open") {
            return false;
        }
        this.fail(own, "cancelled");
        return true;
    }

    /** The time of a request is over. A promised one has to wait for the outcome. */
    private overdue(own: OwnRequest): void {
        own.isOverdue = true;
        if (own.state === "open") {
            this.fail(own, "timeout");
        }
    }

    private fail(own: OwnRequest, why: MeetFailure): void {
        this.coordinator.withdraw(own);
        own.fail(why);
        this.forgetOver();
    }

    private forgetOver(): void {
        this.own = this.own.filter((own) => !own.isOver());
    }

    private changed(event: string | undefined): void {
        if (event !== undefined && this.own.some(({ request }) => request.event === event)) {
            this.changedEvents.add(event);
        }
        if (!this.isDue && !this.isClosed && (this.own.length > 0 || !this.coordinator.isIdle())) {
            this.isDue = true;
            this.session.context.timers.after(0, () => {
                this.isDue = false;
                this.look();
            });
        }
    }

    private tick(): void {
        this.view.ripen();
        const isPassEnded = this.passedOver.hasEnded();
        for (const own of this.own) {
            const defaulter = own.defaulter();
            if (defaulter !== undefined) {
                own.awaits(undefined);
                this.passedOver.fail(defaulter);
            }
            if (isPassEnded || defaulter !== undefined) {
                this.changed(own.request.event);
            }
        }
        this.changed(undefined);
    }

    private look(): void {
        for (const own of this.own) {
            if (this.participant.resolve(own)) {
                this.changed(own.request.event);
                if (own.isOverdue) {
                    own.fail("timeout");
                }
            }
        }
        this.coordinator.look();
        this.forgetOver();
        this.participant.answer();
        this.seekOne();
    }

    /** Looks for groups of one event; the others' turn is in the next frames, so that no frame takes long. */
    private seekOne(): void {
        const own = this.own.find(({ request }) => this.changedEvents.has(request.event));
        if (own === undefined) {
            this.changedEvents = new LuaSet();
            return;
        }
        const { event } = own.request;
        this.changedEvents.delete(event);
        this.seek(event);
        this.changed(undefined);
    }

    private seek(event: string): void {
        const open = this.view.open(event, (request) => this.passedOver.has(request.owner) || this.called.has(request));
        const { groups, isCut, isExhausted } = findGroups(open);
        this.isCut = isCut || isExhausted;
        for (const own of this.own) {
            const { request } = own;
            if (own.state === "open" && request.event === event && !this.view.isBound(request)) {
                const group = groups.find((members) => members.includes(request));
                this.act(own, group ?? (isExhausted ? groupAround(request, open) : undefined));
            }
        }
    }

    private act(own: OwnRequest, group: readonly MeetRequest[] | undefined): void {
        const { self } = this.session.context;
        if (group !== undefined && group[0] === own.request) {
            this.coordinator.propose(own, group);
        } else {
            const first = group?.[0].owner;
            own.awaits(first === undefined || first === self ? this.participant.callerOf(own) : first);
        }
    }
}

/** The group that a request is in when only those are looked at that fit to it: there were too many to look at all. */
function groupAround(request: MeetRequest, open: readonly MeetRequest[]): readonly MeetRequest[] | undefined {
    const near = open.filter(
        (other) =>
            other === request || (matches(request.selector, other.labels) && matches(other.selector, request.labels)),
    );
    return findGroups(near).groups.find((members) => members.includes(request));
}
