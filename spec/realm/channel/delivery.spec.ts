import { type Client, type Realm } from "../../../realm/realm";
import { addListener, createGuildRealm, heard, send } from "../support";

/** Sends numbered messages in pace with the throttle, from the first client. */
function sendMany(realm: Realm, sender: Client, count: number): void {
    for (const index of $range(1, count)) {
        send(sender, string.format("%03d", index), "GUILD");
        realm.advance(1);
    }
    realm.advance(10);
}

function texts(client: Client): string[] {
    return heard(client).map((entry) => string.sub(entry, 1, 3));
}

describe("network faults", () => {
    it("lose about the share they are told, for each receiver by itself", () => {
        const realm = createGuildRealm({ loss: 0.3 });
        const sender = addListener(realm, "Sender");
        const first = addListener(realm, "First");
        const second = addListener(realm, "Second");
        sendMany(realm, sender, 400);
        assert.near(280, heard(first).length, 40);
        assert.near(280, heard(second).length, 40);
        assert.not_equal(table.concat(texts(first)), table.concat(texts(second)));
        realm.setLoss(1);
        const before = heard(first).length;
        sendMany(realm, sender, 10);
        assert.equal(before, heard(first).length);
    });

    it("duplicate about the share they are told", () => {
        const realm = createGuildRealm({ duplication: 0.25 });
        const sender = addListener(realm, "Sender");
        const receiver = addListener(realm, "Receiver");
        sendMany(realm, sender, 200);
        assert.near(250, heard(receiver).length, 25);
    });

    it("reorder, and lose nothing by it", () => {
        const realm = createGuildRealm({ reordering: 0.5 });
        const sender = addListener(realm, "Sender");
        const receiver = addListener(realm, "Receiver");
        for (const index of $range(1, 10)) send(sender, string.format("%03d", index), "GUILD");
        realm.advance(10);
        const received = texts(receiver);
        assert.equal(10, received.length);
        const inOrder = [...received];
        table.sort(inOrder);
        assert.not_equal(table.concat(inOrder), table.concat(received));
    });

    it("keep the order for one receiver under jitter, which lets receivers differ", () => {
        const realm = createGuildRealm({ latency: 0.05, latencyJitter: 0.5, seed: 3 });
        const sender = addListener(realm, "Sender");
        const other = addListener(realm, "Other");
        const receivers = [1, 2, 3, 4, 5].map((index) => addListener(realm, `Receiver${index}`));
        for (const index of $range(1, 10)) {
            send(index % 2 === 0 ? sender : other, string.format("%03d", index), "GUILD");
            realm.advance(0.02);
        }
        realm.advance(0.1);
        const lengths = receivers.map((receiver) => heard(receiver).length);
        realm.advance(5);
        const expected = "001 002 003 004 005 006 007 008 009 010";
        for (const receiver of receivers) assert.equal(expected, table.concat(texts(receiver), " "));
        table.sort(lengths);
        assert.is_true(lengths[0] < lengths[4]);
    });

    it("split the realm into sides that do not hear each other, until it is healed", () => {
        const realm = createGuildRealm();
        const clients = ["A", "B", "C", "D", "E", "F"].map((name) => addListener(realm, name));
        const [a, b, c, d, e, f] = clients;
        realm.partition([
            [a, b],
            [c, d],
        ]);
        send(a, "001", "GUILD");
        send(c, "002", "GUILD");
        send(e, "003", "GUILD");
        realm.advance(1);
        assert.same(
            ["001", "001", "002", "002", "003", "003"],
            clients.map((client) => texts(client).join()),
        );
        realm.heal();
        send(b, "004", "GUILD");
        realm.advance(1);
        for (const client of clients) assert.equal("004", texts(client)[1]);
        assert.equal(2, texts(f).length);
    });

    it("sometimes show the bare name of a sender of the own realm", () => {
        const realm = createGuildRealm({ bareSenders: 0.5 });
        const sender = addListener(realm, "Thrall");
        const near = addListener(realm, "Near");
        const far = addListener(realm, "Far", { realmName: "Other" });
        sendMany(realm, sender, 40);
        const bare = heard(near).filter((entry) => string.sub(entry, -7) === "Thrall|");
        assert.near(20, bare.length, 12);
        for (const entry of heard(far)) assert.equal("Thrall-Realm|", string.sub(entry, -13));
    });

    it("hand secret values to clients in lockdown where they are told to", () => {
        const realm = createGuildRealm({ secretsInLockdown: true });
        const sender = addListener(realm, "Thrall");
        const receiver = addListener(realm, "Jaina");
        receiver.setLockdown(true);
        receiver.run(`
            local f = CreateFrame("Frame")
            f:RegisterEvent("CHAT_MSG_ADDON")
            f:SetScript("OnEvent", function(_, _, prefix, text) Secrets = issecretvalue(prefix) and issecretvalue(text) end)
        `);
        send(sender, "x", "GUILD");
        realm.advance(1);
        assert.is_true(receiver.env.get("Secrets"));
        assert.equal(1, realm.errors.length, "the listener touched a secret value");
        assert.same(["x|GUILD|Thrall-Realm|"], heard(sender));
    });
});
