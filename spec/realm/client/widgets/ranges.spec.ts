import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("sliders and status bars", () => {
    it("tell of a value that is another, within the range", () => {
        const client = addRunner(
            createGuildRealm(),
            `Seen = {}
            S = CreateFrame("Slider")
            S:SetMinMaxValues(0, 10)
            S:SetScript("OnValueChanged", function(self, value, isUser) table.insert(Seen, value .. tostring(isUser)) end)
            S:SetValue(4) S:SetValue(4) S:SetValue(20, true) S:SetMinMaxValues(0, 10) S:SetMinMaxValues(0, 8)`,
        );
        assert.same(["4false", "10true", "8false"], client.env.get("Seen"));
        assert.same([0, 8], evaluate(client, "{ S:GetMinMaxValues() }"));
    });

    it("that have steps keep to them", () => {
        const client = addRunner(
            createGuildRealm(),
            "S = CreateFrame('Slider') S:SetMinMaxValues(1, 10) S:SetValueStep(2) S:SetValue(5.9)",
        );
        assert.equal(5, evaluate(client, "S:GetValue()"));
    });

    it("that slide have a thumb to size", () => {
        const client = addRunner(createGuildRealm(), "S = CreateFrame('Slider')");
        assert.is_nil(evaluate(client, "S:GetThumbTexture()"));
        client.run("S:SetThumbTexture('Interface/Some') S:GetThumbTexture():SetSize(16, 16)");
        assert.equal("Texture", evaluate(client, "S:GetThumbTexture():GetObjectType()"));
    });

    it("refuse what is no range and no number", () => {
        const client = addRunner(createGuildRealm(), "B = CreateFrame('StatusBar')");
        for (const call of ["SetMinMaxValues(2, 1)", "SetMinMaxValues(1)", "SetValue({})", "SetStatusBarColor(1, 1)"]) {
            messageOf(() => client.run(`B:${call}`));
        }
        messageOf(() => client.run("B:SetValueStep(1)"));
    });
});
