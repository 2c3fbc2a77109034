import { addRunner, createGuildRealm, evaluate } from "../../support";

describe("GameTooltip", () => {
    it("shows lines as font strings, and starts anew for another owner", () => {
        const client = addRunner(
            createGuildRealm(),
            `Owner = CreateFrame("Frame")
            GameTooltip:SetOwner(Owner, "ANCHOR_RIGHT")
            GameTooltip:SetText("Sword")
            GameTooltip:AddLine("of Ragnaros")
            GameTooltip:AddDoubleLine("Damage", "5")
            GameTooltip:Show()`,
        );
        assert.equal(3, evaluate(client, "GameTooltip:NumLines()"));
        assert.equal("Sword", evaluate(client, "GameTooltipTextLeft1:GetText()"));
        assert.equal("5", evaluate(client, "GameTooltipTextRight3:GetText()"));
        assert.is_true(evaluate(client, "GameTooltip:GetOwner() == Owner and GameTooltip:IsShown()"));
        client.run("GameTooltip:SetOwner(UIParent); GameTooltip:AddLine('Axe')");
        assert.equal(1, evaluate(client, "GameTooltip:NumLines()"));
        assert.equal("Axe", evaluate(client, "GameTooltipTextLeft1:GetText()"));
        assert.is_true(evaluate(client, "(GameTooltipTextLeft2:GetText() or '') == ''"));
    });

    it("can be made by addons", () => {
        const client = addRunner(createGuildRealm(), 'CreateFrame("GameTooltip", "Mine", nil, "GameTooltipTemplate")');
        client.run("Mine:AddLine('hidden')");
        assert.equal("hidden", evaluate(client, "MineTextLeft1:GetText()"));
    });
});
