/**
 * Player GUIDs, "Player-<server id, decimal>-<8 hex digits>", as numbers and as packed bytes.
 *
 * A packed GUID is varint(server) and the 4 bytes of the id; a list is runs of one server:
 * varint(server), varint(number of ids), the ids. 25 raiders of one server take 103 bytes instead of 600.
 */

import { packU32, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";

const floor = math.floor;
const format = string.format;
const match = string.match;

/** Largest server id. They are small decimal numbers; the bound keeps hostile data from growing. */
export const MAX_SERVER = 0xffffff;

/** Bytes of a packed id, the last 8 hex digits of a GUID. */
export const ID_BYTES = 4;

/** Longest list of GUIDs in one field: more than any raid, less than what fills an event. */
export const MAX_GUIDS = 1000;

/**
 * Splits a player GUID into server id and the u32 of its 8 hex digits.
 * @returns both; nil when `guid` is not a player GUID.
 * @example parseGuid("Player-1001-0000ABCD") // 1001, 43981
 */
export function parseGuid(guid: string): LuaMultiReturn<[server: number, id: number] | [undefined, undefined]> {
    const [server, high, low] = match(guid, "^Player%-(%d+)%-(%x%x%x%x)(%x%x%x%x)$");
    if (low === undefined) {
        return $multi(undefined, undefined);
    }
    const number = tonumber(server)!;
    if (number > MAX_SERVER) {
        return $multi(undefined, undefined);
    }
    return $multi(number, tonumber(high, 16)! * 65536 + tonumber(low, 16)!);
}

/** The GUID of a server id and a u32. Written in halves: the game's %X refuses numbers outside int32. */
export function formatGuid(server: number, id: number): string {
    return format("Player-%.0f-%04X%04X", server, floor(id / 65536), id % 65536);
}

/** Packs one GUID; nil when it is not a player GUID. */
export function packGuid(guid: string): string | undefined {
    const [server, id] = parseGuid(guid);
    return server === undefined ? undefined : encodeVarint(server) + packU32(id);
}

/** The GUID that `packed` holds; nil when it is not exactly one packed GUID. */
export function unpackGuid(packed: string): string | undefined {
    const [server, next] = decodeVarint(packed, 1);
    if (server === undefined || server > MAX_SERVER || next + ID_BYTES - 1 !== packed.length) {
        return undefined;
    }
    return formatGuid(server, readU32(packed, next)!);
}

/** Number of entries of a table, including those that a walk along the indices does not reach. */
function countEntries(list: object): number {
    let count = 0;
    for (const [_] of pairs(list)) {
        count++;
    }
    return count;
}

/**
 * Packs a list of GUIDs in its order.
 * @returns the bytes; or nil and the index (1-based) of the first entry that is missing, no player GUID, or one too many.
 */
export function packGuids(guids: readonly string[]): LuaMultiReturn<[string] | [undefined, number]> {
    const parts: string[] = [];
    let size = 0;
    let runServer = -1;
    let run: string[] = [];
    let runLength = 0;
    let index = 0;
    for (const guid of guids) {
        index++;
        const [server, id] = parseGuid(typeof guid === "string" ? guid : "");
        if (server === undefined || index > MAX_GUIDS) {
            return $multi(undefined, index);
        }
        if (server !== runServer && runLength > 0) {
            parts[size] = encodeVarint(runServer) + encodeVarint(runLength) + table.concat(run);
            size++;
            run = [];
            runLength = 0;
        }
        runServer = server;
        run[runLength] = packU32(id);
        runLength++;
    }
    if (countEntries(guids) > index) {
        return $multi(undefined, index + 1);
    }
    if (runLength > 0) {
        parts[size] = encodeVarint(runServer) + encodeVarint(runLength) + table.concat(run);
    }
    return $multi(table.concat(parts));
}

/** The list that `packed` holds; nil when it is not what packGuids() writes. */
export function unpackGuids(packed: string): string[] | undefined {
    const guids: string[] = [];
    let size = 0;
    let position = 1;
    let previousServer = -1;
    while (position <= packed.length) {
        const [server, afterServer] = decodeVarint(packed, position);
        if (server === undefined || server > MAX_SERVER || server === previousServer) {
            return undefined;
        }
        const [count, next] = decodeVarint(packed, afterServer);
        if (
            count === undefined ||
            count === 0 ||
            size + count > MAX_GUIDS ||
            next + count * ID_BYTES - 1 > packed.length
        ) {
            return undefined;
        }
        position = next;
        for (const _ of $range(1, count)) {
            guids[size] = formatGuid(server, readU32(packed, position)!);
            size++;
            position += ID_BYTES;
        }
        previousServer = server;
    }
    return guids;
}
