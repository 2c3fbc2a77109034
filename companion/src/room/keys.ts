/** Keys of devices, invites and recovery: Ed25519 (RFC 8032, 5.1) as Node has it, and the strings that signatures begin with. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** Bytes of a key, of its seed, of a hash and of an id. */
export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Bytes of the secrets that seeds of invite and recovery keys are made of. */
export const SECRET_BYTES = 16;

/** 32 bytes of 0: no room, no record before. */
export const ZERO = Buffer.alloc(KEY_BYTES);

/** What stands in front of all that is signed or hashed, so that no signature can be taken for one of another kind. */
export const PURPOSE = {
    record: Buffer.from("LibEventLedger record 1\0", "latin1"),
    accept: Buffer.from("LibEventLedger accept 1\0", "latin1"),
    announce: Buffer.from("LibEventLedger announce 1\0", "latin1"),
    invite: Buffer.from("LibEventLedger invite 1\0", "latin1"),
    recovery: Buffer.from("LibEventLedger recovery 1\0", "latin1"),
} as const;

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** The numbers of small order below 2^255 - 19, little-endian, in hex. */
const SMALL_ORDER = new Set([
    "00".repeat(KEY_BYTES),
    `01${"00".repeat(KEY_BYTES - 1)}`,
    `ec${"ff".repeat(KEY_BYTES - 2)}7f`,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]);

/** SHA-256 (FIPS 180-4) of parts joined. */
export function sha256(...parts: readonly Buffer[]): Buffer {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return hash.digest();
}

/** Whether a number, little-endian, of 255 bits is below 2^255 - 19. */
function isReduced(number: Buffer): boolean {
    if (number[KEY_BYTES - 1] !== 0x7f || number[0] < 0xed) return true;
    return number.subarray(1, KEY_BYTES - 1).some((byte) => byte !== 0xff);
}

/**
 * Whether a public key is taken: 32 bytes, in its one form, and none of small order, under which one signature would fit every
 * message. Node does not look at that.
 */
export function isTakenKey(key: Buffer): boolean {
    if (key.length !== KEY_BYTES) return false;
    const number = Buffer.from(key);
    number[KEY_BYTES - 1] &= 0x7f;
    return isReduced(number) && !SMALL_ORDER.has(number.toString("hex"));
}

/** A key pair that signs. */
export interface Signer {
    /** The public key, 32 bytes: the name of the device. */
    readonly key: Buffer;
    readonly secret: KeyObject;
}

/** The key pair of a seed of 32 bytes. @throws RangeError for a seed of another length. */
export function signerOf(seed: Buffer): Signer {
    if (seed.length !== KEY_BYTES) throw new RangeError(`signerOf: 'seed' - 32 bytes expected, got ${seed.length}`);
    const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
    const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
    return { key: spki.subarray(SPKI.length), secret };
}

/** The key pair that 16 secret bytes make, of an invite or for recovery. */
export function signerOfSecret(purpose: Buffer, secret: Buffer): Signer {
    if (secret.length !== SECRET_BYTES)
        throw new RangeError(`signerOfSecret: 'secret' - 16 bytes expected, got ${secret.length}`);
    return signerOf(sha256(purpose, secret));
}

/** The signature, 64 bytes, over a purpose and parts joined. */
export function signFor(purpose: Buffer, { secret }: Signer, ...parts: readonly Buffer[]): Buffer {
    return sign(null, Buffer.concat([purpose, ...parts]), secret);
}

/** Whether a signature over a purpose and parts joined is that of a key that is taken. Never raises. */
export function isSignedFor(purpose: Buffer, key: Buffer, signature: Buffer, ...parts: readonly Buffer[]): boolean {
    if (!isTakenKey(key) || signature.length !== SIGNATURE_BYTES) return false;
    const publicKey = createPublicKey({ key: Buffer.concat([SPKI, key]), format: "der", type: "spki" });
    return verify(null, Buffer.concat([purpose, ...parts]), publicKey, signature);
}
