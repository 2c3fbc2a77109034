/** A replica is made the primary; the old one comes back; two are made it at once; and somebody tries who may not. */
import { describe, expect, it } from "vitest";
import { dropOf } from "../../src/access/entries";
import { writeEntry } from "../../src/access/write-entry";
import { Damage } from "../../src/format/damage";
import { KIND } from "../../src/room/contents";
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { signRecord } from "../../src/room/record";
import { KeptRoom } from "../../src/rooms/kept-room";
import { proofOf } from "../../src/sync/credentials";
import { type FromServer, type MessageOf, readFromServer, writeMessage } from "../../src/sync/messages";
import { recoverySigner } from "../../src/room/recovery-code";
import { RoomClient } from "../../src/sync/client";
import { deviceOf, FOUNDER, Guild, NOW } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";
import { type Host, listOf, type Member, ReplicaNet, type Setup, urlOf } from "../support/replica-net";

interface World {
    readonly net: ReplicaNet;
    readonly p: Host;
    readonly q: Host;
    readonly r: Host;
    readonly signers: readonly Signer[];
}

const ALL = ["p", "q", "r"];

/** A primary with two replicas. */
async function world(seed: number, setup: Setup = {}): Promise<World> {
    console.log(`promotion: seed ${seed}`);
    const net = new ReplicaNet(seed);
    const p = net.addHost("p", 30, { ...setup, replicas: ALL });
    const [q, r] = ["q", "r"].map((name, index) =>
        net.addHost(name, 31 + index, { ...setup, primary: "p", isLearning: true, replicas: ALL }),
    );
    const signers = [FOUNDER, net.guild.join(1), net.guild.join(2)];
    net.admit(p);
    await net.begin(p);
    await q.boot();
    await r.boot();
    await net.clock.advance(5000);
    return { net, p, q, r, signers };
}

async function start(net: ReplicaNet, name: string, at: string, signer: Signer): Promise<Member> {
    const member = await net.member(name, at, signer);
    member.client.start();
    await net.clock.advance(1000);
    return member;
}

/** Types of the last frames that a server has sent to somebody. */
function sent(host: Host, to: string): FromServer[] {
    return host.endOf(to).frames.flatMap((frame) => {
        const message = readFromServer(frame);
        return message instanceof Damage ? [] : [message];
    });
}

function expectSame(rooms: readonly KeptRoom[]): void {
    const [first, ...others] = rooms.map(listOf);
    for (const other of others) expect(other).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
}

/** What a server says to an announce that brings an epoch record. */
async function announce(net: ReplicaNet, host: Host, signer: Signer, epoch: Buffer): Promise<FromServer> {
    const end = host.accept(`teller ${net.random.integer(1, 1_000_000)}`);
    const heard: FromServer[] = [];
    end.listen({
        frame: (frame) => {
            const message = frame === undefined ? undefined : readFromServer(frame);
            if (message !== undefined && !(message instanceof Damage)) heard.push(message);
        },
        drain: () => undefined,
        end: () => undefined,
    });
    await net.clock.settle();
    const { nonce } = heard[0] as MessageOf<"Hello">;
    const { id } = net.guild.room;
    const credential = proofOf(signer, nonce, id, new URL(host.url).host);
    const items = { version: 1, room: id, credential, position: START, label: "", kinds: 5, epoch };
    end.send(writeMessage("AnnouncePresence", 1, items));
    await net.clock.advance(2000);
    end.terminate();
    return heard[1];
}

/** An epoch record that a key signs behind what a room has of it. */
function epochBy(signer: Signer, { room }: KeptRoom, epoch: number, url: string): Buffer {
    const own = room.heads().find(({ key }) => key.equals(signer.key));
    const { seq, id: previous } = own ?? { seq: 0, id: Buffer.alloc(32) };
    const head = { room: room.id, seq: seq + 1, previous, sight: room.position };
    return signRecord(signer, head, { kind: KIND.epoch, epoch, url }).bytes;
}

