/**
 * Tells who asks what this client knows of a seal, and gives its state away in pieces: each is cut from the stream when it can be
 * sent. What one peer can have is bounded.
 */

import { hash32 } from "../codec/murmur3";
import type { OnSettled } from "../link/link";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import type { SyncContext } from "./context";
import { Inhibitor } from "./inhibitor";
import type { Reputation, Standing } from "./reputation";
import {
    PIECE_BYTES,
    PIECE_INHIBIT_SECONDS,
    PIECES_AT_A_TIME,
    SEAL_ALOUD_LIMIT,
    SEAL_ANSWERERS,
    SEAL_JITTER_SECONDS,
    SEAL_TRIES,
    STATE_STREAM_BYTES,
} from "./seal-constants";
import { AnswerFlag } from "./seal-host";
import {
    encodeSealAnswer,
    encodeStatePiece,
    piecesOf,
    SEAL_ANSWER,
    type SealAnswer,
    type SealRequest,
    STATE_PIECE,
    type StateRequest,
} from "./seal-messages";
import { streamHash } from "./stream-hash";

const floor = math.floor;
const format = string.format;
const min = math.min;
const sub = string.sub;

/** A stream that this client gives away. */
interface Offered {
    readonly digest: string;
    readonly stream: string;
    readonly hash: number;
}

/** A piece that waits to be sent. */
interface Ordered {
    readonly offered: Offered;
    readonly index: number;
}

/** What waits for one audience, and how it goes out: one entry in the outbox. */
interface Line {
    readonly orders: Ordered[];
    readonly source: MessageSource;
}

/** What another client has answered before everybody. */
interface Heard {
    readonly flags: number;
    readonly peer: string;
    readonly at: number;
}

/** The audience of what is said to everybody: no peer has this name. */
const EVERYBODY = "";

/** Whether all flags of one sum are in another one. */
function areIn(flags: number, others: number): boolean {
    for (const flag of [AnswerFlag.Checked, AnswerFlag.Refused, AnswerFlag.HasState]) {
        if (floor(flags / flag) % 2 > floor(others / flag) % 2) {
            return false;
        }
    }
    return true;
}

export class StateServer {
    /** The stream that was hashed last. */
    private offered: Offered | undefined;
    /** What waits to be sent, by audience. */
    private readonly lines = new LuaMap<string, Line>();
    /** Pieces that everybody was sent. */
    private readonly said: Inhibitor;
    /** What others have answered before everybody lately, by seal. */
    private readonly heard = new LuaMap<string, Heard[]>();

    constructor(
        private readonly context: SyncContext,
        private readonly reputation: Reputation,
    ) {
        this.said = new Inhibitor(context.clock, PIECE_INHIBIT_SECONDS);
    }

    /** Number of pieces that wait or were said, and of answers of others that are remembered. */
    remembered(): number {
        let count = this.said.count();
        for (const [, { orders }] of this.lines) {
            count += orders.length;
        }
        for (const [, heard] of this.heard) {
            count += heard.length;
        }
        return count;
    }

    /** Forgets what need not be remembered any more. */
    sweep(): void {
        this.said.sweep(() => {});
        const before = this.context.clock.uptime() - 2 * SEAL_JITTER_SECONDS;
        for (const [digest, heard] of this.heard) {
            if (heard.every(({ at }) => at < before)) {
                this.heard.delete(digest);
            }
        }
    }

    /** A peer asks who knows a seal. */
    asked({ digest, tries }: SealRequest, peer: Standing, isWhispered: boolean): void {
        const { context } = this;
        if (context.seals.flags(digest) === 0 || !context.isSending()) {
            return;
        }
        // Whoever is whispered to is the only one to hear it.
        if (!isWhispered && !this.isTurn(tries)) {
            return;
        }
        if (peer.sealAnswers.take(1) < 1) {
            context.port.ignore("sealRequests");
            return;
        }
        const since = context.clock.uptime();
        // Who has heard nothing may not be reached by whispers.
        const isAloud = !isWhispered && tries >= SEAL_TRIES - 1;
        context.timers.after(SEAL_JITTER_SECONDS * context.random.fraction(), () => {
            this.answer(digest, peer, isAloud, since);
        });
    }

    /** Another client answered before everybody: an own answer that says no more may be one too many. */
    answerHeard({ digest, flags }: SealAnswer, peer: string): void {
        const now = this.context.clock.uptime();
        if (this.context.seals.flags(digest) === 0) {
            return;
        }
        const known = (this.heard.get(digest) ?? []).filter(
            (one) => one.peer !== peer && now - one.at <= SEAL_JITTER_SECONDS,
        );
        known[known.length] = { flags, peer, at: now };
        this.heard.set(digest, known);
    }

    /** A peer asks for pieces of a state, this client or another one. */
    ordered({ digest, hash, index, whom }: StateRequest, peer: Standing, isWhispered: boolean): void {
        const { context } = this;
        if (whom !== hash32(context.self, 0) || !context.isSending()) {
            return;
        }
        this.offer(digest, (offered) => {
            if (offered?.hash === hash) {
                this.order(offered, index, peer, isWhispered);
            }
        });
    }

