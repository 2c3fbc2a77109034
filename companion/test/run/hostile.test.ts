import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nameOf } from "../../src/room/chain";
import { ROLE } from "../../src/room/content-items";
import { isTaken } from "../../src/room/history";
import { idOfRecord, signRecord } from "../../src/room/record";
import { openOwn } from "../../src/run/own-computer";
import { readKey } from "../../src/profile/keys";
import { readFromClient, writeMessage } from "../../src/sync/messages";
import { CompanionNet, type Computer, FOUND, bodyOf, linkIn, SERVER_URL } from "../support/companion-net";
import { batchOf, deviceOf, eventOf } from "../support/guild";

let net: CompanionNet;
let anna: Computer;
let bob: Computer;
beforeEach(async (context) => {
    const seed = Number(process.env["SEED"] ?? 1);
    console.log(`${context.task.name}: seed ${seed}`);
    net = new CompanionNet(seed);
    anna = await net.computer(1, [eventOf(1, 1)]);
    bob = await net.computer(2, [eventOf(2, 2)]);
});
afterEach(() => net.end());

/** Both are in one room. */
async function guild(role = "relay", ...options: readonly string[]): Promise<void> {
    expect(await anna.found("--open", ...options)).toMatchObject({ code: 0 });
    expect(await anna.invite(bob, role)).toMatchObject({ code: 0 });
}

/** What an event with this body counts as on a computer; undefined where it has none. */
function statusOf(computer: Computer, body: Buffer): string | undefined {
    const [room] = computer.companion.active;
    const all = [...room.view.places.values()].flatMap(({ events }) => [...events.values()]);
    return all.find(({ event }) => event.body.equals(body))?.status;
}

describe("founding", () => {
    it("with a wrong permit says so, and leaves nothing behind", async () => {
        const permit = Buffer.alloc(32, 9).toString("base64url");
        const said = await anna.give(["found", "Dawn", "--server", SERVER_URL, "--permit", permit, "--yes"]);
        expect(said.code).toBe(1);
        expect(said.text).toMatch(/nothing was founded: .*permit/);
        expect(anna.companion.profile.rooms).toEqual([]);
        expect([anna.stores.rooms.size, net.stores.rooms.size]).toEqual([0, 0]);
        expect(await anna.found()).toMatchObject({ code: 0 });
    });

    it("is not done where nobody is there to say yes, or says no", async () => {
        const args = FOUND.filter((each) => each !== "--yes");
        for (const answers of [undefined, ["n"], [""], ["yess"]]) {
            const said = await anna.give(args, answers);
            expect(said).toMatchObject({ code: 1, questions: ["Found it? [y/N] "] });
            expect(said.text).not.toContain("recovery code");
        }
        expect(net.stores.rooms.size).toBe(0);
        expect(await anna.give(args, ["y"])).toMatchObject({ code: 0 });
    });

    it("takes ledgers of one guild alone, unless they are named", async () => {
        const [file] = anna.files;
        anna.files = [file, { ...file, scope: Buffer.from("guild:Other-Realm") }];
        expect((await anna.found()).text).toContain("--scope: guild:Dawn-Realm, guild:Other-Realm");
        expect((await anna.found("--scope", "guild:None")).text).toContain("expected");
        expect(await anna.found("--scope", "guild:Dawn-Realm")).toMatchObject({ code: 0 });
        expect(anna.companion.active[0].files).toHaveLength(1);
    });

    it("where the server is away founds nothing", async () => {
        net.isUp = false;
        const said = await anna.found();
        expect(said.text).toContain("nothing was founded: the server is away: is the address right");
        expect(anna.companion.profile.rooms).toEqual([]);
    });
});

