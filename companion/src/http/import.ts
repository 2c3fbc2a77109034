/** Takes records that were exported, so that a room can be moved from one server to another. */
import { Damage } from "../format/damage";
import { nameOf } from "../room/chain";
import { idOfRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";
import type { RoomUse } from "../rooms/rooms";
import type { Viewer } from "./door";
import { Refusal } from "./refusal";
import { NO_RECORDS, type Site, useRoom } from "./site";

/** Records that are stored in one transaction at most, and their bytes: as an Offer has them. */
const MAX_RECORDS = 256;
const MAX_BYTES = 524_288;

/** What came of an import. */
export interface Imported {
    readonly room: string;
    readonly records: number;
    readonly added: number;
    readonly n: number;
}

/** Records in the portions in which they are offered. */
function* portions(records: Iterable<Buffer>): Generator<Buffer[]> {
    let [portion, bytes]: [Buffer[], number] = [[], 0];
    for (const record of records) {
        if (portion.length > 0 && (portion.length === MAX_RECORDS || bytes + record.length > MAX_BYTES)) {
            yield portion;
            [portion, bytes] = [[], 0];
        }
        portion.push(record);
        bytes += record.length;
    }
    if (portion.length > 0) yield portion;
}

/** The room, and how many records it has. It is made where it is not there and the records begin with its founding. */
async function roomFor(
    site: Site,
    viewer: Viewer,
    name: string,
    first: Buffer | undefined,
): Promise<[RoomUse, number]> {
    const id = first === undefined ? undefined : idOfRecord(first);
    const isFounding = id !== undefined && nameOf(id) === name;
    const there = isFounding ? await site.rooms?.use(id) : await useRoom(site, viewer, name);
    if (there !== undefined) return [there, there.room.room.position.n];
    if (site.rooms === undefined || first === undefined) throw new Refusal(409, NO_RECORDS);
    const maker = site.seats?.maker;
    if (maker !== undefined) throw isReplica(maker);
    await site.seats?.making(idOfRecord(first));
    const use = await site.rooms.found(first);
    if (use instanceof Damage) throw new Refusal(422, `record 1 founds no room: ${use.message}`);
    return [use, 0];
}

/** Records get their numbers from the primary alone. */
function isReplica(primary: string): Refusal {
    const where = primary === "" ? "its primary, which is not known here" : primary;
    return new Refusal(409, `this server is a replica: import records at ${where}`);
}

async function checkPrimary({ seats }: Site, room: Buffer): Promise<void> {
    const seat = await seats?.sit(room);
    if (seat === undefined) return;
    const { primary } = seat;
    seat.release();
    if (primary !== undefined) throw isReplica(primary);
}

async function offerAll(room: KeptRoom, records: Iterable<Buffer>, now: () => number): Promise<number> {
    let sent = 0;
    for (const portion of portions(records)) {
        const outcome = await room.offer(portion, now());
        if ("refusals" in outcome) {
            const [{ index, reason, text }] = outcome.refusals;
            const rest = `${sent} before it are stored. Records have to come in the order of their export, from the first on`;
            throw new Refusal(422, `record ${sent + index + 1}: ${reason}, ${text}; ${rest}`);
        }
        sent += portion.length;
    }
    return sent;
}

function* withFirst(first: Buffer, rest: Iterable<Buffer>): Generator<Buffer> {
    yield first;
    yield* rest;
}

/**
 * Imports records into a room. What is there already is passed over, so an import that was broken off can be made again.
 * Raises a Refusal at the first that is not taken; those of the portions before it stay.
 */
export async function importRecords(
    site: Site,
    viewer: Viewer,
    name: string,
    records: Generator<Buffer>,
): Promise<Imported> {
    const first = records.next();
    const [use, before] = await roomFor(site, viewer, name, first.done === true ? undefined : first.value);
    try {
        const { room } = use;
        await checkPrimary(site, room.id);
        const sent =
            first.done === true ? 0 : await offerAll(room, withFirst(first.value, records), () => site.clock.unix());
        const { n } = room.room.position;
        return { room: nameOf(room.id), records: sent, added: n - before, n };
    } finally {
        use.release();
    }
}
