// The examples in the documents of the companion are what the documents say they are.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import adler32 from "adler-32";
import { decode } from "cbor2";
import { findLua } from "../lua.mjs";
import { root } from "../run.mjs";
import { blocksOf } from "./markdown.mjs";
import * as companion from "./companion-vectors.mjs";

const { ANNOUNCE, encode, follow, isSignedBy, sha256, splitRecord, ZERO } = companion;

const batches = readFileSync(join(root, "docs/companion-batches.md"), "utf8");
const protocol = readFileSync(join(root, "docs/companion-protocol.md"), "utf8");
const blocks = [...blocksOf(batches), ...blocksOf(protocol)];

/** The bytes that a document shows under a name. */
const shown = (name) =>
    Buffer.from(blocks.find((block) => block.path === name)?.text.replaceAll(/\s/g, "") ?? "", "hex");

const { scope, ...examples } = companion.vectors();

for (const [name, bytes] of Object.entries(examples)) {
    test(`the documents show ${name} as it is made`, () => {
        assert.equal(shown(name).toString("hex"), bytes.toString("hex"));
    });
}

/** The items of a record, whose signature has to verify. */
function open(bytes) {
    const [signature, body] = splitRecord(bytes);
    const items = decode(body);
    assert.ok(isSignedBy(Buffer.from(items[2]), signature, companion.RECORD, body));
    return items.map((item) => (item instanceof Uint8Array ? Buffer.from(item) : item));
}

test("the founding entry is signed by its author, and names the room", () => {
    const [kind, room, , seq] = open(shown("founding"));
    assert.deepEqual([kind, room, seq], [1, ZERO, 1]);
    assert.deepEqual(shown("room"), sha256(shown("founding")));
});

test("the recovery code is shown as it is made", () => {
    const code = companion.recoveryCode(companion.RECOVERY_SECRET);
    assert.match(code, /^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$/);
    assert.ok(batches.includes(`\`${code}\``));
});

test("the record before the batch takes its ledger and scope", () => {
    const [kind, room, , seq, , , , , parent, , action, ledger] = open(scope);
    assert.deepEqual(
        [kind, room, seq, parent, action, String(ledger)],
        [1, shown("room"), 2, shown("room"), 5, "MyDKP"],
    );
    assert.deepEqual(open(shown("batch"))[4], sha256(scope));
});

test("the batch is signed by a device of the room", () => {
    const batch = shown("batch");
    const [kind, room, author, seq, , epoch, n, hash, ledger, , block] = open(batch);
    assert.deepEqual([kind, room, seq, epoch, n, String(ledger)], [0, shown("room"), 3, 1, 2, "MyDKP"]);
    assert.deepEqual(author, open(shown("founding"))[2]);
    assert.deepEqual(shown("hash"), follow(hash, batch));
    assert.equal(batch.length - block.length, 230);
});

test("a batch that was changed anywhere does not verify", () => {
    const batch = shown("batch");
    const author = open(batch)[2];
    for (let at = 0; at < batch.length; at++) {
        const changed = Buffer.from(batch);
        changed[at] ^= 1;
        const [signature, body] = splitRecord(changed);
        assert.ok(!isSignedBy(author, signature, companion.RECORD, body), `byte ${at}`);
    }
});

test("the frame is CBOR as another encoder writes it, and carries the batch", () => {
    const frame = decode(shown("changes"));
    const [type, channel, [epoch, n], [batch], remaining] = frame;
    assert.deepEqual([type, channel, epoch, n, remaining], [4, 1, 1, 2, 0]);
    assert.deepEqual(Buffer.from(batch), shown("batch"));
});

test("the proof is signed over nonce, room and host", () => {
    const author = open(shown("batch"))[2];
    const isProofFor = (host) => isSignedBy(author, shown("proof"), ANNOUNCE, Buffer.alloc(32, 3), shown("room"), host);
    assert.ok(isProofFor("ledger.example"));
    assert.ok(!isProofFor("other.example"));
});

test("the inbox has the offer as checked base64", () => {
    const lua = blocks.find(({ language, text }) => language === "lua" && text.includes("LibEventLedger_Inbox"));
    const checked = Buffer.from(/\[2820\] = "([^"]*)"/.exec(lua.text)[1], "base64");
    assert.deepEqual(checked.subarray(4), shown("offer"));
    assert.equal(checked.readUInt32BE(), adler32.buf(checked.subarray(4)) >>> 0);
    assert.deepEqual(shown("offer").subarray(0, 16), sha256(shown("batch")).subarray(0, 16));
});

test("Node takes a key of small order, under which one signature fits every message", () => {
    const one = Buffer.from(ZERO);
    one[0] = 1;
    for (const message of ["a", "b", "c"]) assert.ok(isSignedBy(one, Buffer.concat([one, ZERO]), message));
});

test("Node refuses a signature whose S is not below the order of the group", () => {
    const batch = shown("batch");
    const [signature, body] = splitRecord(batch);
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString("hex")}`) + order;
    const other = Buffer.from(s.toString(16).padStart(64, "0"), "hex").reverse();
    const changed = Buffer.concat([signature.subarray(0, 32), other]);
    assert.ok(!isSignedBy(open(batch)[2], changed, companion.RECORD, body));
});

test("an inbox of the largest size loads in Lua 5.1", () => {
    const text = "A".repeat((2 * 1024 * 1024) / 1024 - 40);
    const weeks = Array.from({ length: 1024 }, (_, index) => `[${2000 + index}] = "${text}${index}",`);
    const file = `I = { ["ledgers"] = { ["MyDKP"] = { ["guild:Br\\195\\188der"] = {\n${weeks.join("\n")}\n} } } }\n`;
    const check = 'local n = 0 for _ in pairs(I.ledgers.MyDKP["guild:Br\\195\\188der"]) do n = n + 1 end io.write(n)';
    assert.equal(execFileSync(findLua(), ["-"], { input: file + check, encoding: "utf8" }), "1024");
});

test("heads of CBOR have their shortest form up to 2^53", () => {
    for (const [number, hex] of [
        [23, "17"],
        [24, "1818"],
        [255, "18ff"],
        [256, "190100"],
        [65536, "1a00010000"],
        [2 ** 32, "1b0000000100000000"],
        [2 ** 53 - 1, "1b001fffffffffffff"],
    ]) {
        assert.equal(encode(number).toString("hex"), hex);
        assert.equal(decode(encode(number)), number);
    }
});
