/**
 * The Lua side of tools/crosscheck-codec.mjs. Reads one case a line from standard input, fields separated by tabs,
 * bytes as hexadecimal digits; answers each with a line of what this library makes of it.
 */
import { adler32 } from "../../src/codec/adler32";
import { decodeBase64, encodeBase64 } from "../../src/codec/base64";
import { decodeCbor, encodeCbor } from "../../src/codec/cbor";
import { deflate } from "../../src/codec/deflate";
import { inflate } from "../../src/codec/inflate";
import { decodeLz4, encodeLz4 } from "../../src/codec/lz4";
import { hash32 } from "../../src/codec/murmur3";
import { sha256 } from "../../src/codec/sha256";
import { encodeCanonical } from "../../src/replay/canonical-state";
import { fromHex, toHex } from "./hex";

/** Whether two values are equal, tables by their contents. */
function isSame(a: unknown, b: unknown): boolean {
    if (type(a) !== "table" || type(b) !== "table") return a === b;
    const first = a as LuaTable<AnyNotNil, unknown>;
    const second = b as LuaTable<AnyNotNil, unknown>;
    for (const [key, value] of pairs(first)) {
        if (!isSame(value, second.get(key))) return false;
    }
    for (const [key] of pairs(second)) {
        if (!first.has(key)) return false;
    }
    return true;
}

/** The value that a Lua expression stands for. */
function valueOf(expression: string): unknown {
    const [chunk, problem] = loadstring(`return ${expression}`);
    return chunk === undefined ? error(problem!) : chunk();
}

/** That value, encoded; and whether the other side's bytes decode to the same. */
function answerCbor(expression: string, bytes: string): string {
    const value = valueOf(expression);
    const [encoded, reason] = encodeCbor(value);
    const [ok, decoded] = decodeCbor(bytes, 1);
    return `${encoded === undefined ? reason : toHex(encoded)}\t${ok && isSame(value, decoded) ? "same" : "differs"}`;
}

function answerCanonical(expression: string): string {
    const [pieces, problem] = encodeCanonical(valueOf(expression) as object, () => {});
    return pieces === undefined ? problem : toHex(table.concat(pieces as string[]));
}

function answerBase64(bytes: string, text: string): string {
    const decoded = decodeBase64(text);
    return `${encodeBase64(bytes)}\t${decoded === undefined ? "refused" : toHex(decoded)}`;
}

function answer(kind: string, first: string, second: string): string {
    if (kind === "cbor") return answerCbor(fromHex(first), fromHex(second));
    if (kind === "canonical") return answerCanonical(fromHex(first));
    if (kind === "base64") return answerBase64(fromHex(first), second);
    if (kind === "deflate") return toHex(deflate(fromHex(first)));
    if (kind === "inflate") return toHex(inflate(fromHex(first), tonumber(second)!) ?? "refused");
    if (kind === "lz4") return toHex(encodeLz4(fromHex(first)));
    if (kind === "unlz4") return toHex(decodeLz4(fromHex(first), tonumber(second)!) ?? "refused");
    if (kind === "sha256") return toHex(sha256([fromHex(first), fromHex(second)], () => {}));
    if (kind === "adler32") return string.format("%.0f", adler32(fromHex(first)));
    return string.format("%.0f", hash32(fromHex(first), tonumber(second)!));
}

for (const [line] of io.lines()) {
    const [kind, first, second] = string.match(line, "^(%w+)\t([^\t]*)\t([^\t]*)$");
    print(answer(kind, first, second));
}
