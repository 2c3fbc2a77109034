/** Servers of one room, primary and replicas, and clients of them, over connections in memory that can be cut, on fake time. */
import { Random } from "../../../tools/random.mjs";
import { RoomSeats } from "../../src/replica/room-seats";
import type { MadeHere } from "../../src/replica/seat-options";
import { ROLE } from "../../src/room/content-items";
import type { Signer } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { Damage } from "../../src/format/damage";
import { idOfRecord, type RoomRecord } from "../../src/room/record";
import { KeptRoom } from "../../src/rooms/kept-room";
import { Rooms } from "../../src/rooms/rooms";
import { RoomClient } from "../../src/sync/client";
import type { RefusedOwn, RoomClientOptions } from "../../src/sync/client-options";
import type { Duplex } from "../../src/sync/duplex";
import { readFromClient, readFromServer } from "../../src/sync/messages";
import { RoomServer } from "../../src/sync/server";
import { FakeClock } from "./fake-clock";
import { batchOf, deviceOf, eventOf, Guild } from "./guild";
import { type MemoryEnd, memoryPair } from "./memory-duplex";
import { MemoryStore, MemoryStores } from "./memory-stores";

/** What a server was started with. */
export interface Setup {
    /** Name of the server that it follows. */
    readonly primary?: string;
    /** Names of its replicas. */
    readonly replicas?: readonly string[];
    /** Follows the room though it has nothing of it. */
    readonly isLearning?: boolean;
    /** Rooms that it follows beside. */
    readonly learn?: readonly Buffer[];
    /** Anybody may make rooms. */
    readonly isOpen?: boolean;
    /** Any token reads the room. */
    readonly takesTokens?: boolean;
}

class Marks implements MadeHere {
    isPromoted = false;
    private readonly rooms = new Set<string>();
    notePromoted(): Promise<void> {
        this.isPromoted = true;
        return Promise.resolve();
    }
    isMadeHere(room: string): boolean {
        return this.rooms.has(room);
    }
    noteMadeHere(room: string): Promise<void> {
        this.rooms.add(room);
        return Promise.resolve();
    }
}

export const urlOf = (name: string): string => `wss://${name}.example/`;
const nameOfUrl = (url: string): string => new URL(url).hostname.replace(".example", "");

/** A server, which can be stopped, killed and started anew on what it has on disk. */
export class Host {
    readonly stores = new MemoryStores();
    readonly marks = new Marks();
    isUp = false;
    server!: RoomServer;
    seats!: RoomSeats;
    private rooms!: Rooms;
    private readonly ends: { readonly from: string; readonly end: MemoryEnd }[] = [];

    constructor(
        private readonly net: ReplicaNet,
        readonly name: string,
        readonly signer: Signer,
        public setup: Setup,
    ) {}

    get url(): string {
        return urlOf(this.name);
    }

    /** What it has of the room on disk. */
    get store(): MemoryStore {
        const store = this.stores.rooms.get(this.net.guild.room.id.toString("hex"));
        if (store === undefined) throw new Error(`store: ${this.name} with the room expected`);
        return store;
    }

    async boot(): Promise<void> {
        const { clock, guild } = this.net;
        const { primary, replicas = [], isLearning = false, learn = [] } = this.setup;
        const learned = [...learn, ...(isLearning ? [guild.room.id] : [])];
        this.rooms = new Rooms(this.stores);
        this.seats = new RoomSeats({
            ...{ rooms: this.rooms, signer: this.signer, clock, made: this.marks },
            ...(primary === undefined ? {} : { primary: urlOf(primary) }),
            learn: () => Promise.resolve(learned),
            replicas: replicas.map((name) => this.net.host(name).signer.key),
            connect: (url) => this.net.connect(this.name, url),
        });
        this.server = new RoomServer({
            ...{ rooms: this.rooms, seats: this.seats, clock, software: this.name, key: this.signer.key },
            ...(this.setup.isOpen === true ? { create: "open" } : {}),
            ...(this.setup.takesTokens === true
                ? { tokens: { find: () => Promise.resolve(true), onChange: () => () => undefined } }
                : {}),
        });
        this.isUp = true;
        await this.seats.start();
    }

