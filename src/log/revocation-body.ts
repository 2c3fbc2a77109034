/** Bodies of revocations: events of the library's own that name what they take back (docs/storage.md, docs/seals.md). */

import { decodeCbor, encodeByteString, encodeCbor, readByteString } from "../codec/cbor";
import { splitBody, typeOf } from "../event/body";
import { NULL } from "../event/field-values";
import { encodeId, type ImportId, readMark } from "../event/import-mark";
import { KEY_BYTES, packKey, unpackKey } from "../event/key";
import { SYSTEM_TYPE } from "../event/schema";

/** What a revocation names. */
export interface Target {
    /** Key of the event that it revokes. With an id: where an event with that id stood, (0, 0) when that is not known. */
    readonly time: number;
    readonly id: number;
    /** The id of the imported event that it revokes. */
    readonly importId?: ImportId;
    /** Of an undo: the body of the event that it undoes where it stands itself. */
    readonly undoBody?: string;
}

/** The body of an event that revokes the event with this key. @param importId the id of that event, if it is an imported one. */
export function revocationBody(time: number, id: number, importId?: ImportId): string {
    const body = string.char(SYSTEM_TYPE) + encodeByteString(packKey(time, id));
    return importId === undefined ? body : body + encodeId(importId)!;
}

/** The body of an imported revocation; nil when the id is none. Equal for all who import it, wherever the target stands. */
export function importedRevocationBody(importId: unknown): string | undefined {
    const row = encodeId(importId);
    return row === undefined ? undefined : string.char(SYSTEM_TYPE) + NULL + row;
}

/**
 * The body of an event that undoes the event with this key and body, which is sealed: nobody skips it any more.
 * @param server server id of that event's creator, 0 when it is not known.
 */
export function undoBody(time: number, id: number, body: string, server: number): string {
    return revocationBody(time, id) + NULL + encodeByteString(body) + encodeCbor(server)[0]!;
}

/** What a body revokes or undoes; nil when it is not that of a revocation. */
export function targetOf(body: string): Target | undefined {
    const pieces = typeOf(body) === SYSTEM_TYPE ? splitBody(body) : undefined;
    if (pieces === undefined) {
        return undefined;
    }
    const [isMarked] = readMark(pieces[pieces.length - 1]);
    const count = isMarked ? pieces.length - 2 : pieces.length - 1;
    if (count === 0 || count === 3 || count > 4) {
        return undefined;
    }
    const importId = count === 2 ? readId(pieces[2]) : undefined;
    if (importId === undefined && count === 2) {
        return undefined;
    }
    if (pieces[1] === NULL && importId !== undefined) {
        return { time: 0, id: 0, importId };
    }
    const undone = count === 4 && pieces[2] === NULL ? readBytes(pieces[3]) : undefined;
    const key = readBytes(pieces[1]);
    const isUndo = undone !== undefined && undone.length > 0;
    if (key === undefined || key.length !== KEY_BYTES || (count === 4 && !isUndo)) {
        return undefined;
    }
    const [time, id] = unpackKey(key, 1);
    return { time: time!, id: id!, importId, undoBody: undone };
}

/** What a piece holds that is one byte string; nil when it is another item. */
function readBytes(piece: string): string | undefined {
    const [bytes, next] = readByteString(piece, 1);
    return next === piece.length + 1 ? bytes : undefined;
}

function readId(piece: string): ImportId | undefined {
    const [isRead, value, next] = decodeCbor(piece, 1);
    const isId = type(value) === "string" || type(value) === "number";
    return isRead && isId && next === piece.length + 1 ? (value as ImportId) : undefined;
}
