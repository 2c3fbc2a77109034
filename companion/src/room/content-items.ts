/** The items that records of several kinds have: docs/companion-batches.md. */
import { ByteReader } from "../format/bytes";
import { attempt, Damage } from "../format/damage";
import { MAX_SERVER } from "../format/key";
import { ascending, bytes, checked, type Held, list, text, tuple, uint } from "./forms";
import { isTakenKey, KEY_BYTES, SIGNATURE_BYTES, ZERO } from "./keys";

/** The roles, and what each has more than the one before: docs/companion-batches.md, "Members". */
export const ROLE = { none: 0, read: 1, own: 2, relay: 3, admin: 4, server: 5 } as const;

const MAX_CHARACTERS = 64;
const MAX_HEADS = 64;

/** Ids of records, hashes. */
export const idForm = bytes(KEY_BYTES);
export const signatureForm = bytes(SIGNATURE_BYTES);
export const keyForm = checked(bytes(KEY_BYTES), "a key that is taken", isTakenKey);
export const roleForm = uint(ROLE.none, ROLE.server);

/** Members have numbers; which there can be, the chain says. */
export const memberForm = uint();

const CONTROL = /[\u0000-\u001f\u007f]/;

/** Names of rooms, labels of members and devices. */
export const labelForm = text(1, 64, (label) => !CONTROL.test(label));

/** The name of a ledger, and the key of a scope in the saved file. */
export const ledgerForm = bytes(1, 16);
export const scopeForm = bytes(1, 255);

/** A character by its GUID. */
export interface Guid {
    /** The middle of the GUID, 0 to 0xffffff. */
    readonly server: number;
    /** Its 8 hex digits, u32. */
    readonly id: number;
}

/** Reads a packed GUID to its end. @throws Damage where it is none. */
export function readGuid(packed: Buffer): Guid {
    const reader = new ByteReader(packed);
    const server = reader.varint();
    const id = reader.u32();
    if (server > MAX_SERVER || !reader.isAtEnd()) throw new Damage("a packed GUID expected");
    return { server, id };
}

/** A packed GUID: a varint of at most four bytes, and four more. */
export const guidForm = checked(
    bytes(5, 8),
    "a packed GUID",
    (guid) => !(attempt(() => readGuid(guid)) instanceof Damage),
);

/** `Name-Realm`, as the game's channels say it. */
export const playerNameForm = text(1, 96);

/** A member's characters, the main one first. */
export const charactersForm = checked(
    list(tuple({ guid: guidForm, name: playerNameForm }), MAX_CHARACTERS),
    "each GUID once",
    (characters) => new Set(characters.map(({ guid }) => guid.toString("hex"))).size === characters.length,
);

/** A member's character: packed GUID and `Name-Realm`. */
export type Character = Held<typeof charactersForm>[number];

/** The newest record of a device: seq 0 with ZERO for a device without records. */
export interface Head {
    readonly device: Buffer;
    readonly seq: number;
    readonly id: Buffer;
}

const headItems = { device: keyForm, seq: uint(), id: idForm };

/** Whether seq and id of a head fit together. */
export const isWholeHead = ({ seq, id }: { seq: number; id: Buffer }): boolean => seq > 0 || id.equals(ZERO);

/** Heads that an entry names. */
export const headsForm = ascending(
    checked(tuple(headItems), "ZERO for seq 0", isWholeHead),
    MAX_HEADS,
    ({ device }) => device,
);
