/**
 * The Lua side of tools/crosscheck-natives.test.mjs. Reads one case a line from standard input: a method of
 * Enum.CompressionMethod, bytes, and the same bytes as zlib in Node compresses them, in hexadecimal, separated by tabs.
 * Answers each with the bytes as the realm's stand-in compresses them, and what it makes of Node's.
 */
import { compress, decompress } from "../../../realm/natives/zlib";
import { fromHex, toHex } from "../../codec/hex";

for (const [line] of io.lines()) {
    const [method, bytes, compressed] = string.match(line, "^(%d)\t(%x*)\t(%x+)$");
    const own = compress(fromHex(bytes), tonumber(method)!, 0);
    const back = decompress(fromHex(compressed), tonumber(method)!);
    print(`${toHex(own!)}\t${back === undefined ? "refused" : toHex(back)}`);
}
