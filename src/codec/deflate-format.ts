/**
 * The numbers of Deflate (RFC 1951), for reader and writer. Of its three alphabets each has a range of symbols of its own
 * here, so that one table can hold what is known of all of them.
 */

export const enum Symbols {
    /** Below it: the literals. It ends a block. */
    EndOfBlock = 256,
    FirstLength = 257,
    /** That of the longest match, which has no more bits, though the one before could say it, too. */
    LastLength = 285,
    /** 286 and 287 have fixed codes, but no meaning; so have the two distances from 318 on. */
    FirstDistance = 288,
    LastDistance = 317,
    LastFixed = 319,
    /** 0 to 15 here are the lengths of codes themselves. */
    FirstCodeLength = 320,
    /** The length before, three to six times; and 0, three to ten and eleven to 138 times. */
    Repeat = 336,
    RepeatZero = 337,
    RepeatZeroLong = 338,
}

export const enum Bounds {
    MaxMatch = 258,
    MaxStored = 65535,
    /** Bits of a code; of one for the lengths of codes. */
    MaxCode = 15,
    MaxLengthCode = 7,
    /** What is to be written is a list of items: a symbol, and this times the number in the bits behind it. */
    ItemWeight = 512,
}

/** By symbol: the least number that it stands for; how many bits behind it say how much more it is; and 2^bits. */
export const base = new LuaTable<number, number>();
export const bits = new LuaTable<number, number>();
export const span = new LuaTable<number, number>();

function define(symbol: number, least: number, more: number): void {
    base.set(symbol, least);
    bits.set(symbol, more);
    span.set(symbol, 2 ** more);
}

/** Two groups of symbols without more bits, then groups with one bit more each. */
function defineGroups(first: number, last: number, group: number, least: number): void {
    for (const symbol of $range(first, last)) {
        const index = symbol - first;
        const more = index < group ? 0 : (index - (index % group)) / group - 1;
        define(symbol, least, more);
        least += 2 ** more;
    }
}

defineGroups(Symbols.FirstLength, Symbols.LastLength, 4, 3);
define(Symbols.LastLength, Bounds.MaxMatch, 0);
defineGroups(Symbols.FirstDistance, Symbols.LastDistance, 2, 1);
define(Symbols.Repeat, 3, 2);
define(Symbols.RepeatZero, 3, 3);
define(Symbols.RepeatZeroLong, 11, 7);

/** The order in which the lengths of the codes for lengths are sent. */
export const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The lengths of the fixed codes, by symbol. */
export const fixedLengths = new LuaTable<number, number>();
for (const symbol of $range(0, Symbols.LastFixed)) {
    fixedLengths.set(symbol, symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : symbol < 288 ? 8 : 5);
}
