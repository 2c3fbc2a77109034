/** Writes one block of Deflate: with codes of its own, with the fixed ones, or as it is, whichever is shortest. */

import { base, bits, Bounds, fixedLengths, LENGTH_ORDER, span, Symbols } from "./deflate-format";
import { assignCodes, type BySymbol, chooseLengths } from "./huffman";

const char = string.char;
const min = math.min;
const sub = string.sub;

const enum K {
    /** Items between two offers to yield: some 0.2 ms. With what is before and behind them they take up to 2,500 bytes. */
    Slice = 512,
    Stored = 0,
    Fixed = 2,
    Dynamic = 4,
}

/** Where writing stands. */
export interface Writer {
    /** Bits that make no byte yet, the first one lowest, and 2 to the power of their number. */
    hold: number;
    top: number;
    /** Bytes that are in no string yet, and the strings before. */
    readonly bytes: number[];
    count: number;
    readonly parts: string[];
}

/** Writes a number below `size`, a power of two up to 2^32, in as many bits as that has. */
function put(writer: Writer, value: number, size: number): void {
    let hold = writer.hold + value * writer.top;
    let top = writer.top * size;
    while (top >= 256) {
        const low = hold % 256;
        writer.bytes[writer.count] = low;
        writer.count++;
        hold = (hold - low) / 256;
        top /= 256;
    }
    writer.hold = hold;
    writer.top = top;
}

/** Makes a string of the bytes that are whole: before they are 4,000, for there is a bound to what unpack gives. */
function flush(writer: Writer): void {
    writer.parts[writer.parts.length] = char(...unpack(writer.bytes, 1, writer.count));
    writer.count = 0;
}

/** Fills the byte that was begun, and makes a string of them all. */
export function finish(writer: Writer): void {
    if (writer.top > 1) put(writer, 0, 256 / writer.top);
    flush(writer);
}

/** Codes of all alphabets. */
interface Codes {
    readonly codes: BySymbol;
    readonly sizes: BySymbol;
}

function codesOf(lengths: BySymbol): Codes {
    const codes: BySymbol = new LuaTable();
    const sizes: BySymbol = new LuaTable();
    assignCodes(lengths, 0, Symbols.FirstDistance - 1, codes, sizes);
    assignCodes(lengths, Symbols.FirstDistance, Symbols.LastFixed, codes, sizes);
    assignCodes(lengths, Symbols.FirstCodeLength, Symbols.RepeatZeroLong, codes, sizes);
    return { codes, sizes };
}

/** Writes the items from index `from` to `to`. */
function putItems(writer: Writer, items: readonly number[], from: number, to: number, code: Codes): void {
    const codes = code.codes;
    const sizes = code.sizes;
    const bytes = writer.bytes;
    let hold = writer.hold;
    let top = writer.top;
    let count = writer.count;
    for (const index of $range(from, to)) {
        const item = items[index];
        const symbol = item % Bounds.ItemWeight;
        hold += codes.get(symbol) * top;
        top *= sizes.get(symbol);
        if (symbol > Symbols.EndOfBlock) {
            hold += ((item - symbol) / Bounds.ItemWeight) * top;
            top *= span.get(symbol) ?? 1;
        }
        while (top >= 256) {
            const low = hold % 256;
            bytes[count] = low;
            count++;
            hold = (hold - low) / 256;
            top /= 256;
        }
    }
    writer.hold = hold;
    writer.top = top;
    writer.count = count;
}

/** Counts how often each symbol comes. @returns How many bytes of the input the items stand for. */
function countSymbols(items: readonly number[], count: number, frequencies: BySymbol): number {
    let bytes = 0;
    for (const index of $range(0, count - 1)) {
        const item = items[index];
        const symbol = item % Bounds.ItemWeight;
        frequencies.set(symbol, (frequencies.get(symbol) ?? 0) + 1);
        if (symbol < Symbols.EndOfBlock) bytes++;
        else if (symbol < Symbols.FirstDistance) bytes += base.get(symbol) + (item - symbol) / Bounds.ItemWeight;
    }
    return bytes;
}

/** The bits that all symbols up to `last` take, with those behind them. */
function bitsOf(frequencies: BySymbol, lengths: BySymbol, last: number): number {
    let sum = 0;
    for (const symbol of $range(0, last)) {
        sum += (frequencies.get(symbol) ?? 0) * ((lengths.get(symbol) ?? 0) + (bits.get(symbol) ?? 0));
    }
    return sum;
}

