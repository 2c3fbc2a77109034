/**
 * Log <-> peers: gives each message to the roles that it concerns, and tells how far this client is behind.
 * Bytes in, bytes out: it knows no channel and no game. docs/protocol.md is normative.
 */

import type { SyncState, WeekBehind } from "../api/status";
import { FragmentAssembler } from "../link/fragments";
import { PROTOCOL_VERSION } from "../link/frame";
import { BlockReader } from "../block/reader";
import { packKey } from "../event/key";
import type { Pause } from "../ports";
import { Advertiser } from "./advertiser";
import { CLAIM_EXPIRY, REQUEST_REFILL, REQUEST_SPARE, SENT_INHIBIT } from "./constants";
import type { SyncContext } from "./context";
import { HeldMessages } from "./held";
import { Inhibitor } from "./inhibitor";
import { Live } from "./live";
import {
    decodeAdvertisement,
    decodeAnswering,
    decodeHello,
    decodeRows,
    decodeRowsRequest,
    MessageType,
} from "./messages";
import { type Peer, Peers } from "./peers";
import { decodeMore, decodeRequest, decodeWant, type Request } from "./requests";
import { Progress } from "./progress";
import { Requester } from "./requester";
import { Responder } from "./responder";
import { Trace } from "./trace";
import { Turns } from "./turns";

/** What the sync hands on. */
export interface SyncListener {
    /** An event came from a peer. */
    received(time: number, id: number, server: number, body: string, sender: string): void;
    /** Whether a peer may speak for the ledger. Nothing: not known yet. */
    mayPeerSpeak(peer: string): boolean | undefined;
    /** The status changed. */
    syncChanged(): void;
}

export class Sync {
    readonly peers: Peers;
    readonly trace: Trace;
    private readonly progress: Progress;
    /** Messages that were not understood or whose sender may not speak, by reason. Read only. */
    readonly ignored: Record<string, number> = {};
    private readonly sent: Inhibitor;
    private readonly advertiser: Advertiser;
    private readonly requester: Requester;
    private readonly turns: Turns;
    private readonly responder: Responder;
    private readonly fragments = new FragmentAssembler();
    private readonly live: Live;
    private readonly held = new HeldMessages();
    private hasHeardAdvertisement = false;
    /** Uptime when rows were heard last. */
    private rowsHeardAt = -1;

    constructor(
        private readonly context: SyncContext,
        private readonly listener: SyncListener,
    ) {
        this.trace = new Trace(context.clock);
        this.progress = new Progress(context.clock);
        this.peers = new Peers(context.clock);
        this.sent = new Inhibitor(context.clock, SENT_INHIBIT, CLAIM_EXPIRY);
        this.live = new Live(context, this.sent);
        this.advertiser = new Advertiser(context);
        this.requester = new Requester(context, this.peers, () => listener.syncChanged());
        this.turns = new Turns(context, this.peers);
        this.responder = new Responder(context, this.peers, this.turns, this.sent);
    }

    stop(): void {
        this.advertiser.stop();
        this.requester.stop();
        this.turns.stop();
        this.responder.stop();
    }

    state(): SyncState {
        if (this.requester.weeksBehind() > 0) {
            return "behind";
        }
        return this.hasHeardAdvertisement ? "synced" : "unknown";
    }

    /** Sends a new event of this client's own to everybody. */
    broadcastLive(time: number, id: number, body: string): void {
        this.live.send(time, id, body);
    }

    /** The weeks that are known to differ from what a peer has, newest first. */
    behind(): WeekBehind[] {
        return this.requester.behind();
    }

    /** Events that came in a second, over the last 20 seconds. */
    rate(): number {
        return this.progress.rate();
    }

    /** A frame of another version of the protocol was heard. */
    otherVersion(sender: string, version: number): void {
        this.peers.seen(sender, version);
    }

    /** Takes in a message. */
    receive(type: number, payload: string, sender: string): void {
        if (sender === this.context.self) {
            return;
        }
        const peer = this.peers.seen(sender, PROTOCOL_VERSION);
        if (!this.peers.takeMessage(peer)) {
            this.ignore("flood");
            return;
        }
        this.trace.note(sender, type, payload);
        const isUnderstood = this.dispatch(type, payload, peer);
        if (!isUnderstood) {
            this.ignore("malformed");
        }
    }

    /** Looks again at the messages whose sender was not known yet. */
    retry(): void {
        for (const { type, payload, peer } of this.held.take()) {
            this.receiveClaim(type, payload, peer);
        }
    }

