/** The other clients that were heard over a link, with what the transport knows about them. */

import type { Clock } from "../ports";
import { TokenBucket } from "./token-bucket";

/** Most messages accepted from one peer at once; more are dropped. The game's own throttle allows 10. */
export const PEER_BURST_MESSAGES = 20;
/** Messages a second accepted from one peer over time; more are dropped. The game's own throttle allows 1. */
export const PEER_MESSAGES_PER_SECOND = 4;

/** Another client that was heard. */
export interface Peer {
    /** "Name-Realm". */
    readonly name: string;
    /** Uptime in seconds when it was last heard. */
    lastSeen: number;
    /** The protocol version that it speaks. */
    version: number;
    /** Limits how many of its messages are accepted. */
    readonly messages: TokenBucket;
}

export class Peers {
    private readonly byName = new LuaMap<string, Peer>();
    private readonly list: Peer[] = [];

    constructor(private readonly clock: Clock) {}

    /** All peers heard so far, in the order in which they were first heard. */
    all(): readonly Peer[] {
        return this.list;
    }

    /**
     * Takes a message of a peer out of its allowance. False when it has none left.
     * @param stall seconds for which this client has heard nothing, as behind a loading screen: then all that came meanwhile
     * comes at once.
     */
    takeMessage({ messages }: Peer, stall: number): boolean {
        const capacity = PEER_BURST_MESSAGES + PEER_MESSAGES_PER_SECOND * stall;
        messages.resize(capacity, PEER_MESSAGES_PER_SECOND);
        return messages.take(1) === 1;
    }

    /** The peer with a name; nil when it was never heard. */
    get(name: string): Peer | undefined {
        return this.byName.get(name);
    }

    /** Notes that a peer was heard now. */
    seen(name: string, version: number): Peer {
        const now = this.clock.uptime();
        let peer = this.byName.get(name);
        if (peer === undefined) {
            const messages = new TokenBucket(this.clock, PEER_BURST_MESSAGES, PEER_MESSAGES_PER_SECOND);
            peer = { name, lastSeen: now, version, messages };
            this.byName.set(name, peer);
            this.list[this.list.length] = peer;
        }
        peer.lastSeen = now;
        peer.version = version;
        return peer;
    }
}