/** The last symbol that has a code. */
function lastUsed(lengths: BySymbol, last: number): number {
    let symbol = last;
    while (lengths.get(symbol) === 0) symbol--;
    return symbol;
}

/** Tells the lengths of the literals' and the distances' codes in items: a length, or a repetition. */
function tellLengths(lengths: BySymbol, lastLiteral: number, lastDistance: number): number[] {
    const list: number[] = [];
    for (const symbol of $range(0, lastLiteral)) list[symbol] = lengths.get(symbol);
    const behind = lastLiteral + 1 - Symbols.FirstDistance;
    for (const symbol of $range(Symbols.FirstDistance, lastDistance)) list[behind + symbol] = lengths.get(symbol);
    const items: number[] = [];
    let count = 0;
    let at = 0;
    while (list[at] !== undefined) {
        const length = list[at];
        let run = 1;
        while (list[at + run] === length && run < 138) run++;
        let item = Symbols.FirstCodeLength + length;
        // A repetition of another length has it once before.
        if (length === 0 && run > 2) {
            item = run > 10 ? Symbols.RepeatZeroLong : Symbols.RepeatZero;
        } else if (run > 2 && list[at - 1] === length) {
            run = min(run, 6);
            item = Symbols.Repeat;
        } else {
            run = 1;
        }
        const more = run > 1 ? run - base.get(item) : 0;
        items[count] = item + more * Bounds.ItemWeight;
        count++;
        at += run;
    }
    return items;
}

/**
 * Writes one block.
 * @param start Where in the input it begins, from 1.
 * @param items As findMatches() makes them of the input; the first `count` become the block.
 * @param pause Called about every 512 items; may yield.
 * @returns Where in the input it ends: the place behind.
 */
export function writeBlock(
    writer: Writer,
    input: string,
    start: number,
    items: readonly number[],
    count: number,
    isLast: boolean,
    pause: (this: void) => void,
): number {
    const frequencies: BySymbol = new LuaTable();
    const bytes = countSymbols(items, count, frequencies);
    frequencies.set(Symbols.EndOfBlock, 1);
    pause();
    const lengths: BySymbol = new LuaTable();
    chooseLengths(frequencies, 0, Symbols.LastLength, Bounds.MaxCode, lengths);
    chooseLengths(frequencies, Symbols.FirstDistance, Symbols.LastDistance, Bounds.MaxCode, lengths);
    const lastLiteral = lastUsed(lengths, Symbols.LastLength);
    const lastDistance = lastUsed(lengths, Symbols.LastDistance);
    const head = tellLengths(lengths, lastLiteral, lastDistance);
    countSymbols(head, head.length, frequencies);
    chooseLengths(frequencies, Symbols.FirstCodeLength, Symbols.RepeatZeroLong, Bounds.MaxLengthCode, lengths);
    let told = LENGTH_ORDER.length;
    while (lengths.get(Symbols.FirstCodeLength + LENGTH_ORDER[told - 1]) === 0) told--;
    pause();

    const dynamicBits = 14 + 3 * told + bitsOf(frequencies, lengths, Symbols.RepeatZeroLong);
    const fixedBits = bitsOf(frequencies, fixedLengths, Symbols.LastDistance);
    const last = isLast ? 1 : 0;
    if (bytes <= Bounds.MaxStored && 8 * bytes + 32 <= min(dynamicBits, fixedBits)) {
        put(writer, last + K.Stored, 8);
        finish(writer);
        put(writer, bytes, 65536);
        put(writer, Bounds.MaxStored - bytes, 65536);
        flush(writer);
        writer.parts[writer.parts.length] = sub(input, start, start + bytes - 1);
        return start + bytes;
    }
    const isFixed = fixedBits <= dynamicBits;
    const codes = codesOf(isFixed ? fixedLengths : lengths);
    put(writer, last + (isFixed ? K.Fixed : K.Dynamic), 8);
    if (!isFixed) {
        put(writer, lastLiteral - 256, 32);
        put(writer, lastDistance - Symbols.FirstDistance, 32);
        put(writer, told - 4, 16);
        for (const index of $range(0, told - 1)) {
            put(writer, lengths.get(Symbols.FirstCodeLength + LENGTH_ORDER[index]), 8);
        }
        putItems(writer, head, 0, head.length - 1, codes);
    }
    pause();
    for (const at of $range(0, count - 1, K.Slice)) {
        putItems(writer, items, at, min(at + K.Slice, count) - 1, codes);
        flush(writer);
        pause();
    }
    putItems(writer, [Symbols.EndOfBlock], 0, 0, codes);
    return start + bytes;
}
