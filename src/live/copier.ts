/** Gives copies of boards: those that a member lacks, and all of them to a member that has just joined. */

import type { Board } from "./board/board";
import { type AskRow, COPIES, COPIES_BYTES, encodeCopy, ownerId, packCopies, withoutRealm } from "./board/messages";
import { type Cell, encodeDelta } from "./board/cells";
import type { OwnBoard } from "./board/own-board";
import {
    ANSWER_BYTES,
    BOARDS_PER_SERVER,
    COPY_RANK_LIMIT,
    COPY_STEP_SECONDS,
    COPY_WAIT_SECONDS,
    CROWD_SECONDS,
    SERVE_AFTER_SECONDS,
    SERVER_LIMIT,
    SERVER_MINIMUM,
} from "./constants";
import type { RoomContext } from "./context";
import type { Members } from "./members";
import { hash32 } from "../codec/murmur3";
import { MessageSource } from "../link/message-source";
import { Priority } from "../link/outbox-queues";
import { TokenBucket } from "../link/token-bucket";

const ceil = math.ceil;
const huge = math.huge;
const max = math.max;
const min = math.min;

/** Bytes of a copy besides its name and the delta, and most bytes that packing adds where nothing comes again. */
const COPY_HEAD_BYTES = 3;
const PACKING_BYTES = 6;

/** A board of which copies are given: somebody else's, or the own one. */
interface Copied {
    readonly name: string;
    readonly incarnation: number;
    readonly top: number;
    have(): number;
    list(): Cell[];
    check(): number;
}

/** A piece of a board that is to be said. */
interface Piece {
    readonly board: Copied;
    readonly incarnation: number;
    from: number;
    readonly until: number;
}

export class Copier {
    private readonly openedAt: number;
    /** Uptimes by the member: when something of its board was last said by anybody. */
    private readonly saidAt = new LuaMap<string, number>();
    /** What is left for each asker of what is answered in a minute. */
    private readonly allowances = new LuaMap<string, TokenBucket>();
    /** Uptime at which somebody last asked for everything, and until when answers to that are said to all. */
    private joinedAt = -huge;
    private crowdedUntil = -huge;

    constructor(
        private readonly context: RoomContext,
        private readonly members: Members,
        private readonly own: OwnBoard,
    ) {
        this.openedAt = context.clock.uptime();
    }

    /** Something of a board was said. */
    heard(name: string): void {
        this.saidAt.set(name, this.context.clock.uptime());
    }

    /** Whether an asker is still answered: takes bytes from its allowance. */
    allow(asker: string, bytes: number): boolean {
        let allowance = this.allowances.get(asker);
        if (allowance === undefined) {
            allowance = new TokenBucket(this.context.clock, ANSWER_BYTES, ANSWER_BYTES / 60);
            this.allowances.set(asker, allowance);
        }
        return allowance.take(bytes) === bytes;
    }

    /** Somebody lacks something of others' boards: answers, unless another one does before it is this client's turn. */
    answer(asker: string, row: AskRow): void {
        const { clock, timers } = this.context;
        const rank = this.rank(asker);
        if (rank >= COPY_RANK_LIMIT) {
            return;
        }
        const askedAt = clock.uptime();
        timers.after(COPY_WAIT_SECONDS + rank * COPY_STEP_SECONDS, () => {
            const pieces: Piece[] = [];
            for (const { board, isPresent } of this.members.withId(row.owner)) {
                const isSaid = (this.saidAt.get(board.name) ?? -huge) > askedAt;
                const piece = isSaid || !isPresent ? undefined : pieceOf(board, row);
                if (piece !== undefined && this.allow(asker, board.bytes())) {
                    pieces[pieces.length] = piece;
                }
            }
            this.say(pieces, undefined);
        });
    }

