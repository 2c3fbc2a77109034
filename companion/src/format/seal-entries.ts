/** What a scope holds of seals: the seal that stands, rows of absent weeks, the sealed state, orphans. docs/seals.md, "Storage". */
import { MAX_BODY, splitBody } from "./body";
import type { Budget } from "./budget";
import { ByteReader, u16, u32, u8, varint } from "./bytes";
import type { WeekRow } from "./hashes";
import {
    type EventKey,
    KEY_BYTES,
    MAX_SERVER,
    MAX_TIME,
    packKey,
    type StoredEvent,
    unpackKey,
    WEEK_SECONDS,
    weekOf,
} from "./key";
import { DIGEST_BYTES, type SealContent, sealContent } from "./seal-content";
import { inflate } from "./text";
import { MAX_WEEK_EVENTS } from "./week-line";

/** Most bytes of a sealed state, most orphans and most seals that are kept. */
const MAX_STATE = 8 * 1024 * 1024;
const MAX_ORPHANS = 4096;
const MAX_SEALS = 64;

/** Bits of the flags of a seal. */
const FLAGS = { checked: 1, adopted: 2, confirmed: 4 } as const;

/** The row of a week with its number. */
export interface NumberedRow extends WeekRow {
    readonly number: number;
}

/** The key and the body of an event. */
export interface KeyedBody {
    readonly key: EventKey;
    readonly body: Buffer;
}

/** The entry `seal`. */
export interface SealEntry {
    /** The seal that stands; undefined where there is none. */
    readonly seal: KeyedBody | undefined;
    readonly flags: number;
    /** Rows of the weeks that are not here, ascending. */
    readonly rows: readonly NumberedRow[];
}

/** The entry `sealState`. */
export interface SealedState {
    /** Hex of the hash of the plain state. */
    readonly digest: string;
    /** The weeks before it lead to it. */
    readonly week: number;
    readonly stateVersion: number;
    readonly plainSize: number;
    /** Raw Deflate of the canonical state. */
    readonly stream: Buffer;
}

/** What a seal says of revocations. */
export interface SealTerms {
    /** The second in which the first unsealed week starts. */
    readonly before: number;
    /** Hex of keys of revocations: those that count for sealed events, and those that do not count. */
    readonly listed: ReadonlySet<string>;
    readonly late: ReadonlySet<string>;
    /** Seconds in which the first unsealed weeks of earlier seals start. */
    readonly boundaries: readonly number[];
    /** Hex of keys of sealed events that are undone without an undo that is here. */
    readonly undone: ReadonlySet<string>;
}

function readKey(bytes: ByteReader): EventKey {
    return unpackKey(bytes.take(KEY_BYTES));
}

function readBody(bytes: ByteReader): Buffer {
    const length = bytes.varint();
    if (length > MAX_BODY) bytes.fail("a body that is too long");
    return bytes.take(length);
}

function readRow(bytes: ByteReader): NumberedRow {
    return { number: bytes.u16(), count: bytes.varint(), hash: bytes.u32(), fingerprint: bytes.u32() };
}

/** The packed rows up to the end of the bytes: ascending. Raises Damage where they are not of this form. */
export function readRows(bytes: ByteReader): NumberedRow[] {
    const rows: NumberedRow[] = [];
    while (!bytes.isAtEnd()) {
        const row = readRow(bytes);
        const isInRange = row.count > 0 && row.count <= MAX_WEEK_EVENTS && row.number <= weekOf(MAX_TIME);
        if (!isInRange || row.number <= (rows.at(-1)?.number ?? -1)) bytes.fail("rows out of form");
        rows.push(row);
    }
    return rows;
}

/** Packed rows of weeks: docs/seals.md hashes these, and the messages carry them. */
export function packRows(rows: readonly NumberedRow[]): Buffer {
    return Buffer.concat(
        rows.flatMap(({ number, count, hash, fingerprint }) => [
            u16(number),
            varint(count),
            u32(hash),
            u32(fingerprint),
        ]),
    );
}

export function readSeal(buffer: Buffer): SealEntry {
    const bytes = new ByteReader(buffer);
    const key = readKey(bytes);
    const flags = bytes.u8();
    const body = readBody(bytes);
    const rows = readRows(bytes);
    const isNone = key.time === 0 && key.creator === 0 && key.counter === 0;
    if (!isNone && sealContent(body) === undefined) bytes.fail("a body that is no seal");
    return { seal: isNone ? undefined : { key, body }, flags, rows };
}

