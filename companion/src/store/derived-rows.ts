/** The rows that follow from a room's records: its events, and the names of players. docs/companion-batches.md, "The store". */
import { type EventTypes, formatTypes } from "../format/event-types";
import { digestOf } from "../format/hashes";
import { packKey, type StoredEvent } from "../format/key";
import { placeName } from "../room/chain";
import type { RoomEvent } from "../room/counting";
import type { Room } from "../room/room";
import { RunningCount } from "../room/running-count";
import type { ListedRecord, RecordChange } from "../rooms/record-store";
import type { Params, Writer } from "./driver";
import { contentColumns, eventRow, type IdentifiedEvent, type LogName } from "./event-columns";
import { type Counted, type KnownAbout, knownAbout, knownAfter, NOTHING_KNOWN } from "./known-about";
import { logOf } from "./place-text";
import { bodyHash } from "./plan";
import { changeAll } from "./revoked";
import { Unstored } from "./unstored";

/** The version of these rows: to be raised where they are made otherwise from the same records. */
export const DERIVED = 1;

/** Events that are made into rows in one go. */
const CHUNK = 1000;

const NO_TYPES: EventTypes = new Map();

function identify(event: StoredEvent): IdentifiedEvent {
    return { event, key: packKey(event), hash: bodyHash(event.body), digest: digestOf(event) };
}

function rowOf(log: LogName, counted: RoomEvent, types: EventTypes, touched: number): Params {
    const { event, status, vouchers, reason = null, isRevoked } = counted;
    const standing = { status, isRevoked, vouchers: JSON.stringify(vouchers), reason, touched };
    return eventRow(log, identify(event), event.server, types, standing);
}

async function putEvents(
    writer: Writer,
    log: LogName,
    events: readonly RoomEvent[],
    types: EventTypes,
    touched: number,
) {
    for (let start = 0; start < events.length; start += CHUNK) {
        const rows = events.slice(start, start + CHUNK).map((each) => rowOf(log, each, types, touched));
        await writer.put("putEvent", rows);
    }
}

const typesText = (types: EventTypes | undefined): string => formatTypes(types ?? NO_TYPES);

/** Writes the fields of all events anew whose types are others than they were. */
async function putTypes(writer: Writer, room: Room, before: KnownAbout, after: KnownAbout): Promise<void> {
    if (before === after) return;
    for (const scope of room.chain.scopes.values()) {
        const place = placeName(scope.ledger, scope.scope);
        const types = after.types.get(place);
        if (typesText(types) === typesText(before.types.get(place))) continue;
        const log = logOf(scope);
        await changeAll(writer, log, "setFields", (row) => contentColumns(row["body"] as Buffer, types ?? NO_TYPES));
        await writer.put("setTypes", [{ ...log, types: typesText(types) }]);
    }
}

async function putPlayers(writer: Writer, { players: before }: KnownAbout, { players }: KnownAbout): Promise<void> {
    if (before === players) return;
    const gone = [...before.keys()].filter((guid) => !players.has(guid));
    await writer.put(
        "dropPlayer",
        gone.map((guid) => ({ guid })),
    );
    const changed = [...players].filter(([guid, { name, class: token }]) => {
        const was = before.get(guid);
        return was?.name !== name || was.class !== token;
    });
    await writer.put(
        "putPlayer",
        changed.map(([guid, player]) => ({ guid, ...player })),
    );
}

/** What follows from a room's records, and what of it is on disk. */
export class DerivedRows {
    private readonly count = new RunningCount();
    private readonly unstored = new Unstored();
    private about = NOTHING_KNOWN;

    /** Begins with a room whose rows are on disk. */
    begin(room: Counted): void {
        this.catchUp(room, undefined);
    }

    /** Goes on to a room whose rows are on disk, as another process has written them. @param added what the list has more; undefined: another one. */
    catchUp(room: Counted, added: readonly ListedRecord[] | undefined): void {
        this.count.advance(room.counted);
        this.unstored.clear();
        this.about =
            added === undefined ? knownAbout(room) : knownAfter(this.about, { ...room, until: undefined, added });
    }

    /** Writes all rows of a room anew. @returns what is to be called once that is on disk. */
    async writeAll(writer: Writer, room: Counted): Promise<() => void> {
        for (const query of ["dropEvents", "dropLogs", "dropPlayers"] as const) await writer.put(query, [{}]);
        return this.writeRows(writer, room.counted, knownAbout(room));
    }

    /** Writes what a change makes of the rows. @returns what is to be called once that is on disk. */
    write(writer: Writer, change: RecordChange): Promise<() => void> {
        return this.writeRows(writer, change.counted, knownAfter(this.about, change));
    }

    private async writeRows(writer: Writer, counted: Room, about: KnownAbout): Promise<() => void> {
        this.unstored.add(this.count.advance(counted));
        const { n } = counted.position;
        for (const { scope, changed, gone } of this.unstored.byScope()) {
            const log = logOf(scope);
            const types = about.types.get(placeName(scope.ledger, scope.scope)) ?? NO_TYPES;
            const dropped = gone.map(({ event }) => ({ ...log, key: packKey(event), hash: bodyHash(event.body) }));
            await writer.put("dropEvent", dropped);
            if (gone.length > 0) await writer.put("dropEmptyLogs", [{}]);
            if (changed.length > 0) await writer.put("addLog", [{ ...log, types: formatTypes(types) }]);
            await putEvents(writer, log, changed, types, n);
        }
        await putTypes(writer, counted, this.about, about);
        await putPlayers(writer, this.about, about);
        return () => {
            this.unstored.clear();
            this.about = about;
        };
    }
}
