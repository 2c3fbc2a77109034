/**
 * The body of an event: its type (one byte, 1-255; 0 is the library's own) and its fields, each one CBOR data item.
 *
 * The fields follow each other without names or count, so a version that does not know the type can store, compare
 * and pass on the body.
 */

import { skipCbor } from "../codec/cbor";
import { hash32 } from "../codec/murmur3";
import { packKey } from "./key";

const byte = string.byte;
const sub = string.sub;

/** Longest body in bytes. Longer ones are refused: no event may hold up the channel for long. */
export const MAX_BODY_BYTES = 4096;

/** Most fields of an event. */
export const MAX_FIELDS = 32;

/** The pieces of a body among those of others: its type byte, then each field's bytes. */
export interface Row {
    /** Callers do not change them. */
    readonly pieces: readonly string[];
    /** Index of the type byte in `pieces`, from 0 on. */
    readonly offset: number;
    readonly fieldCount: number;
}

/** The pieces of a row by themselves. */
export function piecesOf({ pieces, offset, fieldCount }: Row): string[] {
    const own: string[] = [];
    for (const index of $range(0, fieldCount)) {
        own[index] = pieces[offset + index];
    }
    return own;
}

/** The type number of a body. */
export function typeOf(body: string): number {
    return byte(body, 1)!;
}

/**
 * The pieces of a body: its type byte as a string first, then each field's bytes.
 * @returns the pieces; nil when the body is not well-formed: empty, too long, not CBOR items, or too many of them.
 */
export function splitBody(body: string): string[] | undefined {
    const pieces: string[] = [];
    return splitInto(body, pieces) === undefined ? undefined : pieces;
}

/** Puts the pieces of a body into a list from its start on. @returns the number of fields; nil as of splitBody(). */
function splitInto(body: string, pieces: string[]): number | undefined {
    const length = body.length;
    if (length === 0 || length > MAX_BODY_BYTES) {
        return undefined;
    }
    pieces[0] = sub(body, 1, 1);
    let count = 1;
    let position = 2;
    while (position <= length) {
        const next = skipCbor(body, position);
        if (next === undefined || count > MAX_FIELDS) {
            return undefined;
        }
        pieces[count] = sub(body, position, next - 1);
        count++;
        position = next;
    }
    return count - 1;
}

/** A body as a row, whose place the next body takes. */
export class BodyRow implements Row {
    readonly pieces: string[] = [];
    readonly offset = 0;
    fieldCount = 0;

    /** Takes in a body. False when it is not well-formed. */
    fill(body: string): boolean {
        const fieldCount = splitInto(body, this.pieces);
        this.fieldCount = fieldCount ?? 0;
        return fieldCount !== undefined;
    }
}

/** The digest of an event, u32: MurmurHash3 x86_32, seed 0, of the packed key and the body. */
export function digestOf(time: number, id: number, body: string): number {
    return hash32(packKey(time, id) + body, 0);
}
