/** Entries of a history as importEvents() takes them -> bodies without a key. */

import type { ImportEntry, ImportEvent } from "../api/import";
import { parseGuid } from "../event/guid";
import { idMark, type ImportId, markBody } from "../event/import-mark";
import { MAX_TIME } from "../event/key";
import { encodeBody, type Schema } from "../event/schema";
import { importedRevocationBody } from "../log/revocations";
import { mustBe } from "../misuse";
import { isWholeWithin } from "../numbers";

/** An entry without a counter. */
export interface ImportItem {
    /** Its place in the list, from 1 on. */
    readonly index: number;
    readonly time: number;
    readonly creator: number;
    /** Server id of the creator. */
    readonly server: number;
    readonly body: string;
    /** Number of fields of its type. */
    readonly fields: number;
    readonly id?: ImportId;
    /** The id of the row that it takes back; nil unless it is a revocation. */
    readonly revokes?: ImportId;
}

type Read<Result> = LuaMultiReturn<[Result] | [undefined, problem: string]>;

/** Fields of an imported revocation in front of its mark: those that every version knows. */
const IMPORTED_FIELDS = 2;

const AN_ID = "a string or a finite number";

/** Reads an entry, whatever it is. @returns the item; or nil and what is wrong, as a sentence. */
export function readEntry(entry: ImportEntry, index: number, schema: Schema): Read<ImportItem> {
    if (type(entry) !== "table") {
        return $multi(undefined, mustBe("a table with type, time, creator and values", entry));
    }
    const { time, id, revokes } = entry;
    if (revokes !== undefined && (entry.type !== undefined || entry.values !== undefined)) {
        return $multi(undefined, "'revokes' must be alone, without type and values");
    }
    const [plain, fields, problem] = revokes === undefined ? readEvent(entry, schema) : readRevocation(revokes);
    if (plain === undefined) {
        return $multi(undefined, problem!);
    }
    if (!isWholeWithin(time, 0, MAX_TIME)) {
        return $multi(undefined, `'time' ${mustBe("a whole number of Unix seconds", time)}`);
    }
    const [server, creator] = parseGuid(typeof entry.creator === "string" ? entry.creator : "");
    if (server === undefined) {
        return $multi(undefined, `'creator' ${mustBe("a player GUID", entry.creator)}`);
    }
    if (id === undefined) {
        return $multi({ index, time, creator, server, body: plain, fields, revokes });
    }
    const mark = idMark(id);
    if (mark === undefined) {
        return $multi(undefined, `'id' ${mustBe(AN_ID, id)}`);
    }
    const body = markBody(plain, fields, mark);
    if (body === undefined) {
        return $multi(undefined, "'id' and 'values' must take at most 4096 bytes and 32 fields in all");
    }
    return $multi({ index, time, creator, server, body, fields, id, revokes });
}

type Body = LuaMultiReturn<[body: string, fields: number] | [undefined, fields: 0, problem: string]>;

function readEvent(entry: ImportEvent, schema: Schema): Body {
    if (type(entry.values) !== "table") {
        return $multi(undefined, 0 as const, `'values' ${mustBe("a table", entry.values)}`);
    }
    const definition = schema.writable(entry.type);
    if (definition === undefined) {
        return $multi(undefined, 0 as const, `'type' ${mustBe("a defined event type", entry.type)}`);
    }
    const [body, problem] = encodeBody(definition, entry.values);
    if (body === undefined) {
        return $multi(undefined, 0 as const, problem);
    }
    return $multi(body, definition.fields.length);
}

function readRevocation(revokes: unknown): Body {
    const body = importedRevocationBody(revokes);
    if (body === undefined) {
        return $multi(undefined, 0 as const, `'revokes' ${mustBe(`the id of another entry, ${AN_ID}`, revokes)}`);
    }
    return $multi(body, IMPORTED_FIELDS);
}
