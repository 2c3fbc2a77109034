/**
 * The board of somebody else, as far as it is known. What its owner said lies in one layer, what others say that it said in another over it;
 * docs/rooms-protocol.md is normative.
 */

import { BOARD_BYTES, type Cell, Cells, checkOf, type Delta, hashCell } from "./cells";
import { Kind, kindOf } from "./kinds";
import { ownerId, shareOf } from "./messages";
import { Pieces } from "./pieces";

const max = math.max;
const min = math.min;

/** Told of what a board shows: a cell that goes, one that comes, or one in the place of another. */
export type OnShown = (this: void, board: Board, old: Cell | undefined, cell: Cell | undefined) => void;

export class Board {
    /** What stands for the owner in rows. */
    readonly id: number;
    /** 0 while nothing was heard of it. Read only, as all that follows. */
    incarnation = 0;
    /** Number of the last change that the owner has told of; while it was not heard, that others have. */
    top = 0;
    /** Whether the owner itself was heard. */
    isHeard = false;
    /** Number of the last change when this incarnation was first heard of: what its owner says later is new. */
    firstTop = 0;
    /** Whether its owner contradicts what was known of it: what others say does not count until that is mended. */
    isDoubted = false;
    /** Whether it says more than a board may. */
    isOverLimit = false;
    private readonly pieces = new Pieces();
    private said = new Cells();
    private hearsay = new Cells();
    /** Entries of the incarnation before, shown until the new board is there. */
    private fading: Cell[] = [];
    /** The top that the new incarnation said first. */
    private fadesAt = 0;
    private isShown = false;
    /** What check() and share() give; nil when something has changed since it was asked. */
    private known: number | undefined;
    private knownShare: number | undefined;

    constructor(
        readonly name: string,
        private readonly onShown: OnShown,
    ) {
        this.id = ownerId(name);
    }

    /** The change up to which everything is known. */
    have(): number {
        return this.pieces.have;
    }

    /** Whether something of it is not known here, or only from others although it counts from its owner alone. */
    isLacking(): boolean {
        return !this.isOverLimit && (this.have() < this.top || this.isInDoubt());
    }

    /** Bytes of its cells together. */
    bytes(): number {
        return this.said.bytes + this.hearsay.bytes;
    }

    /** Where the next piece begins that is known; 0 when there is none. */
    until(): number {
        return this.pieces.next();
    }

    /** What is compared with others; see checkOf(). */
    check(): number {
        if (this.known === undefined) {
            let content = 0;
            const have = this.have();
            this.eachCell((cell) => {
                content += cell.sequence <= have ? hashCell(cell) : 0;
            });
            this.known = checkOf(content, this.incarnation);
            this.knownShare = undefined;
        }
        return this.known;
    }

    /** What this board is in the root of a digest; see shareOf(). */
    share(): number {
        const check = this.check();
        this.knownShare ??= shareOf(this.name, check);
        return this.knownShare;
    }

    /** Whether there are cells that only count from the owner itself, and it has not said them. */
    isInDoubt(): boolean {
        let isInDoubt = false;
        this.hearsay.each((cell) => {
            isInDoubt = isInDoubt || (cell.bytes !== "" && !isShownAsHearsay(cell) && this.at(cell.slot) === cell);
        });
        return isInDoubt;
    }

    /** The change up to which everything is known by the word of the owner, where only that counts. */
    assured(): number {
        let assured = this.have();
        this.hearsay.each((cell) => {
            if (cell.bytes !== "" && !isShownAsHearsay(cell)) {
                assured = min(assured, cell.sequence - 1);
            }
        });
        return assured;
    }

    /** All its cells, ascending by sequence. */
    list(): Cell[] {
        const cells: Cell[] = [];
        this.eachCell((cell) => {
            cells[cells.length] = cell;
        });
        table.sort(cells, (a, b) => a.sequence < b.sequence);
        return cells;
    }

