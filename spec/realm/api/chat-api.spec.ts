import { addListener, addRunner, createGuildRealm, evaluate } from "../support";

describe("prefixes and enums", () => {
    it("register with the results of the enum", () => {
        const client = addRunner(createGuildRealm(), "Register = C_ChatInfo.RegisterAddonMessagePrefix");
        assert.equal(0, evaluate(client, "Register('A')"));
        assert.equal(1, evaluate(client, "Register('A')"));
        assert.equal(2, evaluate(client, "Register('')"));
        assert.equal(2, evaluate(client, `Register('${string.rep("x", 17)}')`));
        assert.is_true(evaluate(client, "C_ChatInfo.IsAddonMessagePrefixRegistered('A')"));
        assert.is_false(evaluate(client, "C_ChatInfo.IsAddonMessagePrefixRegistered('B')"));
        client.run("for i = 1, 63 do Register('P' .. i) end");
        assert.equal(3, evaluate(client, "Register('B')"));
    });

    it("are forgotten by a /reload", () => {
        const client = addRunner(createGuildRealm(), "");
        client.run("C_ChatInfo.RegisterAddonMessagePrefix('A')");
        client.reload();
        assert.is_false(evaluate(client, "C_ChatInfo.IsAddonMessagePrefixRegistered('A')"));
    });

    it("have the numbers of the game", () => {
        const client = addRunner(createGuildRealm(), "");
        const expected: Record<string, number> = {
            "SendAddonMessageResult.Success": 0,
            "SendAddonMessageResult.InvalidPrefix": 1,
            "SendAddonMessageResult.InvalidMessage": 2,
            "SendAddonMessageResult.AddonMessageThrottle": 3,
            "SendAddonMessageResult.InvalidChatType": 4,
            "SendAddonMessageResult.NotInGroup": 5,
            "SendAddonMessageResult.TargetRequired": 6,
            "SendAddonMessageResult.InvalidChannel": 7,
            "SendAddonMessageResult.ChannelThrottle": 8,
            "SendAddonMessageResult.GeneralError": 9,
            "SendAddonMessageResult.NotInGuild": 10,
            "SendAddonMessageResult.AddOnMessageLockdown": 11,
            "SendAddonMessageResult.TargetOffline": 12,
            "RegisterAddonMessagePrefixResult.MaxPrefixes": 3,
            "AddOnRestrictionType.Combat": 0,
            "AddOnRestrictionType.Encounter": 1,
            "AddOnRestrictionType.ChallengeMode": 2,
            "AddOnRestrictionType.PvPMatch": 3,
            "AddOnRestrictionType.Map": 4,
            "AddOnRestrictionType.Chat": 5,
            "AddOnRestrictionState.Inactive": 0,
            "AddOnRestrictionState.Activating": 1,
            "AddOnRestrictionState.Active": 2,
            "CompressionMethod.Deflate": 0,
            "CompressionMethod.Zlib": 1,
            "CompressionMethod.Gzip": 2,
        };
        for (const [name, value] of pairs(expected)) assert.equal(value, evaluate(client, `Enum.${name}`), name);
    });
});

describe("SendChatMessage", () => {
    it("is kept for the spec to look at", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        client.run("SendChatMessage('hello'); SendChatMessage('psst', 'WHISPER', nil, 'Jaina')");
        assert.same(
            [
                { text: "hello", chatType: "SAY" },
                { text: "psst", chatType: "WHISPER", target: "Jaina" },
            ],
            client.said,
        );
        assert.is_false(pcall(() => client.run("SendChatMessage()"))[0]);
    });
});

describe("IsLoggedIn", () => {
    it("is false while the addons load, and true from PLAYER_LOGIN on", () => {
        const source = `
            AtLoad = IsLoggedIn()
            local frame = CreateFrame("Frame")
            frame:RegisterEvent("PLAYER_LOGIN")
            frame:SetScript("OnEvent", function() AtLogin = IsLoggedIn() end)
        `;
        const client = createGuildRealm().addClient({ name: "Anna", addons: [{ name: "Test", source }] });
        client.login();
        assert.is_false(client.evaluate("AtLoad"));
        assert.is_true(client.evaluate("AtLogin"));
    });
});
