import type { FieldDefinition } from "../../src/event/field";
import { parseField } from "../../src/event/field";
import { FIELD_KINDS } from "../../src/event/field-kinds";
import { FieldValues, NULL, UNREADABLE } from "../../src/event/field-values";
import { fromHex } from "../codec/hex";

const GUID = "Player-1001-FFFFFFFF";
const OTHER = "Player-1001-00000005";

function valuesOf(text: string): FieldValues {
    return new FieldValues(parseField(text)!);
}

/** The bytes of a value of a kind. */
function bytesOf(kind: FieldDefinition["kind"], value: unknown): string {
    const [bytes] = FIELD_KINDS[kind].encode(value);
    return bytes!;
}

describe("FieldValues", () => {
    it("finds damaged bytes unreadable, each time it is asked", () => {
        for (const [text, hex] of [
            ["x:guid?", "45" + "e907ffffff"],
            ["x:guid[]", "05"],
            ["x:number", "18"],
            ["x", "0505"],
        ]) {
            const values = valuesOf(text);
            for (const _ of $range(1, 2)) {
                assert.equal(UNREADABLE, values.read(fromHex(hex)), text);
            }
            assert.is_false(values.isWellFormed(fromHex(hex)), text);
        }
    });

    it("finds sound bytes of another kind unreadable too, and tells them apart from damage", () => {
        for (const [text, bytes] of [
            ["x:number", bytesOf("string", "5")],
            ["x:string?", bytesOf("number", 5)],
            ["x:boolean", bytesOf("any", {})],
        ]) {
            const values = valuesOf(text);
            for (const _ of $range(1, 2)) {
                assert.equal(UNREADABLE, values.read(bytes), text);
            }
            assert.is_true(values.isWellFormed(bytes), text);
        }
    });

    it("takes nil only where the field is not required", () => {
        assert.equal(UNREADABLE, valuesOf("x:number").read(NULL));
        assert.is_true(valuesOf("x:number").isWellFormed(NULL));
        assert.is_nil(valuesOf("x:number?").read(NULL));
        assert.is_nil(valuesOf("x").read(NULL));
    });

    it("gives each reader a table of its own, whatever others do with theirs", () => {
        for (const [text, value] of [
            ["x:guid[]", []],
            ["x:guid[]", [GUID]],
            ["x:guid[]", [GUID, OTHER, GUID]],
            ["x", { a: [1, 2] }],
        ] as [string, object][]) {
            const { kind } = parseField(text)!;
            const values = valuesOf(text);
            for (const _ of $range(1, 3)) {
                const read = values.read(bytesOf(kind, value)) as Record<string, unknown>;
                assert.same(value, read);
                read.spoilt = true;
                (read as unknown as string[])[0] = "spoilt";
            }
        }
    });

    it("reads false, 0 and empty strings as they are, remembered too", () => {
        for (const [text, value] of [
            ["x:boolean", false],
            ["x:number", 0],
            ["x:string", ""],
            ["x", false],
        ] as [string, unknown][]) {
            const values = valuesOf(text);
            for (const _ of $range(1, 2)) {
                assert.equal(value, values.read(bytesOf(parseField(text)!.kind, value)), text);
            }
        }
    });

    it("reads more values than it remembers, and values longer than it remembers", () => {
        const numbers = valuesOf("x:number");
        let right = 0;
        for (const _ of $range(1, 2)) {
            for (const number of $range(1, 5000)) {
                if (numbers.read(bytesOf("number", number)) === number) right++;
            }
        }
        assert.equal(10000, right);
        const texts = valuesOf("x:string");
        for (const length of [255, 256, 257, 4000, 257]) {
            const text = string.rep("x", length);
            assert.equal(text, texts.read(bytesOf("string", text)));
        }
    });

    it("keeps the name of its field", () => {
        assert.equal("player", valuesOf("player:guid").name);
    });
});