describe("a promotion", () => {
    it("loses nothing that was acknowledged, though the old primary never comes back", async () => {
        const { net, p, q, r, signers } = await world(1);
        // One knows less than the replica then, one more.
        const before = await start(net, "before", "p", signers[1]);
        await net.write(before);
        await net.clock.advance(1000);
        await before.client.stop();
        const past = await start(net, "past", "p", signers[2]);
        await net.write(past);
        await net.clock.advance(1000);
        net.part("p", "r");
        net.part("p", "q");
        await net.write(past, 3);
        await net.clock.advance(1000);
        expect(past.room.loose).toEqual([]);
        expect(listOf(await p.room()).length).toBe(listOf(await r.room()).length + 1);
        await p.kill();
        expect(await r.promote()).toBe(2);
        const [one, two] = [
            await net.member("before", "r", signers[1], before.store),
            await net.member("past", "r", signers[2], past.store),
        ];
        for (const { client } of [one, two]) client.start();
        q.setup = { ...q.setup, primary: "r" };
        await q.kill();
        await q.boot();
        await net.clock.advance(60_000);
        const list = listOf(await r.room());
        for (const member of [before, past, one, two])
            expect(list).toEqual(expect.arrayContaining([...member.acknowledged()]));
        expect(past.acknowledged().size).toBe(2);
        expectSame([await r.room(), await q.room(), one.room, two.room]);
        expect([one, two].flatMap(({ room }) => room.loose)).toEqual([]);
        expect((await r.room()).room.splitViews).toEqual([]);
    });

    it("supersedes the old primary when it returns, with what nobody else has", async () => {
        const { net, p, q, r, signers } = await world(2);
        const one = await start(net, "one", "p", signers[1]);
        const two = await start(net, "two", "p", signers[2]);
        for (const other of ["q", "r", "two"]) net.part("p", other);
        await net.write(one, 2);
        await net.clock.advance(1000);
        expect(one.room.loose).toEqual([]);
        // Its author is gone for good: the old primary alone has it.
        await one.client.stop();
        await r.promote();
        const three = await net.member("two", "r", signers[2], two.store);
        three.client.start();
        await net.write(three);
        await net.clock.advance(30_000);
        expect(three.room.loose).toEqual([]);
        expect(await p.standing()).toBe("");
        const watcher = await start(net, "watcher", "p", signers[0]);
        net.cuts.clear();
        await net.clock.advance(120_000);
        expect(await p.standing()).toBe(urlOf("r"));
        const told = sent(p, "watcher").find(({ type }) => type === "NotPrimary");
        expect(told).toMatchObject({ offer: 0, url: urlOf("r") });
        expect(watcher.client.state.url).toBe(urlOf("r"));
        expectSame([await p.room(), await q.room(), await r.room(), three.room, watcher.room]);
        expect(listOf(await r.room())).toEqual(
            expect.arrayContaining([...one.acknowledged(), ...three.acknowledged()]),
        );
        expect(one.acknowledged().size).toBe(1);
    });

    it("ends the channels of the old primary as soon as one client brings the record, and serves again as a replica", async () => {
        const { net, p, r, signers } = await world(3);
        const one = await start(net, "one", "p", signers[1]);
        net.part("p", "r");
        await r.promote();
        const [strongest] = [...(await r.room()).room.records()].slice(-1);
        expect("record" in strongest && strongest.record.content.kind).toBe(KIND.epoch);
        const epoch = "record" in strongest ? strongest.record.bytes : Buffer.of();
        expect(await announce(net, p, signers[2], epoch)).toMatchObject({ type: "NotPrimary", url: urlOf("r"), epoch });
        expect(await p.standing()).toBe(`moved ${urlOf("r")}`);
        expect(sent(p, "one").at(-1)).toMatchObject({ type: "NotPrimary", offer: 0, url: urlOf("r"), epoch });
        expect(one.client.state.url).toBe(urlOf("r"));
        // Who knows nothing of it is led there, too, and it survives a restart.
        await p.kill();
        await p.boot();
        expect(await announce(net, p, signers[2], epoch)).toMatchObject({ type: "NotPrimary", url: urlOf("r") });
        net.part("p", "r", false);
        await net.clock.advance(120_000);
        expect(await announce(net, p, signers[2], epoch)).toMatchObject({ type: "Welcome", primary: urlOf("r") });
        expectSame([await p.room(), await r.room(), one.room]);
    });

    it("is remembered: with its old options it stays the primary, and makes new rooms; the old one stays a replica", async () => {
        const { net, p, r, signers } = await world(4, { isOpen: true });
        await r.promote();
        await net.clock.advance(60_000);
        for (const host of [p, r]) {
            await host.kill();
            await host.boot();
        }
        await net.clock.advance(60_000);
        expect(await r.standing()).toBe("");
        expect(r.seats.maker).toBeUndefined();
        expect(await p.standing()).toBe(urlOf("r"));
        // Again changes nothing.
        expect(await r.promote()).toBe(2);
        const other = new Guild(recoverySigner(Buffer.alloc(16, 9)));
        const kept = await KeptRoom.open(other.room.id, new MemoryStore());
        await kept.follow(START, other.list);
        const founder = new RoomClient({
            ...{ url: urlOf("r"), room: kept, signer: FOUNDER, clock: net.clock, create: { permit: null } },
            ...{ label: () => "Founder", connect: (url: string) => net.connect("founder", url) },
        });
        founder.start();
        await net.clock.advance(5000);
        expect(founder.state.phase).toBe("caught up");
        await founder.stop();
        await r.kill();
        await r.boot();
        const seat = await r.seats.sit(other.room.id);
        expect(seat.primary).toBeUndefined();
        seat.release();
        await net.clock.advance(60_000);
        const one = await start(net, "one", "p", signers[1]);
        await net.write(one);
        await net.clock.advance(5000);
        expect(one.room.loose).toEqual([]);
        expectSame([await p.room(), await r.room(), one.room]);
    });

    it("of two at once: the stronger record counts, and the other server offers what it had taken", async () => {
        const { net, p, q, r, signers } = await world(5);
        for (const [one, other] of [
            ["p", "q"],
            ["p", "r"],
            ["q", "r"],
        ])
            net.part(one, other);
        await p.kill();
        expect(await q.promote()).toBe(2);
        expect(await r.promote()).toBe(2);
        const one = await start(net, "one", "q", signers[1]);
        const two = await start(net, "two", "r", signers[2]);
        await net.write(one);
        await net.write(two);
        await net.clock.advance(5000);
        expect([one.room.loose, two.room.loose]).toEqual([[], []]);
        await p.boot();
        net.cuts.clear();
        await net.clock.advance(300_000);
        const standings = [await q.standing(), await r.standing()];
        expect(standings.filter((standing) => standing === "")).toHaveLength(1);
        const winner = standings[0] === "" ? "q" : "r";
        expect([...standings, await p.standing()].filter((standing) => standing === urlOf(winner))).toHaveLength(2);
        expectSame([await p.room(), await q.room(), await r.room(), one.room, two.room]);
        const list = listOf(await p.room());
        expect(list).toEqual(expect.arrayContaining([...one.acknowledged(), ...two.acknowledged()]));
        expect(one.acknowledged().size + two.acknowledged().size).toBe(2);
    });

    it("by a server that was set back is signed anew, one above", async () => {
        const { net, p, r, signers } = await world(6);
        const { store } = r;
        const [records, hash] = [[...store.records], store.hash];
        const one = await start(net, "one", "r", signers[1]);
        await r.promote();
        await net.write(one);
        await net.clock.advance(60_000);
        expect(one.room.loose).toEqual([]);
        await p.kill();
        await r.kill();
        Object.assign(store, { records, hash, loose: [] });
        await r.boot();
        // It knows nothing of its epoch before the client tells it.
        await net.clock.advance(180_000);
        const room = await r.room();
        expect(await r.standing()).toBe("");
        expect(room.room.position.epoch).toBe(3);
        expectSame([room, one.room]);
        expect(one.client.state.phase).toBe("caught up");
        expect(listOf(room)).toEqual(expect.arrayContaining([...one.acknowledged()]));
        expect(room.room.splitViews).toEqual([]);
    });

    it("takes in what was loose there", async () => {
        const { net, p, r, signers } = await world(7);
        const room = await r.room();
        const [record] = [net.guild.sign(signers[1], { kind: KIND.vouch, admitted: [], refused: [] })];
        await p.kill();
        await room.keep(record);
        await r.promote();
        expect(listOf(room).at(-1)).toBe(record.id.toString("hex"));
        expect(room.loose).toEqual([]);
        const epoch = room.room.at(room.room.position.n - 1);
        expect(epoch?.position.epoch).toBe(2);
    });

    it("leads no token to another host", async () => {
        const { net, p, r } = await world(8, { takesTokens: true });
        const reader = await net.member("reader", "p", deviceOf(99), undefined, {
            signer: undefined,
            token: Buffer.alloc(32, 7),
        });
        reader.client.start();
        await net.clock.advance(1000);
        expect(reader.client.state.phase).toBe("caught up");
        await r.promote();
        await net.clock.advance(20_000);
        expect(await p.standing()).toBe(urlOf("r"));
        expect(reader.client.state).toMatchObject({ phase: "waiting", url: urlOf("p"), problem: { code: "moved" } });
        expect(() => r.endOf("reader")).toThrow("endOf");
        // The old primary is a replica by then: it reads on there.
        await net.clock.advance(700_000);
        expect(reader.client.state).toMatchObject({ phase: "caught up", url: urlOf("p") });
        expectSame([reader.room, await r.room()]);
    });
});