    /** Visits the cells that are shown. */
    eachShown(visit: (this: void, cell: Cell) => void): void {
        if (!this.isShown) {
            return;
        }
        for (const cell of this.fading) {
            visit(cell);
        }
        this.eachCell((cell) => {
            if (isVisible(cell)) {
                visit(cell);
            }
        });
    }

    /** Shows the board, or hides it. */
    show(isShown: boolean): void {
        if (this.isShown === isShown) {
            return;
        }
        const cells: Cell[] = [];
        this.isShown = true;
        this.eachShown((cell) => {
            cells[cells.length] = cell;
        });
        this.isShown = isShown;
        for (const cell of cells) {
            this.onShown(this, isShown ? undefined : cell, isShown ? cell : undefined);
        }
    }

    /** Its incarnation has ended: only entries stay, for as long as the board is shown. */
    end(): void {
        for (const layer of [this.said, this.hearsay]) {
            for (const cell of layer.after(0)) {
                if (!isEntry(cell)) {
                    this.replace(cell.slot, () => layer.remove(cell));
                }
            }
        }
    }

    /** Forgets what it says; it has gone. */
    forget(): void {
        this.said = new Cells();
        this.hearsay = new Cells();
        this.fading = [];
        this.pieces.clear();
    }

    /** Ends the wait for the rest of a new incarnation. */
    endFading(): void {
        const { fading } = this;
        this.fading = [];
        for (const cell of fading) {
            this.tell(cell, undefined);
        }
    }

    /**
     * Takes in what the owner says.
     * @returns false if it contradicts what others said of the board: that is forgotten then.
     */
    hear(delta: Delta): boolean {
        const { incarnation, from, to, top, check } = delta;
        this.known = undefined;
        if (this.isHeard && incarnation < this.incarnation) {
            return true;
        }
        if (incarnation !== this.incarnation) {
            this.begin(incarnation, top);
        }
        this.firstTop = this.isHeard ? this.firstTop : min(this.firstTop, top);
        this.top = this.isHeard ? max(this.top, top) : top;
        this.isHeard = true;
        if (this.isOverLimit) {
            return true;
        }
        this.takeOwn(delta);
        this.pieces.add(from, to);
        const isOvertaken = this.have() > this.top;
        const isComplete = this.have() === this.top && top === this.top;
        const isWrong = isComplete && check !== this.check();
        this.limit();
        if (isComplete && !isWrong) {
            this.isDoubted = false;
        }
        if (isOvertaken || isWrong) {
            this.isDoubted = true;
            this.forgetHearsay();
            this.pieces.clear();
            this.known = undefined;
        }
        if (this.have() >= this.fadesAt) {
            this.endFading();
        }
        return !isOvertaken && !isWrong;
    }

    /**
     * Takes in what another one says that the owner said.
     * @returns false when it is of no use.
     */
    hearCopy({ incarnation, top, from, to, cells }: Delta): boolean {
        const isOther = incarnation !== this.incarnation;
        this.known = undefined;
        if ((this.isHeard && isOther) || (isOther && incarnation < this.incarnation)) {
            return false;
        }
        if (isOther) {
            this.begin(incarnation, top);
        }
        if (this.isOverLimit || this.isDoubted) {
            return false;
        }
        if (!this.isHeard) {
            this.top = max(this.top, top);
        }
        for (const cell of cells) {
            if (cell.sequence > (this.at(cell.slot)?.sequence ?? 0)) {
                this.replace(cell.slot, () => this.hearsay.put(cell));
            }
        }
        this.pieces.add(from, to);
        this.limit();
        return true;
    }

    private begin(incarnation: number, top: number): void {
        const before = this.list();
        this.endFading();
        this.isHeard = false;
        this.isDoubted = false;
        this.isOverLimit = false;
        this.incarnation = incarnation;
        this.top = top;
        this.firstTop = top;
        this.fadesAt = top;
        this.said = new Cells();
        this.hearsay = new Cells();
        this.pieces.clear();
        for (const cell of before) {
            if (isEntry(cell)) {
                this.fading[this.fading.length] = cell;
            } else if (isVisible(cell)) {
                this.tell(cell, undefined);
            }
        }
    }

