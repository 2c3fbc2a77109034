/** Servers of one database tell each other who is connected, and what was used of limits. */
import { expect, it } from "vitest";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { Rooms } from "../../src/rooms/rooms";
import { Buckets } from "../../src/sync/buckets";
import { RoomServer } from "../../src/sync/server";
import type { RoomServerOptions } from "../../src/sync/server-options";
import { Usage } from "../../src/sync/usage";
import { Windows } from "../../src/sync/windows";
import { memoryPair } from "../support/memory-duplex";
import { MemoryHub, type MemoryShared } from "../support/memory-shared";
import { type Agent, Net } from "../support/sync-net";

interface Process {
    readonly server: RoomServer;
    readonly place: MemoryShared;
    /** A member's client that connects to this one. */
    agent(signer: Signer): Promise<Agent>;
}

/** Two processes with one room, over one clock. */
async function two(): Promise<{
    readonly net: Net;
    readonly signers: readonly Signer[];
    readonly processes: Process[];
}> {
    const net = new Net(5);
    const signers = [net.member(1), net.member(2, ROLE.own)];
    await net.begin();
    const hub = new MemoryHub();
    const processes: Process[] = [];
    for (const number of [1, 2]) {
        const place = hub.join();
        const usage = new Usage();
        const { clock } = net;
        const options: RoomServerOptions = {
            ...{ rooms: new Rooms(net.stores), clock, software: "test", buckets: new Buckets(clock, usage) },
            shared: { place, number, usage },
        };
        const server = new RoomServer(options);
        const agent = (signer: Signer): Promise<Agent> =>
            net.agent(signer, 1, {
                connect: () => {
                    const pair = memoryPair(() => clock.stir());
                    server.accept(pair.server, net.origin);
                    return Promise.resolve(pair.client);
                },
            });
        processes.push({ server, place, agent });
    }
    return { net, signers, processes };
}

const onlineIn = (people: readonly { readonly id: number; readonly online: boolean }[]): number[] =>
    people.filter(({ online }) => online).map(({ id }) => id);

it("shows people of the other process, as they come, and goes on showing them until they go", async () => {
    const { net, signers, processes } = await two();
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
    const { net, signers, processes } = await two();
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
    const { net, signers, processes } = await two();
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

it("counts what a key sends to one process at the other one, too", () => {
    const net = new Net(5);
    const [mine, theirs] = [new Usage(), new Usage()];
    const [one, other] = [new Buckets(net.clock, mine), new Buckets(net.clock, theirs)];
    // 16 MiB are there at once, whichever of the two they are sent to.
    for (let sent = 0; sent < 15; sent++) one.take("key", 1_048_576);
    for (const used of mine.take()) theirs.hear(used);
    expect(other.take("key", 1_048_576)).toBe(0);
    expect(other.take("key", 1_048_576)).toBeGreaterThan(0);
    expect(one.take("server", 1000, true)).toBe(0);
    expect(mine.take().map(({ name }) => name)).not.toContain("server");
});

it("counts denials over all, tells little only once it is worth it, and tells all again where it was lost", () => {
    const net = new Net(5);
    const [mine, theirs] = [new Usage(), new Usage()];
    const of = (usage: Usage): Windows => new Windows(net.clock, 10, 60_000, { usage, kind: "denied" });
    const [one, other] = [of(mine), of(theirs)];
    for (let denial = 0; denial < 6; denial++) one.count("192.0.2.1");
    for (const used of mine.take()) theirs.hear(used);
    for (let denial = 0; denial < 4; denial++) other.count("192.0.2.1");
    expect([one.isFull("192.0.2.1"), other.isFull("192.0.2.1")]).toEqual([false, true]);
    expect(mine.take()).toEqual([]);
    mine.add("bucket", "key", 60_000, 1);
    expect(mine.take()).toEqual([]);
    mine.add("bucket", "key", 6000, 1);
    expect(mine.take()).toEqual([{ kind: "bucket", name: "key", bytes: 66_000, frames: 2 }]);
    expect(mine.take()).toEqual([]);
    mine.tellAgain();
    expect(mine.take()).toHaveLength(2);
});
