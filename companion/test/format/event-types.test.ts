/** Names of types and fields, from JSON and from an addon's own definitions. */
import { describe, expect, it } from "vitest";
import { namedTypes } from "../../src/format/event-types";

const NO_TEXT = Buffer.of(0x41, 0xff);

describe("types that an addon has defined", () => {
    it("have names, fields and kinds", () => {
        const fields = ["player:guid", "amount:number?", "note"].map((field) => Buffer.from(field));
        const named = namedTypes([{ id: 7, name: Buffer.from("award"), fields }]);
        expect(named.get(7)).toEqual({
            name: "award",
            fields: [
                { fieldName: "player", kind: "guid" },
                { fieldName: "amount", kind: "number" },
                { fieldName: "note", kind: "any" },
            ],
        });
    });

    it("keep bytes that are no text, and fields of a kind that is not known", () => {
        const named = namedTypes([{ id: 1, name: NO_TEXT, fields: [NO_TEXT, Buffer.from("at:time")] }]);
        expect(named.get(1)).toEqual({
            name: "\\x41ff",
            fields: [
                { fieldName: "\\x41ff", kind: "any" },
                { fieldName: "at:time", kind: "any" },
            ],
        });
    });
});
