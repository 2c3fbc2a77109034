/**
 * Fetches the state of a seal that this client lacks: asks who has it, and takes its pieces from a few peers at a time, whoever
 * they are. What comes is believed when it has the digest; of whom it did not come right, that one is passed over.
 */

import { hash32 } from "../codec/murmur3";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { Handle } from "../ports";
import type { SyncContext } from "./context";
import { PieceCollection } from "./piece-collection";
import {
    DEAF_PEERS,
    FORGED_SECONDS,
    OFFER_LIMIT,
    PEERS_AT_A_TIME,
    PIECE_WAIT_SECONDS,
    PIECES_AT_A_TIME,
    SEAL_NAME_BYTES,
    STATE_STREAM_BYTES,
    STATE_TRIES,
    STATE_WAIT_SECONDS,
} from "./seal-constants";
import { AnswerFlag } from "./seal-host";
import { encodeStateRequest, type SealAnswer, STATE_REQUEST, type StatePiece } from "./seal-messages";
import { SealSeeker } from "./seal-seeker";
import { streamHash } from "./stream-hash";

const floor = math.floor;
const format = string.format;
const min = math.min;
const sub = string.sub;

/** Seconds between two looks at what was asked for. */
const LOOK_SECONDS = 1;

/** A peer that says to have the state. */
interface Offer {
    readonly peer: string;
    readonly hash: number;
    readonly size: number;
    /** Whether it may speak. */
    readonly maySpeak: boolean;
    /** How often it was asked in vain in a row. */
    failures: number;
}

/** What a peer was asked for last. */
interface Asked {
    readonly offer: Offer;
    readonly isAloud: boolean;
    /** The first of the pieces that were asked for, and the first behind them. */
    readonly start: number;
    readonly end: number;
    /** Uptime of the last piece, or when it was asked, and of the last fragment. */
    pieceAt: number;
    heardAt: number;
    /** Whether anything has come. */
    hasCome: boolean;
}

export class StateFetcher {
    private readonly seeker: SealSeeker;
    /** First bytes of the digest that is wanted; "" for none. */
    private digest = "";
    private offers: Offer[] = [];
    private collection: PieceCollection | undefined;
    /** At most one of each peer. */
    private asked: Asked[] = [];
    /** Peers in a row that sent nothing when they were asked by whisper. */
    private deaf = 0;
    /** Whether a stream is complete and is being looked at, and whether it was the state. */
    private isChecking = false;
    private isHere = false;
    /** Whether streams of this hash are to come from one peer: pieces of several were not the state. */
    private soleHash: number | undefined;
    /** Uptime until which a peer is passed over. */
    private readonly forgers = new LuaMap<string, number>();
    private timer: Handle | undefined;

    constructor(private readonly context: SyncContext) {
        this.seeker = new SealSeeker(context);
    }

    /** Whether a state is being fetched, or looked for. */
    isFetching(): boolean {
        return this.digest !== "" && !this.isHere;
    }

    /** Whether a peer was asked for pieces that have not come. */
    isAwaiting(peer: string): boolean {
        return this.askedOf(peer) !== undefined;
    }

    /** Number of pieces and offers that are kept. */
    remembered(): number {
        return this.offers.length + (this.collection?.count ?? 0);
    }

    /** What is wanted may have changed. */
    update(): void {
        this.work();
    }

    /** Somebody has come who may have what is wanted. */
    peerCame(): void {
        this.seeker.hasten();
        this.work();
    }

    /** Forgets whom it need not pass over any more. */
    sweep(): void {
        const now = this.context.clock.uptime();
        for (const [peer, until] of this.forgers) {
            if (now >= until) {
                this.forgers.delete(peer);
            }
        }
        this.work();
    }

    /** A peer said what it knows of a seal. */
    answered({ digest, flags, size, hash }: SealAnswer, peer: string): void {
        const { seals, port } = this.context;
        const subject = seals.wanted() ?? seals.unconfirmed();
        const isAsked = this.seeker.hasAsked(digest);
        if (subject === undefined || sub(subject.digest, 1, SEAL_NAME_BYTES) !== digest || !isAsked) {
            return;
        }
        const maySpeak = port.mayPeerSpeak(peer) === true;
        seals.answered(peer, digest, flags, maySpeak);
        const hasState = floor(flags / AnswerFlag.HasState) % 2 === 1;
        if (this.isFetching() && digest === this.digest && hasState && size > 0 && size <= STATE_STREAM_BYTES) {
            this.noteOffer({ peer, hash, size, maySpeak, failures: 0 });
        }
        this.work();
    }

    /** A fragment of a piece came. */
    fragmentHeard(peer: string): void {
        const asked = this.askedOf(peer);
        if (asked !== undefined) {
            asked.heardAt = this.context.clock.uptime();
            asked.hasCome = true;
        }
    }

