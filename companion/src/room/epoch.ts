/** Which epoch record counts: docs/companion-protocol.md, "Primary and replicas". */
import { Damage } from "../format/damage";
import { KIND } from "./contents";
import { ROLE } from "./content-items";
import { isSigned, readRecord, type RoomRecord } from "./record";
import type { Room } from "./room";

/** Whether one epoch record is stronger than another: by the epoch, then by the id. */
export function isStrongerEpoch(one: RoomRecord, other: RoomRecord): boolean {
    const [mine, theirs] = [epochOf(one).epoch, epochOf(other).epoch];
    return mine === theirs ? Buffer.compare(one.id, other.id) > 0 : mine > theirs;
}

/**
 * The epoch record that bytes hold, where it counts in a room as its chain is now: signed, of this room, by an author that has the
 * role server for it. It need not stand in the list. Never raises.
 */
export function epochRecordIn(room: Room, all: Buffer): RoomRecord | undefined {
    const record = readRecord(all);
    if (record instanceof Damage || record.content.kind !== KIND.epoch || !record.room.equals(room.id))
        return undefined;
    return isByServer(room, record) && isSigned(record) ? record : undefined;
}

/** Whether the author of a record has the role server for it, as the chain is now. */
export function isByServer(room: Room, { author, seq }: RoomRecord): boolean {
    return room.roleOf(author, seq) === ROLE.server;
}

/** The epoch and the url that an epoch record names; those of a room without one where it is another record, or none. */
export function epochOf(record: RoomRecord | undefined): { readonly epoch: number; readonly url: string } {
    const content = record?.content;
    return content?.kind === KIND.epoch ? content : { epoch: 1, url: "" };
}

/** The strongest of epoch records that count, from the list and from elsewhere; undefined in epoch 1. */
export function strongestEpoch(room: Room, others: Iterable<Buffer> = []): RoomRecord | undefined {
    let strongest: RoomRecord | undefined;
    const hear = (record: RoomRecord | undefined): void => {
        if (record !== undefined && (strongest === undefined || isStrongerEpoch(record, strongest))) strongest = record;
    };
    for (const numbered of room.records()) {
        if ("record" in numbered && numbered.record.content.kind === KIND.epoch)
            hear(epochRecordIn(room, numbered.record.bytes));
    }
    for (const all of others) hear(epochRecordIn(room, all));
    return strongest;
}
