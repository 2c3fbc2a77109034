/** An entry of the saved names (docs/storage.md): a packed GUID, a name, and the game's word for the class. */

import { decodeCbor, encodeByteString, encodeCbor, readByteString } from "../codec/cbor";
import { encodeHead } from "../codec/cbor-head";

const sub = string.sub;

/** Most bytes of a name and of a class. */
const NAME_BYTES = 96;
const CLASS_BYTES = 32;

/** CBOR's major type of arrays, and the head of an entry. */
const ARRAY = 4;
const ENTRY_HEAD = encodeHead(ARRAY, 3);

/** Whether a text has a length from one number to another. */
function isTextOf(value: unknown, least: number, most: number): boolean {
    return typeof value === "string" && value.length >= least && value.length <= most;
}

/**
 * The entry of a player; nil when the name is empty or too long. A class that is too long is left out.
 * @param packed the packed GUID.
 */
export function encodeEntry(packed: string, name: string, classToken: string): string | undefined {
    if (!isTextOf(name, 1, NAME_BYTES)) {
        return undefined;
    }
    const [nameItem] = encodeCbor(name);
    const [classItem] = encodeCbor(isTextOf(classToken, 0, CLASS_BYTES) ? classToken : "");
    return ENTRY_HEAD + encodeByteString(packed) + nameItem! + classItem!;
}

/** The packed GUID of the entry at a position, and the position behind it; nil when there is no entry. */
export function readEntry(
    bytes: string,
    position: number,
): LuaMultiReturn<[packed: string, next: number] | [undefined, undefined]> {
    if (sub(bytes, position, position) !== ENTRY_HEAD) {
        return $multi(undefined, undefined);
    }
    // Where its bytes happen to be text, decodeCbor() would not have it.
    const [packed, afterPacked] = readByteString(bytes, position + 1);
    const [isName, name, afterName] = decodeCbor(bytes, afterPacked ?? bytes.length + 1);
    const [isClass, classToken, next] = decodeCbor(bytes, isName ? afterName : bytes.length + 1);
    if (!isClass || !isTextOf(name, 1, NAME_BYTES) || !isTextOf(classToken, 0, CLASS_BYTES)) {
        return $multi(undefined, undefined);
    }
    return $multi(packed!, next);
}
