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

const isBytes = (item) => item[0] >> 5 === 2;

/**
 * What a body takes back: the hex of a packed key, of an id behind "id ", or of a key behind "undo "; undefined when it is no
 * revocation.
 */
function targetOf(body) {
    if (body[0] !== SYSTEM_TYPE) return undefined;
    const { items } = importIdOf(splitFields(body));
    const [key, id] = items;
    const isKey = key !== undefined && key[0] === KEY_HEAD && key.length === 1 + KEY_BYTES;
    if (items.length === 1 && isKey) return key.subarray(1).toString("hex");
    if (items.length === 4 && isKey && id.length === 1 && id[0] === NULL && isBytes(items[2]) && items[2].length > 1)
        return `undo ${key.subarray(1).toString("hex")}`;
    const namesId = items.length === 2 && (isKey || (key.length === 1 && key[0] === NULL)) && isId(id);
    return namesId ? `id ${id.toString("hex")}` : undefined;
}

/** The hex of the key that a revocation names. */
const keyOf = (target) => target.replace("undo ", "");

/** By the hex of its key: what a revocation takes back. One that stands before the key that it names is none. */
export function revocationsOf(entries) {
    const targets = new Map();
    for (const { key, body } of entries) {
        const target = targetOf(body);
        const hex = key.toString("hex");
        if (target !== undefined && (target.startsWith("id ") || hex > keyOf(target))) targets.set(hex, target);
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

const timeOf = (hex) => parseInt(hex.slice(0, 8), 16);

const isInSealedWeek = (hex, sealed) => sealed !== undefined && timeOf(hex) < sealed.before;

/** The name of an id as that of events that are sealed, between the same two boundaries as a time. */
const sealedName = (time, name, { boundaries }) =>
    `sealed ${boundaries.filter((boundary) => boundary <= time).length} ${name}`;

/** Whether a seal covers a key: it stands in a sealed week and is none of a late revocation, or is that of a listed one. */
function isCovered(hex, sealed) {
    return isInSealedWeek(hex, sealed) ? !sealed.late.has(hex) : sealed?.listed.has(hex) === true;
}

/**
 * The hex of the keys that are revoked, and "id " with the hex of the ids, by revocations that are not revoked themselves; behind
 * "sealed " and a number, the ids that are revoked of sealed events behind so many boundaries, behind "listed " those of all sealed
 * ones. Of what a seal covers, only revocations that it covers count; for other
 * events those of sealed weeks that name an id do not. Of several undos of one key only the first counts: the others are revoked,
 * and all where one that is not here counts.
 * @param sealed what sealTerms() gives, if there is a seal
 */
export function revokedTargets(targets, sealed) {
    const revoked = new Set();
    const undos = new Map();
    // A revocation stands behind its target: from the last one on, whether one counts is known when it is reached.
    for (const key of [...targets.keys()].sort().reverse()) {
        const target = targets.get(key);
        if (revoked.has(key)) continue;
        if (target.startsWith("undo ")) {
            const isUndone = sealed?.undone.has(keyOf(target)) === true;
            if (undos.has(target)) revoked.add(undos.get(target));
            if (isUndone) revoked.add(key);
            else undos.set(target, key);
        } else if (target.startsWith("id ")) {
            if (!isInSealedWeek(key, sealed)) revoked.add(target);
            if (sealed?.listed.has(key) === true) revoked.add(`listed ${target}`);
            else if (isInSealedWeek(key, sealed) && isCovered(key, sealed))
                revoked.add(sealedName(timeOf(key), target, sealed));
        } else if (isCovered(key, sealed) || !isCovered(target, sealed)) {
            revoked.add(target);
        }
    }
    return revoked;
}

/** Whether an event is revoked, by its key or, unless it is a revocation, by its id. */
export function isRevoked(event, revoked, sealed) {
    if (revoked.has(packedKey(event).toString("hex"))) return true;
    const { id } = importIdOf(splitFields(event.body));
    if (event.body[0] === SYSTEM_TYPE || id === undefined) return false;
    const name = `id ${id.toString("hex")}`;
    if (sealed === undefined || event.time >= sealed.before) return revoked.has(name);
    return revoked.has(sealedName(event.time, name, sealed)) || revoked.has(`listed ${name}`);
}
