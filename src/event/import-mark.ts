/**
 * The mark at the end of an event's body. It is one item behind all fields of the type, which no field can be: null stands in no
 * list of an addon. Of an imported event it holds the id that the row has where it comes from, or, of a row without an id,
 * how many equal ones come before it; of one that came too late for a seal and was written again, the key that it had.
 *
 * Versions that do not know it take it for a field of a newer addon: they keep the event, pass it on and do not apply it.
 */

import { decodeCbor, encodeCbor } from "../codec/cbor";
import { NULL } from "./field-values";
import { MAX_BODY_BYTES, MAX_FIELDS, splitBody } from "./body";
import { KEY_BYTES, unpackKey } from "./key";

const byte = string.byte;
const char = string.char;
const sub = string.sub;

/** A list of two, null first. */
const HEAD_1 = 0x82;
const HEAD_2 = 0xf6;
const HEAD = char(HEAD_1, HEAD_2);

/** A list of one. */
const LIST = char(0x81);

/** A list of three: null, a byte string of a packed key, and 0. */
const AGAIN_1 = 0x83;
const AGAIN_HEAD = char(AGAIN_1, HEAD_2, 0x40 + KEY_BYTES);
const AGAIN_END = char(0);

/** What an entry of a history is called where it comes from. */
export type ImportId = string | number;

/** The bytes of an id; nil when it is no string and no finite number. */
export function encodeId(id: unknown): string | undefined {
    if (type(id) !== "string" && type(id) !== "number") {
        return undefined;
    }
    const [bytes] = encodeCbor(id);
    return bytes;
}

/** The mark of a row with an id; nil when the id is no string and no finite number. */
export function idMark(id: unknown): string | undefined {
    const bytes = encodeId(id);
    return bytes === undefined ? undefined : HEAD + bytes;
}

/** The mark of a row without an id that has `count` equal ones before it. */
export function repeatMark(count: number): string {
    const [bytes] = encodeCbor(count);
    return HEAD + LIST + bytes!;
}

/** The mark of an event that is written again. @param key packed key that it had. */
export function againMark(key: string): string {
    return AGAIN_HEAD + key + AGAIN_END;
}

/** The packed key that an event had which is written again; nil when the last piece of its body does not say so. */
export function readAgain(piece: string): string | undefined {
    const head = AGAIN_HEAD.length;
    const isAgain =
        piece.length === head + KEY_BYTES + 1 && sub(piece, 1, head) === AGAIN_HEAD && sub(piece, -1) === AGAIN_END;
    return isAgain ? sub(piece, head + 1, head + KEY_BYTES) : undefined;
}

/** The same of a whole body. */
export function againKeyOf(body: string): string | undefined {
    // Of nearly all bodies it is enough to look at the end.
    const key = readAgain(sub(body, -(AGAIN_HEAD.length + KEY_BYTES + 1)));
    const pieces = key === undefined ? undefined : splitBody(body);
    return pieces === undefined ? undefined : readAgain(pieces[pieces.length - 1]);
}

/**
 * Puts a mark behind a body.
 * @param fields number of fields of its type: those that are nil at the end are written out, so that the mark stands
 * behind all of them.
 * @returns the body; nil when it becomes too long or has too many fields.
 */
export function markBody(body: string, fields: number, mark: string): string | undefined {
    const missing = fields + 1 - splitBody(body)!.length;
    const marked = body + string.rep(NULL, missing) + mark;
    return fields < MAX_FIELDS && marked.length <= MAX_BODY_BYTES ? marked : undefined;
}

/**
 * Reads the last piece of a body.
 * @returns whether it is a mark; the id in it, nil when it holds none; and the time of the key in it, likewise.
 */
export function readMark(
    piece: string,
): LuaMultiReturn<[isMark: boolean, id?: ImportId | undefined, originalTime?: number]> {
    const [first, second] = byte(piece, 1, 2);
    if (first === AGAIN_1) {
        const [time] = unpackKey(readAgain(piece) ?? "", 1);
        return $multi(time !== undefined, undefined, time);
    }
    if (first !== HEAD_1 || second !== HEAD_2) {
        return $multi(false);
    }
    const [ok, value, next] = decodeCbor(piece, HEAD.length + 1);
    if (!ok || next !== piece.length + 1) {
        return $multi(false);
    }
    if (type(value) === "string" || type(value) === "number") {
        return $multi(true, value as ImportId);
    }
    const [count] = type(value) === "table" ? (value as unknown[]) : [];
    return $multi(typeof count === "number" && piece === repeatMark(count));
}

/** A body without the mark behind its fields. */
export function unmarkedBody(body: string): string {
    const pieces = splitBody(body)!;
    const last = pieces[pieces.length - 1];
    const [isMarked] = readMark(last);
    return isMarked && pieces.length > 1 ? sub(body, 1, body.length - last.length) : body;
}

/** The id in the mark of a body's pieces; nil when it has none. */
export function importIdOf(pieces: readonly string[]): ImportId | undefined {
    const [, id] = readMark(pieces[pieces.length - 1]);
    return id;
}