    /** A piece came. */
    pieceHeard(piece: StatePiece, peer: string): void {
        const { collection } = this;
        if (collection === undefined || piece.digest !== this.digest || piece.hash !== collection.hash) {
            return;
        }
        const asked = this.askedOf(peer);
        if (asked === undefined && (collection.isSole || !this.isOffering(peer, collection))) {
            return;
        }
        const isNew = collection.add(piece, peer);
        if (isNew === undefined) {
            this.context.port.ignore("malformedPiece");
        }
        if (isNew !== true) {
            return;
        }
        this.seeker.succeeded();
        if (asked !== undefined) {
            asked.pieceAt = this.context.clock.uptime();
            asked.heardAt = asked.pieceAt;
            asked.hasCome = true;
            asked.offer.failures = 0;
            this.deaf = asked.isAloud ? this.deaf : 0;
        }
        if (collection.isComplete()) {
            this.check(collection, peer);
        } else {
            this.askOn(collection);
        }
    }

    private noteOffer(offer: Offer): void {
        const known = this.offers.findIndex(({ peer }) => peer === offer.peer);
        if (this.isForger(offer.peer)) {
            return;
        }
        if (known >= 0) {
            const { hash, size } = this.offers[known];
            if (hash !== offer.hash || size !== offer.size) {
                this.offers[known] = offer;
            }
            return;
        }
        // Those who may speak find room among any number of others.
        const other = this.offers.findIndex(({ maySpeak }) => !maySpeak);
        if (this.offers.length < OFFER_LIMIT) {
            this.offers[this.offers.length] = offer;
        } else if (offer.maySpeak && other >= 0) {
            this.offers[other] = offer;
        }
    }

    private isForger(peer: string): boolean {
        return this.context.clock.uptime() < (this.forgers.get(peer) ?? 0);
    }

    private isOffering(peer: string, { hash, size }: PieceCollection): boolean {
        return this.offers.some((offer) => offer.peer === peer && offer.hash === hash && offer.size === size);
    }

    /** Does what is due, and comes back when something may be again. */
    private work(): void {
        this.timer?.cancel();
        this.timer = undefined;
        const { seals, timers } = this.context;
        const wanted = seals.wanted();
        const digest = wanted === undefined ? "" : sub(wanted.digest, 1, SEAL_NAME_BYTES);
        if (digest !== this.digest) {
            this.reset(digest);
        }
        this.giveUpAsked();
        const isBusy = this.isChecking || (this.isFetching() && this.askNext());
        const subject = this.isFetching() ? wanted : seals.unconfirmed();
        if (isBusy) {
            this.timer = timers.after(LOOK_SECONDS, () => this.work());
        } else if (subject !== undefined) {
            this.timer = timers.after(this.seeker.seek(subject), () => this.work());
        }
    }

    private reset(digest: string): void {
        this.digest = digest;
        this.offers = [];
        this.collection = undefined;
        this.asked = [];
        this.deaf = 0;
        this.isChecking = false;
        this.isHere = false;
        this.soleHash = undefined;
    }

    private askedOf(peer: string): Asked | undefined {
        return this.asked.find(({ offer }) => offer.peer === peer);
    }

    /** Gives up what was asked for and does not come. */
    private giveUpAsked(): void {
        const now = this.context.clock.uptime();
        const { collection } = this;
        this.asked = this.asked.filter((asked) => {
            if (collection !== undefined && isAnswered(asked, collection)) {
                return false;
            }
            const { offer, heardAt, pieceAt, hasCome, isAloud } = asked;
            if (now - heardAt < STATE_WAIT_SECONDS && now - pieceAt < PIECE_WAIT_SECONDS) {
                return true;
            }
            offer.failures++;
            if (!hasCome && !isAloud) {
                this.deaf++;
            }
            return false;
        });
    }

    /** Asks those whose pieces are all here for the next ones. */
    private askOn(collection: PieceCollection): void {
        const done = this.asked.filter((asked) => isAnswered(asked, collection));
        this.asked = this.asked.filter((asked) => !done.includes(asked));
        for (const { offer, isAloud } of done) {
            this.request(offer, collection, isAloud);
        }
    }

    /** Asks the next peers, as many as may be at a time. @returns false when nobody is asked. */
    private askNext(): boolean {
        this.offers = this.offers.filter(({ peer, failures }) => failures < STATE_TRIES && !this.isForger(peer));
        const speakers = this.offers.filter(({ maySpeak }) => maySpeak);
        const isOfOthers = !speakers.some(
            ({ hash, size }) => hash === this.collection?.hash && size === this.collection.size,
        );
        if (speakers.length > 0 && isOfOthers) {
            // A stream that comes piece by piece for hours would keep the right one away.
            this.collection = undefined;
            this.asked = [];
        }
        if (this.asked.length === 0) {
            this.begin();
        }
        const { collection } = this;
        let offer = collection === undefined ? undefined : this.choose(collection);
        while (offer !== undefined) {
            const isAlone = !this.offers.some((other) => other !== offer);
            const isAloud = this.deaf >= DEAF_PEERS || (isAlone && offer.failures > 0);
            // Before everybody, one message at a time is enough.
            const most = isAloud || collection!.isSole ? 1 : PEERS_AT_A_TIME;
            if (this.asked.length >= most || !this.request(offer, collection!, isAloud)) {
                break;
            }
            offer = this.choose(collection!);
        }
        return this.asked.length > 0;
    }

