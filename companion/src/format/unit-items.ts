/** The items of a unit's fields: CBOR as in a body, but GUIDs and lists of them name players of the unit. */
import { ByteReader, u32, u8, varint } from "./bytes";
import { attempt, Damage } from "./damage";
import { byteStringOf, encodeByteString, skipItem } from "./items";
import { MAX_SERVER } from "./key";
import { MAX_GUIDS, PLAYER, PLAYERS } from "./unit-format";

/** A player: the u32 of the last 8 hex digits of the GUID, and the server id. */
export interface Player {
    readonly id: number;
    readonly server: number;
}

/** A packed list of GUIDs: runs of one server. */
function packPlayers(players: readonly Player[]): Buffer {
    const parts: Buffer[] = [];
    for (let start = 0; start < players.length;) {
        const { server } = players[start];
        let end = start;
        while (end < players.length && players[end].server === server) end++;
        parts.push(varint(server), varint(end - start), ...players.slice(start, end).map(({ id }) => u32(id)));
        start = end;
    }
    return Buffer.concat(parts);
}

/** The players of a packed list of GUIDs. Raises Damage where it is none. */
function unpackPlayers(bytes: ByteReader): Player[] {
    const players: Player[] = [];
    for (let before = -1; !bytes.isAtEnd();) {
        const server = bytes.varint();
        const count = bytes.varint();
        if (server > MAX_SERVER || server === before || count === 0 || players.length + count > MAX_GUIDS)
            bytes.fail("list out of form");
        for (let index = 0; index < count; index++) players.push({ server, id: bytes.u32() });
        before = server;
    }
    return players;
}

/** The one player that a byte string is, packed. Raises Damage where it is none. */
function unpackPlayer(bytes: ByteReader): Player {
    const server = bytes.varint();
    const id = bytes.u32();
    if (server > MAX_SERVER || !bytes.isAtEnd()) bytes.fail("no player");
    return { server, id };
}

/** The bytes that stand for an item that is new to its column. @param name gives the bytes that name a player. */
export function encodeUnitItem(item: Buffer, name: (player: Player) => Buffer): Buffer {
    const content = byteStringOf(item);
    if (content === undefined) return item;
    const player = attempt(() => unpackPlayer(new ByteReader(content)));
    if (!(player instanceof Damage)) return Buffer.concat([u8(PLAYER), name(player)]);
    const players = attempt(() => unpackPlayers(new ByteReader(content)));
    if (players instanceof Damage || players.length === 0) return item;
    return Buffer.concat([u8(PLAYERS), varint(players.length), ...players.map(name)]);
}

/** Reads an item of a column, as it stands in a body. @param readPlayer reads what names a player. */
export function readUnitItem(items: ByteReader, readPlayer: (names: ByteReader) => Player): Buffer {
    const first = items.peek();
    if (first === PLAYER) {
        items.u8();
        const { server, id } = readPlayer(items);
        return encodeByteString(Buffer.concat([varint(server), u32(id)]));
    }
    if (first === PLAYERS) {
        items.u8();
        const count = items.varint();
        if (count === 0 || count > MAX_GUIDS) items.fail("number of players");
        return encodeByteString(packPlayers(Array.from({ length: count }, () => readPlayer(items))));
    }
    const end = skipItem(items.buffer, items.position);
    if (end < 0) items.fail("no CBOR of this form");
    return items.take(end - items.position);
}
