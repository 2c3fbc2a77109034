import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("a font string", () => {
    it("shows text and numbers, and nothing else", () => {
        const client = addRunner(
            createGuildRealm(),
            "T = CreateFrame('Frame'):CreateFontString('MyText', 'OVERLAY', 'GameFontNormal')",
        );
        client.run("T:SetText(12.5)");
        assert.equal("12.5", evaluate(client, "MyText:GetText()"));
        client.run("T:SetFormattedText('%s: %.1f', 'a', 2)");
        assert.equal("a: 2.0", evaluate(client, "T:GetText()"));
        client.run("T:SetText(nil)");
        assert.is_nil(evaluate(client, "T:GetText()"));
        client.run("T:SetTextColor(1, 0.5, 0)");
        assert.same([1, 0.5, 0, 1], evaluate(client, "{ T:GetTextColor() }"));
        messageOf(() => client.run("T:SetText({})"));
        messageOf(() => client.run("T:SetText(true)"));
        messageOf(() => client.run("T:SetTextColor(1, 1)"));
    });

    it("is no frame, and raises on a font that is not there", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame') T = F:CreateFontString()");
        messageOf(() => client.run("T:RegisterEvent('PLAYER_LOGIN')"));
        messageOf(() => client.run("F:CreateFontString(nil, 'OVERLAY', 'NoFont')"));
    });
});
