/** Clients and a server that lose connections, memory, disks and backups at random: at the end all have the same, and nothing is lost. */
import { expect, test } from "vitest";
import { inviteSigner, signAction } from "../support/sync-entries";
import { searchSize } from "../support/long";
import { ADMIN, type Agent, idsOf, Net } from "../support/sync-net";
import type { MemoryEnd } from "../support/memory-duplex";

const STEPS = 40;

/** A walk of one seed. */
class Walk {
    readonly net: Net;
    private agents: Agent[] = [];
    /** Hex of the ids of all records that the server has had on disk. */
    private readonly accepted = new Set<string>();
    private readonly backups: (() => void)[] = [];
    private invites = 0;
    private writes = 0;

    constructor(seed: number) {
        this.net = new Net(seed);
    }

    private get random(): Net["random"] {
        return this.net.random;
    }

    async run(): Promise<void> {
        const signers = [ADMIN, this.net.member(1), this.net.member(2)];
        await this.net.begin();
        // An entry that is signed without the rest of the chain would come to nothing.
        for (const signer of signers) this.agents.push(await this.net.agent(signer, this.net.guild.list.length));
        for (const { client } of this.agents) client.start();
        for (let step = 0; step < STEPS; step++) {
            await this.step();
            await this.net.clock.advance(this.random.pick([0, 20, 300, 3000, 20_000]));
            this.remember();
        }
        await this.settle();
    }

    private step(): Promise<void> | void {
        const { random } = this;
        const kind = random.integer(1, 20);
        if (kind <= 8) return this.write();
        if (kind <= 11) return this.cutLater();
        if (kind === 12) return this.restartServer(false);
        if (kind === 13) return this.restartServer(true);
        if (kind === 14) return this.restartAgent();
        if (kind === 15) return void (this.net.store.isFull = !this.net.store.isFull);
        if (kind === 16) return this.fillAgent();
        if (kind === 17) return void this.backups.push(this.net.backup());
        if (kind === 18) return this.invite();
        if (kind === 19) return void (this.net.isUp = !this.net.isUp);
        for (const { client } of this.agents) client.start();
    }

    private async write(): Promise<void> {
        const agent = this.random.pick(this.agents);
        if (agent.store.isFull) return;
        for (let count = this.random.integer(1, 3); count > 0; count--)
            await this.net.write(agent, this.random.integer(1, 3));
        this.writes++;
    }

    private async invite(): Promise<void> {
        const [admin] = this.agents;
        if (admin.store.isFull) return;
        const { key } = inviteSigner(Buffer.alloc(16, ++this.invites));
        await signAction(admin, { action: "invite", invite: key, member: 1 });
    }

    /** Cuts a connection at one of its next frames, of either direction. */
    private cutLater(): void {
        const end = this.random.pick(this.agents).ends.at(-1);
        if (end === undefined) return;
        const way: MemoryEnd = this.random.pick([end.client, end.server]);
        let left = this.random.integer(0, 6);
        way.watch = (frame) => (left-- > 0 ? frame : undefined);
    }

    private remember(): void {
        for (const { bytes } of this.net.store.records) this.accepted.add(this.net.idOf(bytes));
    }

    /** Kills the server. @param isOlder it comes back with an older copy of its store. */
    private async restartServer(isOlder: boolean): Promise<void> {
        await this.net.crash(this.agents);
        this.remember();
        if (isOlder && this.backups.length > 0) this.random.pick(this.backups)();
        this.net.boot();
    }

    /** Kills a client: it comes back with what it has on disk. */
    private async restartAgent(): Promise<void> {
        const index = this.random.integer(0, this.agents.length - 1);
        const { client, store, signer } = this.agents[index];
        await client.stop();
        this.agents[index] = await this.net.agent(signer, 1, {}, store);
        this.agents[index].client.start();
    }

    private fillAgent(): void {
        const { store } = this.random.pick(this.agents);
        store.isFull = !store.isFull;
    }

    private async settle(): Promise<void> {
        this.net.isUp = true;
        this.net.store.isFull = false;
        for (const { store } of this.agents) store.isFull = false;
        for (let round = 0; round < 400; round++) {
            await this.net.clock.advance(10_000);
            if (await this.isSettled()) break;
        }
        this.remember();
        const list = idsOf(await this.net.serverRoom());
        expect(new Set(list).size).toBe(list.length);
        expect([...this.accepted].filter((id) => !list.includes(id))).toEqual([]);
        for (const { room, client, refused } of this.agents) {
            expect(idsOf(room)).toEqual(list);
            expect(room.loose).toEqual([]);
            expect(refused).toEqual([]);
            expect(client.state.phase).toBe("caught up");
            await client.stop();
        }
        await this.net.server.stop();
    }

    private async isSettled(): Promise<boolean> {
        const server = (await this.net.serverRoom()).room.position.hash;
        return this.agents.every(
            ({ room, client }) =>
                room.room.position.hash.equals(server) && room.loose.length === 0 && client.state.phase === "caught up",
        );
    }
}

test("nothing that was accepted is lost, none is there twice, and all have the same list", async () => {
    const size = searchSize(60, 400);
    console.log(`walk: seeds 1 to ${size}`);
    for (let seed = 1; seed <= size; seed++) {
        try {
            await new Walk(seed).run();
        } catch (error) {
            throw new Error(`walk: seed ${seed}`, { cause: error });
        }
    }
});
