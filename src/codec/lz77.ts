/** Finds what comes again in bytes (Ziv and Lempel, 1977), and tells it in symbols of Deflate. */

import { base, Bounds, Symbols } from "./deflate-format";
import { giveScratch, type Scratch, takeScratch } from "./scratch";

const byte = string.byte;
const floor = math.floor;
const max = math.max;
const min = math.min;

/** The type declarations give one result to frexp; it has two: 0.5 <= fraction < 1 and an exponent. */
const frexp = math.frexp as unknown as (this: void, x: number) => LuaMultiReturn<[fraction: number, exponent: number]>;

/**
 * What searching may cost. Measured on 21 files of columns, records and text: the output is 0.5 % shorter than that of zlib's
 * usual level on average, and 4.5 % longer at most. With 16 tries it is 1.5 % longer, 13 % at most, in three quarters of the time.
 */
const enum K {
    /** Earlier places that are tried for a match; fewer if the byte before has one of `Good` bytes. */
    Tries = 48,
    Good = 16,
    TriesIfGood = 12,
    /** From this length on a match is good enough: no other place is tried. */
    Nice = 128,
    /** And from this one on the next byte is not asked for a longer one. */
    Lazy = 32,
    /**
     * Entries that a table may have, and by how much the window moves on when it is full: what lies 3,837 bytes back is
     * always in it, what lies 7,932 back never. zlib looks 32,768 back; but tables of as many entries are 512 kB in one
     * piece (see scratch.ts).
     */
    Window = 8192,
    Shift = 3840,
    /** Items that are given away together. Columns differ: shorter blocks fit better, but codes take 60 bytes each. */
    BlockItems = 6144,
    /** Three bytes cost more as a match than as literals if they lie further back than this, as in zlib. */
    NearForThree = 4096,
    /** Bytes between two offers to yield: some 0.2 ms of work, and 1 ms at worst. */
    Slice = 256,
    Two16 = 65536,
    /** Chains of places that may begin alike: those of three bytes whose number leaves the same remainder. A prime. */
    Chains = 4093,
}

/** The symbol for a value above 0 of which there are groups: see deflate-format.ts. `groupBits` is 1 + log2(group). */
function symbolOf(value: number, first: number, group: number, groupBits: number): number {
    if (value < group) return first + value;
    const [fraction, exponent] = frexp(value);
    return first + (exponent - groupBits) * group + floor(fraction * 2 * group);
}

/** Adds the two items of a match. */
function addMatch(items: number[], count: number, length: number, distance: number): void {
    let symbol = length === Bounds.MaxMatch ? Symbols.LastLength : symbolOf(length - 3, Symbols.FirstLength, 4, 3);
    items[count] = symbol + (length - base.get(symbol)) * Bounds.ItemWeight;
    symbol = symbolOf(distance - 1, Symbols.FirstDistance, 2, 2);
    items[count + 1] = symbol + (distance - base.get(symbol)) * Bounds.ItemWeight;
}

/** Where a search stands. Places count from the start of the window: the first byte in it is 1. */
interface Search {
    readonly text: string;
    /** Bytes of the text before the window, bytes of it in the window, and the place where the text ends. */
    before: number;
    loaded: number;
    size: number;
    readonly bytes: Scratch;
    /** Of each chain the newest place, and of each place the one before in its chain; 0 where there is none. */
    readonly newest: Scratch;
    readonly older: Scratch;
    /** The items so far. An array, whose entries begin with 1. */
    readonly items: number[];
    count: number;
    /** The last three bytes as a number. */
    key: number;
    /** The next byte that is in no match. */
    free: number;
    /** What the byte before has, which is no item yet: the length of its match, 0 for a literal, -1 for nothing. */
    held: number;
    heldDistance: number;
}

function begin(text: string): Search {
    const newest = takeScratch();
    for (const chain of $range(0, K.Chains - 1)) newest.set(chain, 0);
    return {
        text,
        before: 0,
        loaded: 0,
        size: text.length,
        bytes: takeScratch(),
        newest,
        older: takeScratch(),
        items: takeScratch() as unknown as number[],
        count: 0,
        key: 0,
        free: 1,
        held: -1,
        heldDistance: 0,
    };
}

