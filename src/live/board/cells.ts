/** The cells of one board, and the coded form in which they travel. docs/rooms-protocol.md is normative. */

import { packU16, packU32 } from "../../codec/integers";
import { hash32 } from "../../codec/murmur3";
import { encodeVarint } from "../../codec/varint";
import { type ByteReader, encodeText } from "../bytes";

const char = string.char;
const max = math.max;

/** Most slots of a board. */
export const SLOT_LIMIT = 256;
/** Most bytes of one cell. */
export const CELL_BYTES = 4096;
/** Most bytes of all cells of a board together. */
export const BOARD_BYTES = 16384;

const UINT32 = 2 ** 32;

/** Most bytes in front of the cells of a delta, for boards with up to 2 million changes; of a cell, in front of its bytes. */
const HEAD_BYTES = 16;
const CELL_HEAD_BYTES = 5;

/** The flag of a delta with nothing new. */
const RENEWAL = 1;

/** What a slot of a board holds. */
export interface Cell {
    /** 0 to 255. */
    readonly slot: number;
    /** Number of the change that wrote it: from 1, unique on its board. */
    readonly sequence: number;
    /** What it says, its kind first; "" when the slot has been emptied. */
    readonly bytes: string;
    /** Of its board. */
    readonly incarnation: number;
    /** Whether the owner did not say it to this client: others did. */
    isHearsay: boolean;
}

/** What is said of a range of changes of a board. */
export interface Delta {
    readonly incarnation: number;
    /** Whether nothing in it is new: it renews what was said before. */
    readonly isRenewal: boolean;
    /** Number of the last change of the board. */
    readonly top: number;
    /** What checkOf() gives for the whole board. */
    readonly check: number;
    /** It holds each slot whose last change is in (from, to]. */
    readonly from: number;
    readonly to: number;
    /** Ascending by sequence. */
    readonly cells: readonly Cell[];
}

export class Cells {
    private readonly bySlot = new LuaMap<number, Cell>();
    /** Behind the highest slot that was ever written: most boards use few, and are gone through often. */
    private end = 0;
    /** Bytes of all cells together. Read only. */
    bytes = 0;

    get(slot: number): Cell | undefined {
        return this.bySlot.get(slot);
    }

    /** Puts a cell into its slot. Returns the one that was there. */
    put(cell: Cell): Cell | undefined {
        const old = this.bySlot.get(cell.slot);
        this.end = max(this.end, cell.slot + 1);
        this.bySlot.set(cell.slot, cell);
        const before = old === undefined ? 0 : old.bytes.length;
        this.bytes += cell.bytes.length - before;
        return old;
    }

    /** Takes a cell out. */
    remove(cell: Cell): void {
        this.bySlot.delete(cell.slot);
        this.bytes -= cell.bytes.length;
    }

    /** The lowest slot that is empty; nil when all are in use. */
    freeSlot(): number | undefined {
        for (const slot of $range(0, SLOT_LIMIT - 1)) {
            if ((this.bySlot.get(slot)?.bytes ?? "") === "") {
                return slot;
            }
        }
        return undefined;
    }

    /** The cells whose sequence is above `from`, ascending. */
    after(from: number): Cell[] {
        const cells: Cell[] = [];
        let count = 0;
        for (const slot of $range(0, this.end - 1)) {
            const cell = this.bySlot.get(slot);
            if (cell !== undefined && cell.sequence > from) {
                cells[count] = cell;
                count++;
            }
        }
        table.sort(cells, (a, b) => a.sequence < b.sequence);
        return cells;
    }

    /** Visits all cells, by slot. */
    each(visit: (this: void, cell: Cell) => void): void {
        for (const slot of $range(0, this.end - 1)) {
            const cell = this.bySlot.get(slot);
            if (cell !== undefined) {
                visit(cell);
            }
        }
    }
}

/** The hash of one cell. The sum of those of a board, modulo 2^32, is its content. */
export function hashCell({ slot, sequence, bytes }: Cell): number {
    return bytes === "" ? 0 : hash32(char(slot) + packU32(sequence % UINT32) + bytes, 0);
}

