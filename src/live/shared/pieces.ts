/** The data of a checkpoint in pieces, for those who cannot make it of what they have. docs/rooms-protocol.md is normative. */

import { packU32 } from "../../codec/integers";
import { encodeVarint } from "../../codec/varint";
import type { RoomSession } from "../session";
import { Kind } from "../board/kinds";
import { ByteReader, encodeText } from "../bytes";
import type { Checkpoint } from "./checkpoint";
import { OBJECT_NAME_BYTES, PIECE_BYTES, PIECE_LIMIT, PIECE_SECONDS, PIECES_AT_ONCE } from "./constants";

const char = string.char;
const min = math.min;
const sub = string.sub;

/** A piece of the data of a checkpoint. */
export interface Piece {
    readonly id: number;
    /** From 0. */
    readonly index: number;
    readonly bytes: string;
}

/** How many pieces the data of a checkpoint have. */
export function pieceCount({ size }: Checkpoint): number {
    return math.ceil(size / PIECE_BYTES);
}

/** How many bytes a piece has. */
export function pieceSize({ size }: Checkpoint, index: number): number {
    return min(PIECE_BYTES, size - index * PIECE_BYTES);
}

function encodePiece(object: string, { id, index, bytes }: Piece): string {
    return char(Kind.Piece) + encodeText(object) + packU32(id) + encodeVarint(index) + bytes;
}

/** Decodes the cell of a piece; nil when it does not have this form. */
export function decodePiece(cell: string): LuaMultiReturn<[object: string, piece: Piece] | [undefined]> {
    const reader = new ByteReader(cell, 2);
    const object = reader.text(OBJECT_NAME_BYTES);
    const id = reader.u32();
    const index = reader.varint();
    const bytes = sub(cell, reader.position);
    if (reader.isBad || object === "" || bytes.length > PIECE_BYTES) {
        return $multi(undefined);
    }
    return $multi(object, { id, index, bytes });
}

interface Said {
    readonly id: number;
    readonly index: number;
    readonly slot: number;
    /** Who has asked for it first. */
    readonly asker: string;
    /** Uptime at which it was asked for last. */
    askedAt: number;
}

/** Says the pieces that others ask for. */
export class PieceSpeaker {
    private list: Said[] = [];

    constructor(
        private readonly session: RoomSession,
        private readonly object: string,
    ) {}

    /**
     * Says pieces of the data, from one on.
     * @returns whether there are such, and there was room for all.
     */
    say(checkpoint: Checkpoint, first: number, asker: string): boolean {
        const last = min(first + PIECES_AT_ONCE, pieceCount(checkpoint)) - 1;
        for (const index of $range(first, last)) {
            if (!this.sayOne(checkpoint, index, asker)) {
                return false;
            }
        }
        return first <= last;
    }

    /** Takes back what nobody has asked for lately. */
    look(): void {
        const oldest = this.session.context.clock.uptime() - PIECE_SECONDS;
        for (const { slot, askedAt } of this.list) {
            if (askedAt < oldest) {
                this.session.own.renew(slot, "");
            }
        }
        this.list = this.list.filter(({ askedAt }) => askedAt >= oldest);
    }

    private sayOne({ id, bytes }: Checkpoint, index: number, asker: string): boolean {
        const { own, context } = this.session;
        const now = context.clock.uptime();
        const known = this.list.find((said) => said.id === id && said.index === index);
        if (known !== undefined) {
            known.askedAt = now;
            return true;
        }
        if (this.list.length >= PIECE_LIMIT && !this.makeRoom(asker)) {
            return false;
        }
        const start = index * PIECE_BYTES;
        const piece = { id, index, bytes: sub(bytes!, start + 1, start + PIECE_BYTES) };
        const [slot] = own.add(encodePiece(this.object, piece));
        if (slot === undefined) {
            return false;
        }
        this.list[this.list.length] = { id, index, slot, asker, askedAt: now };
        return true;
    }

    /** Takes back the first piece of who has asked for the most, if that is more than this asker has and one. */
    private makeRoom(asker: string): boolean {
        const countOf = (name: string): number => this.list.filter((said) => said.asker === name).length;
        let first: Said | undefined;
        let most = countOf(asker) + 1;
        for (const said of this.list) {
            const count = countOf(said.asker);
            if (count > most) {
                most = count;
                first = said;
            }
        }
        if (first === undefined) {
            return false;
        }
        this.list = this.list.filter((said) => said !== first);
        this.session.own.renew(first.slot, "");
        return true;
    }
}
