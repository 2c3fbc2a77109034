import { addListener, createGuildRealm, send } from "../support";

describe("traffic", () => {
    it("is counted by client, prefix and chat type", () => {
        const realm = createGuildRealm();
        const thrall = addListener(realm, "Thrall");
        const jaina = addListener(realm, "Jaina");
        send(thrall, "12345", "GUILD");
        send(thrall, "123", "GUILD");
        send(thrall, "12", "WHISPER", "Jaina");
        send(jaina, "1", "RAID");
        realm.advance(1);
        const rows = realm.getTraffic().map((row) => {
            const sent = `${row.client} ${row.prefix} ${row.chatType} ${row.sent}/${row.sentBytes}`;
            return `${sent} ${row.received}/${row.receivedBytes} ${row.refused}`;
        });
        assert.same(
            [
                "Thrall-Realm T GUILD 2/8 2/8 0",
                "Thrall-Realm T WHISPER 1/2 0/0 0",
                "Jaina-Realm T GUILD 0/0 2/8 0",
                "Jaina-Realm T RAID 0/0 0/0 1",
                "Jaina-Realm T WHISPER 0/0 1/2 0",
            ],
            rows,
        );
    });

    it("has a peak, averaged over ten seconds", () => {
        const realm = createGuildRealm();
        const thrall = addListener(realm, "Thrall");
        for (const _ of $range(1, 10)) send(thrall, string.rep("x", 200), "GUILD");
        realm.advance(20);
        send(thrall, "x", "GUILD");
        assert.equal(200, thrall.traffic.peakBytesPerSecond);
    });

    it("is told to the message hook in the order of sending", () => {
        const realm = createGuildRealm();
        const thrall = addListener(realm, "Thrall");
        addListener(realm, "Jaina");
        const lines: string[] = [];
        realm.setMessageHook((message) => {
            lines.push(
                `${message.time} ${message.sender} ${message.chatType} ${message.target ?? "-"} ${message.text}`,
            );
        });
        send(thrall, "a", "GUILD");
        realm.advance(2);
        send(thrall, "b", "WHISPER", "Jaina");
        realm.setMessageHook(undefined);
        send(thrall, "c", "GUILD");
        assert.same(["0 Thrall-Realm GUILD - a", "2 Thrall-Realm WHISPER Jaina b"], lines);
    });
});
