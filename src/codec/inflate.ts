/** Decompresses raw Deflate (RFC 1951), for clients that have no function for it. */

import { base, Bounds, fixedLengths, LENGTH_ORDER, span, Symbols } from "./deflate-format";
import { assignCodes, type BySymbol } from "./huffman";
import { giveScratch, type Scratch, takeScratch } from "./scratch";

const byte = string.byte;
const char = string.char;
const concat = table.concat;
const max = math.max;
const min = math.min;

const enum K {
    /** Codes of up to this many bits are looked up in one step. Measured: 10 takes 3 % less time and twice the memory. */
    LookupBits = 9,

    /** Bytes of output between two offers to yield: some 0.2 ms of work. They become a string in one call. */
    Slice = 1024,
    /**
     * When the table of the newest bytes has so many entries, the older ones go, all but `Kept`: together with a slice and a match
     * that is below the 8,192 of a work table. What lies further back is looked up in the strings. Half a move for each byte.
     */
    Full = 6900,
    Kept = 2304,

    /** 2 to the power of the bits that the inner loop needs in hand: for a length 15 + 5, for a distance 15 + 13. */
    LengthRoom = 1048576,
    DistanceRoom = 268435456,

    Two8 = 256,
    Two16 = 65536,
    Two24 = 16777216,
    Two32 = 4294967296,
}

/** Behind the input: the inner loop takes four bytes where it may need one. */
const PADDING = "\0\0\0\0\0\0\0\0";

/** A Huffman code to be read. */
interface Code {
    /**
     * The symbol by the next bits, which are below `reach`, or -1; and those with longer codes by 2^length + code. It is filled in
     * order first: as an array it takes a fifth of the memory.
     */
    readonly lookup: LuaTable<number, number>;
    readonly reach: number;
    /** 2^length by symbol. */
    readonly sizes: BySymbol;
}

/** Where reading and writing stand. */
interface Stream {
    /** The input with its padding, and its length without. */
    readonly input: string;
    readonly length: number;
    /** The next byte of it, from 1. */
    at: number;
    /** The bits before that byte that are not read yet, the next one lowest, and 2 to the power of their number. */
    hold: number;
    top: number;
    /** The newest bytes of the output, from 1, and how many there were before; those up to `written` are in `parts`, too. */
    readonly bytes: Scratch;
    count: number;
    before: number;
    written: number;
    /** `Slice` bytes each, all but the last. */
    readonly parts: string[];
    readonly limit: number;
    readonly pause: (this: void) => void;
}

/**
 * The code with these lengths. As in zlib it has to be complete; but one code of one bit may stand alone, and where there is
 * none at all, nothing can be read.
 */
function makeCode(lengths: BySymbol, first: number, last: number): Code | undefined {
    const codes: BySymbol = new LuaTable();
    const sizes: BySymbol = new LuaTable();
    const room = assignCodes(lengths, first, last, codes, sizes);
    let largest = 1;
    for (const symbol of $range(first, last)) largest = max(largest, sizes.get(symbol) ?? 1);
    if (room < 0 || (room > 0 && largest > 2)) return undefined;

    const reach = min(largest, 2 ** K.LookupBits);
    const lookup: Code["lookup"] = new LuaTable();
    for (const bits of $range(0, reach - 1)) lookup.set(bits, -1);
    for (const symbol of $range(first, last)) {
        const size = sizes.get(symbol) ?? 0;
        if (size > reach) {
            lookup.set(size + codes.get(symbol), symbol);
        } else if (size > 0) {
            for (const bits of $range(codes.get(symbol), reach - 1, size)) lookup.set(bits, symbol);
        }
    }
    return { lookup, reach, sizes };
}

/** The fixed codes, once they were needed. */
let fixedLiterals: Code | undefined;
let fixedDistances: Code | undefined;

/** The symbol of a code that has more bits than are looked up in one step; -1 when there is none. */
function longSymbol(code: Code, hold: number): number {
    let size = code.reach;
    let symbol: number | undefined;
    while (symbol === undefined && size < 2 ** Bounds.MaxCode) {
        size *= 2;
        symbol = code.lookup.get(size + (hold % size)) as number | undefined;
    }
    return symbol ?? -1;
}

/** Has bits in hand, as many as 2^n = `size` says. Behind the end of the input they are 0. */
function need(stream: Stream, size: number): void {
    while (stream.top < size) {
        const next = byte(stream.input, stream.at) as number | undefined;
        stream.hold += (next ?? 0) * stream.top;
        stream.top *= K.Two8;
        stream.at++;
    }
}

/** Takes bits: a number below `size`. */
function take(stream: Stream, size: number): number {
    need(stream, size);
    const value = stream.hold % size;
    stream.hold = (stream.hold - value) / size;
    stream.top /= size;
    return value;
}

