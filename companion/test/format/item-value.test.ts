/** Items that are read without the decoder say what the decoder says. */
import assert from "node:assert/strict";
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from "cbor2";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { itemValue } from "../../src/format/item-value";
import { skipItem } from "../../src/format/items";
import { searchSize } from "../support/long";

const ITEMS = searchSize(6_000, 100_000);

function decoded(item: Buffer): unknown {
    try {
        return decode(item, { ...cdeDecodeOptions, rejectDuplicateKeys: true, preferMap: true });
    } catch {
        return undefined;
    }
}

const NUMBERS = [
    ...[0, 23, 24, 255, 256, 65536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53],
    ...[-1, -25, -(2 ** 32), -(2 ** 32) - 1, -(2 ** 53) + 1, -(2 ** 53), -(2 ** 53) - 1],
    ...[
        0.5,
        -1.25,
        0.1,
        1.1,
        2 ** -24,
        2 ** -25,
        2 ** -14 * 1.5,
        65504.5,
        1e10 + 0.5,
        1e300,
        -0,
        1 / 3,
        Math.fround(1 / 3),
    ],
    ...[NaN, Infinity, -Infinity, 5e-324],
];
const BYTES = [new Uint8Array([0xff]), new Uint8Array(300), new Uint8Array([0xef, 0xbb, 0xbf])];
const TEXTS = ["", "ß水\u{10151}", "\ufeffx", "x".repeat(300), "a", "b", "aa"];

function valueOf(random: Random, depth: number): unknown {
    const kind = random.integer(1, depth > 0 ? 8 : 6);
    if (kind === 7) return Array.from({ length: random.integer(0, 4) }, () => valueOf(random, depth - 1));
    if (kind === 8) {
        const pairs = Array.from({ length: random.integer(0, 4) }, () => {
            return [valueOf(random, random.integer(0, 5) === 0 ? 1 : 0), valueOf(random, depth - 1)] as const;
        });
        return new Map(pairs);
    }
    if (kind < 3) return random.pick(NUMBERS);
    if (kind === 3) return random.integer(-1000, 1000) / random.pick([1, 2, 8, 3, 10]);
    if (kind === 4) return random.pick(BYTES);
    return kind === 5 ? random.pick(TEXTS) : random.pick([true, false, null]);
}

/** A float of each size of any bits: not finite, and not in its shortest form, too. */
function floatOf(random: Random): Buffer {
    const size = random.pick([2, 4, 8]);
    const head = Buffer.of(size === 2 ? 0xf9 : size === 4 ? 0xfa : 0xfb);
    const bits = random.bytes(size);
    // Half of them end in zeros, as those do that have a shorter form.
    if (random.integer(0, 1) === 1) bits.fill(0, Math.min(size, random.integer(1, size)));
    return Buffer.concat([head, bits]);
}

function check(item: Buffer, seed: number): void {
    assert.deepEqual(itemValue(item), decoded(item), `seed ${seed}, ${item.subarray(0, 40).toString("hex")}`);
}

test("values of each kind, cut off, with bytes behind them, and changed", () => {
    const seed = 71;
    const random = new Random(seed);
    for (let index = 0; index < ITEMS; index++) {
        const item = Buffer.from(encode(valueOf(random, 3), cdeEncodeOptions));
        check(item, seed);
        check(floatOf(random), seed);
        if (index % 4 > 0) continue;
        check(item.subarray(0, -1), seed);
        check(Buffer.concat([item, Buffer.of(0)]), seed);
        const changed = Buffer.from(item);
        changed[random.integer(0, Math.min(item.length - 1, 8))] = random.integer(0, 255);
        // Tags are no items of fields; the decoder makes dates of some.
        if (skipItem(changed, 0) === changed.length) check(changed, seed);
    }
});
