/** What the connections of a server share: its rooms, and what is counted over all of them. */
import { Damage } from "../format/damage";
import { nameOf } from "../room/chain";
import { idOfRecord } from "../room/record";
import type { RoomUse } from "../rooms/rooms";
import { Buckets } from "./buckets";
import type { Clock } from "./clock";
import type { Counters } from "./counters";
import { LIMITS, TIMES } from "./limits";
import type { Person } from "./presence";
import { RoomFeed } from "./room-feed";
import type { LogLine, RoomServerOptions } from "./server-options";
import { SharedRooms } from "./shared-rooms";
import { Windows } from "./windows";

const DAY = 86_400_000;
const CREATED_IN_DAY = 10;
const ROOM_BYTES = 1_000_000_000;
/** Ids in presence that one process has for itself. */
const IDS_OF_PROCESS = 2 ** 32;

export class ServerContext {
    readonly clock: Clock;
    readonly buckets: Buckets;
    /** Announces that were denied, by address. */
    readonly denials: Windows;
    /** Rooms that were created here, by address. */
    private readonly created: Windows;
    readonly feeds = new Map<string, RoomFeed>();
    private readonly opening = new Map<string, Promise<RoomFeed | undefined>>();
    private readonly shared: SharedRooms | undefined;
    private people: number;

    constructor(
        readonly options: RoomServerOptions,
        readonly counters: Counters,
    ) {
        this.clock = options.clock;
        this.buckets = options.buckets ?? new Buckets(options.clock);
        const { shared } = options;
        const denied = shared && { usage: shared.usage, kind: "denied" as const };
        this.denials = new Windows(this.clock, LIMITS.denialsInMinute, TIMES.minute, denied);
        this.created = new Windows(this.clock, CREATED_IN_DAY, DAY);
        this.people = (shared?.number ?? 0) * IDS_OF_PROCESS;
        if (shared === undefined) return;
        const { feeds, clock } = this;
        const log = (line: LogLine): void => options.log?.(line);
        this.shared = new SharedRooms(shared.place, { feeds, clock, counters, usage: shared.usage, log });
    }

    /** Who is connected to a room, here or at other processes. @param room hex of its id. */
    presence(room: string): readonly Person[] {
        return this.feeds.get(room)?.people.all() ?? this.shared?.peopleOf(room) ?? [];
    }

    /** Whether other processes have the same rooms. */
    get isShared(): boolean {
        return this.shared !== undefined;
    }

    /**
     * Counts a room that an address is about to create. Raises a StoreError where the other processes cannot be asked.
     * @returns false where it has created as many as it may in a day.
     */
    async mayCreate(address: string): Promise<boolean> {
        if (this.created.isFull(address)) return false;
        this.created.count(address);
        const { shared } = this.options;
        return shared === undefined || shared.place.mayCreate(shared.usage.nameOf(address), CREATED_IN_DAY);
    }

    /** An id for a connection in presence. */
    nextPerson(): number {
        return ++this.people;
    }

    /** A room; undefined where there is none. Raises a StoreError where it cannot be read: the next time it is tried anew. */
    feed(room: Buffer): Promise<RoomFeed | undefined> {
        return this.opened(nameOf(room), () => this.options.rooms.use(room));
    }

    /** Makes a room of its founding entry; where it is there already, that one. @returns a Damage where it founds no room. */
    async found(founding: Buffer): Promise<RoomFeed | Damage> {
        await this.options.seats?.making(idOfRecord(founding));
        const use = await this.options.rooms.found(founding);
        if (use instanceof Damage) return use;
        const name = nameOf(use.room.id);
        const known = this.feeds.get(name) ?? (await this.opening.get(name));
        if (known !== undefined) {
            use.release();
            return known;
        }
        const feed = await this.opened(name, () => Promise.resolve(use));
        return feed ?? new Damage("a room expected");
    }

    private opened(name: string, use: () => Promise<RoomUse | undefined>): Promise<RoomFeed | undefined> {
        const feed = this.feeds.get(name);
        if (feed !== undefined) {
            feed.askedAt = this.clock.now();
            return Promise.resolve(feed);
        }
        const opening = this.opening.get(name) ?? this.open(name, use);
        this.opening.set(name, opening);
        return opening;
    }

    private async open(name: string, use: () => Promise<RoomUse | undefined>): Promise<RoomFeed | undefined> {
        try {
            const used = await use();
            if (used === undefined) return undefined;
            const { coalesceMs = TIMES.coalesce, roomBytes = ROOM_BYTES, seats } = this.options;
            const seat = await seats?.sit(used.room.id).catch((error: unknown) => {
                used.release();
                throw error;
            });
            const feed = new RoomFeed(used, seat, this.clock, coalesceMs, roomBytes);
            this.feeds.set(name, feed);
            this.shared?.show(name, feed);
            return feed;
        } finally {
            this.opening.delete(name);
        }
    }

    /** Once a second: presence and rights of all rooms; those that nobody uses any more are let go. */
    tick(): void {
        this.shared?.tick();
        for (const [name, feed] of this.feeds) {
            feed.tick();
            if (!feed.isIdle) continue;
            feed.close();
            this.feeds.delete(name);
        }
    }

    async close(): Promise<void> {
        await this.shared?.leave();
        for (const feed of this.feeds.values()) feed.close();
        this.feeds.clear();
    }
}