    /** Takes a connection. */
    accept(from: string): MemoryEnd {
        const pair = memoryPair(() => this.net.clock.stir());
        this.ends.push({ from, end: pair.server });
        this.net.members.get(from)?.listen(pair);
        this.server.accept(pair.server, { hosts: [new URL(this.url).host], address: from });
        return pair.client;
    }

    /** Cuts the connections that come from somebody, or all. */
    cut(from?: string): void {
        for (const each of this.ends) if (from === undefined || each.from === from) each.end.terminate();
    }

    /** Its end of the newest connection from somebody. */
    endOf(from: string): MemoryEnd {
        const end = this.ends.findLast((each) => each.from === from)?.end;
        if (end === undefined) throw new Error(`endOf: 'from' - somebody who is connected expected, got ${from}`);
        return end;
    }

    /** Cuts the newest connection from somebody behind so many more frames of one side. */
    cutLater(from: string, frames: number, isOwn: boolean): void {
        const end = this.ends.findLast((each) => each.from === from)?.end;
        if (end === undefined) return;
        let left = frames;
        (isOwn ? end : end.other).watch = (frame) => (left-- > 0 ? frame : undefined);
    }

    /** Ends it, however its connections are. What is in store stays. */
    async kill(): Promise<void> {
        this.isUp = false;
        this.cut();
        await this.net.clock.settle();
        const stopped = Promise.all([this.server.stop(), this.seats.stop()]);
        await this.net.clock.advance(6000);
        await stopped;
        await this.rooms.close();
    }

    /** The room as it has it. */
    async room(): Promise<KeptRoom> {
        const use = await this.rooms.use(this.net.guild.room.id);
        if (use === undefined) throw new Error(`room: ${this.name} with the room expected`);
        use.release();
        return use.room;
    }

    /** Makes it the primary of the room. */
    async promote(): Promise<number> {
        await this.seats.promoteMaker();
        const promotion = await this.seats.promote(this.net.guild.room.id, this.url);
        if (promotion === undefined || !("epoch" in promotion))
            throw new Error(`promote: ${JSON.stringify(promotion)}`);
        return promotion.epoch;
    }

    /** What it is to the room: "" where it gives the numbers, else the url of who does. */
    async standing(): Promise<string> {
        const seat = await this.seats.sit(this.net.guild.room.id);
        seat.release();
        return seat.moved === undefined ? (seat.primary ?? "") : `moved ${seat.moved.url}`;
    }
}

/** A client with its store. */
export interface Member {
    readonly name: string;
    readonly client: RoomClient;
    readonly room: KeptRoom;
    readonly store: MemoryStore;
    readonly signer: Signer;
    readonly refused: RefusedOwn[];
    /** Hex of the ids of own records that a server has said to be stored. */
    readonly acknowledged: () => ReadonlySet<string>;
}

/** What a client was told over all of its connections. */
class Told {
    readonly acknowledged = new Set<string>();
    private readonly pairs: { readonly client: MemoryEnd; readonly server: MemoryEnd }[] = [];

    listen(pair: { readonly client: MemoryEnd; readonly server: MemoryEnd }): void {
        this.pairs.push(pair);
    }

    /** Reads the frames that have come through. */
    read(): ReadonlySet<string> {
        for (const { client, server } of this.pairs) {
            const offers = new Map<number, readonly Buffer[]>();
            for (const frame of client.frames) {
                const message = readFromClient(frame);
                if (!(message instanceof Damage) && message.type === "Offer")
                    offers.set(message.offer, message.records);
            }
            for (const frame of server.frames) {
                const message = readFromServer(frame);
                if (message instanceof Damage || message.type !== "Accepted") continue;
                for (const record of offers.get(message.offer) ?? [])
                    this.acknowledged.add(idOfRecord(record).toString("hex"));
            }
        }
        return this.acknowledged;
    }
}

