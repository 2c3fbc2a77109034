/**
 * A state as bytes that are the same on every client: CBOR in core deterministic encoding (RFC 8949, section 4.2.1), every table
 * a map with its keys in byte order of their encodings. What the digest of a seal is made of, and decodeState() reads.
 */

import { decodeCbor } from "../codec/cbor";
import type { Pause } from "../ports";
import { SortedKeys } from "./sorted-keys";
import { StateWriter, type Table } from "./state-writer";

/** Most bytes of a state that can be sealed. */
export const CANONICAL_BYTES = 8 * 1024 * 1024;

/** Counts the entries of a table, and tells whether its keys are exactly 1 to that count: then they are in order. */
function measure(writer: StateWriter, table: Table): LuaMultiReturn<[entries: number, isList: boolean]> {
    let entries = 0;
    let largest = 0;
    let isList = true;
    for (const [key] of pairs(table)) {
        entries++;
        isList &&= type(key) === "number" && (key as number) >= 1 && (key as number) % 1 === 0;
        if (isList && (key as number) > largest) {
            largest = key as number;
        }
        writer.step();
    }
    return $multi(entries, isList && largest === entries);
}

function writeContent(this: void, writer: StateWriter, table: Table, path: string): boolean {
    const [entries, isList] = measure(writer, table);
    writer.writeHead(entries);
    if (!isList) {
        return writeSorted(writer, table, path);
    }
    for (const index of $range(1, entries)) {
        if (!writer.writeEntry(index, table.get(index), path)) {
            return false;
        }
    }
    return true;
}

function writeSorted(writer: StateWriter, table: Table, path: string): boolean {
    const keys = new SortedKeys(writer.pause);
    for (const [key] of pairs(table)) {
        const bytes = writer.encodeKey(key, path);
        if (bytes === undefined) {
            return false;
        }
        keys.add(bytes);
        writer.step();
    }
    keys.begin();
    let bytes = keys.next();
    while (bytes !== undefined) {
        // The other way round would take a map from bytes to keys, which cannot grow in slices.
        const [, key] = decodeCbor(bytes, 1);
        if (!writer.writeEntry(key as AnyNotNil, table.get(key as AnyNotNil), path, bytes)) {
            return false;
        }
        bytes = keys.next();
    }
    return true;
}

/**
 * The bytes of a state, which nobody may change meanwhile, in pieces of some kilobytes: to make one string of them can take longer
 * than a slice of a frame.
 * @returns the pieces, and how many bytes they are in all; or nil and what in it cannot be saved, in the words of encodeState(),
 * or that it takes more than 8 MB.
 */
export function encodeCanonical(
    state: object,
    pause: Pause,
): LuaMultiReturn<[pieces: readonly string[], bytes: number] | [undefined, problem: string]> {
    const writer = new StateWriter(pause, writeContent, CANONICAL_BYTES);
    const pieces = writer.write(state);
    if (pieces === undefined) {
        return $multi(undefined, writer.problem);
    }
    return $multi(pieces, writer.bytes);
}
