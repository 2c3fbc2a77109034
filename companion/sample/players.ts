/** The forty of the sample guild. */
import { varint } from "../src/format/bytes";
import { guidText } from "../src/format/field-kinds";
import type { PlayerName } from "../src/format/tool-entries";

export const SERVER = 4452;
const REALM = "Silvermoon";
export const GUILD = "Dawnbreak";
export const SCOPE = `guild:${GUILD}-${REALM}`;

export interface Player {
    /** The last 8 hex digits of the GUID. */
    readonly id: number;
    /** `Name-Realm`. */
    readonly name: string;
    readonly token: string;
}

/** By class, as the game calls it. */
const ROSTER: readonly (readonly [token: string, names: string])[] = [
    ["WARRIOR", "Torvald Brännfeld Grimjaw Uldren"],
    ["PRIEST", "Lysandra Ænwyn Solveig Mirelle"],
    ["MAGE", "Quillon Fröstblick Isaura Zephyra"],
    ["DRUID", "Mossheart Fenris Wéaldra"],
    ["ROGUE", "Nyx Schattenfuß Pip Ravn"],
    ["HUNTER", "Artemka Хантер Björn Sylvane"],
    ["PALADIN", "Aldric Éowenna Konstantyn"],
    ["SHAMAN", "Drekthar Stormsöng Okoye"],
    ["WARLOCK", "Malachar Ysolde Vexx Noctürne"],
    ["DEATHKNIGHT", "Mordwyn Ashlar"],
    ["MONK", "Chenlo Mistbrew"],
    ["DEMONHUNTER", "Illyra Felstride"],
    ["EVOKER", "Scalia"],
];

const FIRST_ID = 0x01a2b300;

/** All of them: the first of each class, then the second of each. */
export const PLAYERS: readonly Player[] = ROSTER.flatMap(([token, names]) =>
    names.split(" ").map((name, rank) => ({ token, name, rank })),
)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ token, name }, index) => ({ token, name: `${name}-${REALM}`, id: FIRST_ID + 17 * index }));

export const OFFICERS: readonly Player[] = PLAYERS.slice(0, 6);

/** A GUID as fields have it: server and id. */
export function packedGuid({ id }: Player): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(id);
    return Buffer.concat([varint(SERVER), bytes]);
}

export const guidOf = ({ id }: Player): string => guidText(SERVER, id);

/** What the library's entry `names` tells of them. */
export const NAMES: readonly PlayerName[] = PLAYERS.map((player) => ({
    guid: packedGuid(player),
    name: player.name,
    token: player.token,
})).toSorted((one, other) => Buffer.compare(one.guid, other.guid));
