import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("an edit box", () => {
    it("tells of a text that is another", () => {
        const client = addRunner(
            createGuildRealm(),
            `Count = 0
            E = CreateFrame("EditBox")
            E:SetScript("OnTextChanged", function(_, isUser) if not isUser then Count = Count + 1 end end)
            E:SetText("some") E:SetText("some") E:SetText(12)`,
        );
        assert.equal(2, client.env.get("Count"));
        assert.same(["12", 2], evaluate(client, "{ E:GetText(), E:GetNumLetters() }"));
    });

    it("takes the settings of one to copy from", () => {
        const client = addRunner(createGuildRealm(), "E = CreateFrame('EditBox')");
        client.run("E:SetMultiLine(true) E:SetAutoFocus(false) E:SetFontObject('ChatFontNormal') E:SetMaxLetters(0)");
        client.run("E:SetFocus() E:HighlightText() E:SetCursorPosition(0) E:ClearFocus() E:SetTextInsets(1, 2, 3, 4)");
        client.run("E:SetFontObject(ChatFontNormal)");
        messageOf(() => client.run("E:SetFontObject('NoFont')"));
        messageOf(() => client.run("E:SetFontObject({})"));
        messageOf(() => client.run("E:SetMaxLetters()"));
    });

    it("has the client's only focus or none", () => {
        const client = addRunner(
            createGuildRealm(),
            `Heard = {}
            local function box(name)
                local frame = CreateFrame("EditBox")
                frame:SetScript("OnEditFocusGained", function() table.insert(Heard, name .. "+") end)
                frame:SetScript("OnEditFocusLost", function() table.insert(Heard, name .. "-") end)
                return frame
            end
            A, B = box("A"), box("B")`,
        );
        client.run("A:SetFocus() A:SetFocus() B:SetFocus() A:ClearFocus()");
        assert.same([false, true], evaluate(client, "{ A:HasFocus(), B:HasFocus() }"));
        client.run("B:ClearFocus()");
        assert.is_false(evaluate(client, "B:HasFocus()"));
        assert.same(["A+", "A-", "B+", "B-"], client.env.get("Heard"));
    });
});