export function encodeSeal({ seal, flags, rows }: SealEntry): Buffer {
    const { key, body } = seal ?? { key: { time: 0, creator: 0, counter: 0 }, body: Buffer.of() };
    return Buffer.concat([packKey(key), u8(flags), varint(body.length), body, packRows(rows)]);
}

/** Reads the entry `seals`: key and body of each seal of the log. */
export function readSeals(buffer: Buffer): KeyedBody[] {
    const seals: KeyedBody[] = [];
    for (const bytes = new ByteReader(buffer); !bytes.isAtEnd();) {
        if (seals.length === MAX_SEALS) bytes.fail("more seals than are kept");
        const key = readKey(bytes);
        const body = readBody(bytes);
        if (sealContent(body) === undefined) bytes.fail("a body that is no seal");
        seals.push({ key, body });
    }
    return seals;
}

export function encodeSeals(seals: readonly KeyedBody[]): Buffer {
    return Buffer.concat(seals.flatMap(({ key, body }) => [packKey(key), varint(body.length), body]));
}

/** Reads the entry `orphans`. */
export function readOrphans(buffer: Buffer): StoredEvent[] {
    const orphans: StoredEvent[] = [];
    for (const bytes = new ByteReader(buffer); !bytes.isAtEnd();) {
        if (orphans.length === MAX_ORPHANS) bytes.fail("more orphans than are kept");
        const key = readKey(bytes);
        const server = bytes.varint();
        if (server > MAX_SERVER) bytes.fail("server id too large");
        const body = readBody(bytes);
        if (splitBody(body) === undefined) bytes.fail("a body that is none");
        orphans.push({ ...key, server, body });
    }
    return orphans;
}

export function encodeOrphans(orphans: readonly StoredEvent[]): Buffer {
    return Buffer.concat(
        orphans.flatMap(({ server, body, ...key }) => [packKey(key), varint(server), varint(body.length), body]),
    );
}

export function readSealedState(buffer: Buffer): SealedState {
    const bytes = new ByteReader(buffer);
    const digest = bytes.take(DIGEST_BYTES).toString("hex");
    const [week, stateVersion, plainSize] = [bytes.u16(), bytes.u32(), bytes.u32()];
    if (plainSize > MAX_STATE) bytes.fail("a state that is too large");
    return { digest, week, stateVersion, plainSize, stream: bytes.rest() };
}

export function encodeSealedState({ digest, week, stateVersion, plainSize, stream }: SealedState): Buffer {
    return Buffer.concat([Buffer.from(digest, "hex"), u16(week), u32(stateVersion), u32(plainSize), stream]);
}

/** Hex of the keys of the sealed events that are undone, as a sealed state says. */
export function undoneOf({ plainSize, stream }: SealedState, budget: Budget): Set<string> {
    const plain = new ByteReader(inflate(stream, Math.min(MAX_STATE, budget.bytes)));
    budget.spend(plain.buffer.length);
    if (plain.buffer.length !== plainSize) plain.fail(`${plain.buffer.length} bytes, not ${plainSize}`);
    const undone = new Set<string>();
    for (let left = plain.u32(); left > 0; left--) undone.add(plain.take(KEY_BYTES).toString("hex"));
    return undone;
}

/** The flags of a seal in words. */
export function flagWords(flags: number): string[] {
    const words = [
        [FLAGS.checked, "checked by replay"],
        [FLAGS.adopted, "adopted"],
        [FLAGS.confirmed, "confirmed by a peer"],
    ] as const;
    return words.filter(([bit]) => (flags & bit) !== 0).map(([, word]) => word);
}

/**
 * What a seal says of revocations.
 * @param undone what the sealed state says: it counts where the history is not here.
 */
export function sealTerms(content: SealContent, { flags, rows }: SealEntry, undone: ReadonlySet<string>): SealTerms {
    const { week, revocations, late, boundaries } = content;
    const hasHistory = rows.length === 0 && ((flags & FLAGS.checked) !== 0 || (flags & FLAGS.adopted) === 0);
    return {
        before: week * WEEK_SECONDS,
        listed: revocations,
        late,
        boundaries: boundaries.map((boundary) => boundary * WEEK_SECONDS),
        undone: hasHistory ? new Set() : undone,
    };
}
