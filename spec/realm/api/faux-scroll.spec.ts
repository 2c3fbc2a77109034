import { addRunner, createGuildRealm, evaluate } from "../support";

describe("FauxScrollFrameTemplate", () => {
    it("keeps at which of many rows a list begins", () => {
        const client = addRunner(
            createGuildRealm(),
            `List = CreateFrame("ScrollFrame", "List", UIParent, "FauxScrollFrameTemplate")
            function Draw() Drawn = FauxScrollFrame_GetOffset(List) end
            HasMore = FauxScrollFrame_Update(List, 30, 10, 16)
            FauxScrollFrame_OnVerticalScroll(List, 49, 16, Draw)`,
        );
        assert.is_true(evaluate(client, "HasMore and List:IsShown()"));
        assert.equal(3, evaluate(client, "Drawn"));
        assert.equal(320, evaluate(client, "(select(2, List.ScrollBar:GetMinMaxValues()))"));
        assert.is_false(evaluate(client, "FauxScrollFrame_Update(List, 10, 10, 16)"));
        assert.is_false(evaluate(client, "List:IsShown()"));
        assert.equal(0, evaluate(client, "FauxScrollFrame_GetOffset(List)"));
        client.run("FauxScrollFrame_SetOffset(List, 2)");
        assert.equal(2, evaluate(client, "FauxScrollFrame_GetOffset(List)"));
    });
});
