// Compares the codecs with other people's implementations, in both directions, on seeded random values:
// CBOR and canonical states with cbor2 (its core deterministic encoding), base64 and SHA-256 with Node, Adler-32 with
// adler-32, MurmurHash3 with murmurhash-js, Deflate with fflate, LZ4 with lz4js.
//   node tools/crosscheck-codec.mjs [BUILD-FOLDER]        the folder holds the compiled specs; "build" if not given
import { createHash } from "node:crypto";
import adler32 from "adler-32";
import { cdeEncodeOptions, encode } from "cbor2";
import { deflateSync, inflateSync } from "fflate";
import lz4 from "lz4js";
import murmurhash from "murmurhash-js";
import { runLua } from "./lua.mjs";
import { Random } from "./random.mjs";
import { fail } from "./run.mjs";

const SEED = 20260731;
const COUNTS = {
    cbor: 600,
    canonical: 300,
    base64: 200,
    adler32: 200,
    murmur3: 300,
    deflate: 150,
    inflate: 150,
    lz4: 150,
    unlz4: 150,
    sha256: 400,
};
const MAX_DEPTH = 3;

const random = new Random(SEED);
const integer = (low, high) => random.integer(low, high);

const pick = (list) => list[integer(0, list.length - 1)];
const listOf = (length, make) => Array.from({ length }, make);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const randomBytes = (length) => Buffer.from(listOf(length, () => integer(0, 255)));

/** An integer below 2^53 of random size, so that every width of a head comes up. */
function randomInteger() {
    let value = 0;
    for (let bit = integer(0, 53); bit > 0; bit--) value = value * 2 + integer(0, 1);
    return value;
}

/** Without negative zero, which Lua takes for 0, and 2^53 itself, which cbor2 takes for a float. */
function randomNumber() {
    const value = randomInteger();
    const number = pick([
        () => value,
        () => -1 - Math.floor(value / 2),
        () => (2 * value + 1) / 2 ** integer(1, 24),
        () => -(2 * value + 1) / 2 ** integer(1, 1074),
        () => (2 * value + 1) * 2 ** integer(53, 900),
    ])();
    return number === 0 || Math.abs(number) === 2 ** 53 ? 0 : number;
}

const CHARACTERS = ["a", "Z", "0", " ", '"', "\\", "\n", "\0", "ß", "水", "\u{10151}"];
const randomText = () => listOf(integer(0, 40), () => pick(CHARACTERS)).join("");

/** 0xff occurs nowhere in UTF-8: bytes that Lua's side, too, takes for no text. */
const randomBinary = () => new Uint8Array([...randomBytes(integer(0, 30)), 0xff]);

/** Number keys start at 2, so that no map is a sequence from 1, which Lua's side would take for an array. */
const randomKey = () => pick([randomText, () => integer(2, 70000), () => -1 - randomInteger() / 4096, () => false])();

function randomMap(depth) {
    return new Map(listOf(integer(1, 6), () => [randomKey(), randomValue(depth - 1)]));
}

function randomValue(depth) {
    const scalars = [randomNumber, randomNumber, randomText, randomText, randomBinary, () => integer(0, 1) === 1];
    const tables = [() => listOf(integer(0, 30), () => randomValue(depth - 1)), () => randomMap(depth)];
    return pick(depth > 0 ? [...scalars, ...tables, ...tables] : scalars)();
}

/** The same with a map in place of every list, by the numbers that Lua gives its items. */
function withMaps(value) {
    if (Array.isArray(value)) return new Map(value.map((item, index) => [index + 1, withMaps(item)]));
    if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, withMaps(item)]));
    return value;
}

const luaString = (bytes) => `"${[...bytes].map((byte) => `\\${String(byte).padStart(3, "0")}`).join("")}"`;

/** The value as a Lua expression: a form that has nothing to do with CBOR. */
function luaExpression(value) {
    if (typeof value === "string") return luaString(Buffer.from(value));
    if (value instanceof Uint8Array) return luaString(value);
    if (Array.isArray(value)) return `{${value.map(luaExpression).join(",")}}`;
    if (value instanceof Map) {
        return `{${[...value].map(([key, item]) => `[${luaExpression(key)}]=${luaExpression(item)}`).join(",")}}`;
    }
    return value === null ? "nil" : String(value);
}

/** Bytes that can be compressed more or less: few different ones, runs that come again, or none. */
function randomData(index) {
    const pieces = listOf(integer(1, 12), () => randomBytes(integer(1, 20)));
    const kinds = [
        () => listOf(index * 13, () => integer(0, index % 7)),
        () => Buffer.concat(listOf(index, () => pick(pieces))),
        () => randomBytes(index * 3),
    ];
    return Buffer.from(kinds[index % kinds.length]());
}

