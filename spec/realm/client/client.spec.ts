import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

describe("Client", () => {
    it("takes slash commands, in any case, with what follows", () => {
        const client = addRunner(
            createGuildRealm(),
            `SLASH_TEST1, SLASH_TEST2 = "/test", "/TST"
            SlashCmdList.TEST = function(text) print("got", text) DEFAULT_CHAT_FRAME:AddMessage("|cffffffffdone|r") end`,
        );
        client.slash("/test award Thrall 50 ");
        client.slash("/tst");
        assert.same(["got award Thrall 50", "|cffffffffdone|r", "got ", "|cffffffffdone|r"], client.chat);
        assert.matches(
            'no such command: "/nothing"$',
            messageOf(() => client.slash("/nothing")),
        );
        messageOf(() => client.slash("test"));
    });

    it("says with a command that is not there what went wrong before", () => {
        const client = addRunner(createGuildRealm(), 'error("not loaded")\nSLASH_TEST1 = "/test"');
        assert.matches(
            'no such command: "/test"; the client\'s last error: .*not loaded$',
            messageOf(() => client.slash("/test")),
        );
    });

    it("runs source with arguments and results, and raises its errors", () => {
        const client = addRunner(createGuildRealm(), "");
        const [a, b, c] = client.run("local x, y = ... return y, nil, x", 1, 2);
        assert.equal(2, a);
        assert.is_nil(b);
        assert.equal(1, c);
        messageOf(() => client.run("error('x')"));
        messageOf(() => client.run("not lua"));
        messageOf(() => client.call("No.Such.Function"));
    });

    it("can be used only while it is online", () => {
        const client = addRunner(createGuildRealm(), "");
        messageOf(() => client.login());
        client.logout();
        for (const use of [() => client.logout(), () => client.reload(), () => client.run("return 1")]) messageOf(use);
        client.fire("PLAYER_LOGIN");
        client.login();
    });

    it("has a GUID of server id and eight hex digits, drawn from the seed, beyond int32 too", () => {
        const realm = createGuildRealm();
        const drawn = realm.addClient({ name: "Drawn" });
        assert.not_nil(string.match(drawn.guid, "^Player%-1001%-%x%x%x%x%x%x%x%x$")[0]);
        assert.equal(
            "Player-77-FFFFFFFF",
            realm.addClient({ name: "Given", serverId: 77, guidNumber: 4294967295 }).guid,
        );
        assert.equal(drawn.guid, createGuildRealm().addClient({ name: "Drawn" }).guid);
        assert.not_equal(drawn.guid, createGuildRealm({ seed: 2 }).addClient({ name: "Drawn" }).guid);
    });

    it("keeps its GUID when it is renamed", () => {
        const realm = createGuildRealm();
        const client = realm.addClient({ name: "Old" });
        const guid = client.guid;
        client.rename("New");
        client.login();
        assert.equal(guid, evaluate(client, "UnitGUID('player')"));
        assert.equal("New", evaluate(client, "UnitName('player')"));
        messageOf(() => client.rename("Newer"));
        messageOf(() => realm.addClient({ name: "new" }));
        realm.addClient({ name: "Old" });
    });

    it("records its longest callback and what it was", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, "C_Timer.After(1, function() for i = 1, 100000 do end end)");
        client.resetLongestCallback();
        assert.equal("", client.getLongestCallback().what);
        realm.advance(2);
        assert.equal("C_Timer", client.getLongestCallback().what);
        assert.is_true(client.getLongestCallback().ms > 0);
    });

    it("tells a hook of each callback, but not of what runs behind the loading screen", () => {
        const realm = createGuildRealm();
        const heard: string[] = [];
        realm.setCallbackHook((client, what, ms) => {
            assert.is_true(ms >= 0);
            heard.push(`${client} ${what}`);
        });
        addRunner(realm, "C_Timer.NewTicker(1, function() end)");
        realm.advance(2.5);
        assert.same(["Runner-Realm C_Timer", "Runner-Realm C_Timer"], heard);
        realm.setCallbackHook(undefined);
        realm.advance(1);
        assert.equal(2, heard.length);
    });

    it("puts natives in before the addons load, at each login", () => {
        const client = addRunner(createGuildRealm(), "Seen = C_EncodingUtil.number", {
            natives: [(environment) => environment.set("C_EncodingUtil", { number: 5 })],
        });
        assert.equal(5, evaluate(client, "Seen"));
        client.reload();
        assert.equal(5, evaluate(client, "Seen"));
    });

    it("loads other addons from the next /reload on", () => {
        const client = addRunner(createGuildRealm(), "Version = 1");
        client.setAddons([{ name: "Test", source: "Version = 2" }]);
        assert.equal(1, evaluate(client, "Version"));
        client.reload();
        assert.equal(2, evaluate(client, "Version"));
    });
});