export class ReplicaNet {
    readonly random: Random;
    readonly clock: FakeClock;
    readonly guild = new Guild();
    readonly hosts = new Map<string, Host>();
    readonly members = new Map<string, Told>();
    /** Pairs of names that cannot reach each other: "one two", in alphabetical order. */
    readonly cuts = new Set<string>();
    private events = 0;

    constructor(seed: number) {
        this.random = new Random(seed);
        // The first numbers of small seeds are small.
        this.random.bytes(4);
        this.clock = new FakeClock(this.random);
        this.guild.takeScope(true);
    }

    host(name: string): Host {
        const host = this.hosts.get(name);
        if (host === undefined) throw new Error(`host: 'name' - a server expected, got ${name}`);
        return host;
    }

    /** A server that was not started yet. @param number of its device. */
    addHost(name: string, number: number, setup: Setup = {}): Host {
        const host = new Host(this, name, deviceOf(number), setup);
        this.hosts.set(name, host);
        return host;
    }

    /** Makes a server's key a device with role server, as who founds a room does. */
    admit(host: Host): void {
        const number = this.guild.room.chain.members.length;
        this.guild.entry(deviceOf(0), {
            ...{ action: "member", number, label: "Server", characters: [] },
            ...{ role: ROLE.server, heads: [] },
        });
        this.guild.entry(deviceOf(0), { action: "device", device: host.signer.key, member: number, label: host.name });
    }

    /** Gives a server the guild's list, and starts it. */
    async begin(host: Host): Promise<void> {
        const store = await host.stores.create(this.guild.room.id);
        const kept = await KeptRoom.open(this.guild.room.id, store);
        await kept.follow(START, this.guild.list);
        await host.boot();
    }

    private pair(one: string, other: string): string {
        return one < other ? `${one} ${other}` : `${other} ${one}`;
    }

    /** Parts two, or lets them reach each other again. */
    part(one: string, other: string, isParted = true): void {
        if (isParted) this.cuts.add(this.pair(one, other));
        else this.cuts.delete(this.pair(one, other));
        if (!isParted) return;
        this.hosts.get(one)?.cut(other);
        this.hosts.get(other)?.cut(one);
    }

    connect(from: string, url: string): Promise<Duplex> {
        const to = nameOfUrl(url);
        const host = this.hosts.get(to);
        if (host?.isUp !== true || this.cuts.has(this.pair(from, to)))
            return Promise.reject(new Error("nobody is there"));
        return Promise.resolve(host.accept(from));
    }

    /** A member's client of a server. It has not started yet. */
    async member(
        name: string,
        at: string,
        signer: Signer,
        store = new MemoryStore(),
        options: Partial<RoomClientOptions> = {},
    ): Promise<Member> {
        const room = await KeptRoom.open(this.guild.room.id, store);
        if (room.room.position.n === 0) await room.follow(START, this.guild.list);
        const refused: RefusedOwn[] = [];
        const client = new RoomClient({
            ...{ url: urlOf(at), room, signer, label: () => name, clock: this.clock },
            connect: (url) => this.connect(name, url),
            onRefused: (one) => refused.push(one),
            ...options,
        });
        const told = this.members.get(name) ?? new Told();
        this.members.set(name, told);
        return { name, client, room, store, signer, refused, acknowledged: () => told.read() };
    }

    /** Signs a batch of so many new events for a member. */
    write({ room, signer }: Pick<Member, "room" | "signer">, events = 1): Promise<RoomRecord[]> {
        const list = Array.from({ length: events }, () => eventOf(2, this.events++));
        return room.sign(signer, () => [batchOf(list)]);
    }
}

/** Ids of a room's list, in hex. */
export const listOf = ({ room }: KeptRoom): string[] => [...room.records()].map(({ id }) => id.toString("hex"));