    /** In the range of an own word there is nothing but what it says, and no hearsay. */
    private takeOwn({ cells, from, to }: Delta): void {
        const told = new LuaMap<number, Cell>();
        for (const cell of cells) {
            told.set(cell.slot, cell);
        }
        for (const cell of this.hearsay.after(from)) {
            const own = told.get(cell.slot);
            if (own !== undefined && own.sequence === cell.sequence && own.bytes === cell.bytes) {
                this.confirm(cell);
            } else if (cell.sequence <= to) {
                this.replace(cell.slot, () => this.hearsay.remove(cell));
            }
        }
        for (const cell of cells) {
            this.replace(cell.slot, () => {
                if (cell.sequence > (this.said.get(cell.slot)?.sequence ?? 0)) {
                    this.said.put(cell);
                }
                const rumour = this.hearsay.get(cell.slot);
                if (rumour !== undefined && rumour.sequence <= cell.sequence) {
                    this.hearsay.remove(rumour);
                }
            });
        }
    }

    /** The owner says what others have said of it: the cell stays the same, so that nobody sees it go and come. */
    private confirm(cell: Cell): void {
        const before = visible(this.at(cell.slot));
        this.hearsay.remove(cell);
        cell.isHearsay = false;
        if (cell.sequence > (this.said.get(cell.slot)?.sequence ?? 0)) {
            this.said.put(cell);
        }
        const after = visible(this.at(cell.slot));
        if (before !== after || !isEntry(cell)) {
            this.tell(before, after);
        }
    }

    private forgetHearsay(): void {
        for (const cell of this.hearsay.after(0)) {
            this.replace(cell.slot, () => this.hearsay.remove(cell));
        }
    }

    /** A board that says too much is not kept. */
    private limit(): void {
        const isComplete = this.have() === this.top;
        if (this.bytes() > BOARD_BYTES * (isComplete ? 1 : 2)) {
            this.isOverLimit = true;
            for (const layer of [this.said, this.hearsay]) {
                for (const cell of layer.after(0)) {
                    this.replace(cell.slot, () => layer.remove(cell));
                }
            }
        }
    }

    /** The newer of what the two layers say of a slot. */
    private at(slot: number): Cell | undefined {
        const said = this.said.get(slot);
        const rumour = this.hearsay.get(slot);
        return rumour !== undefined && rumour.sequence > (said?.sequence ?? 0) ? rumour : said;
    }

    private eachCell(visit: (this: void, cell: Cell) => void): void {
        this.said.each((cell) => {
            if (this.at(cell.slot) === cell) {
                visit(cell);
            }
        });
        this.hearsay.each((cell) => {
            if (this.at(cell.slot) === cell) {
                visit(cell);
            }
        });
    }

    /** Changes what is known of a slot, and tells what that changes in what is shown. */
    private replace(slot: number, change: (this: void) => void): void {
        const before = visible(this.at(slot));
        change();
        const after = visible(this.at(slot));
        if (before !== after) {
            this.tell(before, after);
        }
    }

    private tell(old: Cell | undefined, cell: Cell | undefined): void {
        if (this.isShown) {
            this.onShown(this, old, cell);
        }
    }
}

/** Whether a cell outlasts its incarnation for a while, so that a /reload makes nothing flicker. */
function isEntry(cell: Cell): boolean {
    const kind = kindOf(cell);
    return kind === Kind.Member || kind === Kind.Entry;
}

function isShownAsHearsay(cell: Cell): boolean {
    return isEntry(cell) || kindOf(cell) === Kind.Claim;
}

function isVisible(cell: Cell): boolean {
    return cell.bytes !== "" && (!cell.isHearsay || isShownAsHearsay(cell));
}

function visible(cell: Cell | undefined): Cell | undefined {
    return cell !== undefined && isVisible(cell) ? cell : undefined;
}
