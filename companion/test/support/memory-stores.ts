/** Records of rooms in memory, stored as a database would store them, which can be made to fail. */
import { nameOf } from "../../src/room/chain";
import { START } from "../../src/room/position";
import type {
    LooseRecord,
    RecordChange,
    RecordReader,
    RecordStore,
    RecordStores,
    RecordWriter,
    StoredRecord,
    StoredRoom,
} from "../../src/rooms/record-store";
import { Turns } from "../../src/rooms/turns";
import { StoreError } from "../../src/store/store-error";

/** One room's records. */
export class MemoryStore implements RecordStore {
    records: StoredRecord[] = [];
    loose: LooseRecord[] = [];
    hash = START.hash;
    /** One room that two have open is changed by one at a time. */
    private readonly turns = new Turns();
    /** Of each position, from 0. */
    private readonly hashes = [START.hash];
    commits = 0;
    /** While it is true, nothing can be stored. */
    isFull = false;

    private stored(n: number): StoredRoom {
        const loose = this.loose
            .toSorted((one, other) => one.place - other.place)
            .map(({ record, place }) => ({ bytes: record.bytes, place }));
        return { records: this.records.slice(n), loose, hash: this.hash };
    }

    read<T>(work: (reader: RecordReader) => Promise<T>): Promise<T> {
        return work({
            version: this.commits,
            load: () => Promise.resolve(this.stored(0)),
            behind: ({ n, hash }) =>
                Promise.resolve(this.hashes.at(n)?.equals(hash) === true ? this.stored(n) : undefined),
        });
    }

    write<T>(work: (writer: RecordWriter) => Promise<T>): Promise<T> {
        const put = (change: RecordChange): Promise<void> => this.put(change);
        return this.turns.take(() => this.read((reader) => work({ ...reader, put })));
    }

    opened(_: unknown, version: number): Promise<number | undefined> {
        return Promise.resolve(version === this.commits ? version : undefined);
    }

    caughtUp(): void {}

    private put({ until, added, looseAdded, looseDropped, list }: RecordChange): Promise<void> {
        if (this.isFull) return Promise.reject(new StoreError("there is no room left on the disk", "full"));
        if (until !== undefined) this.hashes.length = (this.records.length = until) + 1;
        for (const { numbered, bytes } of added) {
            this.records.push({ bytes, reason: "reason" in numbered ? numbered.reason : null });
            this.hashes.push(numbered.position.hash);
        }
        const gone = new Set(looseDropped.map(nameOf));
        this.loose = [...this.loose.filter(({ record }) => !gone.has(nameOf(record.id))), ...looseAdded];
        this.hash = list.position.hash;
        this.commits++;
        return Promise.resolve();
    }
}

/** All rooms' records. What is closed can be opened again: nothing is lost. */
export class MemoryStores implements RecordStores {
    readonly rooms = new Map<string, MemoryStore>();
    readonly ids = (): Promise<Buffer[]> =>
        Promise.resolve([...this.rooms.keys()].sort().map((name) => Buffer.from(name, "hex")));
    readonly open = (id: Buffer): Promise<MemoryStore | undefined> => Promise.resolve(this.rooms.get(nameOf(id)));
    readonly create = (id: Buffer): Promise<MemoryStore> => {
        const store = this.rooms.get(nameOf(id)) ?? new MemoryStore();
        this.rooms.set(nameOf(id), store);
        return Promise.resolve(store);
    };
    readonly remove = (id: Buffer): Promise<void> => {
        this.rooms.delete(nameOf(id));
        return Promise.resolve();
    };
    readonly close = (): Promise<void> => Promise.resolve();
}
