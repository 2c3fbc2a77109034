import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("a scroll frame", () => {
    it("scrolls its child", () => {
        const client = addRunner(
            createGuildRealm(),
            `Seen = {}
            S = CreateFrame("ScrollFrame", nil, UIParent, "UIPanelScrollFrameTemplate")
            C = CreateFrame("Frame", nil, S)
            S:SetScrollChild(C)
            S:SetScript("OnVerticalScroll", function(_, offset) table.insert(Seen, offset) end)
            S:SetVerticalScroll(5) S:SetVerticalScroll(5)`,
        );
        assert.same([5], client.env.get("Seen"));
        assert.is_true(evaluate(client, "S:GetScrollChild() == C and S:GetVerticalScroll() == 5"));
        messageOf(() => client.run("S:SetScrollChild('Nothing')"));
    });
});