/** Each case: what the Lua side gets, and what it should answer, or what has to become of the answer. */
const MAKERS = {
    cbor(index) {
        const value = index === 0 ? null : randomValue(MAX_DEPTH);
        const bytes = hex(encode(value, cdeEncodeOptions));
        return { fields: [hex(luaExpression(value)), bytes], expected: `${bytes}\tsame` };
    },
    canonical() {
        const state = randomMap(MAX_DEPTH);
        return { fields: [hex(luaExpression(state)), ""], expected: hex(encode(withMaps(state), cdeEncodeOptions)) };
    },
    base64(index) {
        const bytes = randomBytes(index);
        const text = bytes.toString("base64");
        return { fields: [hex(bytes), text], expected: `${text}\t${hex(bytes)}` };
    },
    adler32(index) {
        const bytes = randomBytes(index * 7);
        return { fields: [hex(bytes), ""], expected: String(adler32.buf(bytes) >>> 0) };
    },
    murmur3(index) {
        const bytes = randomBytes(index % 60);
        const seed = integer(0, 65535) * 65536 + integer(0, 65535);
        // The package takes the low byte of each character.
        const hash = murmurhash.murmur3(bytes.toString("latin1"), seed) >>> 0;
        return { fields: [hex(bytes), String(seed)], expected: String(hash) };
    },
    deflate(index) {
        const bytes = hex(randomData(index));
        const inflated = (answer) => hex(inflateSync(Buffer.from(answer, "hex")));
        return { fields: [bytes, ""], expected: bytes, of: inflated };
    },
    lz4(index) {
        const bytes = hex(randomData(index));
        const unpacked = (answer) => {
            const block = Buffer.from(answer, "hex");
            const out = new Uint8Array(bytes.length / 2);
            return hex(out.subarray(0, lz4.decompressBlock(block, out, 0, block.length, 0)));
        };
        return { fields: [bytes, ""], expected: bytes, of: unpacked };
    },
    unlz4(index) {
        const bytes = Buffer.concat([randomData(index), randomBytes(5)]);
        const block = new Uint8Array(lz4.compressBound(bytes.length));
        const length = lz4.compressBlock(bytes, block, 0, bytes.length, new Uint32Array(65536));
        // 0 where there is nothing to gain: then there is no block.
        const packed = length === 0 ? undefined : hex(block.subarray(0, length));
        if (packed === undefined) return { kind: "lz4", ...MAKERS.lz4(index) };
        return { fields: [packed, String(bytes.length)], expected: hex(bytes) };
    },
    sha256(index) {
        // In two pieces, every total length up to some blocks.
        const bytes = randomBytes(index);
        const cut = integer(0, index);
        const digest = createHash("sha256").update(bytes).digest("hex");
        return { fields: [hex(bytes.subarray(0, cut)), hex(bytes.subarray(cut))], expected: digest };
    },
    inflate(index) {
        const bytes = randomData(index);
        const stream = deflateSync(bytes, { level: index % 10 });
        return { fields: [hex(stream), String(bytes.length)], expected: hex(bytes) };
    },
};

const build = process.argv[2] ?? "build";
const cases = Object.entries(COUNTS).flatMap(([kind, count]) =>
    listOf(count, (_, index) => ({ kind, ...MAKERS[kind](index) })),
);
const output = runLua(
    [
        "-e",
        `package.path = [[${build}/?.lua;]] .. package.path; bit = require("bit")`,
        `${build}/spec/codec/crosscheck.lua`,
    ],
    {
        input: cases.map(({ kind, fields }) => `${[kind, ...fields].join("\t")}\n`).join(""),
        stdio: ["pipe", "pipe", "inherit"],
        encoding: "utf8",
        maxBuffer: 2 ** 28,
    },
);
const answers = output.split(/\r?\n/);
const differing = cases.findIndex(({ expected, of = (answer) => answer }, index) => of(answers[index]) !== expected);
if (differing >= 0) {
    const { kind, fields, expected } = cases[differing];
    fail(
        [
            `codec crosscheck: seed ${SEED}, case ${differing} (${kind}) differs`,
            `  input    ${fields.join(" ")}`,
            `  expected ${expected}`,
            `  answer   ${answers[differing]}`,
        ].join("\n"),
    );
}
console.log(`codec crosscheck: ${cases.length} values agree`);
