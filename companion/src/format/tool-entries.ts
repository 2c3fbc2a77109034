/** What the library writes for tools beside what it reads itself: docs/storage.md, "What is written for tools". */
import { ByteReader } from "./bytes";
import { Damage } from "./damage";
import { itemValue } from "./item-value";
import { skipItem } from "./items";
import { MAX_SERVER } from "./key";

/** A type that an addon has defined. Names and fields are bytes. */
export interface DefinedType {
    /** 1 to 255. */
    readonly id: number;
    readonly name: Buffer;
    /** As given to define(): `player:guid`. */
    readonly fields: readonly Buffer[];
}

/** The entry `types`. */
export interface DefinedTypes {
    readonly stateVersion: number;
    /** Ascending by id. */
    readonly types: readonly DefinedType[];
}

/** A player of the entry `names`. */
export interface PlayerName {
    /** Packed. */
    readonly guid: Buffer;
    /** `Name-Realm`. */
    readonly name: string;
    /** The class, or "". */
    readonly token: string;
}

/** What became of an offer of the inbox. */
export interface Outcome {
    /** The first half of the id of the batch, 16 bytes. */
    readonly id: Buffer;
    /** Of the first refused event; 0 where none was. */
    readonly reason: number;
    /** One bit for each event of the block, lowest first, 1 where it was refused; empty where none was. */
    readonly bits: Buffer;
}

const OUTCOME_ID_BYTES = 16;
const MAX_OUTCOMES = 4096;
const MAX_TYPES_BYTES = 65_536;
const MAX_FIELDS = 32;
const MAX_NAMES = 2000;
/** Bytes of the names of ledgers, types, fields, players, classes, at most. */
const LONGEST = { ledger: 16, type: 64, field: 96, player: 96, token: 64 } as const;

/** The bytes of a text, or of a byte string that stands for one that is no UTF-8. */
function bytesOf(value: unknown, least: number, most: number, what: string): Buffer {
    const isBytes = value instanceof Uint8Array;
    if (!isBytes && typeof value !== "string") throw new Damage(`${what}: text expected`);
    const bytes = isBytes ? Buffer.from(value) : Buffer.from(value);
    if (bytes.length < least || bytes.length > most) throw new Damage(`${what}: ${least} to ${most} bytes expected`);
    return bytes;
}

function readList(value: unknown, what: string): readonly unknown[] {
    if (!Array.isArray(value)) throw new Damage(`${what}: a list expected`);
    return value;
}

function readType(value: unknown): DefinedType {
    const [id, name, fields, ...more] = readList(value, "type");
    if (typeof id !== "number" || !Number.isInteger(id) || id < 1 || id > 255 || more.length > 0)
        throw new Damage("a type with a number from 1 to 255, a name and fields expected");
    const all = readList(fields, "fields");
    if (all.length > MAX_FIELDS) throw new Damage(`at most ${MAX_FIELDS} fields expected`);
    return {
        id,
        name: bytesOf(name, 1, LONGEST.type, "type"),
        fields: all.map((field) => bytesOf(field, 1, LONGEST.field, "field")),
    };
}

/** The entry `ledger`: the name that was given to createLedger(). */
export function readLedgerName(value: unknown): Buffer {
    if (typeof value !== "string") throw new Damage("no string");
    return bytesOf(Buffer.from(value, "latin1"), 1, LONGEST.ledger, "name");
}

/** The entry `types`. */
export function readTypes(buffer: Buffer): DefinedTypes {
    if (buffer.length > MAX_TYPES_BYTES || skipItem(buffer, 0) !== buffer.length) throw new Damage("no CBOR item");
    const [form, stateVersion, ...types] = readList(itemValue(buffer), "types");
    if (form !== 1) throw new Damage("form 1 expected");
    if (
        typeof stateVersion !== "number" ||
        !Number.isInteger(stateVersion) ||
        stateVersion < 0 ||
        stateVersion >= 2 ** 31
    )
        throw new Damage("a state version expected");
    const read = types.map(readType);
    if (read.some(({ id }, index) => index > 0 && id <= read[index - 1].id)) throw new Damage("types out of order");
    return { stateVersion, types: read };
}

function readGuid(value: unknown): Buffer {
    if (!(value instanceof Uint8Array)) throw new Damage("a packed GUID expected");
    const guid = Buffer.from(value);
    const bytes = new ByteReader(guid);
    if (bytes.varint() > MAX_SERVER) bytes.fail("server id too large");
    bytes.u32();
    if (!bytes.isAtEnd()) bytes.fail("bytes behind a GUID");
    return guid;
}

/** The entry `names`. Of what is no UTF-8 U+FFFD is made; a name that is too long with these is left out. */
export function readNames(buffer: Buffer): PlayerName[] {
    const names: PlayerName[] = [];
    let before: Buffer | undefined;
    for (let at = 0; at < buffer.length;) {
        const end = skipItem(buffer, at);
        if (end < 0) throw new Damage("no CBOR item");
        const [packed, name, token, ...more] = readList(itemValue(buffer.subarray(at, end)), "name");
        const guid = readGuid(packed);
        if (more.length > 0 || (before !== undefined && Buffer.compare(before, guid) >= 0))
            throw new Damage("names out of form");
        before = guid;
        at = end;
        const texts = { name: bytesOf(name, 0, Infinity, "name"), token: bytesOf(token, 0, Infinity, "class") };
        const read = { guid, name: texts.name.toString("utf8"), token: texts.token.toString("utf8") };
        const isInRange =
            read.name !== "" &&
            Buffer.byteLength(read.name) <= LONGEST.player &&
            Buffer.byteLength(read.token) <= LONGEST.token;
        if (isInRange) names.push(read);
        if (names.length > MAX_NAMES) throw new Damage(`more than ${MAX_NAMES} names`);
    }
    return names;
}

/** The entry `inbox`. */
export function readOutcomes(buffer: Buffer): Outcome[] {
    const outcomes: Outcome[] = [];
    for (const bytes = new ByteReader(buffer); !bytes.isAtEnd();) {
        if (outcomes.length === MAX_OUTCOMES) bytes.fail(`more than ${MAX_OUTCOMES} outcomes`);
        const id = bytes.take(OUTCOME_ID_BYTES);
        const last = outcomes.at(-1);
        if (last !== undefined && Buffer.compare(last.id, id) >= 0) bytes.fail("outcomes out of order");
        outcomes.push({ id, reason: bytes.u8(), bits: bytes.take(bytes.u8()) });
    }
    return outcomes;
}
