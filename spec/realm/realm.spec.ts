import { type Realm } from "../../realm/realm";
import { addListener, createGuildRealm, evaluate, heard, send } from "./support";

/** Talks back and forth at random, by the clients' own generators and timers. */
const CHATTER = `
    C_ChatInfo.RegisterAddonMessagePrefix("T")
    local f = CreateFrame("Frame")
    f:RegisterEvent("CHAT_MSG_ADDON")
    f:SetScript("OnEvent", function(_, _, _, text, _, sender)
        if math.random() < 0.1 then
            C_Timer.After(math.random() * 2, function()
                C_ChatInfo.SendAddonMessage("T", "re " .. text:sub(1, 20), "WHISPER", sender)
            end)
        end
    end)
    C_Timer.NewTicker(1 + math.random(), function()
        C_ChatInfo.SendAddonMessage("T", tostring(math.random(1000000)), "GUILD")
    end)
`;

/** The messages of a realm full of faults, one line each, with what each client heard. */
function trace(seed: number): string {
    const realm = createGuildRealm({
        seed,
        latencyJitter: 0.3,
        loss: 0.1,
        duplication: 0.1,
        reordering: 0.1,
        bareSenders: 0.2,
    });
    const lines: string[] = [];
    realm.setMessageHook((message) => {
        const target = message.target ?? "";
        lines.push(
            string.format("%.4f %s %s %s %s", message.time, message.sender, message.chatType, target, message.text),
        );
    });
    for (const index of $range(1, 8)) {
        addListener(realm, `P${index}`, { addons: [{ name: "Chatter", source: CHATTER }] });
    }
    realm.advance(60);
    assert.same([], realm.errors);
    for (const row of realm.getTraffic()) lines.push(`${row.client} ${row.chatType} ${row.received}`);
    return lines.join("\n");
}

describe("Realm", () => {
    it("runs the same for one seed, message for message, and otherwise for another", () => {
        const first = trace(11);
        assert.is_true(first.length > 10000);
        assert.equal(first, trace(11));
        assert.not_equal(first, trace(12));
    });

    it("passes four idle weeks in a few steps", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        client.run("Count = 0 C_Timer.NewTicker(86400, function() Count = Count + 1 end)");
        realm.advance(28 * 86400);
        assert.equal(28, evaluate(client, "Count"));
        assert.equal(28 * 86400, realm.getTime());
        assert.equal(1700000000 + 28 * 86400, realm.getServerTime());
    });

    it("advances until a condition holds, and says whether it came to", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        client.run("Done = false C_Timer.After(30, function() Done = true end)");
        assert.is_true(realm.advanceUntil(() => evaluate(client, "Done") === true, 100));
        assert.near(30, realm.getTime(), 0.02);
        assert.is_false(realm.advanceUntil(() => false, 100));
        assert.near(130, realm.getTime(), 0.02);
        assert.is_true(realm.advanceUntil(() => true, 100));
        assert.near(130, realm.getTime(), 0.02);
    });

    it("does what it is told at a time of its own", () => {
        const realm = createGuildRealm();
        const client = addListener(realm, "Thrall");
        realm.after(5, () => client.logout());
        realm.advance(4.9);
        assert.is_true(client.isOnline);
        realm.advance(0.1);
        assert.is_false(client.isOnline);
    });

    it("carries one message to five hundred clients", () => {
        const realm: Realm = createGuildRealm();
        for (const index of $range(1, 500)) addListener(realm, `P${index}`);
        send(realm.clients[0], "to all", "GUILD");
        realm.advance(1);
        for (const client of realm.clients) assert.same(["to all|GUILD|P1-Realm|"], heard(client));
    });
});
