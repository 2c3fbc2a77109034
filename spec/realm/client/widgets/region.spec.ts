import { addRunner, createGuildRealm, evaluate, messageOf } from "../../support";

describe("regions", () => {
    it("are anchored by points", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame', 'MyFrame', UIParent)");
        client.run("F:SetPoint('CENTER') F:SetPoint('topleft', UIParent, 'BOTTOMRIGHT', 1, -2)");
        assert.equal(2, evaluate(client, "F:GetNumPoints()"));
        assert.is_true(
            evaluate(
                client,
                "table.concat({ select(3, F:GetPoint(2)) }, ' ') == 'BOTTOMRIGHT 1 -2' and select(2, F:GetPoint()) == UIParent",
            ),
        );
        client.run("F:SetPoint('CENTER', 3, 4)");
        assert.same(["CENTER", 3, 4], evaluate(client, "{ select(3, F:GetPoint(2)) }"));
        client.run("F:ClearAllPoints() F:SetAllPoints()");
        assert.equal("BOTTOMRIGHT", evaluate(client, "(F:GetPoint(2))"));
        client.run("F:ClearAllPoints() F:SetPoint('LEFT', 'UIParent', 5, 6)");
        assert.same(["LEFT", 5, 6], evaluate(client, "{ select(3, F:GetPoint()) }"));
        assert.equal(0, evaluate(client, "select('#', F:GetPoint(2))"));
    });

    it("refuse points and frames that are none", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame')");
        for (const call of [
            "SetPoint('MIDDLE')",
            "SetPoint()",
            "SetPoint('LEFT', {})",
            "SetPoint('LEFT', 'NoSuchFrame')",
            "SetPoint('LEFT', F)",
            "SetPoint('LEFT', UIParent, 'MIDDLE')",
            "SetPoint('LEFT', UIParent, 'LEFT', 1)",
            "SetAllPoints(7)",
            "SetSize(1)",
            "SetWidth('wide')",
            "SetAlpha({})",
        ]) {
            messageOf(() => client.run(`F:${call}`));
        }
        assert.equal(0, evaluate(client, "F:GetNumPoints()"));
    });

    it("keep sizes, types, names and parents", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Button', 'MyButton', UIParent)");
        client.run("F:SetSize(10, 20) F:SetWidth('30') F:SetAlpha(0.5)");
        assert.same([30, 20, 0.5], evaluate(client, "{ F:GetWidth(), F:GetHeight(), F:GetAlpha() }"));
        assert.same(
            [true, true, false],
            evaluate(client, "{ F:IsObjectType('Button'), F:IsObjectType('Frame'), F:IsObjectType('Slider') }"),
        );
        assert.is_true(evaluate(client, "MyButton == F and F:GetParent() == UIParent and F:GetName() == 'MyButton'"));
    });
});
