/** Servers of one database tell each other who is connected, and what was used of limits. */
import { expect, it } from "vitest";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { recoverySigner } from "../../src/room/recovery-code";
import { Rooms } from "../../src/rooms/rooms";
import { Buckets } from "../../src/sync/buckets";
import { writeMessage } from "../../src/sync/messages";
import { RoomServer } from "../../src/sync/server";
import type { LogLine, RoomServerOptions } from "../../src/sync/server-options";
import { Usage } from "../../src/sync/usage";
import { Windows } from "../../src/sync/windows";
import { deviceOf, Guild } from "../support/guild";
import { type MemoryEnd, memoryPair } from "../support/memory-duplex";
import { MemoryHub, type MemoryShared } from "../support/memory-shared";
import { Raw } from "../support/raw-client";
import { type Agent, Net } from "../support/sync-net";

interface Process {
    readonly server: RoomServer;
    readonly place: MemoryShared;
    /** A connection of somebody. */
    dial(): MemoryEnd;
    /** A member's client that connects to this one. */
    agent(signer: Signer): Promise<Agent>;
}

interface Several {
    readonly net: Net;
    readonly signers: readonly Signer[];
    readonly processes: Process[];
    readonly hub: MemoryHub;
}

/** Processes with one room, over one clock. */
async function several(count = 2, more: Partial<RoomServerOptions> = {}): Promise<Several> {
    const net = new Net(5);
    const signers = [net.member(1), net.member(2, ROLE.own)];
    await net.begin();
    const hub = new MemoryHub();
    const { clock } = net;
    const processes = Array.from({ length: count }, (_, at): Process => {
        const place = hub.join();
        const usage = new Usage((name) => place.hide(name));
        const options: RoomServerOptions = {
            ...{ rooms: new Rooms(net.stores), clock, software: "test", buckets: new Buckets(clock, usage) },
            shared: { place, number: at + 1, usage },
            ...more,
        };
        const server = new RoomServer(options);
        const dial = (): MemoryEnd => {
            const pair = memoryPair(() => clock.stir());
            server.accept(pair.server, net.origin);
            return pair.client;
        };
        const connect = (): Promise<MemoryEnd> => Promise.resolve(dial());
        return { server, place, dial, agent: (signer) => net.agent(signer, 1, { connect }) };
    });
    return { net, signers, processes, hub };
}

/** A client of a process that says what a test tells it to. */
async function rawOf({ net }: Several, process: Process): Promise<Raw> {
    const raw = new Raw(net, process.dial());
    await net.clock.settle();
    return raw;
}

const onlineIn = (people: readonly { readonly id: number; readonly online: boolean }[]): number[] =>
    people.filter(({ online }) => online).map(({ id }) => id);

it("shows people of the other process, as they come, and goes on showing them until they go", async () => {
    const { net, signers, processes } = await several();
    const agents = await Promise.all(processes.map((process, index) => process.agent(signers[index])));
    for (const { client } of agents) client.start();
    await net.clock.advance(3000);
    const { id } = net.guild.room;
    const [one, other] = processes.map(({ server }) => onlineIn(server.presence(id)));
    expect(one).toEqual([2 ** 32 + 1, 2 * 2 ** 32 + 1]);
    expect(other).toEqual(one);
    for (const { client } of agents) expect(onlineIn(client.state.people)).toHaveLength(2);
    await agents[1].client.stop();
    await net.clock.advance(3000);
    expect(onlineIn(processes[0].server.presence(id))).toEqual([2 ** 32 + 1]);
    expect(onlineIn(agents[0].client.state.people)).toHaveLength(1);
    await agents[0].client.stop();
    for (const { server } of processes) await server.stop();
});

it("forgets people of a process that has gone, and of all while the database is away, and hears of them again", async () => {
    const { net, signers, processes } = await several();
    const agents = await Promise.all(processes.map((process, index) => process.agent(signers[index])));
    for (const { client } of agents) client.start();
    await net.clock.advance(3000);
    const { id } = net.guild.room;
    const [first, second] = processes;
    for (const { place } of processes) place.isAway = true;
    await net.clock.advance(10_000);
    expect(onlineIn(first.server.presence(id))).toHaveLength(2);
    await net.clock.advance(10_000);
    expect(onlineIn(first.server.presence(id))).toHaveLength(1);
    expect(first.server.counters.all().get("sharedAway")).toBeGreaterThan(10);
    for (const { place } of processes) place.isAway = false;
    await net.clock.advance(3000);
    expect(onlineIn(first.server.presence(id))).toHaveLength(2);
    await second.place.leave();
    second.place.isAway = true;
    await net.clock.advance(3000);
    expect(onlineIn(first.server.presence(id))).toHaveLength(1);
    for (const { client } of agents) await client.stop();
    for (const { server } of processes) await server.stop();
});

