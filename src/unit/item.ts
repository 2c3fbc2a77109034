/**
 * The items of a unit's fields: CBOR as in a body, but byte strings that are a GUID or a list of GUIDs name their players.
 *
 * The kinds of fields are not looked at: the reader of a unit need not know the types of its events.
 */

import { encodeByteString, readByteString, skipCbor } from "../codec/cbor";
import { Head } from "../codec/cbor-head";
import { decodeVarint, encodeVarint } from "../codec/varint";
import { MAX_BODY_BYTES } from "../event/body";
import { ID_BYTES, MAX_GUIDS, MAX_SERVER } from "../event/guid";
import type { PlayerReader, PlayerWriter } from "./players";

const byte = string.byte;
const char = string.char;
const concat = table.concat;
const find = string.find;
const sub = string.sub;

/** Heads of the two forms that are not CBOR: tags, which bodies never hold. */
const GUID = 0xc0;
const GUIDS = 0xc1;

/** A byte of a column that holds one of the two, or happens to look like that. */
const NAMES = `[${char(GUID)}${char(GUIDS)}]`;

/** The players of a packed list of GUIDs; nil when it is none. */
function splitGuids(packed: string): LuaMultiReturn<[servers: string[], ids: string[]] | [undefined, undefined]> {
    const servers: string[] = [];
    const ids: string[] = [];
    let count = 0;
    let position = 1;
    let before = "";
    while (position <= packed.length) {
        const [server, afterServer] = decodeVarint(packed, position);
        const [length, next] = decodeVarint(packed, afterServer ?? position);
        if (server === undefined || server > MAX_SERVER || length === undefined || length === 0) {
            return $multi(undefined, undefined);
        }
        const prefix = sub(packed, position, afterServer - 1);
        position = next + length * ID_BYTES;
        if (count + length > MAX_GUIDS || position > packed.length + 1 || prefix === before) {
            return $multi(undefined, undefined);
        }
        for (const index of $range(0, length - 1)) {
            servers[count] = prefix;
            ids[count] = sub(packed, next + index * ID_BYTES, next + index * ID_BYTES + ID_BYTES - 1);
            count++;
        }
        before = prefix;
    }
    return $multi(servers, ids);
}

/** The bytes that stand for an item that is new to its column. */
export function encodeItem(item: string, players: PlayerWriter): string {
    const head = byte(item, 1)!;
    if (head < Head.Bytes || head >= Head.Text) {
        return item;
    }
    const [packed] = readByteString(item, 1);
    const [server, next] = decodeVarint(packed ?? "", 1);
    if (server !== undefined && server <= MAX_SERVER && next + ID_BYTES === packed!.length + 1) {
        return char(GUID) + players.name(sub(packed!, 1, next - 1), sub(packed!, next));
    }
    const [servers, ids] = splitGuids(packed ?? "");
    if (servers === undefined || servers.length === 0) {
        return item;
    }
    const parts = [char(GUIDS), encodeVarint(ids.length)];
    for (const index of $range(0, ids.length - 1)) {
        parts[index + 2] = players.name(servers[index], ids[index]);
    }
    return concat(parts);
}

/** Whether items of a column may name players. */
export function mayNamePlayers(bytes: string): boolean {
    return find(bytes, NAMES)[0] !== undefined;
}

/**
 * Reads an item of a column.
 * @returns the item as it stands in a body, and the position behind it; nil twice when there is none.
 */
export function decodeItem(
    bytes: string,
    position: number,
    players: PlayerReader,
): LuaMultiReturn<[item: string, next: number] | [undefined, undefined]> {
    const head = byte(bytes, position);
    if (head === GUID) {
        const next = players.read(bytes, position + 1);
        if (next === undefined) {
            return $multi(undefined, undefined);
        }
        return $multi(encodeByteString(players.server + players.id), next);
    }
    if (head === GUIDS) {
        return decodeGuids(bytes, position + 1, players);
    }
    const next = skipCbor(bytes, position, MAX_BODY_BYTES);
    if (next === undefined) {
        return $multi(undefined, undefined);
    }
    return $multi(sub(bytes, position, next - 1), next);
}

function decodeGuids(
    bytes: string,
    position: number,
    players: PlayerReader,
): LuaMultiReturn<[item: string, next: number] | [undefined, undefined]> {
    const [count, first] = decodeVarint(bytes, position);
    if (count === undefined || count === 0 || count > MAX_GUIDS) {
        return $multi(undefined, undefined);
    }
    const parts: string[] = [];
    let next: number | undefined = first;
    let start = 0;
    let server: string | undefined;
    for (const index of $range(0, count - 1)) {
        next = players.read(bytes, next);
        if (next === undefined) {
            return $multi(undefined, undefined);
        }
        if (players.server !== server) {
            closeRun(parts, start, index, server);
            server = players.server;
            start = index;
        }
        parts[index] = players.id;
    }
    closeRun(parts, start, count, server);
    return $multi(encodeByteString(concat(parts)), next);
}

/** Puts server id and number of ids in front of the run of ids from `start` on, which ends before `end`. */
function closeRun(parts: string[], start: number, end: number, server: string | undefined): void {
    if (server !== undefined) {
        parts[start] = server + encodeVarint(end - start) + parts[start];
    }
}