describe("joining", () => {
    it("says what it would send, and sends nothing, with --dry-run or without a yes", async () => {
        await anna.found();
        const link = linkIn(await anna.give(["invite", "Name2-Realm=Player-1001-00000002"]));
        const server = await net.serverRoom(anna.kept.id);
        const { n } = server.room.position;
        const dry = await bob.give(["join", link, "--dry-run"]);
        expect(dry).toMatchObject({ code: 0, questions: [] });
        expect(dry.text).toContain("MyDKP, guild:Dawn-Realm (_classic_): 1 event,");
        // What else is sent, and all members see.
        expect(dry.text).toContain('see this computer as "pc-2"');
        expect(await bob.give(["join", link])).toMatchObject({ code: 1 });
        expect(await bob.give(["join", link], ["n"])).toMatchObject({ code: 1 });
        expect([server.room.position.n, bob.companion.profile.rooms.length, bob.stores.rooms.size]).toEqual([n, 0, 0]);
        expect(await bob.give(["join", link], ["y"])).toMatchObject({ code: 0 });
    });

    it("works once with a link, and not with one that was cancelled", async () => {
        await guild();
        const carol = await net.computer(3);
        const used = linkIn(await anna.give(["invite", "Name3-Realm=Player-1001-00000003"]));
        expect(await carol.give(["join", used, "--yes"])).toMatchObject({ code: 0 });
        const dave = await net.computer(4);
        expect((await dave.give(["join", used, "--yes"])).text).toContain("ask an admin");
        const open = linkIn(await anna.give(["invite", "Name4-Realm=Player-1001-00000004"]));
        expect((await anna.give(["cancel", "Name4"])).lines).toEqual(["1 link for Name4-Realm cancelled"]);
        expect((await dave.give(["join", open, "--yes"])).text).toContain("ask an admin");
        expect((await dave.give(["join", `${open}x`, "--yes"])).text).toContain("cut off");
        expect((await carol.give(["join", used, "--yes"])).text).toContain("has joined that room already");
    });

    it("goes on after the computer was switched off in between", async () => {
        await anna.found();
        const link = linkIn(await anna.give(["invite", "Name2-Realm=Player-1001-00000002", "--role", "relay"]));
        // The connection ends with the first Offer, time and again.
        let isCut = false;
        const connect = bob.ends.push.bind(bob.ends);
        bob.ends.push = (...ends) => {
            for (const { client } of ends)
                client.watch = (frame) => {
                    const message = readFromClient(frame);
                    const isOffer = "type" in message && message.type === "Offer";
                    isCut ||= isOffer;
                    return isOffer ? undefined : frame;
                };
            return connect(...ends);
        };
        expect(await bob.give(["join", link, "--yes"])).toMatchObject({ code: 1 });
        expect(isCut).toBe(true);
        bob.ends.push = connect;
        const [accept] = bob.kept.loose;
        await bob.kill();
        await bob.open();
        expect((await bob.give(["join", link])).lines[0]).toBe("joined");
        // The same bytes, not signed anew.
        expect((await net.serverRoom(anna.kept.id)).room.byId(accept.id)).toBeDefined();
        expect(bob.companion.active[0].isSettled).toBe(true);
        expect(bob.companion.profile.rooms[0].invite).toBeUndefined();
    });
});

describe("a batch that was signed and not sent", () => {
    it("goes out at the next start in the same bytes", async () => {
        await guild();
        for (const { client } of bob.ends)
            client.watch = (frame) => {
                const message = readFromClient(frame);
                return "type" in message && message.type === "Offer" ? undefined : frame;
            };
        bob.isOnline = false;
        const body = bodyOf("late");
        bob.save([eventOf(2, 2), eventOf(2, 3, body)]);
        await net.clock.advance(250);
        const [signed] = bob.kept.loose;
        expect(signed).toBeDefined();
        expect((await net.serverRoom(anna.kept.id)).room.byId(signed.id)).toBeUndefined();
        bob.isOnline = true;
        await bob.restart();
        await net.pass(5);
        expect((await net.serverRoom(anna.kept.id)).room.byId(signed.id)).toBeDefined();
        expect(statusOf(anna, body)).toBe("counted");
    });
});

