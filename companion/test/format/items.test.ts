/** Items that are read without the decoder say what the decoder says. */
import assert from "node:assert/strict";
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from "cbor2";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { itemValue } from "../../src/format/items";

function decoded(item: Buffer): unknown {
    try {
        return decode(item, { ...cdeDecodeOptions, rejectDuplicateKeys: true, preferMap: true });
    } catch {
        return undefined;
    }
}

test("values of each kind, cut off, with bytes behind them, and changed", () => {
    const seed = 71;
    const random = new Random(seed);
    const bytes = [new Uint8Array([0xff]), new Uint8Array(300), new Uint8Array([0xef, 0xbb, 0xbf])];
    const texts = ["", "ß水\u{10151}", "\ufeffx", "x".repeat(300)];
    const numbers = [
        0,
        23,
        24,
        255,
        256,
        65536,
        2 ** 32 - 1,
        2 ** 32,
        2 ** 53,
        -1,
        -25,
        -(2 ** 32),
        -(2 ** 32) - 1,
        0.5,
        -1.25,
    ];
    const values = [...numbers, ...texts, ...bytes, true, false, null, [1, [2]], new Map([["a", 1]])];
    const items = values.map((value) => Buffer.from(encode(value, cdeEncodeOptions)));
    const others = items.flatMap((item) => [item.subarray(0, -1), Buffer.concat([item, Buffer.of(0)])]);
    const changed = Array.from({ length: 2000 }, () => {
        const item = Buffer.from(random.pick(items));
        item[random.integer(0, Math.min(item.length - 1, 8))] = random.integer(0, 255);
        return item;
    });
    for (const item of [...items, ...others, ...changed])
        assert.deepEqual(itemValue(item), decoded(item), `seed ${seed}, ${item.subarray(0, 20).toString("hex")}`);
});