it("lets a key have eight connections to a room over all processes: the oldest end", async () => {
    const { net, signers, processes } = await several();
    const agents: Agent[] = [];
    for (let at = 0; at < 10; at++) {
        const agent = await processes[at % 2].agent(signers[0]);
        agents.push(agent);
        agent.client.start();
        await net.clock.advance(2000);
    }
    const replaced = agents.map(({ client }) => client.state.problem?.code === "replaced");
    expect(replaced).toEqual([true, true, ...Array.from({ length: 8 }, () => false)]);
    for (const { client } of agents) await client.stop();
    for (const { server } of processes) await server.stop();
});

it("tells of who has come and gone while the database was away for a moment", async () => {
    const { net, signers, processes } = await several();
    const [first, second] = processes;
    const [staying, going] = await Promise.all(signers.map((signer) => second.agent(signer)));
    going.client.start();
    await net.clock.advance(3000);
    second.place.isAway = true;
    staying.client.start();
    await going.client.stop();
    await net.clock.advance(3000);
    const { id } = net.guild.room;
    expect(onlineIn(first.server.presence(id))).toEqual([2 * 2 ** 32 + 1]);
    second.place.isAway = false;
    await net.clock.advance(3000);
    expect(onlineIn(first.server.presence(id))).toEqual([2 * 2 ** 32 + 2]);
    await staying.client.stop();
    for (const { server } of processes) await server.stop();
});

it("shows people of other processes though this one hung for a while, and does not lose them a minute later", async () => {
    const { net, signers, processes } = await several();
    const [first, second] = processes;
    const agent = await second.agent(signers[0]);
    agent.client.start();
    await net.clock.advance(3000);
    const { id } = net.guild.room;
    const watching = await first.agent(signers[1]);
    watching.client.start();
    await net.clock.advance(3000);
    let goOn = (): void => undefined;
    first.place.hanging = new Promise((resolve) => (goOn = resolve));
    await net.clock.advance(14_000);
    expect(onlineIn(first.server.presence(id))).toHaveLength(2);
    await net.clock.advance(2000);
    expect(onlineIn(first.server.presence(id))).toHaveLength(1);
    first.place.hanging = undefined;
    goOn();
    await net.clock.advance(3000);
    for (const seconds of [0, 61]) {
        await net.clock.advance(1000 * seconds);
        expect(onlineIn(first.server.presence(id))).toHaveLength(2);
        expect(onlineIn(watching.client.state.people)).toHaveLength(2);
    }
    for (const { client } of [agent, watching]) await client.stop();
    for (const { server } of processes) await server.stop();
});

it("shows people of other processes where nobody has ever connected, and lets such a room go", async () => {
    const { net, signers, processes } = await several();
    const agent = await processes[1].agent(signers[0]);
    agent.client.start();
    await net.clock.advance(3000);
    const { id } = net.guild.room;
    expect(onlineIn(processes[0].server.presence(id))).toEqual([2 * 2 ** 32 + 1]);
    const passing = await processes[0].agent(signers[1]);
    passing.client.start();
    await net.clock.advance(3000);
    await passing.client.stop();
    await net.clock.advance(130_000);
    expect(processes[0].server.openRooms).toBe(0);
    expect(onlineIn(processes[0].server.presence(id))).toEqual([2 * 2 ** 32 + 1]);
    await agent.client.stop();
    for (const { server } of processes) await server.stop();
});

it("says that it has gone once what it was telling is told", async () => {
    const { net, processes } = await several();
    const [{ server, place }, other] = processes;
    let goOn = (): void => undefined;
    place.hanging = new Promise((resolve) => (goOn = resolve));
    await net.clock.advance(1000);
    const stopped = server.stop();
    await net.clock.settle();
    expect([place.underWay, place.hasLeft]).toEqual([1, false]);
    goOn();
    await stopped;
    expect([place.underWay, place.hasLeft]).toEqual([0, true]);
    const { exchanges } = place;
    await net.clock.advance(5000);
    expect(place.exchanges).toBe(exchanges);
    await other.server.stop();
});

it("logs once that the database is away", async () => {
    const lines: LogLine[] = [];
    const { net, processes } = await several(1, { log: (line) => lines.push(line) });
    for (const isAway of [true, false, true]) {
        processes[0].place.isAway = isAway;
        await net.clock.advance(5000);
    }
    expect(lines.map(({ what }) => what)).toEqual(Array.from({ length: 2 }, () => "the other processes were not told"));
    await processes[0].server.stop();
});

const SECONDS = 60;
/** Once it is told, in which time all of it is still there everywhere. */
const TOLD_MS = 2000;

