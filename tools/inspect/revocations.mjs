// Which events are revoked.
import { Bytes } from "./bytes.mjs";
import { importIdOf } from "./fields.mjs";
import { packedKey } from "./hashes.mjs";
import { itemValue, splitFields } from "./items.mjs";

const SYSTEM_TYPE = 0;
const KEY_BYTES = 9;
/** The head of a CBOR byte string of 9 bytes. */
const KEY_HEAD = 0x40 + KEY_BYTES;
const NULL = 0xf6;

const isId = (item) => ["string", "number", "bigint"].includes(typeof itemValue(item)) || item[0] >> 5 === 2;

/**
 * What a body takes back: the hex of a packed key, or of an id behind "id "; undefined when it is no revocation.
 */
function targetOf(body) {
    if (body[0] !== SYSTEM_TYPE) return undefined;
    const { items } = importIdOf(splitFields(body));
    const [key, id] = items;
    const isKey = key !== undefined && key[0] === KEY_HEAD && key.length === 1 + KEY_BYTES;
    if (items.length === 1 && isKey) return key.subarray(1).toString("hex");
    const namesId = items.length === 2 && (isKey || (key.length === 1 && key[0] === NULL)) && isId(id);
    return namesId ? `id ${id.toString("hex")}` : undefined;
}

/** By the hex of its key: what a revocation takes back. One that stands before the key that it names is none. */
export function revocationsOf(entries) {
    const targets = new Map();
    for (const { key, body } of entries) {
        const target = targetOf(body);
        const hex = key.toString("hex");
        if (target !== undefined && (target.startsWith("id ") || hex > target)) targets.set(hex, target);
    }
    return targets;
}

/** The same of events. */
export function revocationsAmong(events) {
    return revocationsOf(events.map((event) => ({ key: packedKey(event), body: event.body })));
}

/** Reads the saved copy of the revocations. Its last entry is none: it tells that all kinds of them are in it. */
export function readRevocations(buffer) {
    const entries = [];
    for (const bytes = new Bytes(buffer); !bytes.isAtEnd();) {
        const key = bytes.take(KEY_BYTES);
        entries.push({ key, body: bytes.take(bytes.varint()) });
    }
    return revocationsOf(entries);
}

/** The hex of the keys that are revoked, and "id " with the hex of the ids, by revocations that are not revoked themselves. */
export function revokedTargets(targets) {
    const revoked = new Set();
    // A revocation stands behind its target: from the last one on, whether one counts is known when it is reached.
    for (const key of [...targets.keys()].sort().reverse()) {
        if (!revoked.has(key)) revoked.add(targets.get(key));
    }
    return revoked;
}

/** Whether an event is revoked, by its key or, unless it is a revocation, by its id. */
export function isRevoked(event, revoked) {
    if (revoked.has(packedKey(event).toString("hex"))) return true;
    const { id } = importIdOf(splitFields(event.body));
    return event.body[0] !== SYSTEM_TYPE && id !== undefined && revoked.has(`id ${id.toString("hex")}`);
}
