import { describe, expect, it } from "vitest";
import { askable, ledgerLine, ledgersOf, scopeOfFile, takenLedgers } from "../../src/access/consent";
import { headsOf, recovery, removal, roleChange } from "../../src/access/entries";
import { findCharacter, findDevice, findMember } from "../../src/access/find";
import { foundingRecord, newRecovery } from "../../src/access/founding";
import { newInvite, readLink, readPermit, readServerUrl } from "../../src/access/links";
import { ownCharacters, withMain } from "../../src/access/own-characters";
import { voidReasonOf, writeEntry } from "../../src/access/write-entry";
import { Misuse } from "../../src/command";
import { nameOf } from "../../src/room/chain";
import { KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { START } from "../../src/room/position";
import { recoverySigner, secretOfCode } from "../../src/room/recovery-code";
import { Room } from "../../src/room/room";
import { KeptRoom } from "../../src/rooms/kept-room";
import { batchOf, characterOf, deviceOf, eventOf, FOUNDER, Guild, NOW } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";
import { savedOf } from "../support/saved";

describe("links", () => {
    const { link } = newInvite("https://ledger.example/", Buffer.alloc(32, 1));

    it("are read as they were made, also with what chats put around them", () => {
        for (const text of [link, ` <${link}>`, `"${link}".`, `(${link})\n`])
            expect(readLink(text)).toMatchObject({ url: "https://ledger.example/", room: Buffer.alloc(32, 1) });
    });

    it.each([
        "",
        "x".repeat(100_000),
        "https://ledger.example/",
        "javascript:alert(1)",
        link.replace("https", "http"),
        link.slice(0, -1),
        link.replace("#lel1.", "#lel2."),
        `${link}A`,
        link.replace("ledger", "led ger"),
        "file:///etc/passwd#lel1.a.b",
    ])("that are none are refused with what is expected: %.40s", (text) => {
        expect(() => readLink(text)).toThrow(Misuse);
    });

    it("that are cut off are not repeated: they hold a secret", () => {
        const cut = link.slice(0, -1);
        expect(() => readLink(cut)).toThrow("cut off");
        expect(() => readLink(cut)).not.toThrow(cut.slice(-10));
    });

    it.each([
        "http://ledger.example/",
        "ftp://x/",
        "",
        "ledger.example",
        "https://a:b@x/",
        "https://x/?t=1",
        "https://x/#a",
    ])("servers are reached by https: %s is refused", (url) => {
        expect(() => readServerUrl(url)).toThrow("--server");
    });

    it("permits have their form", () => {
        expect(readPermit(undefined)).toBeUndefined();
        expect(readPermit(Buffer.alloc(32, 5).toString("base64url"))).toEqual(Buffer.alloc(32, 5));
        expect(() => readPermit("abc")).toThrow("--permit");
    });
});

describe("a founding", () => {
    it("makes a room whose recovery code is the one that was shown", () => {
        const { code, key } = newRecovery();
        const said = { name: "Dawn", label: "Anna", characters: [characterOf(1)], recovery: key, now: NOW };
        const record = foundingRecord(FOUNDER, said);
        const room = new Room(record.id);
        room.take(record.bytes);
        expect(room.chain).toMatchObject({ name: "Dawn", entries: 1 });
        expect(recoverySigner(secretOfCode(code) ?? Buffer.alloc(16)).key).toEqual(room.chain.recovery);
        expect(() => foundingRecord(FOUNDER, { ...said, name: "a\u0000b" })).toThrow(RangeError);
    });
});

/** A guild with a relay that has written, some of it loose. */
async function guildWithLoose() {
    const guild = new Guild();
    guild.takeScope();
    const relay = guild.join(1, ROLE.relay);
    guild.batch(relay, [eventOf(2, 1)]);
    const kept = await KeptRoom.open(guild.room.id, new MemoryStore());
    await kept.follow(START, guild.list);
    const [loose] = await kept.sign(relay, () => [batchOf([eventOf(2, 2)])]);
    return { guild, relay, kept, loose };
}

describe("entries that change rights", () => {
    it("name the heads that are here where they take rights, loose records included, and none where they give some", async () => {
        const { relay, kept, loose } = await guildWithLoose();
        expect(headsOf(kept.counted, [1])).toEqual([{ device: relay.key, seq: 2, id: loose.id }]);
        expect(removal(kept.counted, 1)).toMatchObject({ role: ROLE.none, heads: [{ seq: 2 }] });
        expect(roleChange(kept.counted, 1, ROLE.read)).toMatchObject({ heads: [{ seq: 2 }] });
        expect(roleChange(kept.counted, 1, ROLE.server)).toMatchObject({ heads: [{ seq: 2 }] });
        expect(roleChange(kept.counted, 1, ROLE.admin)).toMatchObject({ heads: [] });
        expect(
            recovery(kept.counted, { device: relay.key, label: "x", characters: [], recovery: relay.key }),
        ).toMatchObject({
            heads: [{ device: FOUNDER.key }],
        });
    });

    it("are signed only where they take effect, and say why else", async () => {
        const { relay, kept } = await guildWithLoose();
        const before = kept.loose.length;
        await expect(writeEntry(kept, relay, NOW, (room) => removal(room, 0))).rejects.toThrow("ask an admin");
        await expect(writeEntry(kept, FOUNDER, NOW, (room) => removal(room, 0))).rejects.toThrow(
            "no admin would be left",
        );
        await expect(writeEntry(kept, FOUNDER, NOW, (room) => removal(room, 9))).rejects.toThrow("no such member");
        await expect(writeEntry(kept, deviceOf(9), NOW, (room) => removal(room, 1))).rejects.toThrow("ask an admin");
        expect(kept.loose).toHaveLength(before);
        await writeEntry(kept, FOUNDER, NOW, (room) => removal(room, 1));
        expect(kept.counted.roleOf(relay.key, Infinity)).toBe(ROLE.none);
        // What it wrote before counts as before.
        expect(kept.counted.roleOf(relay.key, 2)).toBe(ROLE.relay);
    });

    it("tell a stranger from a member by the chain alone", async () => {
        const { kept } = await guildWithLoose();
        const content = {
            kind: KIND.entry,
            parent: kept.counted.chain.last,
            time: NOW,
            said: removal(kept.counted, 1),
        } as const;
        expect(voidReasonOf(kept.counted, deviceOf(9), content)).toBe("refused");
    });
});

describe("who is meant", () => {
    it("is found by number, label or character, and asked for where several are", () => {
        const guild = new Guild();
        const device = guild.join(1);
        guild.join(2);
        const { room } = guild;
        for (const typed of ["#1", "1", "Member 1", "member 1", "Name2-Realm", "name2"])
            expect(findMember(room, typed).number).toBe(1);
        expect(() => findMember(room, "Nobody")).toThrow("`members` lists them");
        expect(findDevice(room, nameOf(device.key).slice(0, 12)).key).toEqual(device.key);
        for (const typed of ["", "zz", "ab", "0".repeat(64)])
            expect(() => findDevice(room, typed)).toThrow("first digits");
        const [one, other] = [
            { ...characterOf(1), name: "Anna-Realm" },
            { ...characterOf(2), name: "Anna-Other" },
        ];
        expect(findCharacter([one, other], "anna-realm")).toEqual(one);
        expect(() => findCharacter([one, other], "Anna")).toThrow("say which");
        expect(() => findCharacter([one, other], "Bob")).toThrow("GUID");
        expect(findCharacter([], "Bob-Realm=Player-1001-0000BEEF")).toEqual({
            guid: Buffer.from("e9070000beef", "hex"),
            name: "Bob-Realm",
        });
        expect(() => findCharacter([], "Bob-Realm=Player-99999999-0000BEEF")).toThrow("expected");
    });
});

describe("the characters of this computer", () => {
    it("are those that have a folder, the main one first", () => {
        const accounts = "/g/WTF/Account";
        const saved = [`${accounts}/A/Azjol-Nerub/Anna/SavedVariables`, `${accounts}/A/SavedVariables`];
        const names = [
            { ...characterOf(1), name: "Anna-AzjolNerub", token: "" },
            { ...characterOf(2), name: "Bob-AzjolNerub", token: "" },
        ];
        const own = ownCharacters([{ path: "/g", accounts, saved }], [savedOf("A", [], { names })]);
        expect(own.map(({ name }) => name)).toEqual(["Anna-AzjolNerub"]);
        expect(withMain(names[1], own).map(({ name }) => name)).toEqual(["Bob-AzjolNerub", "Anna-AzjolNerub"]);
    });
});

describe("consent", () => {
    it("is by flavour, ledger and scope, for what the room takes", () => {
        const guild = new Guild();
        guild.takeScope();
        const files = [
            savedOf("A", [eventOf(1, 1)]),
            savedOf("B", [eventOf(1, 1), eventOf(1, 2)]),
            savedOf("A", [], { install: "/game/_retail_" }),
            savedOf("A", [], { scope: Buffer.from("guild:Other-Realm") }),
        ];
        expect(ledgersOf(files)).toHaveLength(3);
        const taken = takenLedgers(guild.room, files);
        expect(taken.map(ledgerLine)).toEqual([
            expect.stringMatching(/^MyDKP, guild:Dawn-Realm \(_classic_\): 2 events/),
            "MyDKP, guild:Dawn-Realm (_retail_): no events",
        ]);
        const agreed = [scopeOfFile(files[0])];
        expect(askable(taken, { agreed, declined: [] })).toHaveLength(1);
        expect(askable(taken, { agreed, declined: [taken[1].scope] })).toHaveLength(0);
    });
});
