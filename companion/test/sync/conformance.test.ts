/** What any way between two sides has to carry, on real time: in memory, and over WebSockets on this computer. */
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Random } from "../../../tools/random.mjs";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { Rooms } from "../../src/rooms/rooms";
import { RoomClient } from "../../src/sync/client";
import { systemClock } from "../../src/sync/clock";
import { LIMITS, SUBPROTOCOL } from "../../src/sync/limits";
import { readFromServer } from "../../src/sync/messages";
import { RoomServer } from "../../src/sync/server";
import { batchOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { MemoryStore, MemoryStores } from "../support/memory-stores";
import { type Link, memoryLink, socketLink } from "../support/sync-links";

/** One client with its room. */
class Peer {
    readonly client: RoomClient;

    constructor(
        private readonly room: KeptRoom,
        private readonly signer: Signer,
        link: Link,
    ) {
        this.client = new RoomClient({
            ...{ url: link.url, room, signer, label: () => "peer", clock: systemClock },
            connect: (url) => link.connect(url),
        });
    }

    get list(): string[] {
        return [...this.room.room.records()].map(({ id }) => id.toString("hex"));
    }

    get loose(): number {
        return this.room.loose.length;
    }

    /** Writes records of one event each, without waiting for one to be sent. */
    async write(first: number, count: number, body?: () => Buffer): Promise<string[]> {
        const written: Promise<string>[] = [];
        for (let counter = first; counter < first + count; counter++) {
            const content = batchOf([eventOf(2, counter, body?.())]);
            written.push(this.room.sign(this.signer, () => [content]).then(([{ id }]) => id.toString("hex")));
        }
        return Promise.all(written);
    }

    /** Resolves once something is so; it is asked after each change. */
    when(isSo: () => boolean): Promise<void> {
        return new Promise((resolve) => {
            const ask = (): void => {
                if (!isSo()) return;
                for (const end of ends) end();
                resolve();
            };
            const ends = [this.client.onState(ask), this.room.onChange(() => queueMicrotask(ask))];
            ask();
        });
    }

    has(n: number): Promise<void> {
        return this.when(() => this.list.length >= n && this.loose === 0 && this.client.state.phase === "caught up");
    }
}

/** A server with two members' clients. */
class Site {
    readonly guild = new Guild();
    readonly stores = new MemoryStores();
    readonly peers: Peer[] = [];

    private constructor(readonly link: Link) {}

    static async open(make: () => Promise<Link>): Promise<Site> {
        const site = new Site(await make());
        site.guild.takeScope(true);
        const signers = [FOUNDER, site.guild.join(1, ROLE.relay)];
        const kept = await KeptRoom.open(site.guild.room.id, await site.stores.create(site.guild.room.id));
        await kept.follow(START, site.guild.list);
        site.boot();
        for (const signer of signers) {
            const room = await KeptRoom.open(site.guild.room.id, new MemoryStore());
            await room.follow(START, site.guild.list.slice(0, 1));
            site.peers.push(new Peer(room, signer, site.link));
        }
        for (const { client } of site.peers) client.start();
        for (const peer of site.peers) await peer.has(site.n);
        return site;
    }

    get n(): number {
        return this.guild.list.length;
    }

    boot(): void {
        this.link.server = new RoomServer({ rooms: new Rooms(this.stores), clock: systemClock, software: "test" });
    }

    async close(): Promise<void> {
        for (const { client } of this.peers) await client.stop();
        await this.link.server?.stop();
        await this.link.close();
    }
}

describe.each([
    ["in memory", memoryLink],
    ["over WebSockets", socketLink],
])("%s", (_, make) => {
    it("who waits is told what is new, live", async () => {
        const site = await Site.open(make);
        const [one, other] = site.peers;
        const [id] = await one.write(1, 1);
        await other.has(site.n + 1);
        expect(other.list.at(-1)).toBe(id);
        await site.close();
    });

    it("who was away goes on where it was", async () => {
        const site = await Site.open(make);
        const [one, other] = site.peers;
        await other.client.stop();
        await one.write(1, 3);
        await one.has(site.n + 3);
        other.client.start();
        await other.has(site.n + 3);
        expect(other.list).toEqual(one.list);
        await site.close();
    });

    it("what is written in a row arrives in that order, from both at once", async () => {
        const site = await Site.open(make);
        const [one, other] = site.peers;
        const [mine, theirs] = await Promise.all([one.write(1, 150), other.write(500, 150)]);
        for (const peer of site.peers) await peer.has(site.n + 300);
        expect(one.list).toEqual(other.list);
        for (const written of [mine, theirs]) expect(one.list.filter((id) => written.includes(id))).toEqual(written);
        await site.close();
    });

    it("more than frames and windows hold arrives whole", async () => {
        const site = await Site.open(make);
        const [one, other] = site.peers;
        const random = new Random(31);
        await other.client.stop();
        await one.write(1, 400, () => Buffer.concat([Buffer.of(1, 0x59, 0x0f, 0xa0), random.bytes(4000)]));
        await one.has(site.n + 400);
        let pages = 0;
        other.client.onState(({ phase }) => (pages += phase === "catching up" ? 1 : 0));
        other.client.start();
        await other.has(site.n + 400);
        expect(pages).toBeGreaterThan(5);
        expect(other.list).toEqual(one.list);
        await site.close();
    });

    it("connections that are lost, and a server that is another process, are got over", async () => {
        const site = await Site.open(make);
        const [one, other] = site.peers;
        for (const end of site.link.ends) end.terminate();
        await one.write(1, 2);
        await site.link.server?.stop();
        site.boot();
        await other.write(9, 1);
        for (const peer of site.peers) await peer.has(site.n + 3);
        expect(one.list).toEqual(other.list);
        await site.close();
    });
});

describe("a WebSocket", () => {
    /** What a socket is told until it is closed, and the code of that. */
    function rest(socket: WebSocket): Promise<{ readonly codes: string[]; readonly closed: number }> {
        const codes: string[] = [];
        socket.on("message", (data: Buffer) => {
            const message = readFromServer(data);
            if (!(message instanceof Error) && message.type === "Err") codes.push(message.code);
        });
        return new Promise((resolve) => socket.on("close", (closed) => resolve({ codes, closed })));
    }

    it("with text, garbage or too much ends, and nothing else", async () => {
        const site = await Site.open(socketLink);
        const ends: unknown[] = [];
        for (const data of [
            "text",
            Buffer.from("garbage"),
            Buffer.alloc(LIMITS.smallFrame + 1),
            Buffer.alloc(LIMITS.frame + 1),
        ]) {
            const socket = new WebSocket(site.link.url, SUBPROTOCOL);
            socket.on("error", () => undefined);
            const ended = rest(socket);
            socket.on("open", () => socket.send(data));
            ends.push(await ended);
            expect(socket.extensions).toBe("");
        }
        expect(ends).toEqual([
            { codes: ["protocol"], closed: 1002 },
            { codes: ["protocol"], closed: 1002 },
            { codes: ["tooLarge"], closed: 1009 },
            // The WebSocket itself, before it is a frame.
            { codes: [], closed: 1009 },
        ]);
        const [one, other] = site.peers;
        await one.write(1, 1);
        await other.has(site.n + 1);
        await site.close();
    });

    it("that is not read comes to wait, and does not take more than a megabyte", async () => {
        const site = await Site.open(socketLink);
        const [one, other] = site.peers;
        await other.client.stop();
        const random = new Random(32);
        const stuck = new Peer(await KeptRoom.open(site.guild.room.id, new MemoryStore()), FOUNDER, {
            ...site.link,
            connect: async (url) => {
                const duplex = await site.link.connect(url);
                // It says who it is, and reads no more then.
                const send = duplex.send.bind(duplex);
                let sent = 0;
                duplex.send = (frame) => {
                    send(frame);
                    if (++sent === 2) duplex.pause();
                };
                return duplex;
            },
        });
        stuck.client.start();
        await stuck.when(() => stuck.client.state.phase === "catching up");
        for (let part = 0; part < 8; part++) {
            await one.write(1 + 100 * part, 100, () =>
                Buffer.concat([Buffer.of(1, 0x59, 0x0f, 0xa0), random.bytes(4000)]),
            );
            await one.has(site.n + 100 * (part + 1));
            const most = Math.max(...site.link.ends.map(({ waiting }) => waiting));
            expect(most).toBeLessThan(LIMITS.unsent + LIMITS.changesBytes + 65_536);
        }
        await stuck.client.stop();
        await site.close();
    });

    it("is refused another url, and tells why there is no connection", async () => {
        const link = await socketLink();
        await expect(link.connect("ftp://127.0.0.1/")).rejects.toThrow("one of https, wss, http or ws");
        await expect(link.connect(link.url)).rejects.toThrow();
        await link.close();
    });
});
