// The examples of docs/companion-batches.md and docs/companion-protocol.md, made from fixed keys with Node's own Ed25519 and
// SHA-256, and a CBOR encoder that shares no code with anything else.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** What stands in front of the signed bytes of a record. */
export const RECORD = "LibEventLedger record 1\0";
const ACCEPT = "LibEventLedger accept 1\0";
export const ANNOUNCE = "LibEventLedger announce 1\0";
const INVITE = "LibEventLedger invite 1\0";
const RECOVERY = "LibEventLedger recovery 1\0";

export const ZERO = Buffer.alloc(KEY_BYTES);

export const sha256 = (...parts) =>
    createHash("sha256")
        .update(Buffer.concat(parts.map(bytesOf)))
        .digest();

const bytesOf = (part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part);

/** A head of RFC 8949 in its shortest form. */
function head(major, count) {
    const first = major << 5;
    if (count < 24) return Buffer.of(first | count);
    if (count < 0x100) return Buffer.of(first | 24, count);
    const size = count < 0x10000 ? 2 : count < 0x100000000 ? 4 : 8;
    const bytes = Buffer.alloc(9);
    bytes[0] = first | (24 + Math.log2(size));
    if (size === 8) bytes.writeBigUInt64BE(BigInt(count), 1);
    else bytes.writeUIntBE(count, 1, size);
    return bytes.subarray(0, size + 1);
}

/** Core deterministic encoding of what records and frames hold: integers from 0 on, text, bytes, null, booleans, arrays. */
export function encode(value) {
    if (value === null) return Buffer.of(0xf6);
    if (typeof value === "boolean") return Buffer.of(value ? 0xf5 : 0xf4);
    if (typeof value === "number") return head(0, value);
    if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
    if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encode)]);
    const text = Buffer.from(value, "utf8");
    return Buffer.concat([head(3, text.length), text]);
}

/** The key pair of a seed: RFC 8032, 5.1.5. */
export function keyOf(seed) {
    const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
    return { secret, key: createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(SPKI.length) };
}

export const signBy = ({ secret }, ...parts) => sign(null, Buffer.concat(parts.map(bytesOf)), secret);

export function isSignedBy(key, signature, ...parts) {
    const publicKey = createPublicKey({ key: Buffer.concat([SPKI, key]), format: "der", type: "spki" });
    return verify(null, Buffer.concat(parts.map(bytesOf)), publicKey, signature);
}

/** A record: its signature, then its body. */
export function record(author, items) {
    const body = encode(items);
    return Buffer.concat([signBy(author, RECORD, body), body]);
}

export const splitRecord = (bytes) => [bytes.subarray(0, SIGNATURE_BYTES), bytes.subarray(SIGNATURE_BYTES)];

/** The hash of a room's records up to one. */
export const follow = (hash, bytes) => sha256(hash, sha256(bytes));

/** 16 secret bytes and their check as a player writes them down: base32 of RFC 4648, in groups of four. */
export function recoveryCode(secret) {
    const bits = [...secret, ...sha256(secret).subarray(0, 4)]
        .map((byte) => byte.toString(2).padStart(8, "0"))
        .join("");
    const letters = bits.match(/.{5}/g).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five, 2)]);
    return letters.join("").match(/.{4}/g).join("-");
}

/** The secret of the recovery code in the documents. */
export const RECOVERY_SECRET = Buffer.alloc(16, 2);

/** The block of docs/storage.md: four events of week 2820 by two officers. */
const BLOCK = Buffer.from("CwQN6AcAAACrzekHAQNG6QcAAL7vGDJoUmFnbmFyb3MQRukHAADK/jSsAsAzAwIAAAD//+kHAsAz", "base64");
const SCOPE = Buffer.from("guild:Dawn-Realm");
const LEDGER = Buffer.from("MyDKP");
const CHARACTER = Buffer.from("e9070000abcd", "hex");

/** @returns {Record<string, Buffer>} by the name under which the documents show them. */
export function vectors() {
    const device = keyOf(Buffer.alloc(KEY_BYTES, 1));
    const recovery = keyOf(sha256(RECOVERY, RECOVERY_SECRET));
    const founding = record(device, [
        ...[1, ZERO, device.key, 1, ZERO, 1, 0, ZERO],
        ...[ZERO, 1790000000, 0],
        ...["Dawn", "Anna", [[CHARACTER, "Anna-Realm"]], recovery.key],
    ]);
    const room = sha256(founding);
    const first = follow(ZERO, founding);
    const scope = record(device, [
        ...[1, room, device.key, 2, room, 1, 1, first],
        ...[room, 1790000060, 5],
        ...[LEDGER, SCOPE, SCOPE, false],
    ]);
    const second = follow(first, scope);
    const batch = record(device, [0, room, device.key, 3, sha256(scope), 1, 2, second, LEDGER, SCOPE, BLOCK]);
    const invite = keyOf(sha256(INVITE, Buffer.alloc(16, 4)));
    const newcomer = keyOf(Buffer.alloc(KEY_BYTES, 5));
    const nonce = Buffer.alloc(KEY_BYTES, 3);
    const offer = Buffer.concat([
        sha256(batch).subarray(0, 16),
        Buffer.of(1),
        Buffer.concat([CHARACTER, Buffer.of(10), Buffer.from("Anna-Realm")]),
        Buffer.concat([Buffer.of(BLOCK.length), BLOCK]),
    ]);
    return {
        founding,
        room,
        invite: invite.key,
        accept: signBy(invite, ACCEPT, room, newcomer.key),
        scope,
        batch,
        hash: follow(second, batch),
        changes: encode([4, 1, [1, 2, second], [batch], 0]),
        proof: signBy(device, ANNOUNCE, nonce, room, "ledger.example"),
        offer,
    };
}