    /** Somebody asks for everything: this client gives its share. */
    serve(asker: string): void {
        const { clock, port, scope, self } = this.context;
        const now = clock.uptime();
        if (now - this.joinedAt < CROWD_SECONDS) {
            this.crowdedUntil = now + CROWD_SECONDS;
        }
        this.joinedAt = now;
        if (now - this.openedAt < SERVE_AFTER_SECONDS) {
            return;
        }
        const compared = this.members.compared().filter(({ board }) => board.name !== asker);
        const servers = min(max(ceil(compared.length / BOARDS_PER_SERVER), SERVER_MINIMUM), SERVER_LIMIT);
        const rank = this.rank(asker);
        if (rank >= servers) {
            return;
        }
        const isAlone = compared.length < servers;
        const isShare = (name: string): boolean => (isAlone ? rank === 0 : ownerId(name) % servers === rank);
        const pieces: Piece[] = [];
        let bytes = 0;
        if (scope.maySpeak() && isShare(self)) {
            pieces[0] = pieceFrom(this.own);
            bytes = this.own.cells.bytes;
        }
        for (const { board } of compared) {
            if (isShare(board.name)) {
                pieces[pieces.length] = pieceFrom(board);
                bytes += board.bytes();
            }
        }
        if (!this.allow(asker, min(bytes, ANSWER_BYTES))) {
            return;
        }
        const isWhispered = port.mayWhisper() && now >= this.crowdedUntil;
        this.say(pieces, isWhispered || !scope.maySpeak() ? asker : undefined);
    }

    /** The next copy of a piece; nil when the board is another one by now. */
    private encode(
        { board, incarnation, from, until }: Piece,
        room: number,
    ): LuaMultiReturn<[bytes: string, to: number] | [undefined, number]> {
        if (board.incarnation !== incarnation || board.have() < until) {
            return $multi(undefined, until);
        }
        const name = withoutRealm(board.name, this.context.self);
        const outline = { incarnation, isRenewal: true, top: board.top, check: board.check() };
        const left = room - name.length - COPY_HEAD_BYTES;
        const [delta, to] = encodeDelta(board.list(), outline, from, until, left, false);
        return $multi(encodeCopy(name, delta), to);
    }

    /** As many copies as there is room for; what is in them is taken off the pieces. Nil when there are none. */
    private pack(pieces: Piece[], room: number): string | undefined {
        let copies = "";
        let packed: string | undefined;
        while (pieces.length > 0) {
            const piece = pieces[0];
            const [copy, to] = this.encode(piece, room - PACKING_BYTES);
            if (copy !== undefined) {
                const longer = packCopies(copies + copy);
                const isTooLong = longer.length > room || copies.length + copy.length > COPIES_BYTES;
                if (isTooLong && packed !== undefined) {
                    return packed;
                }
                copies += copy;
                packed = longer;
                piece.from = to;
            }
            if (copy === undefined || to >= piece.until) {
                table.remove(pieces, 1);
            }
        }
        return packed;
    }

    /** How many present members have their turn before this client when somebody asks. */
    private rank(asker: string): number {
        const { self } = this.context;
        const own = lot(asker, self);
        let rank = 0;
        for (const { board } of this.members.compared()) {
            const other = lot(asker, board.name);
            const isBefore = other < own || (other === own && board.id < ownerId(self));
            rank += board.name !== asker && isBefore ? 1 : 0;
        }
        return rank;
    }

    /** @param target the only one to hear it; nil for all. */
    private say(pieces: Piece[], target: string | undefined): void {
        const { port, scope } = this.context;
        if (pieces.length === 0 || (target === undefined && !scope.maySpeak())) {
            return;
        }
        const source = new MessageSource(() => {
            const packed = this.pack(pieces, port.payloadBytes);
            if (packed === undefined) {
                return $multi(undefined, undefined);
            }
            return $multi(COPIES, packed);
        });
        if (target === undefined) {
            port.broadcast(Priority.Repair, `copies ${pieces[0].board.name}`, source);
        } else {
            port.whisper(Priority.Repair, target, `copies ${target}`, source);
        }
    }
}

/** All that is known of a board. */
function pieceFrom(board: Copied): Piece {
    return { board, incarnation: board.incarnation, from: 0, until: board.have() };
}

/** What is known of a board and was asked for; nil when there is nothing of it. */
function pieceOf(board: Board, { incarnation, have, until }: AskRow): Piece | undefined {
    const isKnown = incarnation === board.incarnation % 65536;
    const from = isKnown ? have : 0;
    const end = isKnown && until > 0 ? min(until, board.have()) : board.have();
    const isOfUse = !board.isDoubted && (end > from || !isKnown);
    return isOfUse ? { board, incarnation: board.incarnation, from, until: end } : undefined;
}

/** Members take turns by lot, another order for each asker. */
function lot(asker: string, name: string): number {
    return hash32(`${asker}\0${name}`, 0);
}
