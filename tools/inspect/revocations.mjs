// Which events are revoked.
import { Bytes } from "./bytes.mjs";
import { packedKey } from "./hashes.mjs";

const SYSTEM_TYPE = 0;
const KEY_BYTES = 9;
/** The head of a CBOR byte string of 9 bytes. */
const KEY_HEAD = 0x40 + KEY_BYTES;

/** The packed key that a body takes back; undefined when it is no revocation. */
function targetOf(body) {
    const isRevocation = body[0] === SYSTEM_TYPE && body[1] === KEY_HEAD && body.length === 2 + KEY_BYTES;
    return isRevocation ? body.subarray(2) : undefined;
}

/** By the hex of its key: the hex of the key that a revocation takes back. One that stands before its target is none. */
export function revocationsOf(entries) {
    const targets = new Map();
    for (const { key, body } of entries) {
        const target = targetOf(body);
        if (target !== undefined && key.compare(target) > 0) targets.set(key.toString("hex"), target.toString("hex"));
    }
    return targets;
}

/** The same of events. */
export function revocationsAmong(events) {
    return revocationsOf(events.map((event) => ({ key: packedKey(event), body: event.body })));
}

/** Reads the saved copy of the revocations. */
export function readRevocations(buffer) {
    const entries = [];
    for (const bytes = new Bytes(buffer); !bytes.isAtEnd();) {
        const key = bytes.take(KEY_BYTES);
        entries.push({ key, body: bytes.take(bytes.varint()) });
    }
    return revocationsOf(entries);
}

/** The hex of the keys that are revoked, by revocations that are not revoked themselves. */
export function revokedKeys(targets) {
    const revoked = new Set();
    // A revocation stands behind its target: from the last one on, whether one counts is known when it is reached.
    for (const key of [...targets.keys()].sort().reverse()) {
        if (!revoked.has(key)) revoked.add(targets.get(key));
    }
    return revoked;
}
