// The realm's stand-in for the game's compression against zlib in Node, in both directions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { compileEntries, runEntry } from "./compile-entry.mjs";
import { Random } from "./random.mjs";

/** By Enum.CompressionMethod. */
const METHODS = [
    { compress: deflateRawSync, decompress: inflateRawSync },
    { compress: deflateSync, decompress: inflateSync },
    { compress: gzipSync, decompress: gunzipSync },
];

function samples() {
    const random = new Random(20261121);
    const lengths = [0, 1, 2, 3, 100, 1000, 40000];
    const noise = lengths.map((length) => random.bytes(length));
    const words = lengths.map((length) =>
        Buffer.from(Array.from({ length }, () => random.pick(["Ragnaros ", "Onyxia ", "\0\r\n"])).join("")),
    );
    return [...noise, ...words, Buffer.alloc(70000)];
}

test("what one side compresses the other reads, with each method", () => {
    const cases = METHODS.flatMap((_, method) => samples().map((bytes) => ({ method, bytes })));
    const input = cases.map(({ method, bytes }) => {
        const compressed = METHODS[method].compress(bytes);
        return `${method}\t${bytes.toString("hex")}\t${compressed.toString("hex")}\n`;
    });
    const answers = runEntry(compileEntries(), "spec/realm/natives/crosscheck", [], input.join(""));
    assert.equal(answers.length, cases.length);
    cases.forEach(({ method, bytes }, index) => {
        const [compressed, back] = answers[index].split("\t");
        const what = `method ${method}, ${bytes.length} bytes`;
        assert.ok(METHODS[method].decompress(Buffer.from(compressed, "hex")).equals(bytes), what);
        assert.equal(back, bytes.toString("hex"), what);
    });
});
