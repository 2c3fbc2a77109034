import { encodeCbor } from "../../src/codec/cbor";
import type { FieldDefinition } from "../../src/event/field";
import { FIELD_KINDS, type FieldKindName } from "../../src/event/field-kinds";
import { FieldValues, NULL } from "../../src/event/field-values";
import { generateReader, readerText } from "../../src/event/generated-reader";
import { idMark, repeatMark } from "../../src/event/import-mark";
import { toId } from "../../src/event/key";
import { Schema } from "../../src/event/schema";
import { fromHex, toHex } from "../codec/hex";
import { randomValue } from "../codec/values";
import { SeededRandom } from "../random";
import { rounds } from "../support/rounds";

const TIME = 1705537000;
const CREATOR = 77;
const GUID = "Player-1-0000004D";

/** Names that would end a text or a table, where they were not quoted. */
const NAMES = ["amount", "end", "_G", 'a"b', "]=1}", "\n", "\0", "\\", "%q%d", "é"];

const KINDS: FieldKindName[] = ["any", "guid", "guid[]", "number", "string", "boolean"];

function pick<Item>(random: SeededRandom, items: readonly Item[]): Item {
    return items[random.integer(0, items.length - 1)];
}

/** What happens on a client without loadstring. */
function withoutLoadstring<Result>(work: (this: void) => Result): Result {
    const globals = _G as unknown as Record<string, unknown>;
    const saved = globals.loadstring;
    globals.loadstring = undefined;
    const result = work();
    globals.loadstring = saved;
    return result;
}

function randomFields(random: SeededRandom): FieldDefinition[] {
    const fields: FieldDefinition[] = [];
    for (const index of $range(0, random.integer(0, 6))) {
        const kind = pick(random, KINDS);
        const name = `${pick(random, NAMES)}${tostring(index)}`;
        fields.push({ name, kind, isRequired: kind !== "any" && random.integer(0, 1) === 1 });
    }
    return fields;
}

function randomGuid(random: SeededRandom): string {
    return string.format("Player-%d-%08X", random.integer(1, 3), random.integer(0, 3));
}

/** A value that a field of the kind takes. */
function valueOf(random: SeededRandom, kind: FieldKindName): unknown {
    if (kind === "guid") return randomGuid(random);
    if (kind === "boolean") return random.integer(0, 1) === 1;
    if (kind === "string") return string.rep("x", pick(random, [0, 1, 23, 24, 255, 256, 300]));
    if (kind === "number") return pick(random, [0, -1, 0.5, -2.25, 1e300, 2 ** 53, -(2 ** 31), 3, 1 / 3]);
    if (kind === "any") return randomValue(random, 2);
    const guids: string[] = [];
    for (const _ of $range(1, random.integer(0, 4))) guids.push(randomGuid(random));
    return guids;
}

/** The bytes of a field: mostly what it should hold. */
function randomPiece(random: SeededRandom, kind: FieldKindName): string {
    const roll = random.integer(1, 20);
    if (roll <= 3) return NULL;
    if (roll === 4) return idMark("r1")!;
    if (roll === 5) return random.bytes(random.integer(1, 5));
    // Text that is not UTF-8, and an integer that is longer than it need be.
    if (roll === 6) return pick(random, [fromHex("62c328"), "\x18\x05", fromHex("61ff")]);
    const kindOfPiece = roll <= 8 ? pick(random, KINDS) : kind;
    const [bytes] = FIELD_KINDS[kindOfPiece].encode(valueOf(random, kindOfPiece));
    return bytes ?? NULL;
}

/** The pieces of a body of a type with these fields, or with a few more or fewer, or with the mark of an import. */
function randomPieces(random: SeededRandom, fields: readonly FieldDefinition[]): string[] {
    const pieces = ["\x05"];
    const more = random.integer(-2, 2);
    for (const index of $range(0, fields.length - 1 + math.min(more, 1))) {
        pieces.push(randomPiece(random, fields[index]?.kind ?? "any"));
    }
    if (random.integer(0, 1) === 1) pieces.push(random.integer(0, 1) === 1 ? idMark(7)! : repeatMark(2));
    return pieces;
}