    /** Begins another stream where nobody has the one that was begun, or what of it is here cannot be gone on with. */
    private begin(): void {
        const { collection } = this;
        const offer = (collection && this.choose(collection)) ?? this.best(this.offers);
        if (offer === undefined) {
            return;
        }
        const { hash, size } = offer;
        const isSole = this.soleHash === hash;
        const isOther = collection?.hash !== hash || collection.size !== size;
        // What several peers have sent cannot be told apart: now all of it comes from one.
        if (collection === undefined || isOther || isSole !== collection.isSole || this.isOthers(collection, offer)) {
            this.collection = new PieceCollection(hash, size, isSole);
        }
    }

    /** Whether all is to come from one peer and this is another. */
    private isOthers(collection: PieceCollection, { peer }: Offer): boolean {
        return collection.isSole && collection.count > 0 && collection.soleSender() !== peer;
    }

    /** The peer to be asked next for a stream; nil when all that have it were asked. */
    private choose(collection: PieceCollection): Offer | undefined {
        const free = this.offers.filter(
            ({ peer }) => this.isOffering(peer, collection) && this.askedOf(peer) === undefined,
        );
        const sole = collection.isSole ? free.find(({ peer }) => peer === collection.soleSender()) : undefined;
        return sole ?? this.best(free);
    }

    /** Of these the one that has failed least; of equal ones the first, one that may speak before all others. */
    private best(offers: readonly Offer[]): Offer | undefined {
        let best: Offer | undefined;
        for (const offer of offers) {
            const isPreferred = offer.failures === best?.failures && offer.maySpeak && !best.maySpeak;
            if (best === undefined || offer.failures < best.failures || isPreferred) {
                best = offer;
            }
        }
        return best;
    }

    /** The first piece that is not here and was asked of nobody; the number of all when there is none. */
    private nextPiece(collection: PieceCollection): number {
        let index = collection.firstMissing();
        let asked = this.asked.find(({ start, end }) => index >= start && index < end);
        while (asked !== undefined) {
            index = collection.firstMissing(asked.end);
            asked = this.asked.find(({ start, end }) => index >= start && index < end);
        }
        return index;
    }

    /** Asks a peer for the next pieces. @returns false when all were asked for. */
    private request(offer: Offer, collection: PieceCollection, isAloud: boolean): boolean {
        const { clock, port } = this.context;
        const { peer } = offer;
        const start = this.nextPiece(collection);
        if (start >= collection.total) {
            return false;
        }
        const now = clock.uptime();
        const end = min(start + PIECES_AT_A_TIME, collection.total);
        this.asked[this.asked.length] = { offer, isAloud, start, end, pieceAt: now, heardAt: now, hasCome: false };
        const { digest } = this;
        const payload = encodeStateRequest({ digest, hash: collection.hash, index: start, whom: hash32(peer, 0) });
        const source = MessageSource.once(STATE_REQUEST, payload);
        if (isAloud) {
            port.broadcast(Priority.Control, "stateRequest", source);
        } else {
            port.whisper(Priority.Control, peer, format("stateRequest %s", peer), source);
        }
        return true;
    }

    /** Looks whether a stream is the state. */
    private check(collection: PieceCollection, peer: string): void {
        const { background, seals } = this.context;
        const { digest } = this;
        this.asked = [];
        this.isChecking = true;
        const isCurrent = (): boolean => this.isChecking && this.digest === digest && this.collection === collection;
        background.run((pause) => {
            const stream = collection.join();
            const isWhole = streamHash(stream, pause) === collection.hash;
            if (!isCurrent()) {
                return;
            }
            const done = (isRight: boolean): void => {
                if (isCurrent()) {
                    this.isChecking = false;
                    this.settle(collection, isRight);
                }
            };
            if (isWhole) {
                seals.streamReceived(digest, stream, peer, done);
            } else {
                done(false);
            }
        });
    }

    /** Passes over who sent something else, once that is known. */
    private settle(collection: PieceCollection, isRight: boolean): void {
        if (!isRight) {
            const peer = collection.soleSender();
            if (peer === undefined) {
                this.soleHash = collection.hash;
            } else {
                this.forgers.set(peer, this.context.clock.uptime() + FORGED_SECONDS);
            }
            this.context.port.ignore("forgedState");
        }
        this.isHere = isRight;
        this.collection = undefined;
        this.offers = isRight ? [] : this.offers;
        this.work();
    }
}

/** Whether all pieces are here that were asked for. */
function isAnswered({ start, end }: Asked, collection: PieceCollection): boolean {
    return collection.firstMissing(start) >= end;
}