describe("a stolen server", () => {
    it("passes on forgeries, none of which counts, and members are told", async () => {
        await guild();
        const server = await net.serverRoom(anna.kept.id);
        const { room } = server;
        const [stranger, body] = [deviceOf(77), bodyOf("forged")];
        const head = { room: room.id, seq: 1, previous: Buffer.alloc(32), sight: room.position };
        const byStranger = signRecord(stranger, head, batchOf([eventOf(2, 9, body)])).bytes;
        // The same with the name of a member, whose signature the thief cannot make.
        const own = room.heads().find(({ key }) => key.equals(bob.companion.active[0].signer.key));
        const asBob = signRecord(
            bob.companion.active[0].signer,
            { ...head, seq: (own?.seq ?? 0) + 1, previous: own?.id ?? head.previous },
            batchOf([eventOf(2, 9, body)]),
        );
        const inBobsName = Buffer.concat([byStranger.subarray(0, 64), asBob.bytes.subarray(64)]);
        // The thief sends what no honest server does.
        const changes = { since: anna.kept.room.position, records: [byStranger, inBobsName], remaining: 0 };
        for (const { server: end } of anna.ends) end.send(writeMessage("Changes", 1, changes));
        await net.clock.advance(300);
        const reasons = [byStranger, inBobsName].map((bytes) => {
            const numbered = [...anna.kept.room.records()].find(({ id }) => id.equals(idOfRecord(bytes)));
            return numbered === undefined || isTaken(numbered) ? undefined : numbered.reason;
        });
        expect(reasons).toEqual(["unknownAuthor", "signature"]);
        expect(statusOf(anna, body)).toBeUndefined();
        expect(anna.isOffered(body)).toBe(false);
        expect(anna.told.filter((line) => line.includes("forged or damaged"))).toHaveLength(1);
        // What honest members write goes on.
        const honest = bodyOf("honest");
        bob.save([eventOf(2, 2), eventOf(2, 3, honest)]);
        await net.pass(30);
        expect(statusOf(anna, honest)).toBe("counted");
    });

    it("that is set back gets back what members hold", async () => {
        await guild();
        const before = nameOf(anna.kept.id);
        const backup = [...(net.stores.rooms.get(before)?.records ?? [])];
        const server = await net.serverRoom(anna.kept.id);
        const body = bodyOf("after the backup");
        bob.save([eventOf(2, 2), eventOf(2, 3, body)]);
        await net.pass(5);
        await net.during(net.server.stop());
        const store = net.stores.rooms.get(before);
        if (store === undefined) throw new Error("a store expected");
        store.records = backup;
        store.hash = server.room.positionAt(backup.length)?.hash ?? store.hash;
        net.boot();
        await net.pass(90);
        expect((await net.serverRoom(anna.kept.id)).room.position.n).toBe(anna.kept.room.position.n);
        expect(statusOf(anna, body)).toBe("counted");
    });
});

