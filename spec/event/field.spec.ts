import { describeField, parseField } from "../../src/event/field";

describe("parseField", () => {
    it("reads a name, with or without a kind", () => {
        assert.same({ name: "player", kind: "any" }, parseField("player"));
        assert.same({ name: "player", kind: "any" }, parseField("player:any"));
        for (const kind of ["guid", "guid[]", "number", "string", "boolean"]) {
            assert.same({ name: "_p2", kind, isRequired: true }, parseField(`_p2:${kind}`));
            assert.same({ name: "_p2", kind }, parseField(`_p2:${kind}?`));
        }
        assert.same({ name: "player", kind: "any" }, parseField("player:any?"));
    });

    it("refuses other kinds, what is no name, and the names that every event has", () => {
        for (const text of [
            "",
            ":",
            ":guid",
            "player:",
            "player:GUID",
            "player:key",
            "player:key?",
            "player?",
            "player:?",
            "player:number??",
            "player: guid",
            "player guid",
            "playerguid[]",
            "player::guid",
            "2player",
            "pla-yer",
            "player\n",
            "type",
            "time",
            "creator",
            "counter",
            "creatorGuid",
            "type:any",
        ]) {
            assert.is_nil(parseField(text), text);
        }
    });
});

describe("describeField", () => {
    it("gives back what parseField() read, in one form", () => {
        for (const [text, described] of [
            ["x", "x:any"],
            ["x:any?", "x:any"],
            ["x:guid", "x:guid"],
            ["x:guid[]?", "x:guid[]?"],
        ]) {
            assert.equal(described, describeField(parseField(text)!));
        }
    });
});
