import { type Client, type Realm, SendResult } from "../../../realm/realm";
import { addListener, addRunner, createGuildRealm, evaluate, heard, send } from "../support";

describe("SendAddonMessage", () => {
    let realm: Realm;
    let thrall: Client;
    let jaina: Client;

    before_each(() => {
        realm = createGuildRealm();
        thrall = addListener(realm, "Thrall");
        jaina = addListener(realm, "Jaina");
    });

    it("reaches the guild after the latency, not before", () => {
        assert.equal(SendResult.Success, send(thrall, "hello", "GUILD"));
        assert.same([], heard(jaina));
        realm.advance(0.09);
        assert.same([], heard(jaina));
        realm.advance(0.02);
        assert.same(["hello|GUILD|Thrall-Realm|"], heard(jaina));
    });

    it("gives nine arguments with the event", () => {
        jaina.run(`
            local f = CreateFrame("Frame")
            f:RegisterEvent("CHAT_MSG_ADDON")
            f:SetScript("OnEvent", function(...) Count = select("#", ...) end)
        `);
        send(thrall, "hello", "GUILD");
        realm.advance(1);
        assert.equal(11, evaluate(jaina, "Count"));
    });

    it("cuts the text at 255 bytes without a word", () => {
        assert.equal(SendResult.Success, send(thrall, string.rep("x", 254) + "yz", "GUILD"));
        realm.advance(1);
        assert.equal(`${string.rep("x", 254)}y|GUILD|Thrall-Realm|`, heard(jaina)[0]);
    });

    it("carries bytes 1 to 255, and ends the text at NUL", () => {
        const bytes: string[] = [];
        for (const byte of $range(1, 255)) bytes.push(string.char(byte));
        send(thrall, table.concat(bytes), "GUILD");
        send(thrall, "before\0after", "GUILD");
        realm.advance(1);
        assert.equal(`${table.concat(bytes)}|GUILD|Thrall-Realm|`, heard(jaina)[0]);
        assert.equal("before|GUILD|Thrall-Realm|", heard(jaina)[1]);
    });

    it("is a plain function: a call with a colon makes a table the prefix, and fails", () => {
        assert.equal(SendResult.InvalidPrefix, evaluate(thrall, "C_ChatInfo:SendAddonMessage('T', 'text', 'GUILD')"));
        assert.equal(2, evaluate(thrall, "C_ChatInfo:RegisterAddonMessagePrefix('T2')"));
    });

    it("wants a prefix of 1 to 16 bytes, a text, and a chat type that exists", () => {
        const call = (expression: string): unknown => evaluate(thrall, `C_ChatInfo.SendAddonMessage(${expression})`);
        assert.equal(SendResult.InvalidPrefix, call("'', 'x', 'GUILD'"));
        assert.equal(SendResult.InvalidPrefix, call(`'${string.rep("p", 17)}', 'x', 'GUILD'`));
        assert.equal(SendResult.Success, call(`'${string.rep("p", 16)}', 'x', 'GUILD'`));
        assert.equal(SendResult.InvalidMessage, call("'T', nil, 'GUILD'"));
        assert.equal(SendResult.InvalidMessage, call("'T', {}, 'GUILD'"));
        assert.equal(SendResult.InvalidChatType, call("'T', 'x', 'SHOUT'"));
        assert.equal(SendResult.InvalidChatType, call("'T', 'x', {}"));
        assert.equal(SendResult.Success, call("'T', 5, 'GUILD'"));
    });

    it("needs no registered prefix to send, but one to hear", () => {
        const deaf = addListener(realm, "Deaf", { addons: [] });
        deaf.run(
            "f = CreateFrame('Frame') f:RegisterEvent('CHAT_MSG_ADDON') f:SetScript('OnEvent', function() Any = true end)",
        );
        assert.equal(SendResult.Success, send(deaf, "x", "GUILD"));
        realm.advance(1);
        assert.same(["x|GUILD|Deaf-Realm|"], heard(jaina));
        send(jaina, "y", "GUILD");
        realm.advance(1);
        assert.is_nil(evaluate(deaf, "Any"));
    });

    it("answers NotInGuild and NotInGroup", () => {
        const loner = addListener(realm, "Loner");
        loner.setGuild(undefined);
        assert.equal(SendResult.NotInGuild, send(loner, "x", "GUILD"));
        assert.equal(SendResult.NotInGuild, send(loner, "x", "OFFICER"));
        for (const chatType of ["RAID", "PARTY", "INSTANCE_CHAT"]) {
            assert.equal(SendResult.NotInGroup, send(loner, "x", chatType));
        }
    });

    it("lets a member hear who may not speak, whose own sends succeed and reach nobody", () => {
        const mute = addListener(realm, "Mute", { rank: 2 });
        send(thrall, "hello", "GUILD");
        assert.equal(SendResult.Success, send(mute, "silenced", "GUILD"));
        realm.advance(1);
        assert.same(["hello|GUILD|Thrall-Realm|"], heard(mute));
        assert.same(["hello|GUILD|Thrall-Realm|"], heard(jaina));
        assert.is_false(evaluate(mute, "C_GuildInfo.CanSpeakInGuildChat()"));
        realm.setRaid([mute, jaina]);
        send(mute, "raid", "RAID");
        send(mute, "whisper", "WHISPER", "Jaina-Realm");
        realm.advance(1);
        assert.equal(3, heard(jaina).length);
    });

    it("keeps OFFICER to the officers", () => {
        const leader = addListener(realm, "Leader", { rank: 0 });
        assert.equal(SendResult.Success, send(thrall, "no", "OFFICER"));
        send(leader, "yes", "OFFICER");
        realm.advance(1);
        assert.same([], heard(jaina));
        assert.same(["yes|OFFICER|Leader-Realm|"], heard(leader));
    });

    it("echoes RAID and PARTY always, GUILD as the realm is told", () => {
        realm.setRaid([thrall, jaina]);
        send(thrall, "a", "RAID");
        send(thrall, "b", "PARTY");
        send(thrall, "c", "GUILD");
        realm.advance(1);
        realm.faults.guildEcho = false;
        send(thrall, "d", "GUILD");
        send(thrall, "e", "RAID");
        realm.advance(1);
        const texts = heard(thrall).map((entry) => string.sub(entry, 1, 1));
        assert.equal("abce", table.concat(texts));
        assert.equal(5, heard(jaina).length);
    });

    it("answers as older clients do where it is told to", () => {
        const old = addListener(realm, "Old", { hasOldSendResult: true });
        const [sent, result] = old.call("C_ChatInfo.SendAddonMessage", "T", "x", "GUILD");
        assert.same([true, 0], [sent, result]);
    });

    it("is silent about what a client without network sends", () => {
        thrall.disconnect();
        assert.equal(SendResult.Success, send(thrall, "lost", "GUILD"));
        send(jaina, "unheard", "GUILD");
        realm.advance(1);
        assert.same([], heard(thrall));
        assert.same(["unheard|GUILD|Jaina-Realm|"], heard(jaina));
        thrall.reconnect();
        send(jaina, "heard", "GUILD");
        realm.advance(1);
        assert.same(["heard|GUILD|Jaina-Realm|"], heard(thrall));
    });

    it("delivers what was sent just before a logout", () => {
        send(thrall, "bye", "GUILD");
        thrall.logout();
        realm.advance(1);
        assert.same(["bye|GUILD|Thrall-Realm|"], heard(jaina));
    });

    it("cuts off who goes over the flood limit, and saves as at a logout", () => {
        realm.faults.floodLimit = 2000;
        const addons = [{ name: "Flood", source: "DB = 'kept'", savedVariables: ["DB"] }];
        const flooder = addRunner(realm, "", { name: "Flooder", addons });
        for (const _ of $range(1, 100)) send(flooder, string.rep("x", 255), "WHISPER", "Jaina");
        assert.is_true(flooder.isOnline);
        realm.advance(1);
        assert.is_false(flooder.isOnline);
        assert.equal('\nDB = "kept"\n', flooder.getSavedText("Flood"));
    });
});

