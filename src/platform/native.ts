/**
 * The game client's own compression and base64, where it has them. If one of them raises an error, its result is nil.
 */

import type { NativeCodec } from "../ports";

/** Enum.CompressionMethod.Deflate. */
const DEFLATE = 0;

type Coder = (this: void, bytes: string) => string | undefined;

function guarded(coder: (this: void, bytes: string, method: number) => string | undefined): Coder {
    return (bytes) => {
        const [ok, result] = pcall(coder, bytes, DEFLATE);
        return ok && typeof result === "string" ? result : undefined;
    };
}

/** The native codecs of this client. */
export function findNativeCodec(): NativeCodec {
    const { EncodeBase64, DecodeBase64, CompressString, DecompressString } = encodingUtil ?? {};
    return {
        encodeBase64: EncodeBase64 && guarded((bytes) => EncodeBase64(bytes)),
        decodeBase64: DecodeBase64 && guarded((text) => DecodeBase64(text)),
        deflate: CompressString && guarded(CompressString),
        inflate: DecompressString && guarded(DecompressString),
    };
}
