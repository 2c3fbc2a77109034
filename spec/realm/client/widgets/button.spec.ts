import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("a button", () => {
    it("runs its scripts at a click, unless it is disabled", () => {
        const client = addRunner(
            createGuildRealm(),
            `Seen = {}
            B = CreateFrame("Button")
            for _, name in ipairs({ "PreClick", "OnClick", "PostClick" }) do
                B:SetScript(name, function(self, button, down)
                    table.insert(Seen, name .. button .. tostring(down) .. tostring(self == B))
                end)
            end
            B:Click() B:Disable() B:Click() B:SetEnabled(true) B:Click("RightButton", true)`,
        );
        assert.same(
            [
                "PreClickLeftButtonfalsetrue",
                "OnClickLeftButtonfalsetrue",
                "PostClickLeftButtonfalsetrue",
                "PreClickRightButtontruetrue",
                "OnClickRightButtontruetrue",
                "PostClickRightButtontruetrue",
            ],
            client.env.get("Seen"),
        );
        client.run("B:SetEnabled(nil)");
        assert.is_false(evaluate(client, "B:IsEnabled()"));
    });

    it("shows its text in a font string of its own", () => {
        const client = addRunner(createGuildRealm(), "B = CreateFrame('Button')");
        assert.is_true(evaluate(client, "B:GetText() == nil and B:GetFontString() == nil"));
        client.run("B:SetText('Take') ");
        assert.same(["Take", "Take"], evaluate(client, "{ B:GetText(), B:GetFontString():GetText() }"));
        messageOf(() => client.run("B:SetText({})"));
    });

    it("that is a check button changes at a click", () => {
        const client = addRunner(createGuildRealm(), "B = CreateFrame('CheckButton') B:SetChecked(true) B:Click()");
        assert.is_false(evaluate(client, "B:GetChecked()"));
    });
});
