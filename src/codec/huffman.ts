/** Huffman codes as Deflate has them (RFC 1951, section 3.2.2): their lengths say all. */

const floor = math.floor;
const min = math.min;

const MAX_LENGTH = 15;

/** What a frequency counts beside a symbol, which is below it: so both are one number to sort by. */
const SYMBOL_WEIGHT = 512;

/** The room that codes share: one of length n takes 2^(15 - n) of it. */
const ROOM = 2 ** MAX_LENGTH;

/** Of symbols: their codes' lengths, and so on. What it has no entry for has no code. */
export type BySymbol = LuaTable<number, number>;

/**
 * Finds the codes that lengths stand for: the shorter ones first, of one length those of lower symbols first. Deflate
 * sends a code from its first bit on, and all else from the lowest bit on, so each code has its bits in reverse here.
 * @param lengths 0 to 15 bits; 0 or nothing for a symbol without a code.
 * @param codes Gets the codes of the symbols from `first` to `last`.
 * @param sizes Gets 2^length for each: what comes behind a code is to be multiplied by it.
 * @returns What is left of the room, in codes of 15 bits. Below 0 the lengths are those of no code.
 */
export function assignCodes(lengths: BySymbol, first: number, last: number, codes: BySymbol, sizes: BySymbol): number {
    const counts = new LuaTable<number, number>();
    for (const length of $range(0, MAX_LENGTH)) counts.set(length, 0);
    for (const symbol of $range(first, last)) {
        const length = lengths.get(symbol) ?? 0;
        counts.set(length, counts.get(length) + 1);
    }
    // By length: the next code.
    const next = new LuaTable<number, number>();
    let code = 0;
    let room = ROOM;
    for (const length of $range(1, MAX_LENGTH)) {
        next.set(length, reverse(code, length));
        code = (code + counts.get(length)) * 2;
        room -= counts.get(length) * 2 ** (MAX_LENGTH - length);
    }
    for (const symbol of $range(first, last)) {
        const length = lengths.get(symbol) ?? 0;
        if (length > 0) {
            const size = 2 ** length;
            let value = next.get(length);
            codes.set(symbol, value);
            sizes.set(symbol, size);
            // Adds one, in reverse: the carry goes down.
            let bit = size / 2;
            while (value >= bit) {
                value -= bit;
                bit /= 2;
            }
            next.set(length, value + bit);
        }
    }
    return room;
}

/** A number of so many bits, with them in reverse. */
function reverse(value: number, length: number): number {
    let reversed = 0;
    for (const _ of $range(1, length)) {
        const bit = value % 2;
        reversed = reversed * 2 + bit;
        value = (value - bit) / 2;
    }
    return reversed;
}

/**
 * How many leaves of the Huffman tree there are at each depth, those below `longest` counted there. The leaves come in the
 * order of their frequencies, and so do the nodes that are made of them: the two least are always at the heads.
 * @param leaves The frequencies, each times SYMBOL_WEIGHT and something less; at least two.
 */
function countDepths(leaves: readonly number[], count: number, longest: number): BySymbol {
    const weights = new LuaTable<number, number>();
    for (const index of $range(0, count - 1)) weights.set(index, floor(leaves[index] / SYMBOL_WEIGHT));
    const parents = new LuaTable<number, number>();
    const root = 2 * count - 2;
    let leaf = 0;
    let inner = count;
    for (const parent of $range(count, root)) {
        let weight = 0;
        for (const _ of $range(1, 2)) {
            let node = leaf;
            if (leaf < count && (inner === parent || weights.get(leaf) <= weights.get(inner))) {
                leaf++;
            } else {
                node = inner;
                inner++;
            }
            weight += weights.get(node);
            parents.set(node, parent);
        }
        weights.set(parent, weight);
    }

    const counts = new LuaTable<number, number>();
    for (const length of $range(1, longest)) counts.set(length, 0);
    const depths = new LuaTable<number, number>();
    depths.set(root, 0);
    for (const node of $range(root - 1, 0, -1)) {
        const depth = min(depths.get(parents.get(node)) + 1, longest);
        depths.set(node, depth);
        if (node < count) counts.set(depth, counts.get(depth) + 1);
    }
    return counts;
}

/**
 * Makes a code of what was cut off at `longest`, where there are too many leaves then: each step takes one of them and
 * puts it beside the deepest that has room below it, as zlib does.
 */
function mendDepths(counts: BySymbol, longest: number): void {
    let excess = -(2 ** longest);
    for (const length of $range(1, longest)) excess += counts.get(length) * 2 ** (longest - length);
    while (excess > 0) {
        let length = longest - 1;
        while (counts.get(length) === 0) length--;
        counts.set(length, counts.get(length) - 1);
        counts.set(length + 1, counts.get(length + 1) + 2);
        counts.set(longest, counts.get(longest) - 1);
        excess--;
    }
}

/**
 * Finds lengths for a code by which symbols that come so often take the fewest bits (Huffman 1952), and none more than
 * `longest`. There are at least two codes, for some readers take no other.
 * @param frequencies Nothing for a symbol that does not come.
 * @param longest In bits: there may be 2^longest symbols at most.
 * @param lengths Gets the lengths of the symbols from `first` to `last`; 0 for those without a code.
 */
export function chooseLengths(
    frequencies: BySymbol,
    first: number,
    last: number,
    longest: number,
    lengths: BySymbol,
): void {
    // Sorted by frequency, and then by symbol: no two are equal, so the order is the same everywhere.
    const leaves: number[] = [];
    let count = 0;
    for (const symbol of $range(last, first, -1)) {
        const frequency = frequencies.get(symbol) ?? 0;
        lengths.set(symbol, 0);
        if (frequency > 0 || count + symbol < first + 2) {
            leaves[count] = frequency * SYMBOL_WEIGHT + symbol;
            count++;
        }
    }
    table.sort(leaves);

    const counts = countDepths(leaves, count, longest);
    mendDepths(counts, longest);
    let index = 0;
    for (const length of $range(longest, 1, -1)) {
        for (const _ of $range(1, counts.get(length))) {
            lengths.set(leaves[index] % SYMBOL_WEIGHT, length);
            index++;
        }
    }
}
