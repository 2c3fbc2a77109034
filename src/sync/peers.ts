/**
 * The other clients that were heard: their claims, their rank as senders (lowest claim first, then name), and how far
 * what they say is heeded.
 */

import { bytesLess } from "../codec/compare";
import type { Clock } from "../ports";
import { Allowance } from "../link/token-bucket";
import { CLAIM_EXPIRY, DISTRUST, LONE_WINDOW, MAX_RANK, PEER_BURST, PEER_RATE, SILENCE_PENALTY } from "./constants";
import type { WeekRow } from "./rows";

const min = math.min;

export interface Peer {
    readonly name: string;
    /** Uptime when it was last heard. */
    lastSeen: number;
    /** Version of the protocol that it speaks. */
    version: number;
    /** Claim of its last advertisement, Unix seconds, and when that was heard; nothing when it never advertised. */
    claim?: number;
    claimedAt?: number;
    /** Uptime when it last sent events; nothing when it never did. */
    sentAt?: number;
    /** Rows of its last advertisement, by week. */
    rows: LuaMap<number, WeekRow>;
    /** Uptime until which it has no rank, because it was silent in its turn. */
    silentUntil: number;
    /** Uptime until which its claims count for nothing, because its rows brought nothing. */
    distrustedUntil: number;
    /** Uptime when it last showed that it lacks something, by a Hello or a request. */
    lackingAt?: number;
    /** Whether whispers do not reach it. */
    isDeaf: boolean;
    /** Messages that are taken in. */
    readonly messages: Allowance;
    /** Weeks that it may ask for. */
    readonly requests: Allowance;
    /** Events that are sent for its requests. */
    readonly answers: Allowance;
}

export class Peers {
    private readonly byName = new LuaMap<string, Peer>();
    private readonly list: Peer[] = [];

    constructor(private readonly clock: Clock) {}

    /** All peers heard so far, in the order in which they were first heard. */
    all(): readonly Peer[] {
        return this.list;
    }

    get(name: string): Peer | undefined {
        return this.byName.get(name);
    }

    /** Notes that a peer was heard. */
    seen(name: string, version: number): Peer {
        const now = this.clock.uptime();
        let peer = this.byName.get(name);
        if (peer === undefined) {
            peer = {
                name,
                lastSeen: now,
                version,
                rows: new LuaMap(),
                silentUntil: 0,
                distrustedUntil: 0,
                isDeaf: false,
                messages: new Allowance(this.clock),
                requests: new Allowance(this.clock),
                answers: new Allowance(this.clock),
            };
            this.byName.set(name, peer);
            this.list[this.list.length] = peer;
        }
        peer.lastSeen = now;
        peer.version = version;
        return peer;
    }

    /** Takes a message of the peer out of its allowance. False when it has none left: the message is to be dropped. */
    takeMessage(peer: Peer): boolean {
        return peer.messages.take(1, PEER_BURST, PEER_BURST / PEER_RATE) === 1;
    }

    /** Notes that a peer showed that it lacks something. */
    lacks(peer: Peer): void {
        peer.lackingAt = this.clock.uptime();
    }

    /** Whether no other peer has lately shown that it lacks something. */
    isLone(peer: Peer): boolean {
        const since = this.clock.uptime() - LONE_WINDOW;
        return !this.list.some((other) => other !== peer && other.lackingAt !== undefined && other.lackingAt >= since);
    }

    /** Notes an advertisement. */
    claimed(peer: Peer, claim: number, rows: readonly WeekRow[]): void {
        peer.claim = claim;
        peer.claimedAt = this.clock.uptime();
        peer.rows = new LuaMap();
        for (const row of rows) {
            peer.rows.set(row.week, row);
        }
    }

    /** Notes that what a peer advertised was not to be had. */
    distrust(name: string): void {
        const peer = this.byName.get(name);
        if (peer !== undefined) {
            peer.distrustedUntil = this.clock.uptime() + DISTRUST;
        }
    }

    isDistrusted(peer: Peer): boolean {
        return this.clock.uptime() < peer.distrustedUntil;
    }

    /** Notes that these peers did not answer in their turn. */
    wereSilent(peers: readonly Peer[]): void {
        for (const peer of peers) {
            peer.silentUntil = this.clock.uptime() + SILENCE_PENALTY;
        }
    }

    /** Notes that a peer answered. */
    answered(name: string): void {
        const peer = this.byName.get(name);
        if (peer !== undefined) {
            peer.silentUntil = 0;
        }
    }

    /** The peers that claim to serve and may be expected to answer, in the order of rank. */
    serving(): Peer[] {
        const now = this.clock.uptime();
        const serving = this.list.filter(
            (peer) =>
                peer.claim !== undefined &&
                now - peer.claimedAt! < CLAIM_EXPIRY &&
                now >= peer.silentUntil &&
                now >= peer.distrustedUntil,
        );
        table.sort(serving, (a, b) => isRankedBefore(a.claim!, a.name, b.claim!, b.name));
        return serving;
    }

    /**
     * Those who come before a sender with this claim and name, at most MAX_RANK.
     * @param rotation places by which the order is shifted, so that several share what there is to send.
     */
    before(claim: number, name: string, rotation: number): Peer[] {
        const serving = this.serving();
        const own = serving.filter((peer) => isRankedBefore(peer.claim!, peer.name, claim, name)).length;
        const total = serving.length + 1;
        const distance = min((own - (rotation % total) + total) % total, MAX_RANK);
        const before: Peer[] = [];
        for (const step of $range(0, distance - 1)) {
            // Places of the whole order, own one included, from the one that begins.
            const place = ((rotation % total) + step) % total;
            before[step] = serving[place > own ? place - 1 : place];
        }
        return before;
    }
}

function isRankedBefore(claimA: number, nameA: string, claimB: number, nameB: string): boolean {
    return claimA < claimB || (claimA === claimB && bytesLess(nameA, nameB));
}
