// What a scope holds of seals (docs/seals.md): the seal that stands, the absent weeks, the sealed state, the orphans.
import { inflateRawSync } from "node:zlib";
import { MAX_SERVER, WEEK_SECONDS } from "./block.mjs";
import { Bytes, Damage } from "./bytes.mjs";
import { itemValue, splitFields } from "./items.mjs";

const KEY_BYTES = 9;
const DIGEST_BYTES = 16;
const MAX_BODY = 4096;
const SYSTEM_TYPE = 0;
/** The first field of a seal, and how many it has. */
const SEAL_FORM = 1;
const SEAL_FIELDS = 12;
const FLAGS = { 1: "checked by replay", 2: "adopted", 4: "confirmed by a peer" };

function readBody(bytes) {
    const length = bytes.varint();
    if (length > MAX_BODY) bytes.fail("a body that is too long");
    return bytes.take(length);
}

/** The hex of the keys in a row of packed ones. */
function keysIn(bytes) {
    const keys = new Set();
    for (let at = 0; at + KEY_BYTES <= bytes.length; at += KEY_BYTES) {
        keys.add(Buffer.from(bytes.subarray(at, at + KEY_BYTES)).toString("hex"));
    }
    return keys;
}

/** The numbers in a row of u16. */
function weeksIn(bytes) {
    const view = Buffer.from(bytes);
    return Array.from({ length: Math.floor(view.length / 2) }, (_, index) => view.readUInt16BE(2 * index));
}

/** What a body says as a seal; undefined when it is none. */
function sealContent(body) {
    if (body[0] !== SYSTEM_TYPE) return undefined;
    const values = splitFields(body).map(itemValue);
    const [form, week, count, root, rows, digest, stateVersion, typeIds, types, revocations, late, boundaries] = values;
    const areNumbers = [week, count, root, stateVersion, types].every(Number.isSafeInteger);
    const areBytes = [rows, digest, typeIds, revocations, late, boundaries].every(
        (value) => value instanceof Uint8Array,
    );
    if (values.length !== SEAL_FIELDS || form !== SEAL_FORM || !areNumbers || !areBytes) return undefined;
    if (rows.length !== DIGEST_BYTES || digest.length !== DIGEST_BYTES) return undefined;
    const hex = Buffer.from(digest).toString("hex");
    const keys = { revocations: keysIn(revocations), late: keysIn(late) };
    return { week, count, digest: hex, stateVersion, ...keys, boundaries: weeksIn(boundaries) };
}

function readKey(bytes) {
    return { time: bytes.u32(), creator: bytes.u32(), counter: bytes.u8() };
}

/** Reads the entry `seal`: the key of the seal, its flags in words, what its body says, and the rows of absent weeks. */
export function readSeal(buffer) {
    const bytes = new Bytes(buffer);
    const key = readKey(bytes);
    const flags = bytes.u8();
    const words = Object.entries(FLAGS).flatMap(([bit, word]) => ((flags & bit) === 0 ? [] : [word]));
    const body = readBody(bytes);
    const rows = [];
    while (!bytes.isAtEnd()) {
        const row = { number: bytes.u16(), count: bytes.varint(), hash: bytes.u32(), fingerprint: bytes.u32() };
        if (row.count === 0 || row.number <= (rows.at(-1)?.number ?? -1)) bytes.fail("rows out of form");
        rows.push(row);
    }
    const isNone = key.time === 0 && key.creator === 0 && key.counter === 0;
    const content = isNone ? undefined : sealContent(body);
    if (!isNone && content === undefined) bytes.fail("a body that is no seal");
    return { key: isNone ? undefined : key, flags: words, content, rows };
}

/** Reads the entry `seals`: key and body of each seal of the log. */
export function readSeals(buffer) {
    const seals = [];
    for (const bytes = new Bytes(buffer); !bytes.isAtEnd();) {
        const key = readKey(bytes);
        const content = sealContent(readBody(bytes));
        if (content === undefined) bytes.fail("a body that is no seal");
        seals.push({ ...key, content });
    }
    return seals;
}

/**
 * Reads the entry `sealState`: the digest, the week before which it stands, the version of the state, how large it is, deflated
 * and not, and the hex of the keys of the events that are undone.
 */
export function readSealedState(buffer) {
    const bytes = new Bytes(buffer);
    const digest = bytes.take(DIGEST_BYTES).toString("hex");
    const [week, stateVersion, plainSize] = [bytes.u16(), bytes.u32(), bytes.u32()];
    const stream = bytes.take(buffer.length - bytes.position);
    let plain;
    try {
        plain = new Bytes(inflateRawSync(stream));
    } catch (error) {
        throw new Damage(`no raw Deflate: ${error.message}`);
    }
    const { length } = plain.buffer;
    if (length !== plainSize) throw new Damage(`${length} bytes, not ${plainSize}`);
    const undone = keysIn(plain.take(KEY_BYTES * plain.u32()));
    return { digest, week, stateVersion, plainSize, size: stream.length, undone };
}

/** Reads the entry `orphans`. */
export function readOrphans(buffer) {
    const orphans = [];
    for (const bytes = new Bytes(buffer); !bytes.isAtEnd();) {
        const key = readKey(bytes);
        const server = bytes.varint();
        if (server > MAX_SERVER) bytes.fail("server id too large");
        orphans.push({ ...key, server, body: bytes.take(bytes.varint()) });
    }
    return orphans;
}

/**
 * What a seal says of revocations.
 * @param state what readSealedState() gives: its undone events count where the history is not here.
 */
export function sealTerms({ content, flags, rows }, state) {
    const { week, revocations, late, boundaries } = content;
    const hasHistory = rows.length === 0 && (flags.includes(FLAGS[1]) || !flags.includes(FLAGS[2]));
    const undone = hasHistory || state === undefined ? new Set() : state.undone;
    const times = boundaries.map((boundary) => boundary * WEEK_SECONDS);
    return { before: week * WEEK_SECONDS, listed: revocations, late, boundaries: times, undone };
}

/** The weeks of a scope with those that are absent: each has its row, and is complete when that is what is here. */
export function withAbsent(weeks, rows) {
    const byNumber = new Map(weeks.map((week) => [week.number, week]));
    for (const row of rows) {
        const week = byNumber.get(row.number);
        if (week === undefined) {
            byNumber.set(row.number, {
                number: row.number,
                mode: "",
                bytes: 0,
                actual: row,
                events: [],
                problems: [],
                of: row.count,
            });
        } else if (week.actual?.hash !== row.hash || week.actual.fingerprint !== row.fingerprint) {
            week.of = row.count;
        }
    }
    return [...byNumber.values()].sort((one, other) => (Number(one.number) || 0) - (Number(other.number) || 0));
}
