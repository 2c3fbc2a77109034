/** Tells of changes of rooms: each room that somebody watches is looked at once, however many watch it. */
import type { RoomUse } from "../rooms/rooms";
import type { Cancel } from "../sync/clock";
import type { Site } from "./site";

/** Milliseconds within which changes are told as one: at most 4 a second. */
const COALESCE_MS = 250;

/** Milliseconds between two looks at who is connected. */
const PEOPLE_MS = 1000;

/** A room that somebody watches. */
class WatchedRoom {
    readonly listeners = new Set<() => void>();
    private readonly unlisten: (() => void)[] = [];
    private telling: Cancel | undefined;
    private looking: Cancel | undefined;
    private people = "";

    constructor(
        private readonly site: Site,
        private readonly id: string,
        private readonly use: RoomUse | undefined,
    ) {
        if (use === undefined) {
            this.unlisten.push(site.stored?.onChange(id, () => this.changed()) ?? (() => undefined));
            return;
        }
        this.unlisten.push(use.room.onChange(() => this.changed()));
        this.people = this.peopleNow();
        this.lookAgain();
    }

    private peopleNow(): string {
        return JSON.stringify(this.site.presence(Buffer.from(this.id, "hex")));
    }

    private lookAgain(): void {
        this.looking = this.site.clock.after(PEOPLE_MS, () => {
            const now = this.peopleNow();
            if (now !== this.people) this.changed();
            this.people = now;
            this.lookAgain();
        });
    }

    private changed(): void {
        this.telling ??= this.site.clock.after(COALESCE_MS, () => {
            this.telling = undefined;
            for (const listener of this.listeners) listener();
        });
    }

    close(): void {
        for (const unlisten of this.unlisten) unlisten();
        this.telling?.();
        this.looking?.();
        this.use?.release();
    }
}

/** The rooms of a site that somebody watches. */
export class LiveRooms {
    private readonly watched = new Map<string, WatchedRoom>();

    constructor(private readonly site: Site) {}

    /** Rooms that are watched now. */
    get size(): number {
        return this.watched.size;
    }

    /** Calls a listener when something of a room is other than it was. @param use the room, where it has records: it is released in the end. */
    watch(id: string, use: RoomUse | undefined, listener: () => void): () => void {
        const known = this.watched.get(id);
        const room = known ?? new WatchedRoom(this.site, id, use);
        if (known !== undefined) use?.release();
        this.watched.set(id, room);
        room.listeners.add(listener);
        return () => {
            if (!room.listeners.delete(listener) || room.listeners.size > 0) return;
            room.close();
            this.watched.delete(id);
        };
    }
}
