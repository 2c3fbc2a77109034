import { FIELD_KINDS, type FieldKind, type FieldKindName, findKind, KINDS_IN_WORDS } from "../../src/event/field-kinds";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";
import { randomValue } from "../codec/values";
import type { SeededRandom } from "../random";

const GUID = "Player-1001-FFFFFFFF";
const OTHER = "Player-4440-0600A1B2";

function rowsOf(): FieldKind[] {
    const rows: FieldKind[] = [];
    for (const [, row] of pairs(FIELD_KINDS as unknown as LuaTable<string, FieldKind>)) {
        rows.push(row);
    }
    return rows;
}

/** The bytes of a value in hexadecimal; raises when it has none. */
function hexOf(name: FieldKindName, value: unknown): string {
    const [bytes, got] = FIELD_KINDS[name].encode(value);
    if (bytes === undefined) error(`${name}: ${got}`);
    return toHex(bytes);
}

/** What came, in the words of the error, for a value without bytes. */
function refusalOf(name: FieldKindName, value: unknown): string | undefined {
    const [bytes, got] = FIELD_KINDS[name].encode(value);
    assert.is_nil(bytes);
    return got;
}

/** A random value of a kind. */
function valueOf(name: FieldKindName, random: SeededRandom): unknown {
    if (name === "guid") return OTHER;
    if (name === "guid[]") return random.integer(0, 1) === 1 ? [GUID, OTHER, OTHER] : [];
    if (name === "number") return random.integer(-1e6, 1e6) / 8;
    if (name === "string" || name === "bytes") return random.bytes(random.integer(0, 9));
    if (name === "boolean") return random.integer(0, 1) === 1;
    if (name === "key") return { time: random.integer(0, 2 ** 30), creator: 0xffffffff, counter: 255 };
    return randomValue(random, 2);
}

describe("the kinds of fields", () => {
    it("refuse values that their form cannot hold, and say what came", () => {
        for (const bad of ["", "Thrall", "Player-1-0000000", `${GUID} `, "Player-16777216-00000001"]) {
            assert.is_nil(refusalOf("guid", bad));
            assert.equal(`"${bad}" at index 2`, refusalOf("guid[]", [GUID, bad]));
        }
        for (const [bad, got] of [
            [5, "5 at index 2"],
            [{}, "a table at index 2"],
            [false, "false at index 2"],
        ] as [unknown, string][]) {
            assert.equal(got, refusalOf("guid[]", [GUID, bad]));
        }
        assert.equal("nil at index 1", refusalOf("guid[]", { [GUID]: true }));
        const many: string[] = [];
        for (const index of $range(0, 999)) many[index] = GUID;
        assert.equal(1000, FIELD_KINDS["guid[]"].decode(fromHex(hexOf("guid[]", many)))!.length);
        many[1000] = GUID;
        assert.equal(`"${GUID}" at index 1001`, refusalOf("guid[]", many));
        for (const bad of [math.huge, -math.huge, 0 / 0]) {
            assert.is_nil(refusalOf("number", bad));
            assert.equal("a table with a number that is not finite at [1]", refusalOf("any", [bad]));
        }
        assert.is_nil(refusalOf("any", () => 5));
        assert.equal("a table with a function at .a[2]", refusalOf("any", { a: [1, () => 5] }));
    });

    it("do not decode the bytes of another form", () => {
        const damaged: [FieldKindName, string][] = [
            ["guid", "05"],
            ["guid", "40"],
            ["guid", "45" + "e907ffffff"],
            ["guid", "47" + "e907ffffffff00"],
            ["guid", "66" + "e907ffffffff"],
            ["guid", "46" + "e907ffffffff" + "00"],
            ["guid[]", "00"],
            ["guid[]", "41" + "e9"],
            ["guid[]", "49" + "e90701ffffffff0000"],
            ["key", "48" + "0000000000000000"],
            ["key", "4a" + "00000000000000000000"],
            ["key", "05"],
            ["any", ""],
            ["any", "18"],
            ["any", "0505"],
            ["number", "1801"],
            ["number", "f9fc00"],
            ["string", "7f6161ff"],
        ];
        for (const [name, hex] of damaged) {
            assert.is_nil(FIELD_KINDS[name].decode(fromHex(hex)), `${name} ${hex}`);
        }
    });

    it("never raise on any bytes, and what decodes and fits encodes to the same bytes", () => {
        for (const row of rowsOf()) {
            fuzzDecoder(
                97,
                (random) => {
                    const [bytes] = row.encode(valueOf(row.name, random));
                    return bytes!;
                },
                (input) => {
                    const value = row.decode(input);
                    if (value === undefined || !row.fits(value)) return false;
                    const [bytes] = row.encode(value);
                    return bytes === input || `${row.name} encodes otherwise`;
                },
            );
        }
    });

    it("take values of their type alone", () => {
        const values = { number: 5, string: "x", boolean: false, table: {} };
        const fitting: Record<FieldKindName, string> = {
            any: "number string boolean table",
            guid: "string",
            "guid[]": "table",
            number: "number",
            string: "string",
            boolean: "boolean",
            key: "table",
            bytes: "string",
        };
        for (const row of rowsOf()) {
            for (const [type, value] of pairs(values as unknown as LuaTable<string, unknown>)) {
                const isFitting = string.find(fitting[row.name], type, 1, true)[0] !== undefined;
                assert.equal(isFitting, row.fits(value), `${row.name} ${type}`);
            }
        }
    });

    it("have fixed bytes", () => {
        assert.equal("46" + "e907ffffffff", hexOf("guid", GUID));
        assert.equal("40", hexOf("guid[]", []));
        assert.equal("47" + "e90701ffffffff", hexOf("guid[]", [GUID]));
        assert.equal("1832", hexOf("number", 50));
        assert.equal("6178", hexOf("string", "x"));
        assert.equal("41ff", hexOf("string", string.char(0xff)));
        assert.equal("f4", hexOf("boolean", false));
        assert.equal("820102", hexOf("any", [1, 2]));
        assert.equal(
            "49" + "00000005" + "ffffffff" + "ff",
            hexOf("key", { time: 5, creator: 0xffffffff, counter: 255 }),
        );
    });

    it("stand under their own names", () => {
        for (const [name, row] of pairs(FIELD_KINDS as unknown as LuaTable<string, FieldKind>)) {
            assert.equal(name, row.name);
        }
    });

    it("are found by addons, but for the library's own", () => {
        for (const row of rowsOf()) {
            const isOwn = row.name === "key" || row.name === "bytes";
            assert.equal(isOwn ? undefined : row, findKind(row.name));
        }
        for (const name of ["", "GUID", "guid[", "nil", "text"]) {
            assert.is_nil(findKind(name));
        }
        assert.equal("any, boolean, guid, guid[], number or string", KINDS_IN_WORDS);
    });
});