describe("whispers", () => {
    it("reach a name of the own realm, bare or whole, in any case, and tell the target", () => {
        const realm = createGuildRealm();
        const thrall = addListener(realm, "Thrall");
        const jaina = addListener(realm, "Jaina");
        for (const target of ["Jaina", "Jaina-Realm", "jaina"]) send(thrall, "x", "WHISPER", target);
        send(thrall, "self", "WHISPER", "Thrall");
        realm.advance(1);
        assert.equal(3, heard(jaina).length);
        assert.equal("x|WHISPER|Thrall-Realm|Jaina-Realm", heard(jaina)[0]);
        assert.same(["self|WHISPER|Thrall-Realm|Thrall-Realm"], heard(thrall));
    });

    it("need a target that is online", () => {
        const realm = createGuildRealm();
        const thrall = addListener(realm, "Thrall");
        const jaina = addListener(realm, "Jaina");
        jaina.logout();
        assert.equal(SendResult.TargetRequired, send(thrall, "x", "WHISPER"));
        assert.equal(SendResult.TargetOffline, send(thrall, "x", "WHISPER", "Jaina"));
        assert.equal(SendResult.TargetOffline, send(thrall, "x", "WHISPER", "Nobody"));
    });

    it("fail silently to a realm that is not connected", () => {
        const realm = createGuildRealm({ connectedRealms: [["Realm", "Argent Dawn"]] });
        const thrall = addListener(realm, "Thrall");
        const near = addListener(realm, "Near", { realmName: "Argent Dawn" });
        const far = addListener(realm, "Far", { realmName: "Far-Away" });
        assert.equal(SendResult.Success, send(thrall, "x", "WHISPER", "Near-ArgentDawn"));
        assert.equal(SendResult.Success, send(thrall, "x", "WHISPER", "Far-FarAway"));
        send(thrall, "guild", "GUILD");
        realm.advance(1);
        assert.equal(2, heard(near).length);
        assert.same(["guild|GUILD|Thrall-Realm|"], heard(far));
    });
});
