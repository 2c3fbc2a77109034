import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("a frame", () => {
    it("is moved only when it may be", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame')");
        messageOf(() => client.run("F:StartMoving()"));
        client.run("F:SetMovable(true) F:EnableMouse(true) F:RegisterForDrag('LeftButton')");
        client.run("F:StartMoving() F:StopMovingOrSizing()");
        assert.is_true(evaluate(client, "F:IsMovable()"));
        messageOf(() => client.run("F:RegisterForDrag(1)"));
    });

    it("has the scripts of its type alone, which must be functions", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame')");
        messageOf(() => client.run("F:SetScript('OnClick', print)"));
        messageOf(() => client.run("F:GetScript('OnClick')"));
        messageOf(() => client.run("F:SetScript('OnShow', 'print')"));
        assert.is_false(evaluate(client, "F:HasScript('OnClick')"));
        assert.is_true(evaluate(client, "CreateFrame('CheckButton'):HasScript('OnClick')"));
    });

    it("lists the frames in it, without texts and textures", () => {
        const client = addRunner(
            createGuildRealm(),
            "F = CreateFrame('Frame') F:CreateTexture() F:CreateFontString() A = CreateFrame('Frame', nil, F)",
        );
        assert.is_true(evaluate(client, "F:GetChildren() == A and select('#', F:GetChildren()) == 1"));
    });
});