describe("a stolen computer", () => {
    /** A copy of a computer's folder, as a thief has it. */
    function keyOf(computer: Computer) {
        const copy = mkdtempSync(join(tmpdir(), "stolen-"));
        cpSync(computer.folder, copy, { recursive: true });
        const signer = readKey(copy, computer.kept.id);
        rmSync(copy, { recursive: true });
        if (signer === undefined) throw new Error("a key expected");
        return signer;
    }

    /** What a thief signs with a stolen key is put into the list by a server that helps. */
    async function forge(signer: ReturnType<typeof keyOf>, body: Buffer): Promise<void> {
        const server = await net.serverRoom(anna.kept.id);
        const own = server.room.heads().find(({ key }) => key.equals(signer.key));
        const head = { room: server.id, sight: server.room.position };
        const record = signRecord(
            signer,
            { ...head, seq: (own?.seq ?? 0) + 1, previous: own?.id ?? Buffer.alloc(32) },
            batchOf([eventOf(2, 9, body)]),
        );
        await server.follow(server.room.position, [record.bytes]);
        await net.pass(5);
    }

    it("that was dropped reads no longer, and what it signs does not count, also if the server helps", async () => {
        await guild();
        const stolen = keyOf(bob);
        const dropped = await anna.give(["drop", nameOf(stolen.key).slice(0, 12), "--yes"]);
        expect(dropped).toMatchObject({ code: 0, warnings: [] });
        await net.pass(10);
        expect(bob.companion.active[0].isCaughtUp).toBe(false);
        expect(bob.told.join("\n")).toContain("denied");
        const [before, body] = [eventOf(2, 2).body, bodyOf("stolen")];
        await forge(stolen, body);
        expect([statusOf(anna, before), statusOf(anna, body)]).toEqual(["counted", "unconfirmed"]);
        expect(anna.isOffered(body)).toBe(false);
        // The member comes back with a new computer.
        const laptop = await net.computer(2, [eventOf(2, 2)]);
        expect(await anna.invite(laptop, "relay")).toMatchObject({ code: 0 });
    });

    it("of a member that was removed neither", async () => {
        await guild();
        const stolen = keyOf(bob);
        expect(await anna.give(["remove", "Name2"])).toMatchObject({ code: 1 });
        expect(await anna.give(["remove", "Name2"], ["y"])).toMatchObject({ code: 0, warnings: [] });
        const body = bodyOf("removed");
        await forge(stolen, body);
        expect([statusOf(anna, eventOf(2, 2).body), statusOf(anna, body)]).toEqual(["counted", "unconfirmed"]);
        expect(anna.isOffered(body)).toBe(false);
        expect((await anna.give(["members"])).text).toContain("#2 Name2-Realm: none");
    });

    it("of a member that was removed while it was off is not told to wait for the server", async () => {
        await guild();
        await bob.kill();
        expect(await anna.give(["remove", "Name2", "--yes"])).toMatchObject({ code: 0 });
        await bob.open();
        const said = await bob.give(["pair"]);
        expect(said.code).toBe(1);
        expect(said.text).toContain("ask an admin");
        expect(said.text).not.toContain("once the server is reached");
    });

    it("of the only admin loses its rights by the recovery code, which works once", async () => {
        const founded = await anna.found("--open");
        await anna.invite(bob, "own");
        const code = /recovery code: (\S+)/.exec(founded.text)?.[1] ?? "";
        const id = nameOf(anna.kept.id);
        const args = (given: string): string[] => ["recover", given, "--server", SERVER_URL, "--room", id, "--yes"];
        const laptop = await net.computer(1, [eventOf(1, 1)]);
        expect((await laptop.give(args(code.replace(/^./, (letter) => (letter === "A" ? "C" : "A"))))).text).toContain(
            "a letter is wrong",
        );
        const recovered = await laptop.give(args(code.toLowerCase()));
        expect(recovered).toMatchObject({ code: 0, warnings: [] });
        expect(recovered.text).toContain("#0 Name1-Realm");
        expect(recovered.text).toMatch(/that stays here so far: MyDKP, guild:Dawn-Realm .*`agree`/);
        await net.pass(5);
        const { room } = await net.serverRoom(laptop.kept.id);
        expect(room.chain.members.map(({ setting }) => setting.role)).toEqual([
            ROLE.none,
            ROLE.server,
            ROLE.own,
            ROLE.admin,
        ]);
        expect(anna.companion.active[0].isCaughtUp).toBe(false);
        // What the admin wrote before counts as before.
        expect(statusOf(laptop, eventOf(1, 1).body)).toBe("counted");
        const another = await net.computer(5);
        expect((await another.give(args(code))).text).toMatch(/denied|another one/);
        expect(await another.give(args(/new recovery code: (\S+)/.exec(recovered.text)?.[1] ?? ""))).toMatchObject({
            code: 0,
        });
    });
});

