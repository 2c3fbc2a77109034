/** The kinds that the companion knows against those that the library declares and the document describes. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { readFace } from "../../../tools/api/model.mjs";
import { ByteReader } from "../../src/format/bytes";
import { Damage } from "../../src/format/damage";
import { FIELD_KINDS } from "../../src/format/field-kinds";
import { fixture } from "../support/library";

const unpack = (kind: string, hex: string): unknown =>
    FIELD_KINDS.get(kind)?.unpack?.(new ByteReader(Buffer.from(hex, "hex")));

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
    const face = readFace(fixture("src", "api", "event-type.ts").toString("utf8"));
    const { members } = face.get("KindValues") as { members: { name: string }[] };
    const declared = members.map(({ name }) => name);
    assert.deepEqual([...FIELD_KINDS.keys()].sort(), declared.sort());
    const document = fixture("docs", "storage.md").toString("utf8");
    const [, table] = /### Kinds of fields\n\n([^]*?)\n\n/.exec(document) ?? [];
    const described = table
        .split("\n")
        .slice(2)
        .flatMap((row) => [...row.split("|")[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    assert.deepEqual(described.sort(), declared.sort());
});