/** Gives whole bytes back, and drops what is left of the one that was begun. */
function align(stream: Stream): void {
    while (stream.top >= K.Two8) {
        stream.top /= K.Two8;
        stream.at--;
    }
    stream.hold = 0;
    stream.top = 1;
}

/** Makes a string of the next bytes, `size` of them. */
function writePart(stream: Stream, size: number): void {
    const from = stream.written + 1;
    stream.parts[stream.parts.length] = char(...unpack(stream.bytes as unknown as number[], from, from + size - 1));
    stream.written += size;
}

/** Makes strings of the newest bytes, of all when it is `all`. @returns Whether they are within the limit. */
function write(stream: Stream, all: boolean): boolean {
    if (stream.before + stream.count > stream.limit) return false;
    while (stream.count - stream.written >= K.Slice) writePart(stream, K.Slice);
    if (all) writePart(stream, stream.count - stream.written);
    if (stream.count > K.Full) {
        const bytes = stream.bytes;
        const gone = stream.count - K.Kept;
        for (const at of $range(1, K.Kept)) bytes.set(at, bytes.get(at + gone));
        stream.before += gone;
        stream.written -= gone;
        stream.count = K.Kept;
    }
    stream.pause();
    return true;
}

/** Adds a match behind the first `count` bytes. @returns Whether there are as many bytes before it. */
function copyMatch(stream: Stream, count: number, length: number, distance: number): boolean {
    const bytes = stream.bytes;
    let from = count + 1;
    if (distance > count) {
        const first = stream.before + count - distance;
        if (first < 0) return false;
        // It begins before the newest bytes.
        from = min(distance, count + length) + 1;
        for (const to of $range(count + 1, from - 1)) {
            const at = first + to - count - 1;
            const place = at % K.Slice;
            bytes.set(to, byte(stream.parts[(at - place) / K.Slice], place + 1));
        }
    }
    for (const to of $range(from, count + length)) bytes.set(to, bytes.get(to - distance));
    return true;
}

/** Reads bytes as they are. Each reader of a block returns whether all of it was right and within the limit. */
function readStored(stream: Stream): boolean {
    align(stream);
    const at = stream.at;
    if (at + 3 > stream.length) return false;
    const [a, b, c, d] = byte(stream.input, at, at + 3);
    const size = a + b * K.Two8;
    const last = at + 3 + size;
    if (size + c + d * K.Two8 !== Bounds.MaxStored || last > stream.length) return false;
    for (const from of $range(at + 4, last, K.Slice)) {
        for (const each of $range(from, min(from + K.Slice - 1, last))) {
            stream.count++;
            stream.bytes.set(stream.count, byte(stream.input, each));
        }
        if (!write(stream, false)) return false;
    }
    stream.at = last + 1;
    return true;
}

/** Reads literals and matches. */
function readCoded(stream: Stream, literals: Code, distances: Code): boolean {
    const input = stream.input;
    const bytes = stream.bytes;
    const lookup = literals.lookup;
    const reach = literals.reach;
    const sizes = literals.sizes;
    const last = stream.length + PADDING.length - 4;
    let at = stream.at;
    let hold = stream.hold;
    let top = stream.top;
    let count = stream.count;
    let mark = stream.written + K.Slice;
    while (true) {
        if (top < K.LengthRoom) {
            if (at > last) return false;
            const [a, b, c, d] = byte(input, at, at + 3);
            hold += (a + b * K.Two8 + c * K.Two16 + d * K.Two24) * top;
            top *= K.Two32;
            at += 4;
        }
        let symbol = lookup.get(hold % reach);
        if (symbol < 0) symbol = longSymbol(literals, hold);
        if (symbol < 0) return false;
        let size = sizes.get(symbol);
        hold = (hold - (hold % size)) / size;
        top /= size;
        if (symbol < Symbols.EndOfBlock) {
            count++;
            bytes.set(count, symbol);
        } else {
            if (symbol === Symbols.EndOfBlock) break;
            size = span.get(symbol);
            if (size === undefined) return false;
            let more = hold % size;
            const length = base.get(symbol) + more;
            hold = (hold - more) / size;
            top /= size;
            if (top < K.DistanceRoom) {
                if (at > last) return false;
                const [a, b, c] = byte(input, at, at + 2);
                hold += (a + b * K.Two8 + c * K.Two16) * top;
                top *= K.Two24;
                at += 3;
            }
            symbol = distances.lookup.get(hold % distances.reach);
            if (symbol < 0) symbol = longSymbol(distances, hold);
            if (symbol < 0 || symbol > Symbols.LastDistance) return false;
            size = distances.sizes.get(symbol);
            hold = (hold - (hold % size)) / size;
            top /= size;
            size = span.get(symbol);
            more = hold % size;
            hold = (hold - more) / size;
            top /= size;
            if (!copyMatch(stream, count, length, base.get(symbol) + more)) return false;
            count += length;
        }
        if (count >= mark) {
            stream.count = count;
            if (!write(stream, false)) return false;
            count = stream.count;
            mark = stream.written + K.Slice;
        }
    }
    stream.at = at;
    stream.hold = hold;
    stream.top = top;
    stream.count = count;
    return true;
}