describe("a member", () => {
    it.each([-3600, 3600])("whose clock is %i s ahead is one like any", async (skew) => {
        bob.skew = skew;
        await guild();
        const body = bodyOf("clock");
        bob.save([eventOf(2, 2), eventOf(2, 3, body)]);
        await net.pass(5);
        expect([statusOf(anna, body), bob.isOffered(eventOf(1, 1).body)]).toEqual(["counted", true]);
    });

    it("that may not do something is told who may", async () => {
        await guild("own");
        for (const args of [
            ["invite", "Name3-Realm=Player-1001-00000003"],
            ["remove", "Name1", "--yes"],
            ["role", "Name2", "admin"],
            ["scope", "add", "A", "b"],
        ]) {
            const said = await bob.give(args);
            expect(said).toMatchObject({ code: 2 });
            expect(said.text).toContain("ask an admin");
        }
        expect((await anna.give(["remove", "Name1", "--yes"])).text).toContain("no admin would be left");
        expect((await anna.give(["role", "Name2", "king"])).text).toContain("one of read, own, relay, admin");
    });

    it("whose role is taken while it writes is told once, tries no more, and goes on when it is back", async () => {
        await guild();
        for (const { client } of bob.ends) client.isBlocked = true;
        const body = bodyOf("between");
        bob.save([eventOf(2, 2), eventOf(2, 3, body)]);
        await net.clock.advance(300);
        expect(bob.kept.loose).toHaveLength(1);
        await anna.give(["role", "Name2", "read"]);
        for (const { client } of bob.ends) client.isBlocked = false;
        for (const { client } of bob.ends) client.terminate();
        await net.pass(120);
        const { n } = (await net.serverRoom(anna.kept.id)).room.position;
        expect(statusOf(anna, body)).toBeUndefined();
        await net.pass(600);
        expect((await net.serverRoom(anna.kept.id)).room.position.n).toBe(n);
        expect(bob.told.filter((line) => line.includes("read, and not upload"))).toHaveLength(1);
        await anna.give(["role", "Name2", "relay"]);
        await net.pass(30);
        expect(statusOf(anna, body)).toBe("counted");
    });

    it("whose upload the server refuses is told once, tries no more, and goes on when the chain has changed", async () => {
        await guild();
        for (const { client } of bob.ends) client.isBlocked = true;
        const body = bodyOf("refused");
        bob.save([eventOf(2, 2), eventOf(2, 3, body)]);
        await net.clock.advance(300);
        // The Offer is on the way when the ledger is taken no longer.
        expect(await anna.give(["scope", "remove", "MyDKP", "guild:Dawn-Realm"])).toMatchObject({ code: 0 });
        for (const { client } of bob.ends) {
            client.isBlocked = false;
            client.schedule();
        }
        await net.pass(30);
        const lines = (): string[] => bob.told.filter((line) => line.includes("refused by the server"));
        expect(lines()).toEqual([expect.stringContaining("(scope)")]);
        expect((await bob.give(["refused"])).text).toContain("refused by the server");
        const server = await net.serverRoom(anna.kept.id);
        const { n } = server.room.position;
        await bob.restart();
        await net.pass(700);
        expect([server.room.position.n, lines().length]).toEqual([n, 1]);
        await anna.give(["scope", "add", "MyDKP", "guild:Dawn-Realm", "--open"]);
        await net.pass(30);
        expect(statusOf(anna, body)).toBe("counted");
    });

    it("is shown once that games have refused an event of his", async () => {
        await guild("own");
        await net.pass(5);
        const batch = [...anna.companion.active[0].view.places.values()][0].batches.find(({ member }) => member === 2);
        if (batch === undefined) throw new Error("a batch expected");
        const outcome = { id: batch.id.subarray(0, 16), reason: 1, bits: Buffer.of(1) };
        anna.save([eventOf(1, 1)], { outcomes: [outcome] });
        await net.pass(10);
        expect(statusOf(bob, eventOf(2, 2).body)).toBe("refused");
        const lines = (): string[] => bob.told.filter((line) => line.includes("refused by the game"));
        expect(lines()).toEqual([expect.stringContaining("unauthorized")]);
        await bob.restart();
        bob.save([eventOf(2, 2), eventOf(2, 3)]);
        await net.pass(10);
        expect(lines()).toHaveLength(1);
        expect((await bob.give(["refused"])).text).toContain("refused by games (unauthorized)");
        expect(await bob.give(["refused", "--again"])).toMatchObject({ code: 0 });
    });

    it("leaves, comes back, and forgets", async () => {
        await guild();
        expect(await bob.give(["leave"])).toMatchObject({ code: 0 });
        bob.save([eventOf(2, 2), eventOf(2, 3, bodyOf("left"))]);
        await net.pass(5);
        expect(statusOf(anna, bodyOf("left"))).toBeUndefined();
        expect((await bob.give(["status"])).text).toContain("left");
        expect(await bob.give(["join", "Dawn"])).toMatchObject({ code: 0 });
        await net.pass(5);
        expect(statusOf(anna, bodyOf("left"))).toBe("counted");
        const id = bob.kept.id;
        expect(await bob.give(["forget"])).toMatchObject({ code: 1 });
        expect(await bob.give(["forget", "--yes"])).toMatchObject({ code: 0 });
        expect([bob.stores.rooms.size, bob.companion.profile.rooms.length]).toEqual([0, 0]);
        expect(readKey(bob.folder, id)).toBeUndefined();
        expect((await bob.give(["status"])).text).toContain("no room was joined");
    });

    it("pairs a second computer, which is the same member", async () => {
        await guild();
        const laptop = await net.computer(2, [eventOf(2, 2)]);
        expect(await laptop.give(["join", linkIn(await bob.give(["pair"])), "--yes"])).toMatchObject({ code: 0 });
        expect([laptop.companion.active[0].member, bob.companion.active[0].member]).toEqual([2, 2]);
        // The lost one is dropped from the other.
        const lost = nameOf(bob.companion.active[0].signer.key).slice(0, 12);
        expect(await laptop.give(["drop", lost, "--yes"])).toMatchObject({ code: 0 });
    });
});

