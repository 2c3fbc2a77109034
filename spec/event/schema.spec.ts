import type { LedgerEvent } from "../../src/api/event";
import { encodeByteString } from "../../src/codec/cbor";
import { splitBody } from "../../src/event/body";
import { toId } from "../../src/event/key";
import { idMark, markBody, repeatMark } from "../../src/event/import-mark";
import { importedRevocationBody, revocationBody } from "../../src/log/revocations";
import { type FieldDefinition, parseField } from "../../src/event/field";
import { encodeBody, Schema, type TypeDefinition } from "../../src/event/schema";
import { fuzzDecoder } from "../codec/fuzz";
import { fromHex, toHex } from "../codec/hex";
import { randomValue } from "../codec/values";
import { SeededRandom } from "../random";

const TIME = 1705537000;
const CREATOR = 0x0600a1b2;
const ID = toId(CREATOR, 7);
const GUID = "Player-4440-0600A1B2";
const OTHER_GUID = "Player-1001-FFFFFFFF";

const NULL = string.char(0xf6);

const KEY_PART = { time: TIME, creator: CREATOR, counter: 7, creatorGuid: GUID };

function define(name: string, id: number, ...fields: string[]): TypeDefinition {
    const definitions: FieldDefinition[] = [];
    for (const text of fields) definitions.push(parseField(text)!);
    return { name, id, fields: definitions };
}

const AWARD = define("award", 1, "player:guid?", "amount", "reason");
const RAID = define("raid", 2, "members:guid[]?", "zone:any");

function schemaOf(...definitions: TypeDefinition[]): Schema {
    const schema = new Schema();
    for (const definition of definitions) schema.add(definition);
    return schema;
}

function bodyOf(definition: TypeDefinition, values: Record<string, unknown>): string {
    const [body, problem] = encodeBody(definition, values);
    if (body === undefined) error(problem);
    return body;
}

/** The fields of an event, without its own members. */
function fieldsOf(definition: TypeDefinition, event: LedgerEvent): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const { name } of definition.fields) values[name] = event[name];
    return values;
}

/** What is decoded, or why not. */
function decode(schema: Schema, body: string): unknown {
    const [event, failure] = schema.decode(TIME, ID, body, GUID);
    assert.is_true((event === undefined) === (failure !== undefined));
    return event ?? failure;
}

describe("encodeBody", () => {
    it("has fixed bytes for each kind", () => {
        assert.equal(
            "01" + "46" + "e907ffffffff" + "1832" + "685261676e61726f73",
            toHex(bodyOf(AWARD, { player: OTHER_GUID, amount: 50, reason: "Ragnaros" })),
        );
        assert.equal("02" + "47" + "e90701ffffffff", toHex(bodyOf(RAID, { members: [OTHER_GUID] })));
        assert.equal("02" + "40", toHex(bodyOf(RAID, { members: [] })));
    });

    it("leaves out what is nil at the end and marks what is nil in between", () => {
        assert.equal("01", toHex(bodyOf(AWARD, {})));
        assert.equal("01" + "f6" + "05", toHex(bodyOf(AWARD, { amount: 5 })));
        assert.equal("01" + "f6" + "f6" + "6178", toHex(bodyOf(AWARD, { reason: "x" })));
        assert.equal("02" + "f6" + "00", toHex(bodyOf(RAID, { zone: 0 })));
    });

    it("says in a sentence which field is at fault, and why", () => {
        const faultOf = (definition: TypeDefinition, values: Record<string, unknown>) => {
            const [body, problem] = encodeBody(definition, values);
            assert.is_nil(body);
            return problem;
        };
        const typed = define("t", 3, "player:guid", "amount:number?", "many:guid[]?");
        assert.equal("field 'player' is required and must be a player GUID, got nil", faultOf(typed, {}));
        assert.equal(
            "field 'amount' must be a finite number, got \"5\"",
            faultOf(typed, { player: GUID, amount: "5" }),
        );
        const any = "field 'reason' must be a string, finite number, boolean or table of these, got";
        assert.equal(`${any} a function`, faultOf(AWARD, { reason: () => 5 }));
        assert.equal(`${any} -inf`, faultOf(AWARD, { reason: -math.huge }));
        assert.equal(`${any} a table with a function at .f`, faultOf(AWARD, { reason: { f: () => 5 } }));
        assert.equal(
            "field 'many' must be a list of at most 1000 player GUIDs, got 5 at index 2",
            faultOf(typed, { player: GUID, many: [GUID, 5] }),
        );
        const cycle: Record<string, unknown> = {};
        cycle.self = cycle;
        const path = string.rep(".self", 16);
        assert.equal(
            `${any} a table with a table nested deeper than 16 levels at ${path}`,
            faultOf(AWARD, { reason: cycle }),
        );
    });

    it("refuses values that name no field of the type", () => {
        const known = `known are ${AWARD.fields.map(({ name }) => name).join(", ")}`;
        for (const [values, name, hint] of [
            [{ amuont: 5 }, "amuont", "did you mean 'amount'?"],
            [{ type: "award" }, "type", known],
            [["x"], "1", known],
        ] as [Record<string, unknown>, string, string][]) {
            const [body, problem] = encodeBody(AWARD, values);
            assert.is_nil(body);
            assert.equal(`field '${name}' is not one of "award"; ${hint}`, problem);
        }
    });

    it("takes 4,096 bytes in all and not one more", () => {
        // Type, two nulls, and the head of the text.
        const room = 4096 - 3 - 3;
        assert.equal(4096, bodyOf(AWARD, { reason: string.rep("x", room) }).length);
        const [body, problem] = encodeBody(AWARD, { reason: string.rep("x", room + 1) });
        assert.is_nil(body);
        assert.equal("'values' must take at most 4096 bytes in all, got 4097", problem);
    });
});

