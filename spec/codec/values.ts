/** Random values of the kinds that event fields hold. */
import type { SeededRandom } from "../random";

const MAX_LIST = 5;

/** Characters of one to four bytes. */
const CHARACTERS = ["a", "Z", " ", "\n", "ß", "é", "水", "\u{10151}"];

function randomText(random: SeededRandom): string {
    const parts: string[] = [];
    for (const index of $range(1, random.integer(0, 30))) {
        parts[index - 1] = CHARACTERS[random.integer(0, CHARACTERS.length - 1)];
    }
    return table.concat(parts);
}

/** An integer of random size, so that each width of an encoding comes up. */
export function randomInteger(random: SeededRandom, maxBits: number): number {
    const bits = random.integer(0, maxBits);
    let value = 0;
    for (const _ of $range(1, bits)) value = value * 2 + random.integer(0, 1);
    return value;
}

function randomNumber(random: SeededRandom): number {
    const kind = random.integer(1, 6);
    const value = randomInteger(random, 53);
    if (kind === 1) return -value;
    if (kind === 2) return value / 2 ** random.integer(1, 30);
    if (kind === 3) return -value / 2 ** random.integer(1, 1040);
    if (kind === 4) return value * 2 ** random.integer(1, 900);
    return value;
}

function randomKey(random: SeededRandom): AnyNotNil {
    const kind = random.integer(1, 6);
    if (kind === 1) return random.integer(0, 1) === 1;
    if (kind <= 3) return randomNumber(random);
    return randomText(random);
}

/**
 * A random scalar, list or map.
 * @param depth How many levels of tables are allowed.
 */
export function randomValue(random: SeededRandom, depth: number): unknown {
    const kind = random.integer(1, depth > 0 ? 8 : 6);
    if (kind <= 2) return randomNumber(random);
    if (kind <= 4) return randomText(random);
    if (kind === 5) return random.bytes(random.integer(0, 30));
    if (kind === 6) return random.integer(0, 1) === 1;
    if (kind === 7) {
        const list = new LuaTable<number, unknown>();
        for (const index of $range(1, random.integer(0, MAX_LIST))) list.set(index, randomValue(random, depth - 1));
        return list;
    }
    const map = new LuaTable<AnyNotNil, unknown>();
    for (const _ of $range(1, random.integer(0, MAX_LIST))) map.set(randomKey(random), randomValue(random, depth - 1));
    return map;
}
