/**
 * Own events that this client has lost. The game writes SavedVariables at logout only: after a crash others hold events that
 * this client wrote and does not have. Where only officers may pass events on, nobody who holds them may send them, so they
 * come back by a rule of their own.
 */

import type { Clock } from "../ports";
import { packKey } from "../event/key";

/** Peers that must hold an event, with the same body, before it is taken back without asking: one alone may lie. */
export const WITNESSES = 2;

/** Most events that wait for a second witness or for the player. */
const OFFER_LIMIT = 2000;

/** An own event that a peer sent back. */
export interface Offer {
    readonly time: number;
    readonly id: number;
    readonly body: string;
    /** "Name-Realm" of those who sent it. */
    readonly witnesses: string[];
}

export class Recovery {
    private readonly offers = new LuaMap<string, Offer>();
    private size = 0;
    /** Server's time when this client came: whatever it wrote since, it has. */
    private readonly openedAt: number;

    /**
     * @param savedAt server's time of the last save. What was written before, the saved file held.
     */
    constructor(
        clock: Clock,
        private readonly savedAt: number,
    ) {
        this.openedAt = clock.serverTime();
    }

    /** Whether an own event of this time can be one that was lost: written after the last save, before this login. */
    mayBeLost(time: number): boolean {
        return time > this.savedAt && time <= this.openedAt;
    }

    /**
     * Takes note of an own event that a peer sent and may not write.
     * @returns the event once enough peers have sent it; nil while it waits.
     */
    offer(time: number, id: number, body: string, sender: string): Offer | undefined {
        const key = packKey(time, id) + body;
        let offer = this.offers.get(key);
        if (offer === undefined) {
            if (this.size >= OFFER_LIMIT) {
                return undefined;
            }
            offer = { time, id, body, witnesses: [] };
            this.offers.set(key, offer);
            this.size++;
        }
        if (!offer.witnesses.includes(sender)) {
            offer.witnesses[offer.witnesses.length] = sender;
        }
        return offer.witnesses.length >= WITNESSES ? offer : undefined;
    }

    /** Forgets an offer: the event is in the log. */
    settle({ time, id, body }: Offer): void {
        const key = packKey(time, id) + body;
        if (this.offers.has(key)) {
            this.offers.delete(key);
            this.size--;
        }
    }

    /** The events that wait for the player, in key order. */
    list(): Offer[] {
        const list: Offer[] = [];
        for (const [, offer] of this.offers) {
            list[list.length] = offer;
        }
        table.sort(list, (a, b) => a.time < b.time || (a.time === b.time && a.id < b.id));
        return list;
    }
}
