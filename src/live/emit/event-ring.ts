/** This client's events: the last ones stand on its board for who has missed them. docs/rooms-protocol.md is normative. */

import type { BoardRefusal } from "../board/own-board";
import { CELL_BYTES } from "../board/cells";
import type { RoomSession } from "../session";
import { EVENT_BYTES, EVENT_RING, EVENT_SECONDS } from "./constants";
import { encodeEvent } from "./event-cells";

/** Seconds between two looks at which events are old. */
const LOOK_SECONDS = 5;

/** An event that stands on the board. */
interface Kept {
    readonly slot: number;
    /** The change by which it was said. */
    readonly change: number;
    readonly bytes: number;
    /** Uptime at which it was handed to the game; nil before. */
    sentAt?: number;
}

export class EventRing {
    /** The oldest first. */
    private kept: Kept[] = [];
    private bytes = 0;
    private lastNumber = 0;

    constructor(private readonly session: RoomSession) {
        const { timers } = session.context;
        session.gossip.speaker.whenSent((top) => this.sent(top));
        timers.every(LOOK_SECONDS, () => this.look());
    }

    /**
     * Says an event. Older ones that were sent make room for it.
     * @param value as CBOR.
     * @returns why it cannot be said; nil when it is.
     */
    add(name: string, value: string): BoardRefusal | undefined {
        const { own, context } = this.session;
        const cell = encodeEvent(this.lastNumber + 1, name, value);
        if (cell.length > CELL_BYTES) {
            return "tooLarge";
        }
        while (this.kept.length >= EVENT_RING || this.bytes + cell.length > EVENT_BYTES) {
            if (!this.dropOldest()) {
                return "full";
            }
        }
        let [slot] = own.add(cell);
        while (slot === undefined && this.dropOldest()) {
            [slot] = own.add(cell);
        }
        if (slot === undefined) {
            return "full";
        }
        this.lastNumber++;
        this.bytes += cell.length;
        const sentAt = context.scope.maySpeak() ? undefined : context.clock.uptime();
        this.kept[this.kept.length] = { slot, change: own.top, bytes: cell.length, sentAt };
        return undefined;
    }

    /** @returns false when there is none that may go: what nobody could hear yet stays. */
    private dropOldest(): boolean {
        const [oldest] = this.kept;
        if ((oldest as Kept | undefined)?.sentAt === undefined) {
            return false;
        }
        table.remove(this.kept, 1);
        this.bytes -= oldest.bytes;
        // Who lacks it now will not get it: nobody need compare for that.
        this.session.own.renew(oldest.slot, "");
        return true;
    }

    private sent(top: number): void {
        const now = this.session.context.clock.uptime();
        for (const each of this.kept) {
            if (each.change <= top && each.sentAt === undefined) {
                each.sentAt = now;
            }
        }
    }

    private look(): void {
        const now = this.session.context.clock.uptime();
        let [oldest] = this.kept as (Kept | undefined)[];
        while (oldest?.sentAt !== undefined && now - oldest.sentAt >= EVENT_SECONDS) {
            this.dropOldest();
            [oldest] = this.kept as (Kept | undefined)[];
        }
    }
}
