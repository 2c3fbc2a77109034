/** CBOR of records and frames, held against cbor2. */
import assert from "node:assert/strict";
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from "cbor2";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { attempt, Damage } from "../../src/format/damage";
import { type Cbor, decodeCbor, encodeCbor, MAX_NESTING } from "../../src/room/cbor";
import { searchSize } from "../support/long";

const hex = (text: string): Buffer => Buffer.from(text, "hex");

function randomValue(random: Random, depth = 0): Cbor {
    const kinds: (() => Cbor)[] = [
        () => random.pick([null, true, false]),
        () => random.pick([0, 23, 24, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]),
        () => random.pick(["", "a", "ß水\u{10151}", "\ufefftext", "\0"]),
        () => random.bytes(random.pick([0, 1, 23, 24, 300])),
        () => Array.from({ length: random.integer(0, 30) }, () => randomValue(random, depth + 1)),
    ];
    return random.pick(depth < 3 ? kinds : kinds.slice(0, -1))();
}

const view = (value: unknown): unknown =>
    value instanceof Uint8Array ? Buffer.from(value) : Array.isArray(value) ? value.map(view) : value;

test("what is written is what cbor2 writes, and is read back by both", () => {
    const random = new Random(7);
    for (let round = 0; round < searchSize(200, 5000); round++) {
        const value = randomValue(random);
        const bytes = encodeCbor(value);
        assert.deepEqual(bytes, Buffer.from(encode(toPlain(value), cdeEncodeOptions)));
        assert.deepEqual(decodeCbor(bytes), value);
        assert.deepEqual(view(decode(bytes, cdeDecodeOptions)), value);
    }
});

/** cbor2 takes a Buffer for something of its own. */
function toPlain(value: Cbor): unknown {
    if (Buffer.isBuffer(value)) return new Uint8Array(value);
    return Array.isArray(value) ? (value as Cbor[]).map(toPlain) : value;
}

test("what is not the one encoding is refused, each with its place", () => {
    const cases = {
        "": /cut off/,
        "1817": /head/, // 23 in two bytes
        "1900ff": /head/,
        "1b0000000000000001": /head/,
        "1b0020000000000000": /head/, // 2^53
        "1bffffffffffffffff": /head/,
        "20": /not used/, // -1
        a0: /not used/,
        c000: /not used/,
        f7: /not used|head/,
        f93c00: /not used|head/, // 1.0
        "9fff": /head/,
        "5f4100ff": /head/,
        "61ff": /UTF-8/,
        "63eda080": /UTF-8/, // half of a surrogate pair
        "4201": /cut off/,
        "8201": /too deep or too long/,
        "9bffffffffffffffff": /head/,
        "9a7fffffff00": /too deep or too long/,
        "0000": /behind the end/,
    };
    for (const [bytes, words] of Object.entries(cases)) {
        const read = attempt(() => decodeCbor(hex(bytes)));
        assert.ok(read instanceof Damage && words.test(read.message), `${bytes}: ${String(read)}`);
    }
});

test("arrays nest 8 deep and no deeper, however long the bytes are", () => {
    assert.ok(
        !(attempt(() => decodeCbor(Buffer.concat([Buffer.alloc(MAX_NESTING - 1, 0x81), hex("80")]))) instanceof Damage),
    );
    assert.ok(attempt(() => decodeCbor(Buffer.concat([Buffer.alloc(MAX_NESTING, 0x81), hex("80")]))) instanceof Damage);
    assert.ok(attempt(() => decodeCbor(Buffer.alloc(262_144, 0x81))) instanceof Damage);
});

test("a programmer's mistake raises", () => {
    for (const value of [-1, 0.5, NaN, 2 ** 53, "\ud800"]) assert.throws(() => encodeCbor([value]), RangeError);
});
