/** Events between the members of a room: in order a sender, at most once. docs/rooms-protocol.md is normative. */

import type { EmitRefusal, RoomEventListener, RoomListeners } from "../../api/room-listeners";
import { decodeCbor } from "../../codec/cbor-decode";
import { encodeCbor } from "../../codec/cbor-encode";
import type { Emitter } from "../../emitter";
import { expectFunction, expectString, misuse } from "../../misuse";
import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import { REMEMBER_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import { EVENT_NAME_BYTES } from "./constants";
import { decodeEvent, type EventCell, eventNumberOf } from "./event-cells";
import { EventRing } from "./event-ring";
import { Stream } from "./stream";

const huge = math.huge;

/** Seconds between two looks at what events wait for. */
const LOOK_SECONDS = 0.5;

/** What the room itself tells by on(): no member can say it. */
const GAP = "gap";
const RESERVED: readonly string[] = [GAP, "joined", "left", "opened", "closed"];

export interface EventsOptions {
    /** Where listeners are kept. It may outlive the session, and have other names as well. */
    readonly emitter: Emitter;
    /** Whether events of somebody are shown. Default: all. */
    readonly isAllowed?: (this: void, action: "emit", subject: string, sender: string) => boolean;
}

export class Events {
    private readonly ring: EventRing;
    private readonly streams = new LuaMap<string, Stream>();
    /** Uptimes at which senders left. */
    private readonly leftAt = new LuaMap<string, number>();
    /** Senders of whom something waits. */
    private waiting: string[] = [];
    private isLooking = false;
    private isClosed = false;

    constructor(
        private readonly session: RoomSession,
        private readonly options: EventsOptions,
    ) {
        this.ring = new EventRing(session);
        session.whenShown(Kind.Event, (owner, old, cell) => this.shown(owner, old, cell));
        session.whenLeft((name) => this.leftAt.set(name, session.context.clock.uptime()));
    }

    /** See Room.emit(). */
    emit(name: string, value?: unknown): LuaMultiReturn<[ok: boolean, why?: EmitRefusal]> {
        expectString("emit", "name", name, 1, EVENT_NAME_BYTES);
        if (RESERVED.includes(name)) {
            misuse("emit", "name", `"${name}" is told by the room itself`);
        }
        const [bytes, reason, path] = encodeCbor(value);
        if (bytes === undefined) {
            misuse("emit", `value${path}`, `cannot be sent: ${reason}`);
        }
        if (this.isClosed) {
            return $multi(false, "closed");
        }
        const refusal = this.ring.add(name, bytes!);
        if (refusal !== undefined) {
            return $multi(false, refusal);
        }
        const { timers, self } = this.session.context;
        timers.after(0, () => {
            const [, own] = decodeCbor(bytes!, 1);
            this.show({ number: 0, name, value: own }, self);
        });
        return $multi(true);
    }

    /**
     * Has a function told of the events of a name.
     * @param name of the event; "gap": it is told who has said events that will never come, and how many.
     * @returns a function that ends it.
     * @example room:on("countdown", function(value, sender) print(sender, value.seconds) end)
     */
    on(name: "gap", listener: RoomListeners["gap"]): (this: void) => void;
    on(name: string, listener: RoomEventListener): (this: void) => void;
    on(name: string, listener: RoomEventListener | RoomListeners["gap"]): (this: void) => void {
        expectString("on", "name", name, 1, EVENT_NAME_BYTES);
        expectFunction("on", "listener", listener);
        return this.options.emitter.on(name, listener as (this: void, ...args: unknown[]) => void);
    }

    /** Shows nothing any more. */
    close(): void {
        this.isClosed = true;
    }

    private shown(owner: string, old: Cell | undefined, cell: Cell | undefined): void {
        const { context } = this.session;
        if (owner === context.self) {
            return;
        }
        const stream = this.streams.get(owner);
        if (old !== undefined && stream !== undefined && stream.incarnation === old.incarnation) {
            stream.gone(eventNumberOf(old.bytes));
        }
        if (cell === undefined) {
            return;
        }
        const event = decodeEvent(cell.bytes);
        if (event === undefined || RESERVED.includes(event.name)) {
            context.port.ignore("malformedCell");
        } else {
            this.take(owner, cell, event);
        }
    }

    private take(owner: string, { incarnation, sequence }: Cell, event: EventCell): void {
        const stream = this.streamOf(owner, incarnation);
        const firstTop = this.session.members.get(owner)?.board.firstTop ?? 0;
        this.leftAt.delete(owner);
        if (stream.incarnation !== incarnation) {
            return;
        }
        if (sequence <= firstTop && !this.isYounger(incarnation)) {
            stream.skip(event.number);
        } else {
            stream.take(event, sequence);
            this.wait(owner, stream);
        }
    }

    /** Whether an incarnation began after this client's own. */
    private isYounger(incarnation: number): boolean {
        return incarnation > this.session.own.incarnation;
    }

    /** The stream of an incarnation, or of a higher one that was heard before. */
    private streamOf(owner: string, incarnation: number): Stream {
        const known = this.streams.get(owner);
        if (known !== undefined && known.incarnation >= incarnation) {
            return known;
        }
        this.forget();
        const stream = new Stream(incarnation, this.isYounger(incarnation), {
            event: (event) => this.show(event, owner),
            gap: (count) => this.tell(GAP, owner, count),
        });
        this.streams.set(owner, stream);
        return stream;
    }

    /** Forgets senders that have been gone for long. */
    private forget(): void {
        const now = this.session.context.clock.uptime();
        for (const [name] of this.streams) {
            if (now - (this.leftAt.get(name) ?? huge) >= REMEMBER_SECONDS) {
                this.streams.delete(name);
                this.leftAt.delete(name);
            }
        }
    }

    /** Looks soon whether what a stream waits for can still come. */
    private wait(owner: string, stream: Stream): void {
        if (stream.isWaiting() && !this.waiting.includes(owner)) {
            this.waiting[this.waiting.length] = owner;
            this.look(0);
        }
    }

    private look(seconds: number): void {
        if (this.isLooking) {
            return;
        }
        this.isLooking = true;
        this.session.context.timers.after(seconds, () => {
            this.isLooking = false;
            for (const owner of this.waiting) {
                this.release(owner);
            }
            this.waiting = this.waiting.filter((owner) => this.streams.get(owner)?.isWaiting() === true);
            if (this.waiting.length > 0) {
                this.look(LOOK_SECONDS);
            }
        });
    }

    private release(owner: string): void {
        const board = this.session.members.get(owner)?.board;
        const stream = this.streams.get(owner);
        if (board !== undefined && stream !== undefined && board.incarnation === stream.incarnation) {
            stream.known(board.assured());
        }
    }

    private show({ name, value }: EventCell, sender: string): void {
        if (this.options.isAllowed?.("emit", name, sender) ?? true) {
            this.tell(name, value, sender);
        }
    }

    private tell(name: string, first: unknown, second: unknown): void {
        if (!this.isClosed) {
            this.options.emitter.emit(name, first, second);
        }
    }
}
