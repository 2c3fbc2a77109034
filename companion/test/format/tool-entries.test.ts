/** What the library writes for tools: names, types, outcomes. */
import { encode } from "cbor2";
import { describe, expect, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { attempt, Damage } from "../../src/format/damage";
import { readLedger } from "../../src/format/ledger";
import { writeLedger } from "../../src/format/ledger-writer";
import type { LuaTable, LuaValue } from "../../src/format/lua-value";
import { encodeChecked } from "../../src/format/text";
import { readNames, readOutcomes, readTypes } from "../../src/format/tool-entries";

const cbor = (value: unknown): Buffer => Buffer.from(encode(value));
const guid = (id: number): Uint8Array => new Uint8Array([0xe9, 0x07, 0, 0, 0, id]);
const names = (...entries: unknown[]): Buffer => Buffer.concat(entries.map(cbor));
const types = (...entries: unknown[]): Buffer => cbor([1, 3, ...entries]);
const isDamaged = (read: () => unknown): boolean => attempt(read) instanceof Damage;
const NOT_TEXT = new Uint8Array([0x41, 0xff]);

/** A ledger with these entries, and one scope with those. */
function ledgerOf(entries: Record<string, LuaValue>, inScope: Record<string, LuaValue>) {
    const table = writeLedger(new Map([["s\u00e4", { events: [] }]]));
    for (const [name, value] of Object.entries(entries)) table.set(name, value);
    const [scope] = (table.get("scopes") as LuaTable).values();
    for (const [name, value] of Object.entries(inScope)) (scope as LuaTable).set(name, value);
    return readLedger("X", table);
}

describe("entries for tools", () => {
    it("are read with the ledger", () => {
        const outcome = Buffer.concat([Buffer.alloc(16, 7), Buffer.of(1, 1, 5)]);
        const ledger = ledgerOf(
            { ledger: "My\xff", types: encodeChecked(types([1, "award", ["player:guid"]], [9, NOT_TEXT, []])) },
            { names: encodeChecked(names([guid(1), "Anna-Realm", "MAGE"])), inbox: encodeChecked(outcome) },
        );
        const [{ key, names: players, outcomes, problems }] = ledger.scopes;
        expect([ledger.name, ledger.problems, problems]).toEqual([Buffer.from("My\xff", "latin1"), [], []]);
        expect(ledger.types).toEqual({
            stateVersion: 3,
            types: [
                { id: 1, name: Buffer.from("award"), fields: [Buffer.from("player:guid")] },
                { id: 9, name: Buffer.from(NOT_TEXT), fields: [] },
            ],
        });
        expect(key).toEqual(Buffer.from("s\u00e4"));
        expect(players).toEqual([{ guid: Buffer.from(guid(1)), name: "Anna-Realm", token: "MAGE" }]);
        expect(outcomes).toEqual([{ id: Buffer.alloc(16, 7), reason: 1, bits: Buffer.of(5) }]);
    });

    it("may all be missing, and an inbox that is damaged is one", () => {
        const plain = ledgerOf({}, {});
        expect([plain.name, plain.types, plain.scopes[0].names, plain.scopes[0].outcomes]).toEqual([
            ...[undefined, undefined, [], undefined],
        ]);
        const damaged = ledgerOf({ ledger: "", types: "x" }, { names: 5, inbox: "x" });
        expect([damaged.name, damaged.types, damaged.scopes[0].outcomes]).toEqual([undefined, undefined, []]);
        expect(damaged.problems).toHaveLength(2);
        expect(damaged.scopes[0].problems).toHaveLength(2);
        expect(ledgerOf({ ledger: "x".repeat(17) }, {}).name).toBe(undefined);
    });

    it("are refused where they are out of form", () => {
        for (const bytes of [
            ...[cbor([2, 0]), cbor([1]), cbor([1, -1]), cbor([1, 2 ** 31]), cbor([1, 1.5]), cbor(1), Buffer.of()],
            ...[
                types([0, "a", []]),
                types([256, "a", []]),
                types([1, "", []]),
                types([1, "a"]),
                types([1, "a", [], 1]),
            ],
            ...[types([1, "a".repeat(65), []]), types([1, "a", ["b".repeat(97)]]), types([1, "a", [1]])],
            ...[types([1, "a", Array.from({ length: 33 }, () => "f")]), types([2, "a", []], [1, "b", []])],
            ...[types([1, "a", []], [1, "b", []]), Buffer.concat([types(), Buffer.of(0)])],
        ])
            expect(
                isDamaged(() => readTypes(bytes)),
                bytes.toString("hex"),
            ).toBe(true);
        for (const bytes of [
            ...[names([guid(1), "A", "", 1]), names([guid(1), "A"]), names(["x", "A", ""]), names(5), Buffer.of(0xff)],
            ...[names([guid(2), "A", ""], [guid(1), "B", ""]), names([guid(1), "A", ""], [guid(1), "B", ""])],
            ...[names([new Uint8Array(4), "A", ""]), names([new Uint8Array(6), "A", ""]), names([guid(1), 5, ""])],
        ])
            expect(
                isDamaged(() => readNames(bytes)),
                bytes.toString("hex"),
            ).toBe(true);
        const one = Buffer.concat([Buffer.alloc(16, 1), Buffer.of(0, 0)]);
        for (const bytes of [
            Buffer.concat([one, one]),
            one.subarray(1),
            Buffer.concat([one.subarray(0, 17), Buffer.of(2, 0)]),
        ])
            expect(
                isDamaged(() => readOutcomes(bytes)),
                bytes.toString("hex"),
            ).toBe(true);
        expect(readOutcomes(one)).toHaveLength(1);
    });

    it("make text of what is none, and leave out names that are too long or empty", () => {
        const read = readNames(
            names([guid(1), NOT_TEXT, NOT_TEXT], [guid(2), "x".repeat(97), ""], [guid(3), "", ""], [guid(4), "D", ""]),
        );
        expect(read.map(({ name, token }) => [name, token])).toEqual([
            ["A\ufffd", "A\ufffd"],
            ["D", ""],
        ]);
    });

    it("never raise anything but damage, whatever their bytes are", () => {
        const seed = Number(process.env["SEED"] ?? 7);
        console.log(`entries for tools: seed ${seed}`);
        const random = new Random(seed);
        const good: [(bytes: Buffer) => unknown, Buffer][] = [
            [readTypes, types([1, "award", ["player:guid", "n"]], [2, "b", []])],
            [readNames, names([guid(1), "Anna-R", "MAGE"], [guid(9), NOT_TEXT, ""])],
            [
                readOutcomes,
                Buffer.concat([Buffer.alloc(16, 1), Buffer.of(1, 1, 5), Buffer.alloc(16, 2), Buffer.of(0, 0)]),
            ],
        ];
        for (let turn = 0; turn < 6000; turn++) {
            const [read, bytes] = random.pick(good);
            const mutated = Buffer.from(bytes.subarray(0, random.integer(0, bytes.length)));
            for (let left = random.integer(0, 3); left > 0 && mutated.length > 0; left--)
                mutated[random.integer(0, mutated.length - 1)] = random.integer(0, 255);
            attempt(() => read(mutated));
        }
    });
});
