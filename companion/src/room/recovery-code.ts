/** The recovery code: 16 secret bytes and a check, as a player writes them down. */
import { PURPOSE, SECRET_BYTES, sha256, type Signer, signerOfSecret } from "./keys";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CHECK_BYTES = 4;
const LENGTH = 32;

/** Digits that are read for the letters they look like. */
const LOOKALIKE: Readonly<Record<string, string>> = { 0: "O", 1: "I", 8: "B" };

/** Base32 (RFC 4648) of bytes whose bits are a multiple of 5. */
function toBase32(bytes: Buffer): string {
    const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five, 2)]).join("");
}

function fromBase32(letters: string): Buffer {
    const bits = [...letters].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
    return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of a secret: 32 characters in groups of four. @throws RangeError for a secret that has not 16 bytes. */
export function recoveryCode(secret: Buffer): string {
    if (secret.length !== SECRET_BYTES)
        throw new RangeError(`recoveryCode: 'secret' - 16 bytes expected, got ${secret.length}`);
    const letters = toBase32(Buffer.concat([secret, sha256(secret).subarray(0, CHECK_BYTES)]));
    return (letters.match(/.{4}/g) ?? []).join("-");
}

/**
 * The secret of a code as somebody typed it: small letters do, 0, 1 and 8 stand for O, I and B, spaces and hyphens do not count.
 * @returns undefined where it is no code, or its check does not fit.
 */
export function secretOfCode(code: string): Buffer | undefined {
    if (code.length > 4 * LENGTH) return undefined;
    const letters = code
        .replaceAll(/[\s-]/g, "")
        .toUpperCase()
        .replaceAll(/[018]/g, (digit) => LOOKALIKE[digit]);
    if (!/^[A-Z2-7]{32}$/.test(letters)) return undefined;
    const bytes = fromBase32(letters);
    const secret = bytes.subarray(0, SECRET_BYTES);
    return sha256(secret).subarray(0, CHECK_BYTES).equals(bytes.subarray(SECRET_BYTES)) ? secret : undefined;
}

/** The key pair that a recovery code stands for. */
export function recoverySigner(secret: Buffer): Signer {
    return signerOfSecret(PURPOSE.recovery, secret);
}
