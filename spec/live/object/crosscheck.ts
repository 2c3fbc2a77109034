/**
 * The Lua side of tools/crosscheck-object.mjs. Reads one case a line from standard input: data and patch as Lua expressions in
 * hexadecimal digits, separated by a tab. Answers each with a line: the encoded new data in hexadecimal digits and the changed paths; or "refused" and why.
 */
import { encodeCbor } from "../../../src/codec/cbor";
import { applyPatch } from "../../../src/live/object/patch";
import { describeRefusal } from "../../../src/live/object/parse-patch";
import { readData } from "../../../src/live/object/reading";
import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { fromHex, toHex } from "../../codec/hex";

function valueOf(expression: string): unknown {
    const [chunk, problem] = loadstring(`local NULL, EMPTY_ARRAY = ...; return ${expression}`);
    return chunk === undefined
        ? error(problem!)
        : (chunk as (this: void, ...args: unknown[]) => unknown)(NULL, EMPTY_ARRAY);
}

function answer(data: string, patch: string): string {
    const [read, reason] = readData(valueOf(data));
    if (read === undefined) {
        return error(reason);
    }
    const [result, changed] = applyPatch(read, valueOf(patch), 1000);
    if (result === undefined) {
        return `refused\t${describeRefusal(changed)}`;
    }
    const [bytes] = encodeCbor(result);
    return `${toHex(bytes!)}\t${changed.join(" ")}`;
}

for (const [line] of io.lines()) {
    const [data, patch] = string.match(line, "^([^\t]*)\t([^\t]*)$");
    print(answer(fromHex(data), fromHex(patch)));
}
