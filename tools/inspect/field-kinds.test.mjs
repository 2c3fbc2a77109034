// The kinds that the inspector knows against those that the library declares and the document describes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readFace } from "../api/model.mjs";
import { root } from "../run.mjs";
import { Bytes, Damage } from "./bytes.mjs";
import { FIELD_KINDS } from "./field-kinds.mjs";

const read = (...path) => readFileSync(join(root, ...path), "utf8");

const unpack = (kind, hex) => FIELD_KINDS[kind].unpack(new Bytes(Buffer.from(hex, "hex")));

test("bytes that are not of the form of their kind are damage", () => {
    const cases = [
        ["guid", ""],
        ["guid", "e907"],
        ["guid", "80808008ffffffff"],
        ["guid[]", "e907"],
        ["guid[]", "e90700"],
        ["guid[]", "e90702ffffffff"],
        ["guid[]", "e90701ffffffffe9070100000005"],
        ["guid[]", "e907e907"],
    ];
    for (const [kind, hex] of cases) assert.throws(() => unpack(kind, hex), Damage, `${kind} ${hex}`);
});

test("bytes of a kind are read", () => {
    assert.equal(unpack("guid", "e907ffffffff"), "Player-1001-FFFFFFFF");
    assert.deepEqual(unpack("guid[]", ""), []);
    const list = ["Player-1001-FFFFFFFF", "Player-1001-00000005", "Player-1-0000000A"];
    assert.deepEqual(unpack("guid[]", "e90702ffffffff0000000501010000000a"), list);
});

test("the kinds are those of KindValues, and each has a row in docs/storage.md", () => {
    const declared = readFace(read("src", "api", "event-type.ts"))
        .get("KindValues")
        .members.map(({ name }) => name);
    assert.deepEqual(Object.keys(FIELD_KINDS).sort(), declared.sort());
    const [, table] = /### Kinds of fields\n\n([^]*?)\n\n/.exec(read("docs", "storage.md"));
    const described = table
        .split("\n")
        .slice(2)
        .flatMap((row) => [...row.split("|")[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    assert.deepEqual(described.sort(), declared.sort());
});
