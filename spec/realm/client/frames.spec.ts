import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

describe("frames", () => {
    it("raise on an event that the client does not know", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame')", {
            events: ["MY_EVENT"],
            missingEvents: ["ADDON_RESTRICTION_STATE_CHANGED"],
        });
        assert.not_nil(
            string.find(
                messageOf(() => client.run("F:RegisterEvent('NO_SUCH_EVENT')")),
                "unknown event",
                1,
                true,
            )[0],
        );
        messageOf(() => client.run("F:RegisterEvent('ADDON_RESTRICTION_STATE_CHANGED')"));
        client.run("F:RegisterEvent('MY_EVENT')");
        assert.is_true(evaluate(client, "C_EventUtils.IsEventValid('MY_EVENT')"));
        assert.is_false(evaluate(client, "C_EventUtils.IsEventValid('ADDON_RESTRICTION_STATE_CHANGED')"));
        messageOf(() => client.fire("NO_SUCH_EVENT"));
    });

    it("raise on a method, a script and a type that are not implemented", () => {
        const client = addRunner(createGuildRealm(), "F = CreateFrame('Frame')");
        messageOf(() => client.run("F:SetPropagateKeyboardInput(true)"));
        messageOf(() => client.run("F:SetScript('OnNothing', print)"));
        messageOf(() => client.run("CreateFrame('Nothing')"));
    });

    it("get events in the order of registration, with all arguments, until they unregister", () => {
        const client = addRunner(
            createGuildRealm(),
            `Seen = {}
            for i = 1, 3 do
                local f = CreateFrame("Frame", "Frame" .. i)
                f:RegisterEvent("CHAT_MSG_SYSTEM")
                f:SetScript("OnEvent", function(self, event, ...)
                    table.insert(Seen, i .. (self == _G["Frame" .. i] and "=" or "?") .. select("#", ...) .. event)
                    if i == 1 then Frame2:UnregisterEvent("CHAT_MSG_SYSTEM") end
                end)
            end`,
        );
        client.fire("CHAT_MSG_SYSTEM", "a", undefined, undefined);
        assert.same(["1=3CHAT_MSG_SYSTEM", "3=3CHAT_MSG_SYSTEM"], client.env.get("Seen"));
        client.run("Frame1:UnregisterAllEvents() Frame3:UnregisterEvent('CHAT_MSG_SYSTEM')");
        client.fire("CHAT_MSG_SYSTEM");
        assert.equal(2, evaluate(client, "#Seen"));
    });

    it("do not keep others from an event by an error", () => {
        const realm = createGuildRealm();
        const client = addRunner(
            realm,
            `for i = 1, 2 do
                local f = CreateFrame("Frame")
                f:RegisterEvent("CHAT_MSG_SYSTEM")
                f:SetScript("OnEvent", function() Reached = i error("in handler") end)
            end`,
        );
        client.fire("CHAT_MSG_SYSTEM");
        assert.equal(2, evaluate(client, "Reached"));
        assert.equal(2, realm.errors.length);
    });

    it("run OnUpdate at every frame while they are shown, their parents included", () => {
        const realm = createGuildRealm({ frameRate: 20 });
        const client = addRunner(
            realm,
            `Count, Sum = 0, 0
            Parent = CreateFrame("Frame")
            Child = CreateFrame("Frame", nil, Parent)
            Child:SetScript("OnUpdate", function(_, elapsed) Count = Count + 1 Sum = Sum + elapsed end)`,
        );
        realm.advance(1);
        assert.equal(20, evaluate(client, "Count"));
        assert.near(1, evaluate(client, "Sum") as number, 1e-9);
        client.run("Parent:Hide()");
        realm.advance(1);
        assert.equal(20, evaluate(client, "Count"));
        assert.is_true(evaluate(client, "Child:IsShown() and not Child:IsVisible()"));
        client.run("Parent:Show()");
        realm.advance(1);
        assert.equal(40, evaluate(client, "Count"));
        client.run("Child:SetScript('OnUpdate', nil)");
        realm.advance(1);
        assert.equal(40, evaluate(client, "Count"));
    });

    it("hook scripts and functions after the original", () => {
        const client = addRunner(
            createGuildRealm(),
            `Order = {}
            F = CreateFrame("Frame")
            F:SetScript("OnShow", function() table.insert(Order, "own") end)
            F:HookScript("OnShow", function() table.insert(Order, "hook") end)
            F:Hide() F:Show()
            function Add(a, b) return a + b, nil, "end" end
            hooksecurefunc("Add", function(a) table.insert(Order, "hooked " .. a) end)`,
        );
        assert.equal(3, evaluate(client, "select('#', Add(1, 2))"));
        assert.same(["own", "hook", "hooked 1"], client.env.get("Order"));
        messageOf(() => client.run("hooksecurefunc('Nothing', print)"));
    });
});
