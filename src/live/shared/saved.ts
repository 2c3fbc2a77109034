/** A shared object in an addon's SavedVariables. */

import { decodeBase64, encodeBase64 } from "../../codec/base64";
import { readData } from "../object/reading";
import { type Checkpoint, checkpointOf, decodeHead, encodeHead } from "./checkpoint";

type Saved = LuaTable<string, unknown>;

/** Most bytes of a head in base64. */
const HEAD_BYTES = 8192;

/** Puts a checkpoint into the table, in the place of what is there. */
export function saveCheckpoint(saved: Saved, scope: string, { head }: Checkpoint, data: object): void {
    saved.set("scope", scope);
    saved.set("head", encodeBase64(encodeHead(head)));
    saved.set("data", data);
}

/**
 * Reads what saveCheckpoint() has put there for a scope. Never raises.
 * @returns the checkpoint and its data; nil when there is none, or it is damaged.
 */
export function readSaved(
    saved: Saved,
    scope: string,
): LuaMultiReturn<[checkpoint: Checkpoint, data: object] | [undefined]> {
    const text = saved.get("head");
    if (saved.get("scope") !== scope || typeof text !== "string" || text.length > HEAD_BYTES) {
        return $multi(undefined);
    }
    const bytes = decodeBase64(text);
    const head = bytes === undefined ? undefined : decodeHead(bytes);
    const [data] = readData(saved.get("data"));
    if (head === undefined || data === undefined) {
        return $multi(undefined);
    }
    return $multi(checkpointOf(head, data), data);
}
