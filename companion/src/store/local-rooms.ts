/** The rooms of this computer's own files: one for each scope of each flavour of the game. */
import { createHash } from "node:crypto";
import { type EventTypes, namedTypes } from "../format/event-types";
import { packedGuidText } from "../format/field-kinds";
import type { SavedFile } from "../format/saved-file";
import type { Scope } from "../format/ledger";
import type { PlayerName } from "../format/tool-entries";
import type { Driver, Params, Room, Row } from "./driver";
import { importScope } from "./import-scope";

const FLAVOUR = /[\\/](_[a-z0-9_]+_)[\\/]WTF[\\/]/i;

/** Hex digits of a room's id. */
const ID_LENGTH = 32;

/** "_classic_era_"; "" where the path of a file tells none. Guilds of two flavours may have one name. */
export function flavourOf(path: string): string {
    return FLAVOUR.exec(path)?.[1].toLowerCase() ?? "";
}

/** The id of the room that a scope has on this computer: 32 hex digits. */
export function localRoomId(flavour: string, scope: string): string {
    const name = JSON.stringify(["local", flavour, scope]);
    return createHash("sha256").update(name).digest("hex").slice(0, ID_LENGTH);
}

const playerRow = ({ guid, name, token }: PlayerName): Params => ({ guid: packedGuidText(guid), name, class: token });

const hasEvents = ({ weeks, orphans }: Scope): boolean =>
    orphans.length > 0 || weeks.some(({ events }) => events.length > 0);

/**
 * Stores all events of a saved file. Raises a StoreError where that cannot be; what was stored before of other scopes stays.
 * @param path where it was found, which tells the flavour. @param types names of types and fields; none takes those that the file tells.
 * @returns the number of events that were not stored before, and the rooms that the file has something of.
 */
export async function importFile(
    driver: Driver,
    path: string,
    file: SavedFile,
    types: EventTypes,
): Promise<{ readonly added: number; readonly rooms: readonly string[] }> {
    const flavour = flavourOf(path);
    const rooms = new Set<string>();
    let added = 0;
    for (const ledger of file.ledgers) {
        const named = types.size > 0 ? types : namedTypes(ledger.types?.types ?? []);
        for (const scope of ledger.scopes.filter(hasEvents)) {
            const room = await driver.room(localRoomId(flavour, scope.name), { create: true });
            if (room === undefined) continue;
            rooms.add(room.id);
            await room.write(async (writer) => {
                await writer.put("nameRoom", [{ flavour, name: scope.name }]);
                await writer.put("putPlayer", scope.names.map(playerRow));
            });
            added += (await importScope(room, ledger.path, scope, named)).added;
        }
    }
    return { added, rooms: [...rooms] };
}

/**
 * A log of a room: how many of its events count, are outranked by others, came too late for a seal, nobody has confirmed yet, were refused in games,
 * and how many of those that count are revoked.
 */
export interface LogInfo {
    readonly ledger: string;
    readonly scope: string;
    readonly events: number;
    readonly conflicts: number;
    readonly orphans: number;
    readonly unconfirmed: number;
    readonly refused: number;
    readonly revoked: number;
    /** Unix seconds of the first and the last event. */
    readonly first: number | null;
    readonly last: number | null;
}

/** A room. */
export interface RoomInfo {
    readonly id: string;
    /** The scope's name. */
    readonly name: string;
    readonly flavour: string;
    readonly ledgers: readonly LogInfo[];
}

function logInfo(row: Row): LogInfo {
    const [ledger, scope] = [String(row["ledger"]), String(row["scope"])];
    const number = (name: string): number => Number(row[name]);
    const [first, last] = [row["first"], row["last"]].map((time) => (time === null ? null : Number(time)));
    return {
        ...{ ledger, scope, events: number("events"), conflicts: number("conflicts"), orphans: number("orphans") },
        ...{ unconfirmed: number("unconfirmed"), refused: number("refused"), revoked: number("revoked"), first, last },
    };
}

/** A room with its numbers; undefined where it is no more. */
export async function roomInfo(room: Room): Promise<RoomInfo | undefined> {
    const [named] = await room.read("roomName");
    if (named === undefined) return undefined;
    const [name, flavour] = [String(named["name"]), String(named["flavour"])];
    return { id: room.id, name, flavour, ledgers: (await room.read("logs")).map(logInfo) };
}

/** All rooms with their numbers, by flavour and name. */
export async function roomInfos(driver: Driver): Promise<RoomInfo[]> {
    const infos: RoomInfo[] = [];
    for (const id of await driver.rooms()) {
        const room = await driver.room(id);
        const info = room && (await roomInfo(room));
        if (info !== undefined) infos.push(info);
    }
    const order = ({ flavour, name }: RoomInfo): string => JSON.stringify([flavour, name]);
    return infos.sort((one, other) => (order(one) < order(other) ? -1 : 1));
}