    private dispatch(type: number, payload: string, peer: Peer): boolean {
        if (type === MessageType.Events) {
            this.receiveEvents(payload, peer);
            return true;
        }
        if (type === MessageType.Fragment) {
            const whole = this.fragments.take(peer.name, payload, this.context.clock.uptime());
            if (whole !== undefined) {
                this.receiveEvents(whole, peer);
            }
            return true;
        }
        if (type === MessageType.Advertise || type === MessageType.Rows) {
            return this.receiveClaim(type, payload, peer);
        }
        if (type === MessageType.Hello) {
            const root = decodeHello(payload);
            if (root !== undefined) {
                this.advertiser.greeted(root, () => this.peers.lacks(peer));
            }
            return root !== undefined;
        }
        if (type === MessageType.RowsRequest) {
            const base = decodeRowsRequest(payload);
            if (base !== undefined) {
                this.answerRows(base);
            }
            return base !== undefined;
        }
        if (type === MessageType.Answering) {
            return this.receiveAnswering(payload, peer);
        }
        if (type >= MessageType.Request && type <= MessageType.More) {
            return this.receiveRequest(type, payload, peer);
        }
        this.ignore("unknownType");
        return true;
    }

    private receiveRequest(type: number, payload: string, peer: Peer): boolean {
        if (!this.hasHeardAdvertisement) {
            this.advertiser.missed();
        }
        if (type === MessageType.Request) {
            const request = decodeRequest(payload);
            if (request !== undefined) {
                this.peers.lacks(peer);
                this.requester.requestHeard(request.entries.map((entry) => entry.week));
                this.responder.requested(this.allowed(request, peer), peer);
            }
            return request !== undefined;
        }
        const isHeeded = this.listener.mayPeerSpeak(peer.name) === true;
        const message = type === MessageType.Want ? decodeWant(payload) : decodeMore(payload);
        if (message === undefined || !isHeeded) {
            return message !== undefined;
        }
        this.responder.workHeard(message.week, peer.name);
        if ("first" in message) {
            this.requester.moreAsked(message);
        } else if (this.requester.hasAsked(message.week, message.salt)) {
            this.responder.wanted(message, peer);
        }
        return true;
    }

    /** The request without the weeks beyond what its sender may ask for. */
    private allowed({ salt, entries }: Request, peer: Peer): Request {
        const most = 2 * this.context.log.weekNumbers.length + REQUEST_SPARE;
        const count = peer.requests.take(entries.length, most, REQUEST_REFILL);
        if (count < entries.length) {
            this.ignore("requests");
        }
        return { salt, entries: entries.slice(0, count) };
    }

    private receiveAnswering(payload: string, peer: Peer): boolean {
        const weeks = decodeAnswering(payload);
        if (weeks !== undefined && this.listener.mayPeerSpeak(peer.name) === true) {
            peer.sentAt = this.context.clock.uptime();
            for (const week of weeks) {
                this.responder.workHeard(week, peer.name);
            }
        }
        return weeks !== undefined;
    }

    /** Takes in the events of a block, in slices. */
    private receiveEvents(block: string, peer: Peer): void {
        peer.sentAt = this.context.clock.uptime();
        // An event that belongs far back among thousands takes half a millisecond.
        this.context.background.run((pause) => this.readEvents(block, peer, pause));
    }

    private readEvents(block: string, peer: Peer, pause: Pause): void {
        const reader = new BlockReader(block, 1);
        // Only what a peer says that may speak stands for an answer: nobody else can keep those silent that have one.
        const isHeeded = this.listener.mayPeerSpeak(peer.name) === true;
        let count = 0;
        while (reader.next()) {
            count++;
            const { time, id } = reader;
            this.listener.received(time, id, reader.server, reader.body(), peer.name);
            if (isHeeded) {
                this.sent.note(packKey(time, id));
                this.requester.eventsHeard(time);
                this.responder.eventsHeard(time, peer.name);
            }
            pause();
        }
        if (reader.fault !== undefined) {
            this.ignore("malformed");
        }
        if (this.progress.note(count) && this.requester.weeksBehind() > 0) {
            this.listener.syncChanged();
        }
    }

    private receiveClaim(type: number, payload: string, peer: Peer): boolean {
        const maySpeak = this.listener.mayPeerSpeak(peer.name);
        if (maySpeak === undefined) {
            if (!this.held.add({ type, payload, peer })) {
                this.ignore("heldTooMany");
            }
            return true;
        }
        if (!maySpeak || this.peers.isDistrusted(peer)) {
            this.ignore(maySpeak ? "distrusted" : "unauthorized");
            return true;
        }
        if (type === MessageType.Rows) {
            const answer = decodeRows(payload);
            if (answer !== undefined) {
                this.rowsHeardAt = this.context.clock.uptime();
                this.requester.rowsHeard(answer, peer.name);
            }
            return answer !== undefined;
        }
        const advertisement = decodeAdvertisement(payload);
        if (advertisement !== undefined) {
            this.hasHeardAdvertisement = true;
            this.peers.claimed(peer, advertisement.claim, advertisement.rows);
            this.advertiser.heard(advertisement, payload);
            this.requester.advertised(advertisement, peer.name);
            this.listener.syncChanged();
        }
        return advertisement !== undefined;
    }

    private answerRows(base: number): void {
        this.requester.rowsRequestHeard();
        const since = this.context.clock.uptime();
        this.turns.await({
            isAnswered: () => this.rowsHeardAt > since,
            answer: () => this.advertiser.sendRows(base),
        });
    }

    private ignore(reason: string): void {
        this.ignored[reason] = (this.ignored[reason] ?? 0) + 1;
    }
}
