/** What a client does with what a server says, and with what it does not say. docs/companion-protocol.md. */
import { describe, expect, it, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { ROLE } from "../../src/room/content-items";
import { KIND } from "../../src/room/contents";
import { inviteSigner } from "../../src/room/invite";
import { ZERO } from "../../src/room/keys";
import { type Position, START } from "../../src/room/position";
import { idOfRecord } from "../../src/room/record";
import type { RoomClientOptions } from "../../src/sync/client-options";
import { type Clock, systemClock } from "../../src/sync/clock";
import { LIMITS } from "../../src/sync/limits";
import { type FromClient, type Items, readFromClient, writeMessage } from "../../src/sync/messages";
import { batchOf, deviceOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { searchSize } from "../support/long";
import { type MemoryEnd, memoryPair } from "../support/memory-duplex";
import { signAction } from "../support/sync-entries";
import { ADMIN, type Agent, idsOf, Net, URL_OF_SERVER } from "../support/sync-net";

/** A server that says what a test tells it to, to the client that dials it. */
class Liar {
    readonly ends: MemoryEnd[] = [];
    readonly urls: string[] = [];
    heard: FromClient[] = [];

    constructor(
        readonly net: Net,
        private readonly isQuick = true,
    ) {}

    readonly connect: RoomClientOptions["connect"] = (url) => {
        const pair = memoryPair(() => this.net.clock.stir());
        this.ends.push(pair.server);
        this.urls.push(url);
        pair.server.listen({
            frame: (frame) => {
                const message = readFromClient(frame ?? Buffer.of());
                if (message instanceof Error) throw message;
                this.heard.push(message);
                if (message.type === "AnnouncePresence" && this.isQuick) this.welcome();
            },
            drain: () => undefined,
            end: () => undefined,
        });
        if (this.isQuick) this.hello();
        return Promise.resolve(pair.client);
    };

    say<Type extends Parameters<typeof writeMessage>[0]>(type: Type, items: Items<Type>, channel = 1): void {
        this.ends.at(-1)?.send(writeMessage(type, channel, items));
    }

    hello(version = 1): void {
        this.say("Hello", { version, software: "liar", key: null, nonce: Buffer.alloc(32, 1) }, 0);
    }

    welcome(position: Position = START): void {
        this.say("Welcome", { role: ROLE.relay, name: "Dawn", position, kinds: 9, primary: "" });
        this.say("Heads", { heads: [] });
    }

    all<Type extends FromClient["type"]>(type: Type): Extract<FromClient, { readonly type: Type }>[] {
        return this.heard.filter((message) => message.type === type) as Extract<FromClient, { readonly type: Type }>[];
    }

    settle(): Promise<void> {
        return this.net.clock.settle();
    }
}

/** A member's client at a server that lies, with the whole list. */
async function lied(
    options: Partial<RoomClientOptions> = {},
    isQuick = true,
): Promise<{ net: Net; liar: Liar; agent: Agent }> {
    const net = new Net(5);
    const signer = net.member(1);
    const liar = new Liar(net, isQuick);
    const agent = await net.agent(signer, net.guild.list.length, { connect: liar.connect, ...options });
    agent.client.start();
    await net.clock.settle();
    return { net, liar, agent };
}

/** The position of an agent's list. */
const at = ({ room }: Agent): Position => room.room.position;

/** A server with an admin's and a member's client, both caught up. */
async function pair(seed = 2): Promise<{ net: Net; admin: Agent; member: Agent }> {
    const net = new Net(seed);
    const signer = net.member(1);
    await net.begin();
    const [admin, member] = [await net.agent(ADMIN), await net.agent(signer)];
    for (const { client } of [admin, member]) client.start();
    await net.clock.advance(1000);
    return { net, admin, member };
}

describe("a client", () => {
    it("gives up a server that does not greet, welcome or answer in time, and comes back", async () => {
        const { net, liar, agent } = await lied({}, false);
        await net.clock.advance(10_500);
        expect(agent.client.state).toMatchObject({ phase: "connecting", problem: { code: "connection" } });
        expect(agent.client.state.problem?.text).toBe("no Hello in 10 s");
        expect(liar.ends.length).toBe(2);
        liar.hello();
        await net.clock.advance(21_000);
        expect(agent.client.state.problem?.text).toBe("no Welcome in 20 s");
        const quick = await lied();
        await quick.net.write(quick.agent);
        await quick.net.clock.advance(30_000);
        quick.liar.say("Pong", { number: 1 }, 0);
        await quick.net.clock.advance(31_000);
        expect(quick.liar.all("Offer").length).toBeGreaterThan(0);
        expect(quick.agent.client.state.problem?.text).toBe("no answer to an Offer in 60 s");
    });

    it("says Ping when it has nothing to say, and leaves a server that is silent", async () => {
        const { net, liar, agent } = await lied();
        await net.clock.advance(59_000);
        expect(liar.all("Ping").length).toBe(2);
        expect(liar.ends).toHaveLength(1);
        await net.clock.advance(3000);
        expect(agent.client.state.problem?.text).toBe("nothing was received for 60 s");
    });

    it("waits longer each time for a server that is away", async () => {
        const net = new Net(9);
        const times: number[] = [];
        const connect = (): Promise<never> => {
            times.push(net.clock.now());
            return Promise.reject(new Error("away"));
        };
        const agent = await net.agent(net.member(1), 1, { connect });
        agent.client.start();
        await net.clock.advance(600_000);
        const waits = times.slice(1).map((time, index) => time - times[index]);
        expect(waits.every((wait, index) => wait <= Math.min(60_000, 500 * 2 ** index))).toBe(true);
        expect(Math.max(...waits)).toBeGreaterThan(10_000);
        await agent.client.stop();
        expect(net.clock.waiting).toBe(0);
    });

    it("rejects what does not follow, applies nothing of it, and leaves after nine times", async () => {
        const { net, liar, agent } = await lied();
        const position = at(agent);
        liar.say("Changes", { since: position, records: [], remaining: 0 });
        await liar.settle();
        expect(agent.client.state.phase).toBe("caught up");
        const record = net.guild.sign(deviceOf(1), batchOf([eventOf(2, 1)])).bytes;
        const wrong = { epoch: 1, n: position.n + 3, hash: Buffer.alloc(32, 8) };
        for (let count = 1; count <= 9; count++) {
            liar.say("Changes", { since: wrong, records: [record], remaining: 0 });
            await liar.settle();
            // On the way when it was rejected: passed over.
            liar.say("Changes", { since: wrong, records: [record], remaining: 0 });
            liar.say("Changes", { since: position, records: [], remaining: 0 });
            await liar.settle();
            expect(liar.all("RejectChanges")).toHaveLength(Math.min(8, count));
        }
        expect(liar.all("RejectChanges")[0]).toMatchObject({ reasons: [{ code: "doesNotFollow" }] });
        expect(liar.all("RejectChanges")[0].locator[0]).toEqual(position);
        expect(at(agent)).toEqual(position);
        expect(liar.all("Leave")).toHaveLength(1);
        expect(agent.client.state.phase).toBe("waiting");
    });

    it("is not caught up while something remains, and stores before it says that it is", async () => {
        const { net, liar, agent } = await lied();
        const phases: string[] = [];
        agent.client.onState(({ phase }) => phases.push(`${phase} ${agent.store.records.length}`));
        const since = at(agent);
        const records = [1, 2].map((counter) => net.guild.sign(deviceOf(1), batchOf([eventOf(2, counter)])).bytes);
        liar.say("Changes", { since, records: [records[0]], remaining: 2 ** 50 });
        await liar.settle();
        expect(agent.client.state).toMatchObject({ phase: "catching up", serverN: since.n + 1 + 2 ** 50 });
        liar.say("Changes", { since: at(agent), records: [records[1]], remaining: 0 });
        await liar.settle();
        expect(phases.at(-1)).toBe(`caught up ${since.n + 2}`);
    });

    it("numbers what fails its checks, counts none of it, and leaves for good after 100", async () => {
        const { liar, agent } = await lied();
        const before = at(agent);
        const forged = Array.from({ length: 60 }, (_, index) => Buffer.alloc(70, index));
        liar.say("Changes", { since: before, records: forged, remaining: 0 });
        await liar.settle();
        expect(agent.client.state).toMatchObject({ phase: "caught up", invalid: 60 });
        expect(at(agent).n).toBe(before.n + 60);
        liar.say("Changes", { since: at(agent), records: forged, remaining: 0 });
        await liar.settle();
        expect(agent.client.state).toMatchObject({ phase: "left", invalid: 120, problem: { code: "invalid" } });
        await agent.client.stop();
        agent.client.start();
        expect(agent.client.state.phase).toBe("connecting");
    });

    it("never repeats an Offer at once, whatever it is answered", async () => {
        for (const code of ["doesNotFollow", "fork", "full", "future", "throttled", "signature", "no such code"]) {
            const { net, liar, agent } = await lied();
            await net.write(agent);
            for (let time = 0; time < 50; time++) {
                await net.clock.advance(100);
                const offer = liar.all("Offer").at(-1)?.offer;
                if (offer === undefined || liar.heard.at(-1)?.type !== "Offer") continue;
                liar.heard.push({ type: "Unknown", channel: 1 });
                liar.say("RejectOffer", { offer, reasons: [{ index: 0, code, text: "no" }], heads: [] });
            }
            expect(liar.all("Offer").length, code).toBeLessThanOrEqual(3);
            const isKept = ["doesNotFollow", "fork", "full", "future", "throttled"].includes(code);
            expect([code, agent.room.loose.length, agent.refused.length]).toEqual([
                code,
                isKept ? 1 : 0,
                isKept ? 0 : 1,
            ]);
            await agent.client.stop();
        }
    });

    it("ends the connection for answers to what it did not ask", async () => {
        const lies: ((liar: Liar, agent: Agent) => void)[] = [
            (liar) => liar.say("Accepted", { offer: 1, position: START }),
            (liar) => liar.say("RejectOffer", { offer: 7, reasons: [{ index: 0, code: "x", text: "" }], heads: [] }),
            (liar) => liar.hello(),
            (liar) => liar.welcome(),
            (liar) => liar.ends.at(-1)?.send(Buffer.from("no frame")),
            (liar) => liar.ends.at(-1)?.send(Buffer.alloc(LIMITS.frame + 1)),
            (liar) => liar.ends.at(-1)?.send(writeMessage("Leave", 1, {})),
            (liar) => {
                for (let count = 0; count < 3; count++) liar.say("Ping", { number: 1 }, 0);
            },
            (liar) => {
                for (let count = 0; count < 1001; count++) liar.say("Accepted", { offer: 1, position: START }, 9);
            },
        ];
        for (const [index, lie] of lies.entries()) {
            const { liar, agent } = await lied();
            lie(liar, agent);
            for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
            await liar.settle();
            expect(liar.all("Err"), `lie ${index}`).toHaveLength(1);
            expect(agent.client.state.phase, `lie ${index}`).toBe("waiting");
            await agent.client.stop();
        }
    });

    it("waits as long as an error says, and does not take unknown codes for anything", async () => {
        for (const [code, retry, least, most] of [
            ["away", 5, 5, 11],
            ["stopping", 0, 0, 1],
            ["denied", null, 600, 601],
            ["of a later version", 30, 30, 61],
        ] as const) {
            const { net, liar, agent } = await lied();
            liar.say("Err", { code, text: "because", retry });
            await liar.settle();
            expect(agent.client.state).toMatchObject({ phase: "waiting", problem: { code, text: "because" } });
            await net.clock.advance(Math.max(0, 1000 * least - 1));
            if (least > 0) expect(liar.ends).toHaveLength(1);
            await net.clock.advance(1000 * (most - least) + 2);
            expect(liar.ends).toHaveLength(2);
            await agent.client.stop();
        }
    });

    it("follows NotPrimary three times, signs in for each host, and never sends a token elsewhere", async () => {
        const { liar, agent, net } = await lied({}, false);
        for (let step = 0; step < 4; step++) {
            liar.hello();
            await liar.settle();
            liar.say("NotPrimary", { offer: 0, url: `wss://other${step}.example/`, epoch: null });
            await net.clock.advance(1);
        }
        expect(liar.urls).toEqual([URL_OF_SERVER, ...[0, 1, 2].map((step) => `wss://other${step}.example/`)]);
        const hosts = liar.all("AnnouncePresence").map(({ credential }) => "host" in credential && credential.host);
        expect(hosts).toEqual(["ledger.example", "other0.example", "other1.example", "other2.example"]);
        await agent.client.stop();
        for (const url of ["http://other.example/", "no url", ""]) {
            const other = await lied({}, false);
            other.liar.hello();
            await other.liar.settle();
            other.liar.say("NotPrimary", { offer: 0, url, epoch: null });
            await other.net.clock.advance(1000);
            expect(new Set(other.liar.urls)).toEqual(new Set([URL_OF_SERVER]));
            await other.agent.client.stop();
        }
        const token = await lied({ signer: undefined, token: Buffer.alloc(32, 7) }, false);
        token.liar.hello();
        await token.liar.settle();
        expect(token.liar.all("AnnouncePresence")[0].credential).toEqual({ token: Buffer.alloc(32, 7) });
        token.liar.say("NotPrimary", { offer: 0, url: "wss://other.example/", epoch: null });
        await token.net.clock.advance(60_000);
        expect(token.liar.urls).toEqual([URL_OF_SERVER]);
        expect(token.agent.client.state.problem?.code).toBe("moved");
        await token.agent.client.stop();
    });

    it("leaves a server that is behind the epoch that it knows", async () => {
        const net = new Net(5);
        const [signer, server] = [net.member(1), net.member(2, ROLE.server)];
        net.guild.write(server, { kind: KIND.epoch, epoch: 2, url: "wss://primary.example" });
        const liar = new Liar(net, false);
        const agent = await net.agent(signer, net.guild.list.length, { connect: liar.connect });
        agent.client.start();
        await liar.settle();
        liar.hello();
        await liar.settle();
        expect(liar.all("AnnouncePresence")[0].epoch).toEqual(net.guild.list.at(-1));
        liar.welcome();
        await net.clock.advance(1);
        expect(liar.all("Leave")).toHaveLength(1);
        expect(agent.client.state.problem?.code).toBe("behind");
        expect(liar.urls).toEqual([URL_OF_SERVER, "wss://primary.example"]);
        await agent.client.stop();
    });

    it("says what its own full disk does, and goes on when it can", async () => {
        const { net, admin, member } = await pair();
        member.store.isFull = true;
        await net.write(admin);
        await net.clock.advance(1000);
        expect(member.client.state).toMatchObject({ phase: "waiting", problem: { code: "full" } });
        member.store.isFull = false;
        await net.clock.advance(180_000);
        expect(idsOf(member.room)).toEqual(idsOf(await net.serverRoom()));
        expect(member.client.state.problem).toBeUndefined();
    });

    it("says that the server takes nothing while its disk is full, until it does", async () => {
        const { net, member } = await pair();
        net.store.isFull = true;
        await net.write(member);
        await net.clock.advance(1000);
        const { phase, problem, loose } = member.client.state;
        expect({ phase, code: problem?.code, loose }).toEqual({ phase: "caught up", code: "full", loose: 1 });
        expect(problem?.text).toMatch(/^the server takes nothing now: there is no room left/);
        net.store.isFull = false;
        await net.clock.advance(60_000);
        expect(idsOf(member.room)).toEqual(idsOf(await net.serverRoom()));
        expect(member.client.state).toMatchObject({ problem: undefined, loose: 0 });
    });

    it("shows a split view", async () => {
        const { net, liar, agent } = await lied();
        const elsewhere = { epoch: 1, n: 2, hash: Buffer.alloc(32, 6) };
        const record = net.guild.sign(deviceOf(1), batchOf([eventOf(2, 1)]), elsewhere);
        liar.say("Changes", { since: at(agent), records: [record.bytes], remaining: 0 });
        await liar.settle();
        expect(agent.client.state.splitViews).toMatchObject([{ n: 2, records: 1 }]);
        expect(agent.client.state.isOutdated).toBe(true);
    });
});

describe("forks", () => {
    it("bring a restored server what its clients hold, own records and others'", async () => {
        const { net, admin, member } = await pair();
        const restore = net.backup();
        await net.write(admin, 2);
        await net.write(member, 2);
        await net.clock.advance(1000);
        const before = idsOf(await net.serverRoom());
        await member.client.stop();
        await net.crash([admin, member]);
        restore();
        net.boot();
        // The member never comes back: the admin brings its records, too.
        await net.clock.advance(60_000);
        expect(new Set(idsOf(await net.serverRoom()))).toEqual(new Set(before));
        expect(admin.room.loose).toEqual([]);
    });

    it("are found by a client with numbers from the future, and by one with another list", async () => {
        const { net, member } = await pair();
        await member.client.stop();
        const { room } = member;
        const records = [1, 2, 3].map((counter) => net.guild.sign(FOUNDER, batchOf([eventOf(1, counter)])).bytes);
        await room.follow(room.room.position, [...records, Buffer.alloc(70)]);
        const server = await net.serverRoom();
        await server.offer([records[0]], net.clock.unix());
        const other = net.guild.sign(deviceOf(1), batchOf([eventOf(2, 9)]));
        await server.offer([other.bytes], net.clock.unix());
        member.client.start();
        await net.clock.advance(30_000);
        expect(idsOf(room)).toEqual(idsOf(server));
        expect(server.room.byId(idOfRecord(records[2]))).toBeDefined();
        expect(room.loose).toEqual([]);
    });

    it("of a computer that was set back are signed anew, as far as the room lacks it", async () => {
        const { net, member } = await pair();
        const older = { records: [...member.store.records], hash: member.store.hash };
        const [first] = await net.write(member, 2);
        await net.clock.advance(1000);
        await member.client.stop();
        Object.assign(member.store, { ...older, loose: [] });
        const again = await net.agent(member.signer, 1, {}, member.store);
        // The same events, and one more, as its saved file has them.
        const events = [eventOf(2, 0), eventOf(2, 1), eventOf(2, 77)];
        const [stale] = await again.room.sign(again.signer, () => [batchOf(events)]);
        expect(stale.seq).toBe(first.seq);
        again.client.start();
        await net.clock.advance(30_000);
        const server = await net.serverRoom();
        expect(idsOf(again.room)).toEqual(idsOf(server));
        expect(again.room.loose).toEqual([]);
        const newest = server.room.at(server.room.position.n);
        if (newest === undefined || !("record" in newest)) throw new Error("a record expected");
        expect(newest.record).toMatchObject({ seq: 2, content: batchOf([eventOf(2, 77)]) });
    });

    it("of entries are said anew where they take rights away, and told where not", async () => {
        const net = new Net(4);
        const [second, third] = [net.member(1, ROLE.admin), net.member(2)];
        await net.begin();
        const [admin, other] = [await net.agent(ADMIN), await net.agent(second)];
        for (const { client } of [admin, other]) client.start();
        await net.clock.advance(1000);
        // Both write on the same parent while they do not hear of each other.
        net.isUp = false;
        for (const { ends } of [admin, other]) ends.at(-1)?.server.terminate();
        await net.clock.settle();
        await signAction(admin, { action: "invite", invite: inviteSigner(Buffer.alloc(16, 1)).key, member: 1 });
        const removal = { action: "drop", device: third.key, seq: 0, id: ZERO } as const;
        await signAction(other, { action: "invite", invite: inviteSigner(Buffer.alloc(16, 2)).key, member: 1 });
        await signAction(other, removal);
        await other.client.stop();
        net.isUp = true;
        await net.clock.advance(60_000);
        other.client.start();
        await net.clock.advance(60_000);
        const { room } = await net.serverRoom();
        expect(room.chain.deviceOf(third.key)?.dropped).toBeDefined();
        expect(other.refused).toMatchObject([
            { code: "void", text: "parent", record: { content: { said: { action: "invite" } } } },
        ]);
        expect(other.room.loose).toEqual([]);
        expect(idsOf(other.room)).toEqual(idsOf(admin.room));
    });

    it("of others that can never follow are saved in the own name", async () => {
        const { net, admin, member } = await pair();
        await member.client.stop();
        const { room } = member;
        const lost = net.guild.sign(FOUNDER, batchOf([eventOf(1, 1), eventOf(1, 2)]));
        await room.follow(room.room.position, [lost.bytes]);
        // The founder has written something else at that seq.
        const records = await admin.room.sign(FOUNDER, () => [batchOf([eventOf(1, 1)])]);
        await net.clock.advance(1000);
        expect(records[0].seq).toBe(lost.seq);
        member.client.start();
        await net.clock.advance(30_000);
        const server = await net.serverRoom();
        expect(room.loose).toEqual([]);
        const newest = server.room.at(server.room.position.n);
        expect(newest).toMatchObject({ record: { author: member.signer.key, content: batchOf([eventOf(1, 2)]) } });
    });
});

describe("joining", () => {
    it("by an invite reads, accepts, and goes on as the device", async () => {
        const { net, admin } = await pair();
        const secret = Buffer.alloc(16, 4);
        await signAction(admin, { action: "invite", invite: inviteSigner(secret).key, member: 1 });
        await net.clock.advance(1000);
        const device = deviceOf(40);
        const joining = await net.agent(device, 1, { admission: inviteSigner(secret) });
        joining.client.start();
        await net.clock.advance(1000);
        expect(joining.client.state).toMatchObject({ phase: "caught up", role: ROLE.read });
        const guild = new Guild();
        Object.assign(guild, { room: joining.room.room });
        await joining.room.sign(device, () => [guild.accept(secret, device)]);
        await net.clock.advance(5000);
        await net.write(joining);
        await net.clock.advance(5000);
        expect(joining.client.state).toMatchObject({ phase: "caught up", role: ROLE.relay });
        expect(idsOf(joining.room)).toEqual(idsOf(await net.serverRoom()));
        expect(joining.room.loose).toEqual([]);
    });

    it("of a founder creates the room, and uploads what it has", async () => {
        const net = new Net(6, { create: "open" });
        net.boot();
        const founder = await net.agent(FOUNDER, 1, { create: { permit: null } });
        await founder.room.sign(FOUNDER, ({ chain }) => [
            {
                kind: KIND.entry,
                parent: chain.last,
                time: 1,
                said: { action: "invite", invite: deviceOf(3).key, member: 0 },
            },
        ]);
        founder.client.start();
        await net.clock.advance(2000);
        expect(founder.client.state.phase).toBe("caught up");
        expect((await net.serverRoom()).room.position.n).toBe(2);
        await founder.client.stop();
        const again = await net.agent(FOUNDER, 1, { create: { permit: null } }, founder.store);
        again.client.start();
        await net.clock.advance(2000);
        expect(again.client.state.phase).toBe("caught up");
    });
});

describe("frames that were changed at random", () => {
    it("end a connection or are counted, and nothing else, on both sides", async () => {
        const seed = 4711;
        console.log(`mutated frames: seed ${seed}`);
        const random = new Random(seed);
        const size = searchSize(1000, 10_000);
        const { net, admin, member } = await pair(seed);
        let mutated = 0;
        const watch = (end: MemoryEnd): void => {
            end.watch = (sent) => {
                if (random.integer(1, 3) > 1) return sent;
                mutated++;
                // Not in place: the sender may send the same bytes to others.
                const frame = Buffer.from(sent);
                for (let changes = random.integer(1, 3); changes > 0; changes--)
                    frame[random.integer(0, frame.length - 1)] = random.integer(0, 255);
                return frame;
            };
        };
        const stir = async (agent: Agent): Promise<void> => {
            agent.client.start();
            await net.clock.settle();
            const newest = agent.ends.at(-1);
            if (newest !== undefined) for (const end of [newest.client, newest.server]) watch(end);
            await net.write(agent);
            await net.clock.advance(2000);
        };
        while (mutated < size) {
            await stir(admin);
            await stir(member);
        }
        expect(net.server.connections).toBeLessThanOrEqual(2);
        // What was stored is whole, and both go on.
        for (const { client } of [admin, member]) await client.stop();
        const server = await net.serverRoom();
        const agents: Agent[] = [];
        for (const { signer, store } of [admin, member]) agents.push(await net.agent(signer, 1, {}, store));
        await net.clock.advance(120_000);
        for (const { client } of agents) client.start();
        for (let round = 0; round < 100; round++) {
            await net.clock.advance(30_000);
            if (agents.every(({ room }) => room.room.position.hash.equals(server.room.position.hash))) break;
        }
        for (const { room } of agents) expect(idsOf(room)).toEqual(idsOf(server));
        expect(server.room.refused.size).toBe(0);
    });
});

describe("a server that keeps a client busy", () => {
    /** How often a client comes within a minute to a server that answers it so. */
    async function timesWithin(
        answer: (liar: Liar) => void,
        options: Partial<RoomClientOptions> = {},
    ): Promise<number> {
        const net = new Net(5);
        const signer = net.member(1);
        const liar = new Liar(net, false);
        const agent = await net.agent(signer, net.guild.list.length, {
            ...options,
            connect: async (url) => {
                // One that comes again and again is stopped.
                if (liar.ends.length > 500) throw new Error("too often");
                const duplex = await liar.connect(url);
                liar.hello();
                answer(liar);
                return duplex;
            },
        });
        agent.client.start();
        await net.clock.advance(60_000);
        await agent.client.stop();
        return liar.ends.length;
    }

    it("by NotPrimary behind each Welcome does not get it to come without end", async () => {
        const count = await timesWithin((liar) => {
            liar.welcome();
            liar.say("NotPrimary", { offer: 0, url: URL_OF_SERVER, epoch: null });
        });
        expect(count).toBeLessThan(60);
    });

    it("by NotPrimary behind what looks caught up neither", async () => {
        const count = await timesWithin((liar) => {
            liar.welcome();
            liar.say("Changes", { since: START, records: [], remaining: 0 });
            liar.say("NotPrimary", { offer: 0, url: URL_OF_SERVER, epoch: null });
        });
        expect(count).toBeLessThan(60);
    });

    it("by saying that a room is there already neither", async () => {
        const exists = (liar: Liar): void => liar.say("Err", { code: "exists", text: "", retry: null });
        expect(await timesWithin(exists)).toBeLessThan(60);
        expect(await timesWithin(exists, { create: { permit: null } })).toBeLessThan(60);
    });

    it("by a wait of a million years neither, and is asked again after a day", async () => {
        const net = new Net(5);
        const signer = net.member(1);
        const liar = new Liar(net, false);
        let longest = 0;
        const { now, unix, random } = net.clock;
        const clock: Clock = {
            ...{ now, unix, random },
            after(ms, work) {
                longest = Math.max(longest, ms);
                return net.clock.after(ms, work);
            },
        };
        const agent = await net.agent(signer, net.guild.list.length, { connect: liar.connect, clock });
        agent.client.start();
        await net.clock.settle();
        liar.say("Err", { code: "away", text: "", retry: Number.MAX_SAFE_INTEGER }, 0);
        await net.clock.advance(1000);
        expect(agent.client.state.phase).toBe("waiting");
        expect(longest).toBeLessThan(2 ** 31);
        await agent.client.stop();
    });
});

test("a wait that the system's timers cannot have is a long one, and not none", async () => {
    let isDone = false;
    const cancel = systemClock.after(2 ** 40, () => (isDone = true));
    await new Promise((resolve) => setTimeout(resolve, 30));
    cancel();
    expect(isDone).toBe(false);
});
