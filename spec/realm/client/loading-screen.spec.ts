import { addListener, addRunner, createGuildRealm, evaluate, heard, messageOf, send } from "../support";

/** Notes down events, a ticker's calls and frames, each with the game's time. */
const DIARY = `
    Diary = {}
    local function note(what) Diary[#Diary + 1] = string.format("%s %.0f", what, GetTime()) end
    local frame = CreateFrame("Frame")
    for _, event in ipairs({ "PLAYER_LEAVING_WORLD", "PLAYER_LOGOUT", "ZONE_CHANGED_NEW_AREA" }) do
        frame:RegisterEvent(event)
    end
    frame:RegisterEvent("PLAYER_ENTERING_WORLD")
    frame:SetScript("OnEvent", function(_, event, isLogin, isReload)
        note(event)
        if event == "PLAYER_ENTERING_WORLD" then How = { isLogin, isReload } end
    end)
    frame:SetScript("OnUpdate", function(_, elapsed) Frames, Elapsed = (Frames or 0) + 1, elapsed end)
    C_Timer.NewTicker(10, function() note("tick") end)
    C_Timer.After(12, function() note("once") end)
`;

describe("A loading screen", () => {
    it("has no frames and no timers; what was due comes once at its end", () => {
        const realm = createGuildRealm({ frameRate: 10 });
        const client = addRunner(realm, DIARY);
        realm.advance(5);
        client.run("Diary, Frames = {}, 0");
        client.showLoadingScreen(30);
        assert.is_true(client.isLoading());
        client.fire("ZONE_CHANGED_NEW_AREA");
        realm.advance(29.9);
        assert.same(["PLAYER_LEAVING_WORLD 5"], client.env.get("Diary"));
        assert.equal(0, evaluate(client, "Frames"));
        realm.advance(0.1);
        assert.is_false(client.isLoading());
        const diary = client.env.get("Diary") as string[];
        table.sort(diary);
        assert.same(
            ["PLAYER_ENTERING_WORLD 35", "PLAYER_LEAVING_WORLD 5", "ZONE_CHANGED_NEW_AREA 35", "once 35", "tick 35"],
            diary,
        );
        assert.same([false, false], client.env.get("How"));
        assert.equal(1, evaluate(client, "Frames"));
        assert.near(30, evaluate(client, "Elapsed") as number, 1e-9);
        realm.advance(10);
        assert.equal("tick 45", evaluate(client, "Diary[#Diary]"));
        assert.equal(101, evaluate(client, "Frames"));
        assert.near(0.1, evaluate(client, "Elapsed") as number, 1e-9);
    });

    it("keeps messages, and hands them over in one frame, in their order", () => {
        const realm = createGuildRealm();
        const thrall = addListener(realm, "Thrall");
        const jaina = addListener(realm, "Jaina");
        thrall.showLoadingScreen(20);
        const texts: string[] = [];
        for (const index of $range(1, 15)) {
            texts.push(`${index}|WHISPER|Jaina-Realm|Thrall-Realm`);
            send(jaina, `${index}`, "WHISPER", "Thrall");
            realm.advance(1);
        }
        assert.same([], heard(thrall));
        realm.advance(5);
        assert.same(texts, heard(thrall));
    });

    it("has its timers and OnUpdate before what came, or after it, drawn by lot", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, DIARY);
        const firsts = new LuaSet<string>();
        for (const _ of $range(1, 20)) {
            client.run("Diary = {}");
            client.showLoadingScreen(11);
            realm.advance(11);
            firsts.add(evaluate(client, "Diary[2]:match('%a+')") as string);
        }
        assert.is_true(firsts.has("tick") && firsts.has("PLAYER"));
    });

    it("ends with a logout, which saves, and with a crash; nothing of it comes afterwards", () => {
        const realm = createGuildRealm();
        const client = addRunner(realm, DIARY);
        const { env } = client;
        client.showLoadingScreen(10);
        client.logout();
        assert.is_false(client.isLoading());
        assert.same(["PLAYER_ENTERING_WORLD 0", "PLAYER_LEAVING_WORLD 0", "PLAYER_LOGOUT 0"], env.get("Diary"));
        client.login();
        client.showLoadingScreen(10);
        client.crash();
        client.login();
        client.run("Diary = {}");
        realm.advance(9);
        assert.is_false(client.isLoading());
        assert.same([], client.env.get("Diary"));
        realm.advance(2);
        assert.same(["tick 10"], client.env.get("Diary"));
    });

    it("leaves the player nothing to do", () => {
        const client = addRunner(createGuildRealm(), 'SLASH_TEST1 = "/test" SlashCmdList.TEST = function() end');
        client.showLoadingScreen(10);
        for (const use of [() => client.reload(), () => client.slash("/test"), () => client.showLoadingScreen(1)]) {
            const [found] = string.find(messageOf(use), "behind a loading screen", 1, true);
            assert.not_nil(found);
        }
        client.logout();
        messageOf(() => client.showLoadingScreen(1));
    });
});
