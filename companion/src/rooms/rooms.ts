/** The rooms that this process keeps. */
import { Damage } from "../format/damage";
import { nameOf } from "../room/chain";
import { isTaken } from "../room/history";
import { idOfRecord, readRecord } from "../room/record";
import { Room } from "../room/room";
import { KeptRoom } from "./kept-room";
import type { Elsewhere, RecordStores } from "./record-store";

/** Rooms that nobody uses, and that stay in memory all the same. */
const MAX_IDLE = 64;

/** A room in use. */
export interface RoomUse {
    readonly room: KeptRoom;
    /** Says that this user needs it no longer. */
    release(): void;
}

interface Held {
    readonly room: Promise<KeptRoom>;
    users: number;
}

/** Rooms of a store, each once in memory while somebody uses it. */
export class Rooms {
    /** By hex of the id; what was used last stands last. */
    private readonly held = new Map<string, Held>();

    constructor(private readonly stores: RecordStores) {}

    /** Ids of all rooms, ascending. */
    ids(): Promise<Buffer[]> {
        return this.stores.ids();
    }

    /** A room; undefined where there is none. Raises a StoreError where it cannot be read: nothing of that is remembered. */
    async use(id: Buffer): Promise<RoomUse | undefined> {
        const name = nameOf(id);
        const held = this.held.get(name);
        if (held !== undefined) return this.usedBy(name, held);
        const store = await this.stores.open(id);
        if (store === undefined) return undefined;
        // Another one may have opened it meanwhile.
        return this.usedBy(name, this.held.get(name) ?? { room: KeptRoom.open(id, store), users: 0 });
    }

    /**
     * Makes a room of its founding entry. Where it is there already, that one.
     * @returns a Damage where the record founds no room.
     */
    async found(founding: Buffer): Promise<RoomUse | Damage> {
        const record = readRecord(founding);
        if (record instanceof Damage) return record;
        const id = idOfRecord(founding);
        const numbered = new Room(id).take(founding);
        if (!isTaken(numbered) || numbered.void !== undefined) return new Damage("a founding entry expected");
        return (await this.use(id)) ?? this.make(id, founding);
    }

    /** A room that is to be fetched from a server: where it is not here yet, one without records. */
    async join(id: Buffer): Promise<RoomUse> {
        return (await this.use(id)) ?? this.create(id);
    }

    /** Takes a room away, with all that is here of it. It must be in nobody's use. */
    async remove(id: Buffer): Promise<void> {
        const name = nameOf(id);
        const held = this.held.get(name);
        this.held.delete(name);
        await (await held?.room.catch(() => undefined))?.settled();
        await this.stores.remove(id);
    }

    private async create(id: Buffer): Promise<RoomUse> {
        const store = await this.stores.create(id);
        const name = nameOf(id);
        return this.usedBy(name, this.held.get(name) ?? { room: KeptRoom.open(id, store), users: 0 });
    }

    private async make(id: Buffer, founding: Buffer): Promise<RoomUse> {
        const use = await this.create(id);
        try {
            await use.room.found(founding);
        } catch (error) {
            use.release();
            throw error;
        }
        return use;
    }

    private async usedBy(name: string, held: Held): Promise<RoomUse> {
        this.held.delete(name);
        this.held.set(name, held);
        held.users++;
        this.forgetIdle();
        try {
            const room = await held.room;
            let isUsed = true;
            const release = (): void => {
                if (!isUsed) return;
                isUsed = false;
                // What it has asked for is done before the room can be forgotten.
                void room.settled().then(() => held.users--);
            };
            return { room, release };
        } catch (error) {
            held.users--;
            if (this.held.get(name) === held) this.held.delete(name);
            throw error;
        }
    }

    /** What other processes do in the same place; undefined where none can. */
    get elsewhere(): Elsewhere | undefined {
        return this.stores.elsewhere;
    }

    /**
     * Reads what other processes have changed in rooms that are in memory. Raises a StoreError.
     * @param names hex of their ids; undefined: all, of which those are read whose version is another one.
     */
    async look(names?: readonly string[]): Promise<void> {
        const held = (names ?? [...this.held.keys()]).filter((name) => this.held.has(name));
        const versions = names === undefined ? await this.stores.elsewhere?.versions(held) : undefined;
        for (const name of held) {
            const room = await this.held.get(name)?.room.catch(() => undefined);
            if (room !== undefined && versions?.get(name) !== room.version) await room.refresh();
        }
    }

    private forgetIdle(): void {
        let idle = [...this.held.values()].filter(({ users }) => users === 0).length;
        for (const [name, { users }] of this.held) {
            if (idle <= MAX_IDLE) return;
            if (users > 0) continue;
            this.held.delete(name);
            idle--;
        }
    }

    /** Waits for what is under way, and closes the store. */
    async close(): Promise<void> {
        const rooms = await Promise.allSettled([...this.held.values()].map(({ room }) => room));
        for (const each of rooms) if (each.status === "fulfilled") await each.value.settled();
        this.held.clear();
        await this.stores.close();
    }
}
