/** Rooms of records in a database. docs/companion-batches.md, "The store". */
import { nameOf } from "../room/chain";
import { type Content } from "../room/contents";
import { isTaken } from "../room/history";
import type { Reason } from "../room/reasons";
import type { Room as ListedRoom } from "../room/room";
import type {
    FoldedRoom,
    ListedRecord,
    LooseRecord,
    RecordChange,
    RecordReader,
    RecordStore,
    RecordStores,
    RecordWriter,
    StoredRoom,
} from "../rooms/record-store";
import { DERIVED, DerivedRows } from "./derived-rows";
import type { Driver, Params, Reader, Room, Row, Writer } from "./driver";

/** The name of a room's database: the hex of its id, which is longer than that of a room of this computer's own files. */
const NAME = /^[0-9a-f]{64}$/;

const numberOfKind = (content: Content): number => (content.kind === "other" ? content.number : content.kind);

function recordRow({ numbered, bytes }: ListedRecord, received: number): Params {
    const { position, id } = numbered;
    const said = isTaken(numbered)
        ? {
              ...{ author: numbered.record.author, seq: numbered.record.seq },
              kind: numberOfKind(numbered.record.content),
          }
        : { author: null, seq: null, kind: null };
    return { ...position, id, ...said, reason: isTaken(numbered) ? null : numbered.reason, received, bytes };
}

function looseRow({ place, record: { id, author, seq, bytes } }: LooseRecord): Params {
    return { place, id, author, seq, bytes };
}

async function putPosition(writer: Writer, { position, chain }: ListedRoom): Promise<void> {
    await writer.put("setRoom", [{ ...position, name: chain.name, derived: DERIVED }]);
}

async function putRecords(writer: Writer, change: RecordChange, received: number): Promise<void> {
    const { until, added, looseAdded, looseDropped, list } = change;
    if (until !== undefined) await writer.put("dropRecords", [{ n: until }]);
    await writer.put(
        "putRecord",
        added.map((each) => recordRow(each, received)),
    );
    await writer.put(
        "dropLoose",
        looseDropped.map((id) => ({ id })),
    );
    await writer.put("putLoose", looseAdded.map(looseRow));
    await putPosition(writer, list);
}

/** Records as rows have them. */
function storedRoom(records: readonly Row[], loose: readonly Row[], hash: Buffer): StoredRoom {
    return {
        records: records.map(({ bytes, reason }) => ({ bytes: bytes as Buffer, reason: reason as Reason | null })),
        loose: loose.map(({ bytes, place }) => ({ bytes: bytes as Buffer, place: Number(place) })),
        hash,
    };
}

/** A room's records at one moment. */
async function readerOf(reader: Reader): Promise<RecordReader> {
    const [{ changes, hash }] = await reader.read("position");
    return {
        version: Number(changes),
        load: async () => storedRoom(await reader.read("records"), await reader.read("loose"), hash as Buffer),
        async behind({ n, hash: known }) {
            const records = await reader.read("recordsFrom", { n });
            const isSame = n === 0 || (records.at(0)?.["hash"] as Buffer | undefined)?.equals(known) === true;
            if (!isSame) return undefined;
            return storedRoom(n === 0 ? records : records.slice(1), await reader.read("loose"), hash as Buffer);
        },
    };
}

/** One room's records, with the rows that follow from them. */
class DriverRecordStore implements RecordStore {
    private derived = new DerivedRows();

    constructor(
        private readonly room: Room,
        private readonly now: () => number,
    ) {}

    read<T>(work: (reader: RecordReader) => Promise<T>): Promise<T> {
        return this.room.snapshot(async (reader) => work(await readerOf(reader)));
    }

    async write<T>(work: (writer: RecordWriter) => Promise<T>): Promise<T> {
        let stored: (() => void) | undefined;
        const result = await this.room.write(async (writer) => {
            const put = async (change: RecordChange): Promise<void> => {
                await putRecords(writer, change, this.now());
                stored = await this.derived.write(writer, change);
            };
            return work({ ...(await readerOf(writer)), put });
        });
        stored?.();
        return result;
    }

    async opened(room: FoldedRoom, version: number): Promise<number | undefined> {
        const [{ derived, changes }] = await this.room.read("position");
        if (derived === DERIVED && Number(changes) === version) {
            this.derived.begin(room);
            return version;
        }
        const stored = await this.room.write(async (writer) => {
            const [now] = await writer.read("position");
            if (Number(now["changes"]) !== version) return undefined;
            await putPosition(writer, room.list);
            return this.derived.writeAll(writer, room);
        });
        stored?.();
        return stored && version + 1;
    }

    caughtUp(room: FoldedRoom, added: readonly ListedRecord[] | undefined): void {
        if (added === undefined) this.derived = new DerivedRows();
        this.derived.catchUp(room, added);
    }
}

/**
 * The records of rooms in a database, beside the rooms of this computer's own files.
 * @param driver which is closed with it. @param now Unix milliseconds: what is said of when a record came.
 */
export function openRecordStores(driver: Driver, now: () => number = Date.now): RecordStores {
    return {
        async ids() {
            return (await driver.rooms()).filter((id) => NAME.test(id)).map((id) => Buffer.from(id, "hex"));
        },
        async open(id) {
            const room = await driver.room(nameOf(id));
            // One whose maker was stopped before it had a record is made again.
            if (room === undefined || (await room.read("position"))[0]["n"] === 0) return undefined;
            return new DriverRecordStore(room, now);
        },
        async create(id) {
            const room = await driver.room(nameOf(id), { create: true });
            if (room === undefined) throw new RangeError(`create: 'id' - 32 bytes expected, got ${id.length}`);
            return new DriverRecordStore(room, now);
        },
        elsewhere: driver.elsewhere,
        remove: (id) => driver.remove(nameOf(id)),
        close: () => driver.close(),
    };
}