it.each(["a key", "an address"])(
    "does not let %s send more to three processes than to one, in the long run",
    async (who) => {
        const all = await several(3);
        const { net, signers, processes } = all;
        const raws = await Promise.all(processes.map((process) => rawOf(all, process)));
        if (who === "a key") for (const raw of raws) await raw.announce(signers[0]);
        const frame = (at: number): Buffer =>
            who === "a key"
                ? writeMessage("Seen", 1, { n: at, label: "x" })
                : writeMessage("Leave", 1 + (at % 900), {});
        for (const { end } of raws) for (let at = 0; at < 5000; at++) end.send(frame(at));
        // An address alone ends after 10 s without a channel.
        const seconds = who === "a key" ? SECONDS : 9;
        await net.clock.advance(1000 * seconds);
        const taken = raws.reduce((sum, { end }) => sum + end.frames.length, 0);
        const [atOnce, perSecond] = [200, 50];
        const alone = atOnce + perSecond * seconds;
        // What each may take before it has heard of the others.
        const before = processes.length * (atOnce + (perSecond * TOLD_MS) / 1000);
        expect(taken).toBeGreaterThanOrEqual(atOnce * processes.length);
        expect(taken).toBeLessThan(Math.max(alone, before) + 30);
        for (const { server } of processes) await server.stop();
    },
);

it("lets an address be denied ten times a minute, and make ten rooms a day, over all processes", async () => {
    const all = await several(2, { create: "open" });
    const { net, processes } = all;
    const stranger = deviceOf(77);
    for (let at = 0; at < 10; at++) {
        const raw = await rawOf(all, processes[at % 2]);
        await raw.announce(stranger);
        await net.clock.advance(1000);
    }
    await net.clock.advance(2000);
    for (const process of processes) {
        const late = await rawOf(all, process);
        await late.announce(stranger);
        expect(late.errors).toEqual(["throttled"]);
    }
    await net.clock.advance(62_000);
    const codes: string[] = [];
    for (let at = 0; at < 12; at++) {
        const raw = await rawOf(all, processes[at % 2]);
        await raw.create(new Guild(recoverySigner(Buffer.alloc(16, 20 + at))));
        await net.clock.advance(1000);
        codes.push(raw.errors[0] ?? "made");
    }
    expect(codes).toEqual([...Array.from({ length: 10 }, () => "made"), "notAllowed", "notAllowed"]);
    expect([...all.hub.made]).toEqual([["hidden 192.0.2.1", 10]]);
    for (const { server } of processes) await server.stop();
});

it("counts what a key sends to one process at the other one, too, and ten times as much for servers", () => {
    const net = new Net(5);
    const [mine, theirs] = [new Usage(), new Usage()];
    const [one, other] = [new Buckets(net.clock, mine), new Buckets(net.clock, theirs)];
    // 16 MiB are there at once, whichever of the two they are sent to.
    for (let sent = 0; sent < 15; sent++) one.take("key", 1_048_576);
    for (let sent = 0; sent < 159; sent++) one.take("server", 1_048_576, true);
    for (const used of mine.take()) theirs.hear(used);
    for (const [name, isServer] of [
        ["key", false],
        ["server", true],
    ] as const) {
        expect(other.take(name, 1_048_576, isServer)).toBe(0);
        expect(other.take(name, 1_048_576, isServer)).toBeGreaterThan(0);
    }
    expect(theirs.take().map(({ bytes }) => bytes)).toEqual([2_097_152, 2_097_152]);
});

it("counts denials over all, and tells little only once it is worth it, and each use once", () => {
    const net = new Net(5);
    const [mine, theirs] = [new Usage(), new Usage()];
    const of = (usage: Usage): Windows => new Windows(net.clock, 10, 60_000, { usage, kind: "denied" });
    const [one, other] = [of(mine), of(theirs)];
    for (let denial = 0; denial < 6; denial++) one.count("192.0.2.1");
    for (const used of mine.take()) theirs.hear(used);
    for (let denial = 0; denial < 4; denial++) other.count("192.0.2.1");
    expect([one.isFull("192.0.2.1"), other.isFull("192.0.2.1")]).toEqual([false, true]);
    expect(mine.take()).toEqual([]);
    const use = { kind: "bucket", name: "key", bytes: 60_000, frames: 1, isServer: false } as const;
    mine.add(use);
    expect(mine.take()).toEqual([]);
    mine.add({ ...use, bytes: 6000 });
    expect(mine.take()).toEqual([{ ...use, bytes: 66_000, frames: 2 }]);
    expect(mine.take()).toEqual([]);
    mine.add({ ...use, isServer: true, bytes: 600_000, frames: 119 });
    expect(mine.take()).toEqual([]);
});

it("tells of the 1,000 names that have used most first, and of the others later", () => {
    const usage = new Usage();
    for (let name = 0; name < 1500; name++)
        usage.add({
            kind: "bucket",
            name: `${name}`,
            bytes: 100_000 + ((name * 7) % 1500),
            frames: 1,
            isServer: false,
        });
    const [first, then] = [usage.take(), usage.take()];
    expect([first.length, then.length, usage.take().length]).toEqual([1000, 500, 0]);
    expect(Math.min(...first.map(({ bytes }) => bytes))).toBeGreaterThan(Math.max(...then.map(({ bytes }) => bytes)));
});