/** By which two that have all of a board compare what they have. @param content the sum of the hashes of its cells. */
export function checkOf(content: number, incarnation: number): number {
    return hash32(packU32(content % UINT32), incarnation) % 65536;
}

/** What is said of a board as a whole. */
export type Outline = Pick<Delta, "incarnation" | "isRenewal" | "top" | "check">;

function encodeHead({ incarnation, isRenewal, top, check }: Outline, from: number, to: number): string {
    const head = packU32(incarnation) + char(isRenewal ? RENEWAL : 0) + encodeVarint(top) + packU16(check);
    return head + encodeVarint(from) + encodeVarint(to - from);
}

/** Encodes that a board is there, and how it should be. */
export function encodeOutline(outline: Outline): string {
    return encodeHead(outline, outline.top, outline.top);
}

/**
 * Encodes what a board says in (from, until], as much as there is room for; one cell at least.
 * @param isFilled whether it begins further back where there is more room, so that what was lost before comes again.
 * @param cells those of the board, ascending by sequence.
 * @param room most bytes, unless the first cell alone takes more.
 * @returns the bytes, and the sequences from which and up to which they say everything.
 */
export function encodeDelta(
    cells: readonly Cell[],
    outline: Outline,
    from: number,
    until: number,
    room: number,
    isFilled: boolean,
): LuaMultiReturn<[bytes: string, to: number, from: number]> {
    const left = room - HEAD_BYTES;
    let first = 0;
    for (const cell of cells) {
        if (cell.sequence > from) {
            break;
        }
        first++;
    }
    let size = 0;
    let to = until;
    let end = first;
    while (end < cells.length && cells[end].sequence <= until) {
        size += sizeOf(cells[end]);
        if (end > first && size > left) {
            size -= sizeOf(cells[end]);
            to = cells[end].sequence - 1;
            break;
        }
        end++;
    }
    while (isFilled && first > 0 && size + sizeOf(cells[first - 1]) <= left) {
        first--;
        size += sizeOf(cells[first]);
    }
    // What was between two cells has been written over since.
    const begin = first === 0 ? 0 : cells[first - 1].sequence;
    return $multi(encodeHead(outline, begin, to) + encodeCells(cells, first, end, begin), to, begin);
}

/** About as many bytes as a cell takes in a delta. */
function sizeOf({ bytes }: Cell): number {
    return bytes.length + CELL_HEAD_BYTES;
}

function encodeCells(cells: readonly Cell[], first: number, end: number, from: number): string {
    const parts: string[] = [];
    let last = from;
    for (const index of $range(first, end - 1)) {
        const { slot, sequence, bytes } = cells[index];
        parts[index - first] = char(slot) + encodeVarint(sequence - last) + encodeText(bytes);
        last = sequence;
    }
    return table.concat(parts);
}

/**
 * Reads what encodeDelta() makes.
 * @param reader it ends where the delta does.
 * @param isHearsay whether another one than the owner says it.
 * @returns nil when it does not have this form.
 */
export function readDelta(reader: ByteReader, isHearsay: boolean): Delta | undefined {
    const incarnation = reader.u32();
    const isRenewal = reader.u8() % 2 === RENEWAL;
    const top = reader.varint();
    const check = reader.u16();
    const from = reader.varint();
    const to = from + reader.varint();
    const cells: Cell[] = [];
    let count = 0;
    let sequence = from;
    while (!reader.isAtEnd()) {
        const slot = reader.u8();
        const step = reader.varint();
        const bytes = reader.text(CELL_BYTES);
        sequence += step;
        if (step === 0 || sequence > to || count >= SLOT_LIMIT) {
            return undefined;
        }
        cells[count] = { slot, sequence, bytes, incarnation, isHearsay };
        count++;
    }
    return reader.isBad || to > top ? undefined : { incarnation, isRenewal, top, check, from, to, cells };
}
