import { decodeChecked } from "../../src/block/checked-text";
import { decodeCbor } from "../../src/codec/cbor";
import { parseField } from "../../src/event/field";
import { Schema } from "../../src/event/schema";
import { savedTypes, TYPES_BYTES } from "../../src/ledger/saved-types";
import { noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";

function schemaOf(...types: readonly [id: number, name: string, ...fields: string[]][]): Schema {
    const schema = new Schema();
    for (const [id, name, ...fields] of types) {
        schema.add({ id, name, fields: fields.map((field) => parseField(field)!) });
    }
    return schema;
}

function read(text: string | undefined): unknown {
    const [ok, value] = decodeCbor(decodeChecked(text, NO_NATIVE, noPause)!, 1);
    assert.is_true(ok);
    return value;
}

describe("The saved types", () => {
    it("have the types of the addon by their numbers, with their fields as define() takes them", () => {
        const schema = schemaOf(
            [9, "note", "text", "extra:any"],
            [2, "award", "player:guid", "amount:number?"],
            [3, "end"],
        );
        assert.same(
            [
                1,
                7,
                [2, "award", ["player:guid", "amount:number?"]],
                [3, "end", []],
                [9, "note", ["text:any", "extra:any"]],
            ],
            read(savedTypes(schema, 7, NO_NATIVE, noPause)),
        );
    });

    it("of no types have the state version", () => {
        assert.same([1, 0], read(savedTypes(new Schema(), 0, NO_NATIVE, noPause)));
    });

    it("are left out where they take too many bytes", () => {
        const fields: string[] = [];
        for (const index of $range(1, 32)) fields.push(`${string.rep("f", 62)}${string.char(96 + (index % 26) + 1)}`);
        const types: [number, string, ...string[]][] = [];
        for (const id of $range(1, 40)) types.push([id, `type${id}`, ...fields]);
        assert.is_nil(savedTypes(schemaOf(...types), 1, NO_NATIVE, noPause));
        const text = savedTypes(schemaOf(...types.slice(0, 28)), 1, NO_NATIVE, noPause)!;
        assert.is_true(decodeChecked(text, NO_NATIVE, noPause)!.length <= TYPES_BYTES);
    });
});