    private isTurn(tries: number): boolean {
        const { context } = this;
        if (tries >= SEAL_TRIES - 1) {
            return true;
        }
        if (context.mayServe() !== true) {
            return false;
        }
        return tries > 0 || this.reputation.before(context.claim, context.self, 0).length < SEAL_ANSWERERS;
    }

    private answer(digest: string, peer: Standing, isAloud: boolean, since: number): void {
        this.offer(digest, (offered) => {
            const { port, seals } = this.context;
            const known = seals.flags(digest);
            const hasState = floor(known / AnswerFlag.HasState) % 2 === 1;
            const flags = hasState && offered === undefined ? known - AnswerFlag.HasState : known;
            if (flags === 0 || (isAloud && this.isSaid(digest, flags, since))) {
                return;
            }
            const isOffered = hasState && offered !== undefined;
            const size = isOffered ? offered.stream.length : 0;
            const hash = isOffered ? offered.hash : 0;
            const source = MessageSource.once(SEAL_ANSWER, encodeSealAnswer({ digest, flags, size, hash }));
            if (isAloud) {
                port.broadcast(Priority.Control, "sealAnswer", source);
            } else {
                port.whisper(Priority.Control, peer.name, "sealAnswer", source);
            }
        });
    }

    /** Whether enough others have said as much before everybody since: of who may speak, only others that may. */
    private isSaid(digest: string, flags: number, since: number): boolean {
        const { port, mayServe } = this.context;
        const isOfRank = (peer: string): boolean => mayServe() !== true || port.mayPeerSpeak(peer) === true;
        const heard = this.heard.get(digest) ?? [];
        const counting = heard.filter((one) => one.at >= since && areIn(flags, one.flags) && isOfRank(one.peer));
        return counting.length >= SEAL_ALOUD_LIMIT;
    }

    /** Calls `then` with the stream of a state and its hash, now or later; with nil when it is not here. */
    private offer(digest: string, then: (this: void, offered: Offered | undefined) => void): void {
        const { background, seals } = this.context;
        seals.stream(digest, (stream) => {
            if (stream === undefined || stream.length === 0 || stream.length > STATE_STREAM_BYTES) {
                then(undefined);
                return;
            }
            if (this.offered?.digest === digest && this.offered.stream === stream) {
                then(this.offered);
                return;
            }
            background.run((pause) => {
                const offered = { digest, stream, hash: streamHash(stream, pause) };
                this.offered = offered;
                then(offered);
            });
        });
    }

    private order(offered: Offered, first: number, peer: Standing, isWhispered: boolean): void {
        const { port } = this.context;
        const audience = isWhispered ? peer.name : EVERYBODY;
        const line = this.lines.get(audience) ?? this.lineFor(audience);
        const { orders } = line;
        const end = min(first + PIECES_AT_A_TIME, piecesOf(offered.stream.length));
        for (const index of $range(first, end - 1)) {
            const isWaiting = orders.some((one) => one.index === index && one.offered === offered);
            const isSaid = !isWhispered && this.said.isInhibited(keyOf(offered, index));
            if (!isWaiting && !isSaid) {
                const size = min(PIECE_BYTES, offered.stream.length - index * PIECE_BYTES);
                if (peer.states.available() < size) {
                    port.ignore("stateRequests");
                    break;
                }
                peer.states.take(size);
                orders[orders.length] = { offered, index };
            }
        }
        if (orders.length > 0) {
            this.lines.set(audience, line);
            this.post(audience, line);
        }
    }

    /** A line without orders. Each piece is cut when it can be sent. */
    private lineFor(audience: string): Line {
        const orders: Ordered[] = [];
        const source = new MessageSource(() => {
            const order = table.remove(orders, 1);
            if (order === undefined) {
                return $multi(undefined, undefined);
            }
            const { offered, index } = order;
            const { digest, hash, stream } = offered;
            if (audience === EVERYBODY) {
                this.said.note(keyOf(offered, index));
            }
            const bytes = sub(stream, index * PIECE_BYTES + 1, (index + 1) * PIECE_BYTES);
            return $multi(STATE_PIECE, encodeStatePiece({ digest, hash, index, bytes }));
        });
        return { orders, source };
    }

    private post(audience: string, line: Line): void {
        const { port } = this.context;
        // What is dropped is asked for again.
        const onSettled: OnSettled = (settlement) => {
            if (settlement !== "replaced" && this.lines.get(audience) === line) {
                this.lines.delete(audience);
            }
        };
        if (audience === EVERYBODY) {
            port.broadcast(Priority.Bulk, "state", line.source, onSettled);
        } else {
            port.whisper(Priority.Bulk, audience, format("state %s", audience), line.source, onSettled);
        }
    }
}

function keyOf({ hash }: Offered, index: number): string {
    return format("%.0f %.0f", hash, index);
}
