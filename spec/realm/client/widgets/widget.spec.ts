import { addRunner, createGuildRealm, evaluate } from "../../support";

describe("the visibility of widgets", () => {
    const NOTES = `
        Seen = {}
        function Note(frame, name)
            frame:SetScript("OnShow", function() table.insert(Seen, name .. "+") end)
            frame:SetScript("OnHide", function() table.insert(Seen, name .. "-") end)
        end
        A = CreateFrame("Frame")
        B = CreateFrame("Frame", nil, A)
        C = CreateFrame("Frame", nil, B)
        Note(A, "a") Note(B, "b") Note(C, "c")
    `;

    it("runs OnShow and OnHide of all that becomes visible or invisible, each once", () => {
        const client = addRunner(createGuildRealm(), NOTES);
        client.run("A:Hide() A:Hide()");
        assert.same(["a-", "b-", "c-"], client.env.get("Seen"));
        client.run("Seen = {} B:Hide() A:Show()");
        assert.same(["a+"], client.env.get("Seen"));
        client.run("Seen = {} B:Show() C:SetShown(false) C:SetShown(1)");
        assert.same(["b+", "c+", "c-", "c+"], client.env.get("Seen"));
    });

    it("tells nothing of what a hidden parent hides anyway", () => {
        const client = addRunner(createGuildRealm(), NOTES);
        client.run("A:Hide() Seen = {} C:Hide() C:Show()");
        assert.same([], client.env.get("Seen"));
        assert.is_true(evaluate(client, "C:IsShown() and not C:IsVisible()"));
    });

    it("tells each once when a script changes it again", () => {
        const client = addRunner(createGuildRealm(), NOTES);
        client.run("A:Hide() Seen = {} A:SetScript('OnShow', function() B:Hide() B:Show() end) A:Show()");
        assert.same(["b+", "c+"], client.env.get("Seen"));
    });

    it("reports an error of a script, and goes on", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, NOTES);
        client.run("A:SetScript('OnHide', function() error('no') end) A:Hide()");
        assert.same(["b-", "c-"], client.env.get("Seen"));
        assert.equal(1, realm.errors.length);
    });
});