/** Has the bytes in the window up to a place. */
function loadBytes(search: Search, until: number): void {
    const { text, before, bytes } = search;
    const last = min(until, search.size);
    for (const at of $range(search.loaded + 1, last)) bytes.set(at, byte(text, before + at));
    search.loaded = max(search.loaded, last);
}

/** Moves the window on. @param from The next place that is to be searched for. */
function slide(search: Search, from: number): void {
    const { bytes, newest, older } = search;
    for (const at of $range(1, search.loaded - K.Shift)) bytes.set(at, bytes.get(at + K.Shift));
    for (const at of $range(1, from - 1 - K.Shift)) older.set(at, max(older.get(at + K.Shift) - K.Shift, 0));
    for (const chain of $range(0, K.Chains - 1)) newest.set(chain, max(newest.get(chain) - K.Shift, 0));
    search.before += K.Shift;
    search.loaded -= K.Shift;
    search.size -= K.Shift;
    search.free -= K.Shift;
}

/** Finds the items of the bytes from one place to another. */
function findItems(search: Search, from: number, to: number): void {
    const { bytes, newest, older, items, size } = search;
    let { count, key, free, held, heldDistance } = search;
    for (const at of $range(from, to)) {
        let place = 0;
        if (at < size - 1) {
            key = (key % K.Two16) * 256 + bytes.get(at + 2);
            const chain = key % K.Chains;
            place = newest.get(chain);
            older.set(at, place);
            newest.set(chain, at);
        }
        if (at >= free) {
            let best = held > 2 ? held : 2;
            let distance = 0;
            const longest = min(Bounds.MaxMatch, size - at + 1);
            if (place > 0 && held < K.Lazy && best < longest) {
                let next = bytes.get(at + best);
                for (const _ of $range(1, held < K.Good ? K.Tries : K.TriesIfGood)) {
                    if (bytes.get(place + best) === next) {
                        let length = 0;
                        while (length < longest && bytes.get(place + length) === bytes.get(at + length)) length++;
                        if (length > best) {
                            best = length;
                            distance = at - place;
                            if (length >= K.Nice || length === longest) break;
                            next = bytes.get(at + length);
                        }
                    }
                    place = older.get(place);
                    if (place === 0) break;
                }
                if (best === 3 && distance > K.NearForThree) distance = 0;
            }
            if (distance === 0 && held > 2) {
                addMatch(items, count, held, heldDistance);
                count += 2;
                free = at - 1 + held;
                held = -1;
            } else {
                if (held >= 0) {
                    items[count] = bytes.get(at - 1);
                    count++;
                }
                held = distance > 0 ? best : 0;
                heldDistance = distance;
            }
        }
    }
    search.count = count;
    search.key = key;
    search.free = free;
    search.held = held;
    search.heldDistance = heldDistance;
}

/**
 * Tells bytes as literals and matches. Where a match is found, the next byte is asked for a longer one: if it has one, the
 * first becomes a literal. Takes 400 kB of memory, whatever the length.
 * @param take Gets the items, some thousands at a time, the last ones with `isLast`: one for a literal, two for a match.
 * They are its own until it returns; it may yield.
 * @param pause Called about every 256 bytes; may yield.
 */
export function findMatches(
    text: string,
    take: (this: void, items: readonly number[], count: number, isLast: boolean) => void,
    pause: (this: void) => void,
): void {
    const search = begin(text);
    pause();
    loadBytes(search, 2);
    if (search.loaded === 2) search.key = search.bytes.get(1) * 256 + search.bytes.get(2);
    let from = 1;
    while (from <= search.size) {
        if (from + K.Slice + Bounds.MaxMatch >= K.Window) {
            slide(search, from);
            from -= K.Shift;
            pause();
        }
        const to = min(from + K.Slice - 1, search.size);
        loadBytes(search, to + Bounds.MaxMatch);
        findItems(search, from, to);
        from = to + 1;
        pause();
        if (search.count >= K.BlockItems && from <= search.size) {
            take(search.items, search.count, false);
            search.count = 0;
        }
    }
    if (search.held >= 0) {
        search.items[search.count] = search.bytes.get(search.size);
        search.count++;
    }
    take(search.items, search.count, true);
    giveScratch(search.items as unknown as Scratch);
    giveScratch(search.older);
    giveScratch(search.newest);
    giveScratch(search.bytes);
}
