import { decodeCbor, encodeCbor } from "../../src/codec/cbor";
import { type Environment, define } from "../lua/types";
import { decodeBase64, encodeBase64 } from "./base64";
import { CompressionLevel, CompressionMethod, compress, decompress } from "./zlib";

function checkText(name: string, text: unknown): void {
    if (type(text) !== "string") error(`bad argument #1 to '${name}' (string expected, got ${type(text)})`, 3);
}

/**
 * Gives a client C_EncodingUtil, as far as addons use it for saving. Data that cannot be read give nothing, as the
 * game's documentation says. CBOR is the library's own codec: how the game encodes what RFC 8949 leaves open is not
 * documented.
 *
 * ```ts
 * realm.addClient({ name: "Thrall", natives: [installEncodingUtil] });
 * ```
 */
export function installEncodingUtil(this: void, environment: Environment): void {
    const library: Environment = new LuaTable();
    define(library, {
        EncodeBase64: (bytes: string): string => {
            checkText("EncodeBase64", bytes);
            return encodeBase64(bytes);
        },
        DecodeBase64: (text: string): string | undefined => {
            checkText("DecodeBase64", text);
            return decodeBase64(text);
        },
        CompressString: (bytes: string, method?: number, level?: number): string | undefined => {
            checkText("CompressString", bytes);
            return compress(bytes, method ?? CompressionMethod.Deflate, level ?? CompressionLevel.Default);
        },
        DecompressString: (bytes: string, method?: number): string | undefined => {
            checkText("DecompressString", bytes);
            return decompress(bytes, method ?? CompressionMethod.Deflate);
        },
        SerializeCBOR: (value: unknown): string => {
            const [bytes, reason] = encodeCbor(value);
            return bytes ?? error(`SerializeCBOR: ${reason}`, 2);
        },
        DeserializeCBOR: (bytes: string): unknown => {
            checkText("DeserializeCBOR", bytes);
            const [ok, value, next] = decodeCbor(bytes, 1);
            return ok && next === bytes.length + 1 ? value : undefined;
        },
    });
    environment.set("C_EncodingUtil", library);
}
