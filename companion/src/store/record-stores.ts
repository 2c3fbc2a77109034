/** Rooms of records in a database. docs/companion-batches.md, "The store". */
import { nameOf } from "../room/chain";
import { type Content } from "../room/contents";
import { isTaken } from "../room/history";
import type { Reason } from "../room/reasons";
import type { Room as FoldedRoom } from "../room/room";
import type {
    ListedRecord,
    LooseRecord,
    RecordChange,
    RecordStore,
    RecordStores,
    StoredRoom,
} from "../rooms/record-store";
import { DERIVED, DerivedRows } from "./derived-rows";
import type { Driver, Params, Room, Writer } from "./driver";

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

async function putPosition(writer: Writer, { position, chain }: FoldedRoom): Promise<void> {
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

/** One room's records, with the rows that follow from them. */
class DriverRecordStore implements RecordStore {
    private readonly derived = new DerivedRows();

    constructor(
        private readonly room: Room,
        private readonly now: () => number,
    ) {}

    async load(): Promise<StoredRoom> {
        const [[{ hash }], records, loose] = await Promise.all(
            (["position", "records", "loose"] as const).map((query) => this.room.read(query)),
        );
        return {
            records: records.map(({ bytes, reason }) => ({ bytes: bytes as Buffer, reason: reason as Reason | null })),
            loose: loose.map(({ bytes, place }) => ({ bytes: bytes as Buffer, place: Number(place) })),
            hash: hash as Buffer,
        };
    }

    async opened(list: FoldedRoom, counted: FoldedRoom): Promise<void> {
        const [{ derived }] = await this.room.read("position");
        if (derived === DERIVED) return this.derived.begin({ list, counted });
        const stored = await this.room.write(async (writer) => {
            await putPosition(writer, list);
            return this.derived.writeAll(writer, { list, counted });
        });
        stored();
    }

    async commit(change: RecordChange): Promise<void> {
        const stored = await this.room.write(async (writer) => {
            await putRecords(writer, change, this.now());
            return this.derived.write(writer, change);
        });
        stored();
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
        remove: (id) => driver.remove(nameOf(id)),
        close: () => driver.close(),
    };
}
