/** A server of rooms and clients of it over connections in memory, on fake time. */
import { Random } from "../../../tools/random.mjs";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { idOfRecord, type RoomRecord } from "../../src/room/record";
import { KeptRoom } from "../../src/rooms/kept-room";
import { Rooms } from "../../src/rooms/rooms";
import { RoomClient } from "../../src/sync/client";
import type { RefusedOwn, RoomClientOptions } from "../../src/sync/client-options";
import { RoomServer } from "../../src/sync/server";
import type { Origin, RoomServerOptions } from "../../src/sync/server-options";
import { batchOf, eventOf, FOUNDER, Guild } from "./guild";
import { FakeClock } from "./fake-clock";
import { type MemoryEnd, memoryPair } from "./memory-duplex";
import { MemoryStore, MemoryStores } from "./memory-stores";

export const HOST = "ledger.example";
export const URL_OF_SERVER = `wss://${HOST}/rooms`;

/** A client with its store. */
export interface Agent {
    readonly client: RoomClient;
    readonly room: KeptRoom;
    readonly store: MemoryStore;
    readonly signer: Signer;
    readonly refused: RefusedOwn[];
    /** Of the newest connection. */
    readonly ends: { client: MemoryEnd; server: MemoryEnd }[];
}

/** A guild whose list a server has, with members that write. */
export class Net {
    readonly random: Random;
    readonly clock: FakeClock;
    readonly guild = new Guild();
    readonly stores = new MemoryStores();
    readonly origin: Origin = { hosts: [HOST], address: "192.0.2.1" };
    server!: RoomServer;
    /** While it is false, nobody can connect. */
    isUp = true;
    private rooms!: Rooms;
    private events = 0;

    constructor(
        seed: number,
        private readonly options: Partial<RoomServerOptions> = {},
    ) {
        this.random = new Random(seed);
        // The first numbers of small seeds are small.
        this.random.bytes(4);
        this.clock = new FakeClock(this.random);
        this.guild.takeScope(true);
    }

    /** Gives the server the guild's list, and starts it. */
    async begin(): Promise<void> {
        const store = await this.stores.create(this.guild.room.id);
        const kept = await KeptRoom.open(this.guild.room.id, store);
        await kept.follow(START, this.guild.list);
        this.boot();
    }

    /** Starts a server on what is in store. */
    boot(): void {
        this.rooms = new Rooms(this.stores);
        const { clock, rooms, options } = this;
        this.server = new RoomServer({ rooms, clock, software: "test", ...options });
        this.isUp = true;
    }

    /** What the server has in store, to put it back later. */
    backup(): () => void {
        const store = this.store;
        const { records, loose, hash } = store;
        const [then, thenLoose] = [[...records], [...loose]];
        return () => Object.assign(store, { records: [...then], loose: [...thenLoose], hash });
    }

    get store(): MemoryStore {
        const store = this.stores.rooms.get(this.guild.room.id.toString("hex"));
        if (store === undefined) throw new Error("store: a server that has begun expected");
        return store;
    }

    /** The server's room, as it is in memory or in store. */
    async serverRoom(): Promise<KeptRoom> {
        const use = await this.rooms.use(this.guild.room.id);
        if (use === undefined) throw new Error("serverRoom: a room expected");
        use.release();
        return use.room;
    }

    /** Kills the server: all connections are lost, and what it was about to store may be stored or not. */
    async crash(agents: readonly Agent[]): Promise<void> {
        this.isUp = false;
        for (const { ends } of agents) ends.at(-1)?.server.terminate();
        await this.clock.settle();
        await this.server.stop();
        await this.rooms.close();
    }

    /** Hex of the id of a record. */
    idOf(bytes: Buffer): string {
        return idOfRecord(bytes).toString("hex");
    }

    /** Opens a connection in memory. */
    dial(): { client: MemoryEnd; server: MemoryEnd } {
        const pair = memoryPair(() => this.clock.stir());
        this.server.accept(pair.server, this.origin);
        return pair;
    }

    /** A member's client. It has not started yet. @param known records of the list that it has. */
    async agent(
        signer: Signer,
        known = 1,
        options: Partial<RoomClientOptions> = {},
        store = new MemoryStore(),
    ): Promise<Agent> {
        const room = await KeptRoom.open(this.guild.room.id, store);
        if (room.room.position.n === 0) await room.follow(START, this.guild.list.slice(0, known));
        const refused: RefusedOwn[] = [];
        const ends: Agent["ends"] = [];
        const client = new RoomClient({
            ...{ url: URL_OF_SERVER, room, signer, label: () => "Anna", clock: this.clock },
            connect: () => {
                if (!this.isUp) return Promise.reject(new Error("the server is away"));
                const pair = this.dial();
                ends.push(pair);
                return Promise.resolve(pair.client);
            },
            onRefused: (one) => refused.push(one),
            ...options,
        });
        return { client, room, store, signer, refused, ends };
    }

    /** Signs a batch of so many new events for an agent. */
    write({ room, signer }: Pick<Agent, "room" | "signer">, events = 1): Promise<RoomRecord[]> {
        const list = Array.from({ length: events }, () => eventOf(2, this.events++));
        return room.sign(signer, () => [batchOf(list)]);
    }

    /** A member with role relay. Only before begin(). */
    member(number: number, role: number = ROLE.relay): Signer {
        return this.guild.join(number, role);
    }
}

export const ADMIN = FOUNDER;

/** Ids of a room's list, in hex. */
export const idsOf = ({ room }: { readonly room: KeptRoom["room"] }): string[] =>
    [...room.records()].map(({ id }) => id.toString("hex"));
