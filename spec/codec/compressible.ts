/** Bytes of the kinds that compression meets. */
import type { SeededRandom } from "../random";

const WORDS = ["Ragnaros ", "drops ", "the ", "for ", "12 DKP", "\n", "Onyxia ", "bids ", "loot: ", "and ", "of "];

function listOf(length: number, make: (this: void, index: number) => string): string {
    const parts: string[] = [];
    for (const index of $range(1, length)) parts[index - 1] = make(index);
    return table.concat(parts);
}

/** Text of so many words. */
export function textLike(random: SeededRandom, words: number): string {
    return listOf(words, () => WORDS[random.integer(0, WORDS.length - 1)]);
}

/** Columns of small integers, each of so many rows: seconds between events, types, creators, amounts. */
export function columns(random: SeededRandom, rows: number): string {
    return (
        listOf(rows, () => string.char(random.integer(0, random.integer(1, 90)))) +
        listOf(rows, () => string.char(random.integer(1, 8) === 1 ? random.integer(1, 6) : 0)) +
        listOf(rows, () => string.char(random.integer(0, random.integer(0, 39)))) +
        listOf(rows, () => string.char(5 * random.integer(0, 20), 0))
    );
}

/** Records that are alike but for a few fields. */
export function records(random: SeededRandom, count: number): string {
    return listOf(count, (index) =>
        string.char(131, 1, 101, 97, 119, 97, 114, 100, 24, random.integer(0, 39), 25, index % 7, 100),
    );
}

/** All of them in several sizes, and what has nothing to be found in it. */
export function samples(random: SeededRandom): [name: string, bytes: string][] {
    const noise = random.bytes(32768);
    return [
        ["nothing", ""],
        ["one byte", "a"],
        ["two bytes", "ab"],
        ["three equal bytes", "aaa"],
        ["the longest match", string.rep("x", 259)],
        ["all equal", string.rep("\0", 70000)],
        ["every byte once", listOf(256, (index) => string.char(index - 1))],
        ["64 kB of noise", random.bytes(65536)],
        ["a bit of noise", random.bytes(300)],
        ["noise of 16 values", listOf(9000, () => string.char(random.integer(0, 15)))],
        ["a short text", textLike(random, 6)],
        ["a long text", textLike(random, 20000)],
        ["columns", columns(random, 6000)],
        ["records", records(random, 3000)],
        ["the farthest match", noise + noise],
        ["one too far", noise + "-" + noise],
    ];
}
