import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

describe("C_Timer", () => {
    it("runs After(0) at the next frame, not at once", () => {
        const realm = createGuildRealm({ frameRate: 10 });
        const client = addRunner(realm, "C_Timer.After(0, function() At = GetTime() end)");
        assert.is_nil(evaluate(client, "At"));
        realm.advance(0.09);
        assert.is_nil(evaluate(client, "At"));
        realm.advance(0.01);
        assert.near(0.1, evaluate(client, "At") as number, 1e-9);
    });

    it("gives no handle for After", () => {
        const client = addRunner(createGuildRealm(), "Handle = C_Timer.After(1, function() end)");
        assert.is_nil(evaluate(client, "Handle"));
    });

    it("fires a timer once and a ticker as often as it is told", () => {
        const realm = createGuildRealm();
        const client = addRunner(
            realm,
            `Once, Thrice, Always = 0, 0, 0
            C_Timer.NewTimer(1, function() Once = Once + 1 end)
            C_Timer.NewTicker(1, function() Thrice = Thrice + 1 end, 3)
            C_Timer.NewTicker(1, function() Always = Always + 1 end)`,
        );
        realm.advance(10);
        assert.same([1, 3, 10], [evaluate(client, "Once"), evaluate(client, "Thrice"), evaluate(client, "Always")]);
    });

    it("can be cancelled, from inside the callback as well", () => {
        const realm = createGuildRealm();
        const client = addRunner(
            realm,
            `Count = 0
            Timer = C_Timer.NewTimer(1, function() Count = Count + 100 end)
            Timer:Cancel()
            Ticker = C_Timer.NewTicker(1, function(self) Count = Count + 1 if Count == 2 then self:Cancel() end end)`,
        );
        realm.advance(10);
        assert.equal(2, evaluate(client, "Count"));
        assert.is_true(evaluate(client, "Timer:IsCancelled()"));
        assert.is_true(evaluate(client, "Ticker:IsCancelled()"));
    });

    it("goes on after an error in a ticker, and reports it each time", () => {
        const realm = createGuildRealm();
        addRunner(realm, "C_Timer.NewTicker(1, function() error('tick') end)");
        realm.advance(3);
        assert.equal(3, realm.errors.length);
        assert.not_nil(string.find(realm.errors[0].message, "tick", 1, true)[0]);
        assert.not_nil(string.find(realm.errors[0].stack, "Test.lua", 1, true)[0]);
    });

    it("does not survive a /reload, a logout or a crash", () => {
        const source =
            "Fired = false C_Timer.After(5, function() Fired = true end) C_Timer.NewTicker(1, function() Fired = true end)";
        for (const leave of ["reload", "logout", "crash"]) {
            const realm = createGuildRealm();
            const client = addRunner(realm, source);
            const before = client.env;
            client.setAddons([]);
            if (leave === "reload") client.reload();
            else if (leave === "logout") client.logout();
            else client.crash();
            realm.advance(20);
            assert.is_false(before.get("Fired"), leave);
        }
    });

    it("raises on arguments that are none", () => {
        const client = addRunner(createGuildRealm(), "");
        messageOf(() => client.run("C_Timer.After(function() end, 1)"));
        messageOf(() => client.run("C_Timer.NewTicker(1)"));
    });
});
