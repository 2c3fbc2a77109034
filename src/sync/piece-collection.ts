/** The pieces of one stream that have come so far, and of whom. */

import { PIECE_BYTES } from "./seal-constants";
import { piecesOf, type StatePiece } from "./seal-messages";

const min = math.min;

export class PieceCollection {
    /** Number of all pieces, and of those that are here. */
    readonly total: number;
    count = 0;
    private readonly parts: string[] = [];
    private readonly isHere = new LuaSet<number>();
    /** Who sent one of them. */
    private readonly senders: string[] = [];

    /**
     * @param hash of the stream.
     * @param size of the stream in bytes.
     * @param isSole whether all of it is to come from one peer, since what came from several was not the state.
     */
    constructor(
        readonly hash: number,
        readonly size: number,
        readonly isSole: boolean,
    ) {
        this.total = piecesOf(size);
        for (const index of $range(0, this.total - 1)) {
            this.parts[index] = "";
        }
    }

    /** Takes in a piece. @returns whether it is new; nil when it cannot be a piece of this stream. */
    add({ index, bytes }: StatePiece, peer: string): boolean | undefined {
        if (index >= this.total || bytes.length !== min(PIECE_BYTES, this.size - index * PIECE_BYTES)) {
            return undefined;
        }
        if (this.isHere.has(index)) {
            return false;
        }
        this.isHere.add(index);
        this.parts[index] = bytes;
        this.count++;
        if (!this.senders.includes(peer)) {
            this.senders[this.senders.length] = peer;
        }
        return true;
    }

    has(index: number): boolean {
        return this.isHere.has(index);
    }

    /** Index of the first piece, from an index on, that is not here; the number of all when they are. */
    firstMissing(from = 0): number {
        let index = from;
        while (this.isHere.has(index)) {
            index++;
        }
        return min(index, this.total);
    }

    isComplete(): boolean {
        return this.count === this.total;
    }

    /** The only peer that sent any; nil when there are none or several. */
    soleSender(): string | undefined {
        return this.senders.length === 1 ? this.senders[0] : undefined;
    }

    /** The stream, once it is complete. */
    join(): string {
        return table.concat(this.parts);
    }
}
