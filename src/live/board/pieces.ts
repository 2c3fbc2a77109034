/** Which changes of a board are known: a beginning without gaps, and pieces behind it. */

const max = math.max;
const min = math.min;

/** Most pieces that are remembered. What is beyond comes again. */
const PIECE_LIMIT = 16;

interface Piece {
    readonly from: number;
    readonly to: number;
}

export class Pieces {
    /** The change up to which there is no gap. Read only. */
    have = 0;
    /** Ascending, apart from each other and from the beginning. */
    private pieces: Piece[] = [];

    /** Where the first piece behind a gap begins; 0 when there is none. */
    next(): number {
        return this.pieces.length === 0 ? 0 : this.pieces[0].from;
    }

    /** Adds the changes in (from, to]. */
    add(from: number, to: number): void {
        const kept: Piece[] = [];
        let piece = { from, to };
        let isIn = false;
        for (const other of this.pieces) {
            if (other.to < piece.from) {
                kept[kept.length] = other;
            } else if (other.from > piece.to) {
                if (!isIn) {
                    kept[kept.length] = piece;
                    isIn = true;
                }
                kept[kept.length] = other;
            } else {
                piece = { from: min(piece.from, other.from), to: max(piece.to, other.to) };
            }
        }
        if (!isIn) {
            kept[kept.length] = piece;
        }
        while (kept.length > 0 && kept[0].from <= this.have) {
            this.have = max(this.have, kept[0].to);
            table.remove(kept, 1);
        }
        if (kept.length > PIECE_LIMIT) {
            table.remove(kept);
        }
        this.pieces = kept;
    }

    clear(): void {
        this.have = 0;
        this.pieces = [];
    }
}