/** What a schema makes of pieces; of their event a copy, since it is spoilt for others. */
function decode(schema: Schema, pieces: readonly string[], offset: number, fieldCount: number): unknown {
    const [event, failure] = schema.decodeRow(TIME, toId(CREATOR, 3), { pieces, offset, fieldCount }, GUID);
    if (event === undefined) return failure;
    const copy: Record<string, unknown> = {};
    for (const [name, value] of pairs(event as unknown as LuaTable<string, unknown>)) {
        copy[name] = type(value) === "table" ? encodeCbor(value)[0] : value;
        if (type(value) === "table") (value as unknown[])[0] = "spoilt";
    }
    return copy;
}

function schemaOf(fields: readonly FieldDefinition[]): Schema {
    const schema = new Schema();
    schema.add({ name: 'type "5"', id: 5, fields });
    return schema;
}

describe("generated readers", () => {
    it("give what is read field by field: the same events, and the same failures", () => {
        const random = new SeededRandom(2101);
        let events = 0;
        for (const _ of $range(1, rounds(3000))) {
            const fields = randomFields(random);
            const generated = schemaOf(fields);
            const careful = schemaOf(fields);
            for (const __ of $range(1, 30)) {
                const pieces = randomPieces(random, fields);
                // Behind and in front of others, as a unit has them; twice, since the second time values are known.
                const row = ["\x05", "\x01", ...pieces, "\x02", "\x03"];
                for (const ___ of $range(1, 2)) {
                    const expected = withoutLoadstring(() => decode(careful, pieces, 0, pieces.length - 1));
                    const read = decode(generated, row, 2, pieces.length - 1);
                    assert.same(expected, read, toHex(table.concat(pieces)));
                    if (type(read) === "table") events++;
                }
            }
        }
        assert.is_true(events > 1000, tostring(events));
    });

    it("read known and unknown values after more of them than are remembered", () => {
        const schema = schemaOf([{ name: "n", kind: "number" }]);
        for (const index of $range(0, 9999)) {
            const number = index % 5000;
            const [bytes] = encodeCbor(number);
            const [event] = schema.decodeRow(TIME, 0, { pieces: ["\x05", bytes!], offset: 0, fieldCount: 1 }, GUID);
            assert.equal(number, event!.n);
        }
    });

    it("are used: an event of known values is read without asking its fields", () => {
        const fields = [new FieldValues({ name: "n", kind: "number" })];
        const reader = generateReader("t", fields, 1)!;
        assert.equal(5, reader(TIME, 1, 2, GUID, ["\x05", "\x05"], 0)!.n);
        fields[0].readAnew = () => error("asked");
        assert.equal(5, reader(TIME, 1, 2, GUID, ["\x05", "\x05"], 0)!.n);
        assert.is_false(pcall(reader, TIME, 1, 2, GUID, ["\x05", "\x06"], 0)[0]);
    });

    it("are not there on a client without loadstring", () => {
        assert.is_nil(withoutLoadstring(() => generateReader("t", [], 0)));
    });

    it("have a text that depends on the fields alone, with their names in quotes", () => {
        const fields = NAMES.map((name) => new FieldValues({ name, kind: "any" }));
        const text = readerText(fields, fields.length);
        assert.equal(text, readerText(fields, fields.length));
        for (const name of NAMES) {
            const [at] = string.find(text, string.format("[%q] = f", name), 1, true);
            assert.is_not_nil(at, name);
        }
    });

    it("take as many fields as a type can have", () => {
        const fields: FieldDefinition[] = [];
        const pieces = ["\x05"];
        for (const index of $range(1, 32)) {
            fields.push({ name: `f${tostring(index)}`, kind: "number" });
            pieces.push(string.char(index % 24));
        }
        const [event] = schemaOf(fields).decodeRow(TIME, 0, { pieces, offset: 0, fieldCount: 32 }, GUID);
        assert.equal(32 % 24, event!.f32);
        assert.is_not_nil(
            generateReader(
                "t",
                fields.map((field) => new FieldValues(field)),
                32,
            ),
        );
    });
});