describe("ledgers", () => {
    it("that the room takes later stay here until the user agrees", async () => {
        await guild();
        const [file] = bob.files;
        const body = bodyOf("other");
        const other = { ...file, scope: Buffer.from("guild:New-Realm"), events: [eventOf(2, 5, body)] };
        bob.files = [file, other];
        expect(await anna.give(["scope", "add", "MyDKP", "guild:New-Realm"])).toMatchObject({ code: 0 });
        await net.pass(10);
        expect(statusOf(anna, body)).toBeUndefined();
        expect(bob.told.filter((line) => line.includes("`agree`"))).toHaveLength(1);
        expect(await bob.give(["agree"])).toMatchObject({ code: 1 });
        expect(await bob.give(["agree"], ["n"])).toMatchObject({ code: 0 });
        await net.pass(5);
        expect(statusOf(anna, body)).toBeUndefined();
        expect(await bob.give(["agree"], ["y"])).toMatchObject({ code: 0 });
        await net.pass(5);
        expect(statusOf(anna, body)).toBe("counted");
        expect((await anna.give(["scope", "rename", "MyDKP", "guild:New-Realm", "guild:Dawn-Realm"])).text).toContain(
            "a former name",
        );
        expect((await anna.give(["scope", "remove", "MyDKP", "guild:New-Realm"])).text).toContain("taken no longer");
        // A name that was mistyped is not taken for done.
        const mistyped = await anna.give(["scope", "remove", "MyDKP", "guild:Dwan-Realm"]);
        expect(mistyped).toMatchObject({ code: 2 });
        expect(mistyped.text).toContain("`scope list` says what it takes");
        expect((await anna.give(["scope", "list"])).text).not.toContain("Dwan");
    });

    it("are brought together once by sync --once", async () => {
        await guild();
        await bob.kill();
        await bob.open();
        const body = bodyOf("once");
        bob.save([eventOf(2, 2), eventOf(2, 3, body)]);
        expect((await bob.give(["sync", "--once"])).text).toContain("equal with the server");
        await net.pass(1);
        expect(statusOf(anna, body)).toBe("counted");
        expect(await bob.give(["sync"])).toMatchObject({ code: 2 });
    });

    it("wait half a minute for a server that is away, and no longer", async () => {
        await guild();
        await bob.kill();
        net.isUp = false;
        await bob.open();
        const began = net.clock.now();
        const said = await bob.give(["sync", "--once"]);
        expect(said.code).toBe(1);
        expect(said.text).toContain("not equal yet: the server is away");
        expect(net.clock.now() - began).toBeLessThan(40_000);
    });
});

describe("a folder", () => {
    it("is one process's alone", async () => {
        const folder = mkdtempSync(join(tmpdir(), "own-"));
        const own = await openOwn(folder, () => undefined);
        await expect(openOwn(folder, () => undefined)).rejects.toThrow("in use by another companion");
        await own.companion.stop();
        const again = await openOwn(folder, () => undefined);
        await again.companion.stop();
        rmSync(folder, { recursive: true });
    });

    it("of a newer version is left as it is", async () => {
        const folder = mkdtempSync(join(tmpdir(), "newer-"));
        writeFileSync(join(folder, "profile.json"), '{"format":2}');
        await expect(openOwn(folder, () => undefined)).rejects.toThrow("newer version");
        expect(existsSync(join(folder, "keys"))).toBe(false);
        rmSync(folder, { recursive: true });
    });

    it("without rights is refused with what to do", async () => {
        const path = join(anna.folder, "file");
        writeFileSync(path, "");
        await expect(openOwn(join(path, "own"), () => undefined)).rejects.toThrow("--db-folder");
    });
});