/** Reads a block in the fixed codes. */
function readFixed(stream: Stream): boolean {
    fixedLiterals ??= makeCode(fixedLengths, 0, Symbols.FirstDistance - 1)!;
    fixedDistances ??= makeCode(fixedLengths, Symbols.FirstDistance, Symbols.LastFixed)!;
    return readCoded(stream, fixedLiterals, fixedDistances);
}

/** Reads the codes of a block, and then the block. */
function readDynamic(stream: Stream): boolean {
    const literals = take(stream, 32) + 257;
    const total = literals + take(stream, 32) + 1;
    const told = take(stream, 16) + 4;
    if (literals > Symbols.LastLength + 1 || total - literals > 30) return false;
    const lengths: BySymbol = new LuaTable();
    for (const index of $range(0, told - 1)) {
        lengths.set(Symbols.FirstCodeLength + LENGTH_ORDER[index], take(stream, 8));
    }
    const code = makeCode(lengths, Symbols.FirstCodeLength, Symbols.RepeatZeroLong);
    if (code === undefined) return false;
    stream.pause();
    let count = 0;
    let length: number | undefined;
    while (count < total) {
        need(stream, 2 ** Bounds.MaxLengthCode);
        const symbol = code.lookup.get(stream.hold % code.reach);
        if (symbol < 0) return false;
        take(stream, code.sizes.get(symbol));
        let times = 1;
        if (symbol < Symbols.Repeat) {
            length = symbol - Symbols.FirstCodeLength;
        } else {
            times = base.get(symbol) + take(stream, span.get(symbol));
            if (symbol > Symbols.Repeat) length = 0;
        }
        if (length === undefined || count + times > total) return false;
        for (const index of $range(count, count + times - 1)) {
            lengths.set(index < literals ? index : index - literals + Symbols.FirstDistance, length);
        }
        count += times;
    }
    stream.pause();
    const literalCode = makeCode(lengths, 0, literals - 1);
    stream.pause();
    const distanceCode = makeCode(lengths, Symbols.FirstDistance, Symbols.LastDistance);
    if (lengths.get(Symbols.EndOfBlock) === 0 || literalCode === undefined || distanceCode === undefined) return false;
    stream.pause();
    return readCoded(stream, literalCode, distanceCode);
}

/** Reads all blocks. @returns Whether they were right and the input ends with them. */
function readBlocks(stream: Stream, blockLimit: number): boolean {
    let isLast = false;
    let blocks = 0;
    while (!isLast) {
        blocks++;
        if (blocks > blockLimit) return false;
        const head = take(stream, 8);
        isLast = head % 2 === 1;
        let isRight = false;
        if (head < 2) isRight = readStored(stream);
        else if (head < 4) isRight = readFixed(stream);
        else if (head < 6) isRight = readDynamic(stream);
        if (!isRight) return false;
        stream.pause();
    }
    align(stream);
    return stream.at === stream.length + 1;
}

function noPause(): void {}

/**
 * Decompresses bytes. Strict: what zlib refuses is refused, and so are bytes behind the last block. Never raises. Takes about
 * 0.1 us a byte of output, and 128 kB of memory, most of which is kept for the next time; and 0.2 ms and 100 kB for a block, of
 * which one may be 10 bits long and without output.
 * @param limit The most bytes that may come out.
 * @param pause Called between steps of less than a millisecond; may yield.
 * @param blockLimit The most blocks that the input may have.
 * @returns The bytes, or undefined.
 * @example inflate("\x03\0", 0) === ""
 */
export function inflate(
    input: string,
    limit: number,
    pause: (this: void) => void = noPause,
    blockLimit = math.huge,
): string | undefined {
    const stream: Stream = {
        input: input + PADDING,
        length: input.length,
        at: 1,
        hold: 0,
        top: 1,
        bytes: takeScratch(),
        count: 0,
        before: 0,
        written: 0,
        parts: [],
        limit,
        pause,
    };
    const isWhole = readBlocks(stream, blockLimit) && write(stream, true);
    giveScratch(stream.bytes);
    return isWhole ? concat(stream.parts) : undefined;
}