describe("Schema", () => {
    it("gives back what was encoded", () => {
        const schema = schemaOf(AWARD, RAID);
        const values = { player: OTHER_GUID, amount: -12.5, reason: { boss: "Ragnaros", list: [1, 2] } };
        assert.same({ type: "award", ...KEY_PART, ...values }, decode(schema, bodyOf(AWARD, values)));
        const raid = { members: [OTHER_GUID, GUID, GUID], zone: false };
        assert.same({ type: "raid", ...KEY_PART, ...raid }, decode(schema, bodyOf(RAID, raid)));
        assert.same({ type: "award", ...KEY_PART }, decode(schema, bodyOf(AWARD, {})));
        assert.same({ type: "award", ...KEY_PART, reason: "x" }, decode(schema, bodyOf(AWARD, { reason: "x" })));
        assert.same({ type: "raid", ...KEY_PART, zone: 1 }, decode(schema, bodyOf(RAID, { zone: 1 })));
    });

    it("gives back random values", () => {
        const random = new SeededRandom(91);
        const definition = define("many", 9, "a", "b", "c", "d", "e", "f");
        const schema = schemaOf(definition);
        for (const _ of $range(1, 500)) {
            const values: Record<string, unknown> = {};
            for (const { name } of definition.fields) {
                if (random.integer(1, 4) > 1) values[name] = randomValue(random, 2);
            }
            const body = bodyOf(definition, values);
            assert.is_not_nil(splitBody(body));
            assert.same({ type: "many", ...KEY_PART, ...values }, decode(schema, body));
        }
    });

    it("reads events from before a type had its last fields", () => {
        const older = define("award", 1, "player:guid?", "amount");
        const body = bodyOf(older, { player: GUID, amount: 5 });
        assert.same({ type: "award", ...KEY_PART, player: GUID, amount: 5 }, decode(schemaOf(AWARD), body));
    });

    it("does not read events with fields that it does not know, and does when they are defined", () => {
        const older = define("award", 1, "player:guid?", "amount");
        const schema = schemaOf(older);
        const body = bodyOf(AWARD, { player: GUID, amount: 5, reason: "x" });
        assert.equal("unknownField", decode(schema, body));
        // A newer client that leaves the new field out writes what an older one does.
        assert.same({ type: "award", ...KEY_PART, amount: 5 }, decode(schema, bodyOf(AWARD, { amount: 5 })));
        schema.add(AWARD);
        assert.same({ type: "award", ...KEY_PART, player: GUID, amount: 5, reason: "x" }, decode(schema, body));
    });

    it("does not know other types, and says what can be said of them", () => {
        const schema = schemaOf(AWARD);
        assert.equal("unknownType", decode(schema, fromHex("02" + "05")));
        assert.same({ type: "#2", ...KEY_PART }, schema.describeUnknown(TIME, ID, fromHex("02"), GUID));
        assert.same({ type: "#255", ...KEY_PART }, schema.describeUnknown(TIME, ID, fromHex("ff"), GUID));
        assert.same({ type: "award", ...KEY_PART }, schema.describeUnknown(TIME, ID, fromHex("0105"), GUID));
        assert.is_nil(schema.withId(2));
        assert.is_nil(schema.named("raid"));
        assert.equal(AWARD, schema.withId(1));
        assert.equal(AWARD, schema.named("award"));
    });

    it("does not parse a field that is not of its kind", () => {
        const schema = schemaOf(AWARD, RAID);
        const refused = [
            "0105", // a number for a GUID
            "0140", // no bytes
            "0145" + "e907ffffff", // a byte short
            "0147" + "e907ffffffff00", // a byte over
            "0166" + "e907ffffffff", // text
            "01f618", // half an integer
            "01f6f9fc00", // minus infinity
            "01f61801", // an integer that is too long
            "01f67f6161ff", // indefinite length
            "0249" + "e90701ffffffff0000",
            "0200",
            "02f6",
        ];
        for (const index of $range(0, refused.length - 2)) {
            assert.equal("unparsable", decode(schema, fromHex(refused[index])), refused[index]);
        }
        assert.same({ type: "raid", ...KEY_PART }, decode(schema, fromHex("02f6")));
    });

    describe("with kinds", () => {
        const bare = define("award", 1, "player", "amount", "reason", "isBonus");
        const typed = define("award", 1, "player:guid?", "amount:number", "reason:string?", "isBonus:boolean");
        const full = { player: GUID, amount: 5, reason: "x", isBonus: false };

        it("packs as without them", () => {
            const values = { amount: 5, reason: "x", isBonus: false };
            assert.equal(bodyOf(bare, values), bodyOf(typed, values));
            assert.same({ type: "award", ...KEY_PART, ...full }, decode(schemaOf(typed), bodyOf(typed, full)));
        });

        it("takes an event that does not fit for a schemaMismatch, not for damage", () => {
            const mismatches: Record<string, unknown>[] = [
                {},
                { amount: 5 },
                { isBonus: true },
                { amount: "5", isBonus: true },
                { amount: true, isBonus: true },
                { amount: { n: 5 }, isBonus: true },
                { amount: 5, isBonus: 1 },
                { amount: 5, isBonus: true, reason: 7 },
            ];
            for (const values of mismatches) {
                assert.equal("schemaMismatch", decode(schemaOf(typed), bodyOf(bare, values)));
                assert.same({ type: "award", ...KEY_PART, ...values }, decode(schemaOf(bare), bodyOf(bare, values)));
            }
            const three = define("award", 1, "amount:number", "reason:string", "isBonus:boolean");
            assert.equal("schemaMismatch", decode(schemaOf(three), fromHex("01" + "05" + "05" + "f5")));
            assert.equal("schemaMismatch", decode(schemaOf(three), fromHex("01" + "05" + "6178" + "f6")));
        });

        it("refuses exactly the bodies that it refuses without number, string and boolean", () => {
            const kinds = schemaOf(define("award", 1, "player:guid", "amount:number", "reason:string", "x:boolean"));
            const none = schemaOf(define("award", 1, "player:guid?", "amount", "reason", "x"));
            const random = new SeededRandom(93);
            let refused = 0;
            for (const _ of $range(1, 3000)) {
                const parts = ["\x01"];
                for (const index of $range(1, random.integer(0, 5))) {
                    const item = string.char(random.integer(0, 255)) + string.char(random.integer(0, 255));
                    parts[index] = random.integer(1, 3) === 1 ? item : ["\x05", NULL, "\x61x", "\xf4"][index % 4];
                }
                const body = table.concat(parts);
                const isRefused = decode(none, body) === "unparsable";
                assert.equal(isRefused, decode(kinds, body) === "unparsable", toHex(body));
                refused += isRefused ? 1 : 0;
            }
            assert.is_true(refused > 300 && refused < 2700);
        });

        it("tells what the addon has defined, by its numbers", () => {
            const schema = schemaOf(define("b", 7), define("a", 255), define("c", 1));
            assert.same(
                [1, 7, 255],
                schema.defined().map(({ id }) => id),
            );
        });

        it("has another signature for each kind", () => {
            const signatures = new LuaSet<number>();
            for (const text of ["x", "x:guid", "x:guid?", "x:number", "x:number?", "x:string", "x:boolean"]) {
                const signature = schemaOf(define("award", 1, text)).signature();
                assert.is_false(signatures.has(signature), text);
                signatures.add(signature);
            }
            assert.equal(schemaOf(define("a", 1, "x")).signature(), schemaOf(define("a", 1, "x:any")).signature());
        });
    });

    it("lets addons write the types that they defined, and no others", () => {
        const schema = schemaOf(AWARD);
        assert.equal(AWARD, schema.writable("award"));
        for (const name of ["awrd", "revoke", "", 1, {}]) {
            assert.is_nil(schema.writable(name));
        }
        assert.is_nil(schema.writable(undefined));
    });

    it("knows revocations, and takes the library's other events for those of a newer version", () => {
        const schema = new Schema();
        const target = { time: 5, creator: 0xffffffff, counter: 255 };
        assert.same({ type: "revoke", ...KEY_PART, target }, decode(schema, revocationBody(5, toId(0xffffffff, 255))));
        assert.equal("unknownType", decode(schema, "\0\x05"));
        assert.equal("unknownType", decode(schema, `\0${encodeByteString("12345678")}`));
        assert.equal("unknownField", decode(schema, `${revocationBody(5, 5)}\x05\x05\x05\x05`));
        const key = { time: 5, creator: 0, counter: 5 };
        const byId = { type: "revoke", ...KEY_PART, target: key, targetImportId: "r5" };
        assert.same(byId, decode(schema, revocationBody(5, 5, "r5")));
        const imported = { type: "revoke", ...KEY_PART, targetImportId: "r5", importId: 9 };
        assert.same(imported, decode(schema, `${importedRevocationBody("r5")!}${idMark(9)!}`));
        assert.equal("revoke", schema.named("revoke")!.name);
    });

    it("reads an imported event with its id, whatever the number of fields here and where it was imported", () => {
        const fields = ["a", "b", "c", "d"].map((name) => parseField(name)!);
        const values = { a: 1, b: 2, c: 3 };
        for (const imported of [3, 4]) {
            const definition = { name: "row", id: 7, fields: fields.slice(0, imported) };
            const body = bodyOf(definition, values);
            for (const here of [3, 4]) {
                const schema = schemaOf({ name: "row", id: 7, fields: fields.slice(0, here) });
                const marked = markBody(body, imported, idMark("r5")!)!;
                const numbered = markBody(body, imported, repeatMark(1))!;
                if (here < imported) {
                    assert.equal("unknownField", decode(schema, marked));
                } else {
                    assert.same({ type: "row", ...KEY_PART, ...values, importId: "r5" }, decode(schema, marked));
                    assert.same({ type: "row", ...KEY_PART, ...values }, decode(schema, numbered));
                }
            }
        }
        const strict = schemaOf({ name: "row", id: 7, fields: [parseField("a:number")!, parseField("b:number?")!] });
        assert.equal("schemaMismatch", decode(strict, `\x07${idMark(5)!}`));
        assert.equal("schemaMismatch", decode(strict, `\x07\x61x${idMark(5)!}`));
        assert.equal("unparsable", decode(strict, string.char(7, 0x82, 0xf6, 0xf5)));
        assert.same({ type: "row", ...KEY_PART, a: 1, importId: 5 }, decode(strict, `\x07\x01${idMark(5)!}`));
    });

    it("never raises, and what it decodes encodes to the same bytes", () => {
        const schema = schemaOf(AWARD, RAID);
        fuzzDecoder(
            92,
            (random) => {
                if (random.integer(1, 2) === 1) {
                    return bodyOf(AWARD, {
                        player: GUID,
                        amount: random.integer(-300, 300),
                        reason: randomValue(random, 1),
                    });
                }
                return bodyOf(RAID, { members: [GUID, OTHER_GUID], zone: randomValue(random, 2) });
            },
            (input) => {
                if (splitBody(input) === undefined) return false;
                const [event] = schema.decode(TIME, ID, input, GUID);
                if (event === undefined || event.type === "revoke") return false;
                const definition = schema.named(event.type)!;
                const body = bodyOf(definition, fieldsOf(definition, event));
                // Nulls at the end say nothing; no version of the library writes them.
                const pieces = splitBody(input)!;
                while (pieces[pieces.length - 1] === NULL) pieces.pop();
                return body === table.concat(pieces) || "encodes otherwise";
            },
        );
    });
});
