/**
 * Own events that this client has lost. The game writes SavedVariables at logout only: after a crash others hold events that
 * this client wrote and does not have. Where only officers may pass events on, nobody who holds them may send them, so they
 * come back by a rule of their own.
 */

import { bytesLess } from "../codec/compare";
import { packKey } from "../event/key";
import type { Background, Clock } from "../ports";

/** Peers that must hold an event, with the same body, before it is taken back without asking: one alone may lie. */
export const WITNESSES = 2;

/** Most events that wait for a second witness or for the player. */
const OFFER_LIMIT = 2000;

/** Most of them that one peer may have been the first to send, so that who invents some leaves room for the others. */
const OFFERS_PER_PEER = 500;

/** An own event that a peer sent back. */
export interface Offer {
    readonly time: number;
    readonly id: number;
    readonly body: string;
    /** "Name-Realm" of those who sent it, the first one first. */
    readonly witnesses: string[];
}

/** What becomes of them. */
export interface RecoveryTaker {
    /** Puts an event into the log again. */
    takeBack(this: void, time: number, id: number, body: string): void;
    /** An event waits now. */
    offered(this: void, time: number, id: number, body: string): void;
}

export class Recovery {
    private readonly offers = new LuaMap<string, Offer>();
    private size = 0;
    /** How many of them each peer was the first to send. */
    private readonly firsts = new LuaMap<string, number>();
    /** Server's time when this client came: whatever it wrote since, it has. */
    private readonly openedAt: number;

    /**
     * @param savedAt server's time of the last save. What was written before, the saved file held.
     */
    constructor(
        clock: Clock,
        private readonly background: Background,
        private readonly savedAt: number,
        private readonly taker: RecoveryTaker,
    ) {
        this.openedAt = clock.serverTime();
    }

    /** Number of events that wait. */
    count(): number {
        return this.size;
    }

    /** Whether an own event of this time can be one that was lost: written after the last save, before this login. */
    mayBeLost(time: number): boolean {
        return time > this.savedAt && time <= this.openedAt;
    }

    /** Takes note of an own event that a peer sent and may not write: it is taken back once enough peers have sent it. */
    offer(time: number, id: number, body: string, sender: string): void {
        const known = this.offers.get(keyOf(time, id, body));
        if (known === undefined) {
            this.add({ time, id, body, witnesses: [sender] });
            return;
        }
        if (!known.witnesses.includes(sender)) {
            known.witnesses[known.witnesses.length] = sender;
        }
        if (known.witnesses.length >= WITNESSES) {
            this.take(known);
        }
    }

    /** Takes back all that wait, in slices. @returns how many these are. */
    takeAll(): number {
        const offers = this.list();
        this.background.run((pause) => {
            for (const offer of offers) {
                // A second witness may have settled it meanwhile.
                if (this.offers.has(keyOf(offer.time, offer.id, offer.body))) {
                    this.take(offer);
                }
                pause();
            }
        });
        return offers.length;
    }

    /** The events that wait for the player, in key order; several bodies of one key in the order of their bytes. */
    list(): Offer[] {
        const list: Offer[] = [];
        for (const [, offer] of this.offers) {
            list[list.length] = offer;
        }
        table.sort(list, (a, b) => bytesLess(keyOf(a.time, a.id, a.body), keyOf(b.time, b.id, b.body)));
        return list;
    }

    private add(offer: Offer): void {
        const { time, id, body, witnesses } = offer;
        const [first] = witnesses;
        const firsts = this.firsts.get(first) ?? 0;
        if (this.size >= OFFER_LIMIT || firsts >= OFFERS_PER_PEER) {
            return;
        }
        this.firsts.set(first, firsts + 1);
        this.offers.set(keyOf(time, id, body), offer);
        this.size++;
        this.taker.offered(time, id, body);
    }

    private take(offer: Offer): void {
        const { time, id, body, witnesses } = offer;
        const [first] = witnesses;
        this.offers.delete(keyOf(time, id, body));
        this.size--;
        this.firsts.set(first, this.firsts.get(first)! - 1);
        this.taker.takeBack(time, id, body);
    }
}

function keyOf(time: number, id: number, body: string): string {
    return packKey(time, id) + body;
}
