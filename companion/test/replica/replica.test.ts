/** A replica follows its primary, serves what it has, and sends on what it is offered. */
import { describe, expect, it } from "vitest";
import { Damage } from "../../src/format/damage";
import { ROLE } from "../../src/room/content-items";
import { KIND } from "../../src/room/contents";
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { recoverySigner } from "../../src/room/recovery-code";
import { KeptRoom } from "../../src/rooms/kept-room";
import { idOfRecord } from "../../src/room/record";
import { proofOf } from "../../src/sync/credentials";
import { type FromServer, type MessageOf, readFromClient, readFromServer, writeMessage } from "../../src/sync/messages";
import { FOUNDER, Guild } from "../support/guild";
import { type Host, listOf, type Member, ReplicaNet, urlOf } from "../support/replica-net";

interface World {
    readonly net: ReplicaNet;
    readonly primary: Host;
    readonly replica: Host;
    readonly signers: readonly Signer[];
}

/** A primary with a room, and a replica that has learned of it. The third member reads only. */
async function world(seed: number): Promise<World> {
    console.log(`replica: seed ${seed}`);
    const net = new ReplicaNet(seed);
    const primary = net.addHost("p", 30, { replicas: ["r"], isOpen: true });
    const replica = net.addHost("r", 31, { primary: "p", isLearning: true, isOpen: true });
    const signers = [net.guild.join(1), net.guild.join(2), net.guild.join(3, ROLE.read)];
    net.admit(primary);
    await net.begin(primary);
    await replica.boot();
    await net.clock.advance(5000);
    return { net, primary, replica, signers };
}

async function start(net: ReplicaNet, name: string, at: string, signer: Signer): Promise<Member> {
    const member = await net.member(name, at, signer);
    member.client.start();
    await net.clock.advance(1000);
    return member;
}

/** What a server has sent to somebody, of one type. */
function sent<Type extends FromServer["type"]>(
    host: Host,
    to: string,
    type: Type,
): Extract<FromServer, { type: Type }>[] {
    const all = host.endOf(to).frames.map(readFromServer);
    return all.filter(
        (message): message is Extract<FromServer, { type: Type }> =>
            !(message instanceof Damage) && message.type === type,
    );
}

