/** The rows of a room's database, and those that its records should have made. */
import { isUtf8 } from "node:buffer";
import { type EventType, type NamedField, parseTypes } from "../../src/format/event-types";
import { describe } from "../../src/format/fields";
import { packKey } from "../../src/format/key";
import { aboutOf } from "../../src/room/about";
import { nameOf } from "../../src/room/chain";

import type { Room } from "../../src/room/room";
import { countRoom } from "../../src/room/running-count";
import type { KeptRoom } from "../../src/rooms/kept-room";
import type { Driver, Row } from "../../src/store/driver";
import { readPlayers } from "../../src/store/players";
import { StoreError } from "../../src/store/store-error";

/** An event as a row says it. */
export interface EventRow {
    /** What tells it apart. */
    readonly name: string;
    /** What it counts as, and by whom. */
    readonly counts: string;
    readonly content: string;
    readonly touched: number;
}

const GUID = (server: number, id: number): string =>
    `Player-${server}-${id.toString(16).toUpperCase().padStart(8, "0")}`;

const textOf = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString() : `\\x${bytes.toString("hex")}`);

/** A field of a form that the companion does not know is called by all of its text. */
function fieldOf(text: string): NamedField {
    try {
        const type = parseTypes(JSON.stringify({ 1: { name: "", fields: [text] } })).get(1);
        return type?.fields[0] as NamedField;
    } catch {
        return { fieldName: text, kind: "any" };
    }
}

const typeOf = ({ name, fields }: { readonly name: Buffer; readonly fields: readonly Buffer[] }): EventType => ({
    name: textOf(name),
    fields: fields.map((field) => fieldOf(textOf(field))),
});

/** The rows of events that a room should have, by what counts in it. */
export function expectedEvents(room: Room): Omit<EventRow, "touched">[] {
    const abouts = aboutOf(room);
    const rows = [...countRoom(room)].flatMap(([place, { scope, events }]) => {
        const types = new Map((abouts.get(place)?.types ?? []).map((type) => [type.id, typeOf(type)]));
        return events.map(({ event, status, vouchers, reason, isRevoked }) => {
            const { time, creator, counter, server, body } = event;
            const identity = [textOf(scope.ledger), textOf(scope.scope), nameOf(packKey(event)), nameOf(body)];
            const { name, fields, importId, originalTime } = describe(body, types);
            const marks = { $importId: importId, $originalTime: originalTime };
            return {
                name: identity.join(" "),
                counts: JSON.stringify([
                    ...[status, isRevoked ? 1 : 0, vouchers, reason ?? null],
                    ...[time, GUID(server, creator), counter],
                ]),
                content: JSON.stringify([body[0], name, { ...fields, ...marks }]),
            };
        });
    });
    return rows.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Names of players that it should have: "GUID name class". */
export function expectedPlayers(room: Room): string[] {
    const abouts = [...aboutOf(room)].sort(([one], [other]) => (one < other ? -1 : 1));
    const players = new Map<string, string>();
    for (const [, { names }] of abouts) {
        for (const [guid, { name, token }] of names) {
            // A varint of two bytes, as the guild's characters have it.
            const packed = Buffer.from(guid, "hex");
            const server = (packed[0] & 127) + 128 * packed[1];
            players.set(GUID(server, packed.readUInt32BE(2)), `${name} ${token}`);
        }
    }
    return [...players].map(([guid, said]) => `${guid} ${said}`).sort();
}

function eventRow(row: Row): EventRow {
    const [key, body] = [row["key"], row["body"]].map((bytes) => nameOf(bytes as Buffer));
    return {
        name: [row["ledger"], row["scope"], key, body].join(" "),
        counts: JSON.stringify([
            ...[row["status"], row["revoked"], JSON.parse(String(row["vouchers"])) as unknown, row["reason"]],
            ...[row["time"], row["creator"], row["counter"]],
        ]),
        content: JSON.stringify([row["type"], row["name"], JSON.parse(String(row["fields"])) as unknown]),
        touched: Number(row["touched"]),
    };
}

const ALL = {
    ...{ key: Buffer.alloc(0), row: 0, limit: 1_000_000, end: null, creator: null, text: null },
    ...{ status: "all", ledger: null, scope: null, type: null, player: null, quoted: null },
};

/** What a room's database holds. */
export interface RoomRows {
    readonly events: readonly EventRow[];
    readonly players: readonly string[];
    /** Hex of bytes, and the reason. */
    readonly records: readonly string[];
    readonly loose: readonly string[];
    readonly position: readonly unknown[];
}

/** Reads all of it. */
export async function storedRows(driver: Driver, id: Buffer): Promise<RoomRows> {
    const room = await driver.room(nameOf(id));
    if (room === undefined) throw new Error("a room expected");
    const [events, players, records, loose, [position], [named]] = [
        await room.read("page", ALL),
        [...(await readPlayers(room))],
        await room.read("records"),
        await room.read("loose"),
        await room.read("position"),
        await room.read("roomName"),
    ];
    return {
        events: events.map(eventRow).sort((one, other) => (one.name < other.name ? -1 : 1)),
        players: players.map(([guid, player]) => `${guid} ${player.name} ${player.class}`).sort(),
        records: records.map(({ bytes, reason }) => `${nameOf(bytes as Buffer)} ${String(reason)}`),
        loose: loose.map(({ bytes }) => nameOf(bytes as Buffer)),
        position: [position["epoch"], position["n"], nameOf(position["hash"] as Buffer), named["name"]],
    };
}

/** What it should hold. */
export function expectedRows(
    kept: KeptRoom,
    bytesOf: (id: Buffer) => Buffer,
): Omit<RoomRows, "events"> & {
    readonly events: readonly Omit<EventRow, "touched">[];
} {
    const { epoch, n, hash: hashed } = kept.room.position;
    return {
        events: expectedEvents(kept.counted),
        players: expectedPlayers(kept.counted),
        records: [...kept.room.records()].map((numbered) => {
            return "record" in numbered
                ? `${nameOf(numbered.record.bytes)} null`
                : `${nameOf(bytesOf(numbered.id))} ${numbered.reason}`;
        }),
        loose: kept.loose.map(({ bytes }) => nameOf(bytes)),
        position: [epoch, n, nameOf(hashed), kept.room.chain.name],
    };
}

/** A driver whose transactions fail at their end while it is told so. */
export function failing(driver: Driver): Driver & { isFull: boolean } {
    const failing = {
        isFull: false,
        rooms: () => driver.rooms(),
        remove: (id: string) => driver.remove(id),
        close: () => driver.close(),
        room: async (...asked: Parameters<Driver["room"]>): ReturnType<Driver["room"]> => {
            const room = await driver.room(...asked);
            if (room === undefined) return undefined;
            const write: typeof room.write = (work) =>
                room.write(async (writer) => {
                    const result = await work(writer);
                    if (failing.isFull) throw new StoreError("there is no room left on the disk", "full");
                    return result;
                });
            const { id } = room;
            return { id, read: (...query) => room.read(...query), snapshot: (work) => room.snapshot(work), write };
        },
    };
    return failing;
}
