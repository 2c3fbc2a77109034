/**
 * Primary, replicas and clients that are cut off, killed, filled and promoted at random: at the end all have the same list, nothing that was
 * acknowledged is lost, and nothing is there twice.
 */
import { expect, test } from "vitest";
import { KIND } from "../../src/room/contents";
import { searchSize } from "../support/long";
import { type Host, listOf, type Member, ReplicaNet } from "../support/replica-net";

const STEPS = 40;
const SERVERS = ["p", "q", "r"];

class Walk {
    readonly net: ReplicaNet;
    private members: Member[] = [];
    readonly did = new Map<string, number>();

    constructor(seed: number) {
        this.net = new ReplicaNet(seed);
    }

    private get random(): ReplicaNet["random"] {
        return this.net.random;
    }

    private get hosts(): Host[] {
        return [...this.net.hosts.values()];
    }

    async run(): Promise<void> {
        const { net } = this;
        const primary = net.addHost("p", 30, { replicas: ["q", "r"] });
        for (const [index, name] of ["q", "r"].entries())
            net.addHost(name, 31 + index, { primary: "p", isLearning: true, replicas: SERVERS });
        const signers = [1, 2, 3].map((number) => net.guild.join(number));
        net.admit(primary);
        await net.begin(primary);
        for (const name of ["q", "r"]) await net.host(name).boot();
        await net.clock.advance(5000);
        for (const [index, signer] of signers.entries()) {
            const member = await net.member(`m${index}`, SERVERS[index], signer);
            this.members.push(member);
            member.client.start();
        }
        for (let step = 0; step < STEPS; step++) {
            await this.step();
            await net.clock.advance(this.random.pick([0, 20, 300, 3000, 20_000]));
        }
        await this.settle();
    }

    private step(): Promise<void> | void {
        const kind = this.random.integer(1, 20);
        if (kind <= 9) return this.write();
        if (kind <= 12) return this.cutLater();
        if (kind <= 14) return this.part();
        if (kind <= 16) return this.heal();
        if (kind === 17) return this.killOrBoot();
        if (kind === 18) return this.promote();
        if (kind === 19) return this.restartMember();
        const { store } = this.random.pick(this.hosts.filter(({ isUp }) => isUp).concat(this.net.host("p")));
        store.isFull = !store.isFull;
    }

    private count(what: string): void {
        this.did.set(what, (this.did.get(what) ?? 0) + 1);
    }

    private async write(): Promise<void> {
        const member = this.random.pick(this.members);
        for (let count = this.random.integer(1, 3); count > 0; count--)
            await this.net.write(member, this.random.integer(1, 3));
    }

    private cutLater(): void {
        const from = this.random.pick([...this.members.map(({ name }) => name), ...SERVERS]);
        this.random.pick(this.hosts).cutLater(from, this.random.integer(0, 6), this.random.integer(0, 1) === 1);
    }

    private part(): void {
        const all = [...SERVERS, ...this.members.map(({ name }) => name)];
        const [one, other] = [this.random.pick(SERVERS), this.random.pick(all)];
        if (one !== other) this.net.part(one, other);
    }

    private heal(): void {
        this.net.cuts.clear();
        for (const { client } of this.members) client.start();
    }

    private async killOrBoot(): Promise<void> {
        const host = this.random.pick(this.hosts);
        if (!host.isUp) return host.boot();
        this.count("kill");
        await host.kill();
    }

    private async promote(): Promise<void> {
        const host = this.random.pick(this.hosts);
        if (!host.isUp || host.store.isFull) return;
        await host.promote();
        this.count("promote");
    }

    /** Kills a client: it comes back with what it has on disk, at another server. */
    private async restartMember(): Promise<void> {
        const index = this.random.integer(0, this.members.length - 1);
        const { client, store, signer, name } = this.members[index];
        await client.stop();
        this.members[index] = await this.net.member(name, this.random.pick(SERVERS), signer, store);
        this.members[index].client.start();
    }

    private async settle(): Promise<void> {
        this.net.cuts.clear();
        for (const host of this.hosts) {
            host.store.isFull = false;
            if (!host.isUp) await host.boot();
        }
        for (const { client } of this.members) client.start();
        for (let round = 0; round < 400; round++) {
            await this.net.clock.advance(10_000);
            if (await this.isSettled()) break;
        }
        const [first, ...others] = await Promise.all(this.hosts.map((host) => host.room()));
        const list = listOf(first);
        expect(new Set(list).size).toBe(list.length);
        for (const room of [...others, ...this.members.map((member) => member.room)])
            expect(listOf(room)).toEqual(list);
        const standings = await Promise.all(this.hosts.map((host) => host.standing()));
        expect(standings.filter((standing) => standing === "")).toHaveLength(1);
        for (const { acknowledged, room, refused, client } of this.members) {
            expect([...acknowledged()].filter((id) => !list.includes(id))).toEqual([]);
            expect(room.loose.filter(({ content }) => content.kind !== KIND.epoch)).toEqual([]);
            expect(refused).toEqual([]);
            expect(client.state.phase).toBe("caught up");
            this.did.set("acknowledged", (this.did.get("acknowledged") ?? 0) + acknowledged().size);
            await client.stop();
        }
        for (const host of this.hosts) await host.kill();
    }

    private async isSettled(): Promise<boolean> {
        const [first, ...others] = await Promise.all(this.hosts.map((host) => host.room()));
        const { hash } = first.room.position;
        return (
            others.every(({ room }) => room.position.hash.equals(hash)) &&
            this.members.every(
                ({ room, client }) =>
                    room.room.position.hash.equals(hash) &&
                    room.loose.every(({ content }) => content.kind === KIND.epoch) &&
                    client.state.phase === "caught up",
            )
        );
    }
}

test("nothing that was acknowledged is lost, none is there twice, and all have the same list", async () => {
    const size = searchSize(40, 400);
    console.log(`replica walk: seeds 1 to ${size}`);
    const did = new Map<string, number>();
    for (let seed = 1; seed <= size; seed++) {
        const walk = new Walk(seed);
        try {
            await walk.run();
        } catch (error) {
            throw new Error(`replica walk: seed ${seed}`, { cause: error });
        }
        for (const [what, times] of walk.did) did.set(what, (did.get(what) ?? 0) + times);
    }
    console.log(`replica walk: ${[...did].map(([what, times]) => `${what} ${times}`).join(", ")}`);
    // A walk that does nothing proves nothing.
    for (const what of ["kill", "promote", "acknowledged"]) expect(did.get(what)).toBeGreaterThan(size / 4);
});