describe("a replica", () => {
    it("is tied by the primary once, follows it, and says who the primary is", async () => {
        const { net, primary, replica, signers } = await world(1);
        expect((await primary.room()).room.chain.deviceOf(replica.signer.key)).toBeDefined();
        expect(await primary.standing()).toBe("");
        expect(await replica.standing()).toBe(urlOf("p"));
        expect(listOf(await replica.room())).toEqual(listOf(await primary.room()));
        await start(net, "one", "r", signers[0]);
        await start(net, "two", "p", signers[1]);
        expect(sent(replica, "one", "Welcome").map((each) => each.primary)).toEqual([urlOf("p")]);
        expect(sent(primary, "two", "Welcome").map((each) => each.primary)).toEqual([""]);
        await net.clock.advance(60_000);
        const ties = [...(await primary.room()).room.records()].filter(
            (each) =>
                "record" in each &&
                each.record.content.kind === KIND.entry &&
                each.record.author.equals(primary.signer.key),
        );
        expect(ties).toHaveLength(1);
    });

    it("gets rooms to which it is tied only later", async () => {
        console.log("replica: seed 10");
        const net = new ReplicaNet(10);
        const primary = net.addHost("p", 30);
        const replica = net.addHost("r", 31, { primary: "p", isLearning: true });
        net.admit(primary);
        await net.begin(primary);
        await replica.boot();
        await net.clock.advance(60_000);
        expect(listOf(await replica.room())).toEqual([]);
        primary.setup = { replicas: ["r"] };
        await primary.kill();
        await primary.boot();
        await net.clock.advance(120_000);
        expect(listOf(await replica.room())).toEqual(listOf(await primary.room()));
    });

    it("passes on what is written at the primary and here, in its order", async () => {
        const { net, primary, replica, signers } = await world(2);
        const one = await start(net, "one", "r", signers[0]);
        const two = await start(net, "two", "p", signers[1]);
        for (let round = 0; round < 5; round++) {
            await net.write(one, 3);
            await net.write(two, 2);
        }
        await net.clock.advance(2000);
        const list = listOf(await primary.room());
        for (const room of [await replica.room(), one.room, two.room]) expect(listOf(room)).toEqual(list);
        expect([one.room.loose, two.room.loose]).toEqual([[], []]);
        expect([one.client.state.phase, two.client.state.phase]).toEqual(["caught up", "caught up"]);
    });

    it("says Accepted only when what was offered can be read here", async () => {
        const { net, replica, signers } = await world(3);
        const one = await start(net, "one", "r", signers[0]);
        const kept = await replica.room();
        const end = replica.endOf("one");
        const missing: number[] = [];
        end.watch = (frame) => {
            const message = readFromServer(frame);
            if (message instanceof Damage || message.type !== "Accepted") return frame;
            const list = listOf(kept);
            const offer = end.other.frames
                .map(readFromClient)
                .find((each) => !(each instanceof Damage) && each.type === "Offer" && each.offer === message.offer);
            const records = (offer as MessageOf<"Offer">).records.map((each) => idOfRecord(each).toString("hex"));
            missing.push(records.filter((id) => !list.includes(id)).length);
            expect(message.position.n).toBeLessThanOrEqual(list.length);
            return frame;
        };
        for (let round = 0; round < 8; round++) {
            await net.write(one);
            await net.clock.advance(net.random.pick([0, 10, 60]));
        }
        await net.clock.advance(2000);
        expect(missing).toEqual(missing.map(() => 0));
        expect(missing.length).toBeGreaterThan(1);
        expect(one.acknowledged().size).toBe(8);
        expect(listOf(kept)).toEqual(expect.arrayContaining([...one.acknowledged()]));
    });

    it("refuses what the primary refuses, in its words, and what no list takes without asking", async () => {
        const { net, primary, replica, signers } = await world(4);
        const reader = await start(net, "reader", "r", signers[2]);
        await net.write(reader);
        await net.clock.advance(2000);
        expect(reader.refused.map(({ code }) => code)).toEqual(["notAllowed"]);
        expect(sent(replica, "reader", "RejectOffer").map((each) => each.reasons.map(({ code }) => code))).toEqual([
            ["notAllowed"],
        ]);
        const offers = (): number =>
            primary
                .endOf("r")
                .other.frames.map(readFromClient)
                .filter((message) => !(message instanceof Damage) && message.type === "Offer").length;
        const before = offers();
        const one = await start(net, "one", "r", signers[0]);
        const bad = net.guild.sign(signers[0], { kind: KIND.vouch, admitted: [], refused: [] }).bytes;
        bad[0] ^= 1;
        const epoch = net.guild.sign(replica.signer, { kind: KIND.epoch, epoch: 2, url: "" }).bytes;
        const end = replica.endOf("one").other;
        end.send(writeMessage("Offer", 1, { offer: 1, records: [bad, Buffer.alloc(70), epoch] }));
        await net.clock.settle();
        const reasons = sent(replica, "one", "RejectOffer").map((each) => each.reasons.map(({ code }) => code));
        expect(reasons).toEqual([["signature", "malformed", "malformed"]]);
        expect(offers()).toBe(before);
        expect(one.client.state.phase).not.toBe("caught up");
    });

    it("says primaryAway for each record while the primary is away, and the sender keeps and repeats them", async () => {
        const { net, primary, replica, signers } = await world(5);
        const one = await start(net, "one", "r", signers[0]);
        net.part("p", "r");
        await net.clock.advance(5000);
        for (let count = 0; count < 3; count++) await net.write(one);
        await net.clock.advance(25_000);
        const rejects = sent(replica, "one", "RejectOffer");
        expect(rejects.length).toBeGreaterThan(0);
        for (const { reasons } of rejects)
            expect(reasons.map(({ index, code }) => [index, code])).toEqual(
                reasons.map((_, index) => [index, "primaryAway"]),
            );
        expect(one.room.loose).toHaveLength(3);
        expect(one.refused).toEqual([]);
        // Reads go on.
        const two = await start(net, "two", "r", signers[1]);
        expect(two.client.state.phase).toBe("caught up");
        net.part("p", "r", false);
        await net.clock.advance(600_000);
        expect(one.room.loose).toEqual([]);
        expect(listOf(await primary.room())).toEqual(expect.arrayContaining([...one.acknowledged()]));
        expect(one.acknowledged().size).toBe(3);
    });

    it("waits 20 s for the primary, not longer; what that has stored all the same is known then", async () => {
        const { net, primary, replica, signers } = await world(6);
        const one = await start(net, "one", "r", signers[0]);
        primary.endOf("r").isBlocked = true;
        await net.write(one);
        await net.clock.advance(19_000);
        expect(sent(replica, "one", "RejectOffer")).toEqual([]);
        await net.clock.advance(2000);
        expect(sent(replica, "one", "RejectOffer").map((each) => each.reasons.map(({ code }) => code))).toEqual([
            ["primaryAway"],
        ]);
        const end = primary.endOf("r");
        end.isBlocked = false;
        end.schedule();
        await net.clock.advance(60_000);
        expect(one.room.loose).toEqual([]);
        const list = listOf(await primary.room());
        expect(new Set(list).size).toBe(list.length);
        expect(listOf(one.room)).toEqual(list);
    });

    it("names the primary to who would create a room, and lets nobody do so here", async () => {
        const { net, replica, primary } = await world(7);
        const other = new Guild();
        const create = async (host: Host): Promise<FromServer[]> => {
            const end = host.accept("founder");
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
            const credential = proofOf(FOUNDER, nonce, other.room.id, new URL(host.url).host);
            end.send(writeMessage("CreateRoom", 1, { version: 1, founding: other.list[0], credential, permit: null }));
            await net.clock.advance(2000);
            return heard;
        };
        const told = await create(replica);
        expect(told.filter(({ type }) => type === "NotPrimary")).toMatchObject([
            { offer: 0, url: urlOf("p"), epoch: null },
        ]);
        expect(replica.stores.rooms.size).toBe(1);
        // The same room as that of the net: the primary has it.
        expect((await create(primary)).filter(({ type }) => type === "Err")).toMatchObject([{ code: "exists" }]);
    });

    it("follows a hundred rooms without connecting for all of them at once", async () => {
        console.log("replica: seed 11");
        const net = new ReplicaNet(11);
        const primary = net.addHost("p", 30, { replicas: ["r"] });
        const rooms: Buffer[] = [];
        for (let count = 1; count <= 100; count++) {
            const guild = new Guild(recoverySigner(Buffer.alloc(16, 100 + count)));
            guild.entry(FOUNDER, {
                ...{ action: "member", number: 1, label: "Server", characters: [] },
                ...{ role: ROLE.server, heads: [] },
            });
            guild.entry(FOUNDER, { action: "device", device: primary.signer.key, member: 1, label: "Server" });
            const kept = await KeptRoom.open(guild.room.id, await primary.stores.create(guild.room.id));
            await kept.follow(START, guild.list);
            rooms.push(guild.room.id);
        }
        const replica = net.addHost("r", 31, { primary: "p", learn: rooms });
        await net.begin(primary);
        await replica.boot();
        // The limit on frames holds them up for a moment.
        await net.clock.advance(20_000);
        expect(primary.server.counters.get("err.throttled")).toBe(0);
        for (const id of rooms) {
            const [there, here] = [primary, replica].map((host) => host.stores.rooms.get(id.toString("hex")));
            expect(there?.records).toHaveLength(4);
            expect(here?.hash).toEqual(there?.hash);
        }
        await primary.kill();
        await primary.boot();
        await net.clock.advance(60_000);
        expect(primary.server.counters.get("err.throttled")).toBe(0);
        expect(primary.server.connections).toBe(100);
    });

    it("of a replica passes on what comes, in both directions", async () => {
        const { net, primary, replica, signers } = await world(8);
        const second = net.addHost("s", 32, { primary: "r", isLearning: true });
        replica.setup = { ...replica.setup, replicas: ["s"] };
        primary.setup = { ...primary.setup, replicas: ["r", "s"] };
        await primary.kill();
        await primary.boot();
        await second.boot();
        await net.clock.advance(120_000);
        const one = await start(net, "one", "s", signers[0]);
        const two = await start(net, "two", "p", signers[1]);
        await net.write(one);
        await net.write(two);
        await net.clock.advance(5000);
        const list = listOf(await primary.room());
        for (const room of [await second.room(), one.room, two.room]) expect(listOf(room)).toEqual(list);
        expect([one.room.loose, two.room.loose]).toEqual([[], []]);
    });

    it("of another that follows it sends on nothing without end", async () => {
        const { net, primary, replica, signers } = await world(9);
        await primary.kill();
        const second = net.addHost("s", 32, { primary: "r", isLearning: true });
        replica.setup = { ...replica.setup, primary: "s" };
        await replica.kill();
        await replica.boot();
        await second.boot();
        await net.clock.advance(60_000);
        const one = await start(net, "one", "r", signers[0]);
        await net.write(one);
        await net.clock.advance(30_000);
        expect(one.room.loose).toHaveLength(1);
        const codes = sent(replica, "one", "RejectOffer").flatMap((each) => each.reasons.map(({ code }) => code));
        expect(new Set(codes)).toEqual(new Set(["primaryAway"]));
    });
});
