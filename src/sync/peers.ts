/** The other clients that were heard, and their rank as senders: lowest claim time first, then name. */

import { bytesLess } from "../codec/compare";
import type { Clock } from "../platform/ports";
import { CLAIM_EXPIRY, MAX_RANK } from "./constants";

export interface Peer {
    readonly name: string;
    /** Uptime when it was last heard. */
    lastSeen: number;
    /** Version of the protocol that it speaks. */
    version: number;
    /** Claim of its last advertisement, Unix seconds, and when that was heard; nothing when it never advertised. */
    claim?: number;
    claimedAt?: number;
}

export class Peers {
    private readonly byName = new LuaMap<string, Peer>();
    private readonly list: Peer[] = [];

    constructor(private readonly clock: Clock) {}

    /** All peers heard so far, in the order in which they were first heard. */
    all(): readonly Peer[] {
        return this.list;
    }

    /** Notes that a peer was heard. */
    seen(name: string, version: number): Peer {
        let peer = this.byName.get(name);
        if (peer === undefined) {
            peer = { name, lastSeen: 0, version };
            this.byName.set(name, peer);
            this.list[this.list.length] = peer;
        }
        peer.lastSeen = this.clock.uptime();
        peer.version = version;
        return peer;
    }

    /** Notes an advertisement. */
    claimed(peer: Peer, claim: number): void {
        peer.claim = claim;
        peer.claimedAt = this.clock.uptime();
    }

    /** How many peers that claim to serve come before a sender with this claim and name; at most MAX_RANK. */
    rank(claim: number, name: string): number {
        const now = this.clock.uptime();
        let rank = 0;
        for (const peer of this.list) {
            const isServing = peer.claim !== undefined && now - peer.claimedAt! < CLAIM_EXPIRY;
            if (isServing && (peer.claim! < claim || (peer.claim === claim && bytesLess(peer.name, name)))) {
                rank++;
            }
        }
        return math.min(rank, MAX_RANK);
    }
}
