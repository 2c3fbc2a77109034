/** Bytes as text of a saved file: base64, checksums over it, and Deflate. */
import { inflateRawSync } from "node:zlib";
import { deflateSync } from "fflate";
import { ByteReader, fromText, u32 } from "./bytes";
import { Damage } from "./damage";
import { adler } from "./hashes";

/** Most bytes that a saved text may unfold to, as in the library. */
export const MAX_INFLATED = 40 * 1024 * 1024;

/** The bytes of a text in base64, which has to be in its one canonical form. */
export function fromBase64(text: string): Buffer {
    const bytes = Buffer.from(text, "base64");
    if (bytes.toString("base64") !== text) throw new Damage("no base64");
    return bytes;
}

/** The text of bytes in base64, with padding. */
export function toBase64(bytes: Buffer): string {
    return bytes.toString("base64");
}

/** Adler-32 over the characters of a text. */
export function checksumOf(text: string): number {
    return adler(fromText(text));
}

/** The text of bytes with their checksum in front: "checked base64". */
export function encodeChecked(bytes: Buffer): string {
    return toBase64(Buffer.concat([u32(adler(bytes)), bytes]));
}

/** What stands behind the checksum of a checked text. @param text as it stands in the file: whatever is there. */
export function decodeChecked(text: unknown): Buffer {
    if (typeof text !== "string") throw new Damage("no string");
    const bytes = new ByteReader(fromBase64(text));
    const checksum = bytes.u32();
    const rest = bytes.rest();
    if (adler(rest) !== checksum) throw new Damage(`checksum ${adler(rest)}, not ${checksum}`);
    return rest;
}

/** Inflates raw Deflate (RFC 1951). As in the library bytes behind the stream are damage, and so is more than a limit. */
export function inflate(bytes: Buffer, limit = MAX_INFLATED): Buffer {
    let result: { buffer: Buffer; engine: { bytesWritten: number } };
    try {
        // With `info`, which the types do not know, zlib gives its engine as well: how much of the input it has read.
        result = inflateRawSync(bytes, { maxOutputLength: Math.max(limit, 1), info: true }) as unknown as typeof result;
    } catch (error) {
        throw new Damage(`no raw Deflate: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (result.engine.bytesWritten !== bytes.length) throw new Damage("no raw Deflate: bytes behind its end");
    return result.buffer;
}

/** Deflates, to the same bytes on every machine: what zlib gives differs from one version of Node to another. */
export function deflate(bytes: Buffer): Buffer {
    return Buffer.from(deflateSync(bytes, { level: 9 }));
}
