import { addRunner, createGuildRealm, messageOf } from "../../support";

describe("arguments of methods of widgets", () => {
    it("are refused with method, place and what came, at the line of the addon", () => {
        const client = addRunner(createGuildRealm(), "S = CreateFrame('Slider')");
        assert.equal(
            "run:1: bad argument #1 to 'SetValue' (number expected, got nil)",
            messageOf(() => client.run("S:SetValue(nil)")),
        );
        assert.equal(
            "run:1: bad argument #2 to 'SetMinMaxValues' (number expected, got boolean)",
            messageOf(() => client.run("S:SetMinMaxValues(1, true)")),
        );
    });

    it("must come with a frame", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame')");
        assert.equal(
            "run:1: Show(): call it with a colon on a frame, not on nil",
            messageOf(() => client.run("F.Show()")),
        );
        messageOf(() => client.run("F.Show({})"));
    });
});