describe("an epoch record that does not count", () => {
    it("by a member changes nothing, nor does one whose signature does not hold", async () => {
        const { net, p, r, signers } = await world(11);
        const room = await p.room();
        const forged = epochBy(signers[1], room, 9, "wss://thief.example/");
        expect(await announce(net, p, signers[1], forged)).toMatchObject({ type: "Welcome", primary: "" });
        const broken = epochBy(r.signer, room, 9, "wss://thief.example/");
        broken[3] ^= 1;
        expect(await announce(net, p, signers[1], broken)).toMatchObject({ type: "Welcome", primary: "" });
        const unknown = epochBy(deviceOf(77), room, 9, "wss://thief.example/");
        expect(await announce(net, p, signers[1], unknown)).toMatchObject({ type: "Err", code: "epochUnknown" });
        expect(await p.standing()).toBe("");
        expect(room.loose).toEqual([]);
    });

    it("by a stolen replica's key counts until another server is promoted, and that device is dropped", async () => {
        const { net, p, q, r, signers } = await world(12);
        const admin = await start(net, "admin", "p", signers[0]);
        const room = await p.room();
        await r.kill();
        const theft = epochBy(r.signer, room, 2, "wss://thief.example/");
        expect(await announce(net, p, signers[1], theft)).toMatchObject({
            type: "NotPrimary",
            url: "wss://thief.example/",
        });
        expect(await p.promote()).toBe(3);
        // The other replica follows the thief's url by now, and asks its own primary from time to time.
        await net.clock.advance(700_000);
        await writeEntry(admin.room, admin.signer, NOW, (list) => dropOf(list, r.signer.key));
        await net.clock.advance(5000);
        expect(admin.room.loose.filter(({ content }) => content.kind !== KIND.epoch)).toEqual([]);
        const again = epochBy(r.signer, room, 9, "wss://thief.example/");
        expect(await announce(net, p, signers[1], again)).toMatchObject({ type: "Welcome", primary: "" });
        expect(await announce(net, q, signers[1], again)).toMatchObject({ type: "Welcome", primary: urlOf("p") });
        // The key reads nothing more, and is not tied again.
        await net.write(admin);
        await r.boot();
        await net.clock.advance(60_000);
        expect(room.room.roleOf(r.signer.key, Infinity)).toBe(0);
        expect(listOf(await r.room()).length).toBeLessThan(listOf(room).length);
        expectSame([await p.room(), await q.room(), admin.room]);
    });
});
