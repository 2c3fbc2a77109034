/** What either side does with what it is sent, over connections in memory: docs/companion-protocol.md. */
import { describe, expect, it } from "vitest";
import { encodeCbor } from "../../src/room/cbor";
import { ROLE } from "../../src/room/content-items";
import { KIND } from "../../src/room/contents";
import { inviteSigner } from "../../src/room/invite";
import { sha256, type Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { recoverySigner } from "../../src/room/recovery-code";
import { proofOf } from "../../src/sync/credentials";
import { LIMITS } from "../../src/sync/limits";
import { writeMessage } from "../../src/sync/messages";
import type { RoomServerOptions } from "../../src/sync/server-options";
import { StoreError } from "../../src/store/store-error";
import { batchOf, deviceOf, eventOf, FOUNDER, Guild, RECOVERY_SECRET } from "../support/guild";
import { signAction } from "../support/sync-entries";
import { Raw } from "../support/raw-client";
import { HOST, idsOf, Net } from "../support/sync-net";

/** A server with one member, who writes. */
async function served(
    options: Partial<RoomServerOptions> = {},
): Promise<{ net: Net; member: Signer; raw: () => Promise<Raw> }> {
    const net = new Net(7, options);
    const member = net.member(1);
    await net.begin();
    const raw = async (): Promise<Raw> => {
        const one = new Raw(net, net.dial().client);
        await net.clock.settle();
        return one;
    };
    return { net, member, raw };
}

describe("a server", () => {
    it("greets, welcomes, says its heads and who is there, and streams", async () => {
        const { net, member, raw } = await served();
        const one = await raw();
        await one.announce(member);
        await one.follow();
        expect(one.heard.map(({ type }) => type)).toEqual(["Hello", "Welcome", "Heads", "Presence", "Changes"]);
        const [changes] = one.all("Changes");
        expect(changes).toMatchObject({ since: START, remaining: 0 });
        expect(changes.records).toEqual(net.guild.list);
        expect(one.all("Welcome")[0]).toMatchObject({ role: ROLE.relay, name: "Dawn", primary: "", kinds: 1 });
    });

    it("denies the same, after a second, what is no room, no key and no proof", async () => {
        const { net, member, raw } = await served();
        const heard: unknown[] = [];
        const other = { ...proofOf(member, Buffer.alloc(32), net.guild.room.id, HOST) };
        for (const [by, room] of [
            [member, sha256(Buffer.of(1))],
            [deviceOf(77), net.guild.room.id],
            [other, net.guild.room.id],
            [{ token: Buffer.alloc(32, 1) }, net.guild.room.id],
        ] as const) {
            const one = await raw();
            await one.announce(by, room);
            expect(one.errors).toEqual([]);
            await net.clock.advance(1000);
            heard.push(one.all("Err"));
            expect(one.hasEnded).toBe(false);
        }
        expect(new Set(heard.map((one) => JSON.stringify(one))).size).toBe(1);
        expect(heard[0]).toMatchObject([{ channel: 1, code: "denied", retry: null }]);
    });

    it("holds up an address that guesses, for a minute", async () => {
        const { net, raw, member } = await served();
        for (let guess = 0; guess < LIMITS.denialsInMinute; guess++) {
            const one = await raw();
            await one.announce({ token: net.random.bytes(32) });
            await net.clock.advance(1000);
        }
        const late = await raw();
        await late.announce(member);
        expect(late.errors).toEqual(["throttled"]);
        await net.clock.advance(61_000);
        const later = await raw();
        await later.announce(member);
        expect(later.all("Welcome")).toHaveLength(1);
    });

    it("takes a proof for its own host alone", async () => {
        const { net, member, raw } = await served();
        const one = await raw();
        await one.announce(proofOf(member, one.nonce, net.guild.room.id, "lured.example"));
        await net.clock.advance(1000);
        expect(one.errors).toEqual(["denied"]);
    });

    it("lets invites and the recovery key read, and offer the one entry that they are for", async () => {
        const { net, raw } = await served();
        const secret = Buffer.alloc(16, 4);
        const invite = inviteSigner(secret);
        const admin = await net.agent(FOUNDER, net.guild.list.length);
        admin.client.start();
        await signAction(admin, { action: "invite", invite: invite.key, member: 1 });
        await net.clock.advance(1000);
        const joining = new Guild();
        Object.assign(joining, { room: (await net.serverRoom()).room });
        const device = deviceOf(55);
        const accept = joining.sign(device, joining.accept(secret, device));
        const one = await raw();
        await one.announce(invite);
        expect(one.all("Welcome")[0].role).toBe(ROLE.read);
        await one.offer(1, [net.guild.sign(deviceOf(1), batchOf([eventOf(2, 1)])).bytes]);
        expect(one.all("RejectOffer")[0].reasons).toMatchObject([{ index: 0, code: "notAllowed" }]);
        await one.offer(2, [accept.bytes]);
        expect(one.all("Accepted")).toHaveLength(1);
        // The invite is used now.
        await net.clock.advance(5000);
        expect(one.errors).toEqual(["denied"]);
        const other = await raw();
        await other.announce(recoverySigner(RECOVERY_SECRET));
        expect(other.all("Welcome")[0].role).toBe(ROLE.read);
        await admin.client.stop();
    });

    it("reads tokens, and takes nothing from who has one", async () => {
        const token = Buffer.alloc(32, 6);
        let isGood = true;
        const listeners = new Set<() => void>();
        const { net, raw, member } = await served({
            tokens: {
                find: (hash) => Promise.resolve(isGood && hash.equals(sha256(token))),
                onChange: (listener) => {
                    listeners.add(listener);
                    return () => listeners.delete(listener);
                },
            },
        });
        const one = await raw();
        await one.announce({ token });
        await one.follow();
        expect(one.heard.map(({ type }) => type)).toEqual(["Hello", "Welcome", "Presence", "Changes"]);
        await one.offer(1, [net.guild.sign(member, batchOf([eventOf(2, 1)])).bytes]);
        expect(one.errors).toEqual(["notAllowed"]);
        const other = await raw();
        await other.announce({ token });
        isGood = false;
        for (const listener of listeners) listener();
        await net.clock.settle();
        expect(other.errors).toEqual(["denied"]);
        // One that ends without anybody saying so is seen within 5 s.
        isGood = true;
        const third = await raw();
        await third.announce({ token });
        isGood = false;
        await net.clock.advance(5000);
        expect(third.errors).toEqual(["denied"]);
        expect(listeners.size).toBe(0);
    });

    it("ends the channel of a member who is removed, within 5 s", async () => {
        const { net, member, raw } = await served();
        const one = await raw();
        await one.announce(member);
        const admin = await net.agent(FOUNDER, net.guild.list.length);
        admin.client.start();
        await signAction(admin, {
            action: "member",
            number: 1,
            label: "x",
            characters: [],
            role: ROLE.none,
            heads: [],
        });
        await net.clock.advance(5000);
        expect(one.errors).toEqual(["denied"]);
        await admin.client.stop();
    });

    it("creates rooms for who may, once", async () => {
        for (const [create, permit, outcome] of [
            ["open", null, "Welcome"],
            ["admin", Buffer.alloc(32, 1), "Welcome"],
            ["admin", Buffer.alloc(32, 2), "notAllowed"],
            ["admin", null, "notAllowed"],
            [undefined, Buffer.alloc(32, 1), "notAllowed"],
        ] as const) {
            const net = new Net(3, { create, isPermit: (one) => one.equals(Buffer.alloc(32, 1)) });
            net.boot();
            const [founding] = net.guild.list;
            const one = new Raw(net, net.dial().client);
            await net.clock.settle();
            const credential = proofOf(FOUNDER, one.nonce, net.guild.room.id, HOST);
            const frame = (channel: number): Buffer =>
                writeMessage("CreateRoom", channel, { version: 1, founding, credential, permit });
            await one.say(frame(1));
            expect([...one.errors, ...one.all("Welcome").map(({ type }) => type)]).toEqual([outcome]);
            await one.say(frame(2));
            if (outcome === "Welcome") expect(one.errors).toEqual(["exists"]);
        }
    });

    it("answers Offers in their order, each whole or not at all", async () => {
        const { net, member, raw } = await served();
        const records = [1, 2, 3].map((counter) => net.guild.sign(member, batchOf([eventOf(2, counter)])).bytes);
        const one = await raw();
        await one.announce(member);
        one.end.send(writeMessage("Offer", 1, { offer: 1, records: [records[0], Buffer.alloc(70)] }));
        one.end.send(writeMessage("Offer", 1, { offer: 2, records: [records[1]] }));
        await one.offer(3, [records[0], records[0], records[1]]);
        expect(one.heard.slice(4)).toMatchObject([
            { type: "RejectOffer", offer: 1, reasons: [{ index: 1, code: "malformed" }] },
            { type: "RejectOffer", offer: 2, reasons: [{ index: 0, code: "doesNotFollow" }], heads: [] },
            { type: "Accepted", offer: 3, position: { n: net.guild.list.length + 2 } },
        ]);
    });

    it("says `full` while its disk is, and goes on streaming", async () => {
        const { net, member, raw } = await served();
        const one = await raw();
        await one.announce(member);
        await one.follow();
        net.store.isFull = true;
        const record = net.guild.sign(member, batchOf([eventOf(2, 1)])).bytes;
        await one.offer(1, [record]);
        expect(one.all("RejectOffer")[0].reasons).toMatchObject([{ code: "full" }]);
        net.store.isFull = false;
        await one.offer(2, [record]);
        await net.clock.advance(100);
        expect(one.all("Changes").at(-1)?.records).toEqual([record]);
    });

    it("gathers commits of 50 ms, leaves out what is the client's own, and sends it where it is lacking", async () => {
        const { net, member, raw } = await served();
        const [one, other] = [await raw(), await raw()];
        await one.announce(member);
        await one.follow(true);
        await other.announce(FOUNDER);
        await other.follow();
        const records = [1, 2].map((counter) => net.guild.sign(member, batchOf([eventOf(2, counter)])));
        await one.offer(1, [records[0].bytes]);
        await one.offer(2, [records[1].bytes]);
        expect(other.all("Changes")).toHaveLength(1);
        await net.clock.advance(50);
        expect(other.all("Changes").slice(1)).toMatchObject([{ records: records.map(({ bytes }) => bytes) }]);
        expect(one.all("Changes").slice(1)).toMatchObject([{ records: records.map(({ id }) => id) }]);
        await one.say(
            writeMessage("RejectChanges", 1, {
                ...{ zero: 0, reasons: [{ index: 0, code: "lacks", text: "" }], locator: [START] },
            }),
        );
        expect(one.all("Changes").at(-1)?.records.slice(-2)).toEqual(records.map(({ bytes }) => bytes));
    });

    it("sends the first commit after a while at once, and gathers those that follow on it", async () => {
        const { net, member, raw } = await served();
        const [writer, reader] = [await raw(), await raw()];
        await writer.announce(member);
        await reader.announce(FOUNDER);
        await reader.follow();
        await net.clock.advance(60);
        const records = [1, 2, 3].map((counter) => net.guild.sign(member, batchOf([eventOf(2, counter)])).bytes);
        await writer.offer(1, [records[0]]);
        await net.clock.advance(0);
        expect(reader.all("Changes").slice(1)).toMatchObject([{ records: [records[0]] }]);
        for (const [index, record] of records.slice(1).entries()) await writer.offer(2 + index, [record]);
        await net.clock.advance(40);
        expect(reader.all("Changes")).toHaveLength(2);
        await net.clock.advance(10);
        expect(reader.all("Changes").slice(2)).toMatchObject([{ records: records.slice(1) }]);
    });

    it("pages a huge list, and tells how much remains", async () => {
        const { net, member, raw } = await served();
        const room = await net.serverRoom();
        for (let count = 0; count < 20; count++) {
            const bodies = Array.from({ length: 40 }, (_, index) =>
                eventOf(2, 40 * count + index, Buffer.concat([Buffer.of(1, 0x59, 0x03, 0xe8), net.random.bytes(1000)])),
            );
            const outcome = await room.offer([net.guild.sign(member, batchOf(bodies)).bytes], net.clock.unix());
            expect(outcome).toHaveProperty("position");
        }
        const one = await raw();
        await one.announce(member);
        await one.follow();
        await net.clock.advance(100);
        const pages = one.all("Changes");
        const n = room.room.position.n;
        expect(pages.length).toBeGreaterThan(2);
        expect(pages.flatMap(({ records }) => records)).toHaveLength(n);
        for (const { since, records, remaining } of pages) {
            expect(since.n + records.length + remaining).toBe(n);
            expect(records.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(LIMITS.changesBytes);
        }
    });

    it("ends what says nothing, and keeps what answers", async () => {
        const { net, member, raw } = await served();
        const silent = await raw();
        await net.clock.advance(11_000);
        expect(silent.errors).toEqual(["idle"]);
        expect(silent.hasEnded).toBe(true);
        const [quiet, alive] = [await raw(), await raw()];
        await quiet.announce(member);
        await alive.announce(member);
        for (let time = 0; time < 100; time += 10) {
            await net.clock.advance(10_000);
            await alive.say(writeMessage("Pong", 0, { number: 1 }));
        }
        expect([quiet.hasEnded, alive.hasEnded]).toEqual([true, false]);
        expect(alive.all("Ping").length).toBeGreaterThan(2);
    });

    it("tells who is there once a second, and who has gone for a minute", async () => {
        const { net, member, raw } = await served();
        const [one, other] = [await raw(), await raw()];
        await one.announce(member);
        await other.announce(FOUNDER);
        await net.clock.advance(1000);
        await one.say(writeMessage("Seen", 1, { n: 3, label: "Cara" }));
        await one.say(writeMessage("Seen", 1, { n: 4, label: "Cara" }));
        await net.clock.advance(1000);
        const changed = other.all("Presence").filter(({ whole }) => !whole);
        expect(changed.at(-1)?.people).toMatchObject([{ member: 1, label: "Cara", n: 4, online: true }]);
        await one.say(writeMessage("Leave", 1, {}));
        await net.clock.advance(1000);
        expect(other.all("Presence").at(-1)?.people).toMatchObject([{ label: "Cara", online: false }]);
        expect(net.server.presence(net.guild.room.id)).toHaveLength(2);
        await net.clock.advance(30_000);
        await other.say(writeMessage("Pong", 0, { number: 1 }));
        await net.clock.advance(31_000);
        expect(net.server.presence(net.guild.room.id)).toHaveLength(1);
    });

    it("answers all Offers that it has read before it stops", async () => {
        const { net, member, raw } = await served();
        const one = await raw();
        await one.announce(member);
        one.end.send(
            writeMessage("Offer", 1, { offer: 1, records: [net.guild.sign(member, batchOf([eventOf(2, 1)])).bytes] }),
        );
        await new Promise((resolve) => setImmediate(resolve));
        const stopped = net.server.stop();
        await net.clock.advance(2000);
        await stopped;
        expect(one.heard.slice(4).map(({ type }) => type)).toEqual(["Accepted", "Err"]);
        expect(one.all("Err")[0]).toMatchObject({ code: "stopping", retry: 0 });
        expect(net.clock.waiting).toBe(0);
    });

    it("says `full` above the bytes that a room may have, and `busy` where its database does not answer", async () => {
        const small = await served({ roomBytes: 500 });
        const record = (net: Net, member: Signer, counter: number): Buffer =>
            net.guild.sign(member, batchOf([eventOf(2, counter)])).bytes;
        const one = await small.raw();
        await one.announce(small.member);
        await one.offer(1, [record(small.net, small.member, 1)]);
        expect(one.all("RejectOffer")[0].reasons).toMatchObject([{ code: "full" }]);
        const { net, member, raw } = await served();
        const other = await raw();
        await other.announce(member);
        const write = net.store.write.bind(net.store);
        let goOn: (() => void) | undefined;
        net.store.write = async (work) => {
            await new Promise<void>((resolve) => (goOn = resolve));
            return write(work);
        };
        const late = record(net, member, 2);
        await other.offer(1, [late]);
        await net.clock.advance(20_000);
        expect(other.all("RejectOffer")[0].reasons).toMatchObject([{ code: "busy" }]);
        net.store.write = write;
        goOn?.();
        // It was stored all the same: offered again, it is known.
        await other.offer(2, [late]);
        expect(other.all("Accepted")).toHaveLength(1);
    });

    it("takes what a program says of a connection, and gives no more than the chain does", async () => {
        const guests = [
            {},
            { key: deviceOf(1).key },
            { key: deviceOf(1).key, readOnly: true },
            { key: deviceOf(9).key },
        ];
        const outcomes = [];
        for (const guest of [...guests, undefined]) {
            const { net, raw } = await served();
            Object.assign(net.origin, { authenticate: () => Promise.resolve(guest) });
            const one = await raw();
            await one.announce({ token: Buffer.alloc(32) });
            await net.clock.advance(1000);
            await one.offer(1, [net.guild.sign(deviceOf(1), batchOf([eventOf(2, 1)])).bytes]);
            outcomes.push([one.all("Welcome").at(0)?.role, one.errors.at(0), one.all("Accepted").length]);
        }
        expect(outcomes).toEqual([
            [ROLE.read, "notAllowed", 0],
            [ROLE.relay, undefined, 1],
            [ROLE.relay, "notAllowed", 0],
            [undefined, "denied", 0],
            [undefined, "denied", 0],
        ]);
    });

    it("names the primary to who brings a stronger epoch, and says where it cannot know it", async () => {
        const { net, member, raw } = await served();
        const server = deviceOf(30);
        const kept = await net.serverRoom();
        const epoch = (guild: Guild): Buffer =>
            guild.sign(server, { kind: KIND.epoch, epoch: 2, url: "wss://primary.example" }, kept.room.position).bytes;
        const announce = async (record: Buffer): Promise<Raw> => {
            const one = await raw();
            const credential = proofOf(member, one.nonce, net.guild.room.id, HOST);
            const items = { version: 1, room: net.guild.room.id, credential, position: START, label: "", kinds: 5 };
            await one.say(writeMessage("AnnouncePresence", 1, { ...items, epoch: record }));
            return one;
        };
        const unknown = await announce(epoch(net.guild));
        expect(unknown.all("Err")).toMatchObject([{ code: "epochUnknown", retry: 600 }]);
        net.guild.own.delete(server.key.toString("hex"));
        const number = net.guild.room.chain.members.length;
        net.guild.entry(FOUNDER, {
            action: "member",
            number,
            label: "S",
            characters: [],
            role: ROLE.server,
            heads: [],
        });
        net.guild.entry(FOUNDER, { action: "device", device: server.key, member: number, label: "S" });
        await kept.offer(net.guild.list.slice(-2), net.clock.unix());
        const record = epoch(net.guild);
        const told = await announce(record);
        expect(told.all("NotPrimary")).toMatchObject([{ offer: 0, url: "wss://primary.example", epoch: record }]);
        await kept.offer([record], net.clock.unix());
        expect((await announce(record)).all("Welcome")).toHaveLength(1);
    });

    it("stops, though somebody takes no answers", async () => {
        const { net, member, raw } = await served();
        const one = await raw();
        await one.announce(member);
        one.end.other.isBlocked = true;
        one.end.send(writeMessage("Offer", 1, { offer: 1, records: [Buffer.alloc(70)] }));
        await net.clock.settle();
        const stopped = net.server.stop();
        await net.clock.advance(7000);
        await stopped;
        expect(net.server.connections).toBe(0);
    });

    it("tries a database anew that could not be read", async () => {
        const { net, member, raw } = await served();
        const open = net.stores.open;
        Object.assign(net.stores, { open: () => Promise.reject(new StoreError("gone")) });
        const one = await raw();
        await one.announce(member);
        expect(one.all("Err")).toMatchObject([{ channel: 1, code: "away", retry: 5 }]);
        const newer = Object.assign(new StoreError("of a newer version"), { kind: "newer" });
        Object.assign(net.stores, { open: () => Promise.reject(newer) });
        await one.announce(member);
        expect(one.all("Err")[1]).toMatchObject({ channel: 1, code: "newer", retry: null });
        Object.assign(net.stores, { open });
        await one.announce(member);
        expect(one.all("Welcome")).toHaveLength(1);
    });
});

describe("a server that is misused", () => {
    const record = Buffer.alloc(70);
    const cases: readonly (readonly [string, (one: Raw) => Promise<void>, string])[] = [
        ["text", (one) => one.say(Buffer.from("no frame")), "protocol"],
        [
            "a frame of the other side",
            (one) => one.say(writeMessage("Accepted", 1, { offer: 1, position: START })),
            "protocol",
        ],
        ["a second announce in a channel", (one) => one.announce(deviceOf(1)), "twice"],
        ["the same room in another channel", (one) => one.announce(deviceOf(1), one.net.guild.room.id, 2), "twice"],
        ["an Offer out of order", (one) => one.offer(2, [record]), "protocol"],
        ["a frame above the limit", (one) => one.say(Buffer.alloc(LIMITS.frame + 1)), "tooLarge"],
        [
            "an Offer with too many bytes",
            (one) =>
                one.offer(
                    1,
                    [1, 2, 3].map(() => Buffer.alloc(200_000)),
                ),
            "protocol",
        ],
        [
            "a version that is not spoken",
            (one) =>
                one.say(
                    encodeCbor([
                        1,
                        9,
                        2,
                        one.net.guild.room.id,
                        [1, Buffer.alloc(32)],
                        [1, 0, Buffer.alloc(32)],
                        null,
                        "",
                        1,
                    ]),
                ),
            "version",
        ],
        [
            "Pings without end",
            async (one) => {
                for (let count = 0; count < 3; count++) await one.say(writeMessage("Ping", 0, { number: count }));
            },
            "protocol",
        ],
        [
            "frames for channels that are none",
            async (one) => {
                for (let count = 0; count < 1001; count++) one.end.send(writeMessage("Leave", 9, {}));
                await one.net.clock.advance(30_000);
            },
            "protocol",
        ],
        [
            "records that are none",
            async (one) => {
                for (let count = 1; count <= 65; count++) await one.offer(count, [Buffer.alloc(70, count)]);
            },
            "protocol",
        ],
    ];

    it.each(cases)("ends the connection for %s", async (_, misuse, code) => {
        const { net, member, raw } = await served();
        const [one, other] = [await raw(), await raw()];
        await one.announce(member);
        await other.announce(FOUNDER);
        await misuse(one);
        await net.clock.advance(1000);
        expect(one.errors).toEqual([code]);
        expect(one.hasEnded).toBe(true);
        expect(other.hasEnded).toBe(false);
        expect(net.server.counters.get(`err.${code}`)).toBe(1);
    });

    it("ends at most what it was asked, without an announce", async () => {
        const { raw, net } = await served();
        const large = await raw();
        await large.say(Buffer.alloc(LIMITS.smallFrame + 1));
        expect(large.errors).toEqual(["tooLarge"]);
        const early = await raw();
        await early.offer(1, [record]);
        expect(early.errors).toEqual([]);
        expect(net.server.counters.get("strayFrame")).toBe(1);
        const unknown = await raw();
        await unknown.say(encodeCbor([99, 1, ["later"]]));
        expect([unknown.errors, net.server.counters.get("unknownType")]).toEqual([[], 1]);
    });

    it("does not greet the 65th that does not announce itself, and ends the oldest of nine of a key", async () => {
        const { net, member, raw } = await served();
        const strangers = await Promise.all(Array.from({ length: 65 }, raw));
        expect(strangers.map(({ errors }) => errors.length)).toEqual([...Array.from({ length: 64 }, () => 0), 1]);
        expect(strangers.at(-1)?.errors).toEqual(["throttled"]);
        for (const one of strangers.slice(0, 9)) await one.announce(member);
        expect(strangers.slice(0, 9).map(({ errors }) => errors)).toEqual([
            ["replaced"],
            ...Array.from({ length: 8 }, () => []),
        ]);
        await net.server.stop();
    });

    it("reads no more than a key may send", async () => {
        const { net, member, raw } = await served();
        const one = await raw();
        await one.announce(member);
        for (let count = 0; count < 1000; count++) one.end.send(writeMessage("Seen", 1, { n: count, label: "x" }));
        await net.clock.settle();
        const taken = one.end.frames.length;
        expect(taken).toBeLessThan(210);
        await net.clock.advance(2000);
        expect(one.end.frames.length - taken).toBeGreaterThan(50);
        expect(one.end.frames.length - taken).toBeLessThan(150);
        expect(one.errors).toEqual([]);
    });
});

describe("slow readers", () => {
    /** Writes so many records of about 60 kB. */
    async function fill(net: Net, member: Signer, count: number): Promise<void> {
        const room = await net.serverRoom();
        for (let at = 0; at < count; at++) {
            const bodies = Array.from({ length: 15 }, (_, index) =>
                eventOf(2, 20 * at + index, Buffer.concat([Buffer.of(1, 0x59, 0x0f, 0xa0), net.random.bytes(4000)])),
            );
            const outcome = await room.offer([net.guild.sign(member, batchOf(bodies)).bytes], net.clock.unix());
            expect(outcome).toHaveProperty("position");
        }
    }

    it("hold a megabyte and a frame at most, go on where they stopped, or are ended", async () => {
        const net = new Net(7);
        const members = [1, 2, 3, 4, 5, 6, 7].map((number) => net.member(number));
        await net.begin();
        const raw = (): Raw => new Raw(net, net.dial().client);
        const [member] = members;
        const stuck = Array.from({ length: 50 }, raw);
        const quick = raw();
        await net.clock.settle();
        await quick.announce(FOUNDER);
        await quick.follow();
        for (const [index, one] of stuck.entries()) {
            // Eight of a key are served.
            await one.announce(members[index % members.length]);
            await one.follow();
            one.end.other.isBlocked = true;
        }
        await fill(net, member, 60);
        await net.clock.advance(1000);
        const server = idsOf(await net.serverRoom());
        const most = Math.max(...stuck.map(({ end }) => end.other.waiting));
        expect(most).toBeGreaterThan(LIMITS.unsent / 2);
        expect(most).toBeLessThan(LIMITS.unsent + LIMITS.changesBytes + 65_536);
        const [first] = stuck;
        first.end.other.isBlocked = false;
        first.end.other.schedule();
        await net.clock.advance(1000);
        expect(first.all("Changes").flatMap(({ records }) => records)).toHaveLength(server.length);
        for (let time = 0; time < 7; time++) {
            await net.clock.advance(10_000);
            for (const one of [...stuck, quick]) one.end.send(writeMessage("Pong", 0, { number: 1 }));
        }
        expect(stuck.filter(({ hasEnded }) => hasEnded)).toHaveLength(49);
        expect(first.hasEnded).toBe(false);
        expect(net.server.counters.get("err.slow")).toBe(49);
        expect(quick.all("Changes").flatMap(({ records }) => records)).toHaveLength(server.length);
    });
});

describe("who asks for more than it should get", () => {
    const SECRET = Buffer.alloc(16, 8);

    it("reads no longer by an invite that it made before it was removed, connected or not", async () => {
        const net = new Net(7);
        const member = net.member(1);
        const invite = inviteSigner(SECRET);
        net.guild.entry(member, { action: "invite", invite: invite.key, member: 1 });
        await net.begin();
        const [early, admin] = [new Raw(net, net.dial().client), new Raw(net, net.dial().client)];
        await net.clock.settle();
        await early.announce(invite);
        await early.follow();
        expect(early.all("Welcome")).toHaveLength(1);
        await admin.announce(FOUNDER);
        const { chain } = net.guild.room;
        const said = { ...{ label: "Member 1", characters: [], role: ROLE.none, heads: [] }, number: 1 } as const;
        const removal = net.guild.sign(FOUNDER, {
            ...{ kind: KIND.entry, parent: chain.last, time: 1 },
            said: { action: "member", ...said },
        });
        await admin.offer(1, [removal.bytes]);
        expect(admin.all("Accepted")).toHaveLength(1);
        await net.clock.advance(5000);
        expect(early.errors).toEqual(["denied"]);
        const late = new Raw(net, net.dial().client);
        await net.clock.settle();
        await late.announce(invite);
        await net.clock.advance(1000);
        expect(late.all("Welcome")).toHaveLength(0);
        expect(late.errors).toEqual(["denied"]);
    });

    it("creates 10 rooms a day, also where it asks for all of them at once", async () => {
        const { net, raw } = await served({ create: "open" });
        const one = await raw();
        const create = net.stores.create.bind(net.stores);
        // A disk takes its time.
        Object.assign(net.stores, { create: (id: Buffer) => net.clock.settle().then(() => create(id)) });
        for (let at = 0; at < 40; at++) {
            const guild = new Guild(recoverySigner(Buffer.alloc(16, 20 + at)));
            const credential = proofOf(FOUNDER, one.nonce, guild.room.id, HOST);
            one.end.send(
                writeMessage("CreateRoom", 1 + at, { version: 1, founding: guild.list[0], credential, permit: null }),
            );
        }
        await net.clock.advance(1000);
        expect(one.all("Welcome")).toHaveLength(10);
        expect(one.errors).toEqual(Array(30).fill("notAllowed"));
    });

    it("guesses ten times a minute, also where it does so all at once", async () => {
        const good = Buffer.alloc(32, 7);
        let wait = Promise.resolve();
        let goOn = (): void => undefined;
        const tokens = {
            async find(hash: Buffer): Promise<boolean> {
                await wait;
                return hash.equals(sha256(good));
            },
            onChange: () => () => undefined,
        };
        const { net, raw } = await served({ tokens });
        const [one, other] = [await raw(), await raw()];
        wait = new Promise((resolve) => (goOn = resolve));
        const say = (by: Raw, channel: number, token: Buffer): void =>
            by.end.send(
                writeMessage("AnnouncePresence", channel, {
                    ...{ version: 1, room: net.guild.room.id, credential: { token }, position: START, epoch: null },
                    ...{ label: "raw", kinds: 5 },
                }),
            );
        for (let channel = 1; channel <= 60; channel++) say(one, channel, net.random.bytes(32));
        for (let channel = 1; channel <= 60; channel++) say(other, channel, channel < 60 ? net.random.bytes(32) : good);
        await net.clock.settle();
        // All are looked up by now: a disk takes its time.
        goOn();
        await net.clock.advance(1000);
        expect(other.all("Welcome")).toHaveLength(0);
        expect([one, other].map(({ errors }) => errors)).toEqual([["throttled"], ["throttled"]]);
    });

    it("cannot make a server hold answers that it does not take", async () => {
        const net = new Net(7);
        const members = Array.from({ length: 150 }, (_, at) => net.member(at + 1));
        for (const member of members) net.guild.batch(member, [eventOf(2, 1)]);
        await net.begin();
        const one = new Raw(net, net.dial().client);
        await net.clock.settle();
        one.end.other.isBlocked = true;
        let most = 0;
        for (let at = 0; at < 10; at++) {
            for (let again = 0; again < 20; again++) {
                const credential = proofOf(members[0], one.nonce, net.guild.room.id, HOST);
                const items = { version: 1, room: net.guild.room.id, credential, position: START, epoch: null };
                one.end.send(writeMessage("AnnouncePresence", 1, { ...items, label: "x".repeat(96), kinds: 5 }));
                await net.clock.settle();
                one.end.send(writeMessage("Leave", 1, {}));
            }
            await net.clock.advance(500);
            most = Math.max(most, one.end.other.waiting);
        }
        expect(most).toBeLessThan(LIMITS.unsent + 262_144);
        // Who takes again what waits is served as before.
        one.end.other.isBlocked = false;
        one.end.other.schedule();
        await net.clock.advance(8000);
        const before = one.all("Heads").length;
        await one.announce(members[1], net.guild.room.id, 2);
        await net.clock.advance(2000);
        expect(one.all("Heads").length).toBe(before + 1);
        expect(one.errors).toEqual([]);
    });

    it("cannot fill a room so that no admin can remove it any more, nor a recovery code help", async () => {
        const net = new Net(7, { roomBytes: 2500 });
        const member = net.member(1);
        await net.begin();
        const [flood, admin] = [new Raw(net, net.dial().client), new Raw(net, net.dial().client)];
        await net.clock.settle();
        await flood.announce(member);
        let sent = 0;
        while (flood.all("RejectOffer").length === 0)
            await flood.offer(++sent, [net.guild.sign(member, batchOf([eventOf(2, sent)])).bytes]);
        expect(flood.all("RejectOffer")[0].reasons).toMatchObject([{ code: "full" }]);
        await admin.announce(FOUNDER);
        const said = { ...{ label: "Member 1", characters: [], role: ROLE.none, heads: [] }, number: 1 } as const;
        const removal = net.guild.sign(FOUNDER, {
            ...{ kind: KIND.entry, parent: net.guild.room.chain.last, time: 1 },
            said: { action: "member", ...said },
        });
        await admin.offer(1, [removal.bytes]);
        expect(admin.all("RejectOffer")).toEqual([]);
        expect(admin.all("Accepted")).toHaveLength(1);
        const rescue = new Raw(net, net.dial().client);
        await net.clock.settle();
        const recovery = recoverySigner(RECOVERY_SECRET);
        await rescue.announce(recovery);
        const recover = net.guild.sign(recovery, {
            ...{ kind: KIND.entry, parent: removal.id, time: 1 },
            said: {
                ...{ action: "recover", device: deviceOf(50).key, label: "New", characters: [], heads: [] },
                recovery: recoverySigner(Buffer.alloc(16, 3)).key,
            },
        });
        await rescue.offer(1, [recover.bytes]);
        expect(rescue.all("Accepted")).toHaveLength(1);
    });
});
