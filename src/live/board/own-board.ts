/** The board of this client: the slots that only it writes. */

import { BOARD_BYTES, type Cell, CELL_BYTES, Cells, checkOf, hashCell } from "./cells";

/** Why something cannot be said. */
export type BoardRefusal = "tooLarge" | "full";

export class OwnBoard {
    readonly cells = new Cells();
    /** Number of the last change; 0 when nothing was said yet. Read only. */
    top = 0;

    /** Sum of the hashes of all cells. */
    private content = 0;

    /**
     * @param name this client's name.
     * @param incarnation Unix seconds at which the room was opened, and more than that of any earlier one of this session.
     * @param changed called after each change with the cell before, if there was one, and the new one.
     */
    constructor(
        readonly name: string,
        readonly incarnation: number,
        private readonly changed: (this: void, old: Cell | undefined, cell: Cell, isRenewal: boolean) => void,
    ) {}

    /** The change up to which everything is known: the last one. */
    have(): number {
        return this.top;
    }

    /** Number of slots that say something. */
    used(): number {
        let count = 0;
        this.cells.each(({ bytes }) => {
            count += bytes === "" ? 0 : 1;
        });
        return count;
    }

    /** All its cells, ascending by sequence. */
    list(): Cell[] {
        return this.cells.after(0);
    }

    /** What the whole board should give; see checkOf(). */
    check(): number {
        return checkOf(this.content, this.incarnation);
    }

    /** A slot that is empty; nil and why when there is none. */
    reserve(): LuaMultiReturn<[slot: number, undefined?] | [undefined, BoardRefusal]> {
        const slot = this.cells.freeSlot();
        if (slot === undefined) {
            return $multi(undefined, "full");
        }
        return $multi(slot);
    }

    /**
     * Writes into a slot that is empty.
     * @returns the slot; or nil and why there is none.
     */
    add(bytes: string): LuaMultiReturn<[slot: number, undefined?] | [undefined, BoardRefusal]> {
        const [slot, why] = this.reserve();
        if (slot === undefined) {
            return $multi(undefined, why);
        }
        const refusal = this.write(slot, bytes);
        if (refusal !== undefined) {
            return $multi(undefined, refusal);
        }
        return $multi(slot);
    }

    /**
     * Changes a slot; what it said already is not said again.
     * @returns why it cannot; nil when it is done.
     */
    write(slot: number, bytes: string): BoardRefusal | undefined {
        const old = this.cells.get(slot)?.bytes ?? "";
        return bytes === old ? undefined : this.fit(slot, bytes, false);
    }

    /** Empties a slot. */
    clear(slot: number): void {
        this.write(slot, "");
    }

    /** Says a slot again although it has not changed, for who may have missed it or wants to hear that its owner lives. */
    repeat(slot: number): void {
        const bytes = this.cells.get(slot)?.bytes ?? "";
        if (bytes !== "") {
            this.put(slot, bytes, true);
        }
    }

    /**
     * Writes into a slot what renews what was there: it is said like any other change, but nobody need compare for it.
     * @returns why it cannot; nil when it is done.
     */
    renew(slot: number, bytes: string): BoardRefusal | undefined {
        return this.fit(slot, bytes, true);
    }

    /** Whether a cell that somebody has told is one that this board has, or has had. */
    agrees({ slot, sequence, bytes }: Cell): boolean {
        const cell = this.cells.get(slot);
        return cell !== undefined && (cell.sequence > sequence || (cell.sequence === sequence && cell.bytes === bytes));
    }

    private fit(slot: number, bytes: string, isRenewal: boolean): BoardRefusal | undefined {
        const old = this.cells.get(slot)?.bytes ?? "";
        if (bytes.length > CELL_BYTES) {
            return "tooLarge";
        }
        if (this.cells.bytes + bytes.length - old.length > BOARD_BYTES) {
            return "full";
        }
        this.put(slot, bytes, isRenewal);
        return undefined;
    }

    private put(slot: number, bytes: string, isRenewal: boolean): void {
        this.top++;
        const cell = { slot, sequence: this.top, bytes, incarnation: this.incarnation, isHearsay: false };
        const old = this.cells.put(cell);
        this.content += hashCell(cell) - (old === undefined ? 0 : hashCell(old));
        this.changed(old, cell, isRenewal);
    }
}
