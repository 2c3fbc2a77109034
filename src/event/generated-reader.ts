/**
 * Readers that are generated for the fields of a type: the bytes of fields -> an event, its members by literal keys in one
 * constructor, so that Lua makes the table in its final size at once and looks up what each field means once.
 *
 * They give what Schema reads field by field, or nil where that has to decide. Nothing but field names, quoted, and numbers
 * stands in the generated text.
 */

import type { LedgerEvent } from "../api/event";
import { copyList, type FieldValues, NULL, UNREADABLE } from "./field-values";
import { readMark } from "./import-mark";

const concat = table.concat;
const format = string.format;

/**
 * Reads an event of one type and number of fields.
 * @param pieces type byte and fields, the former at `offset` (from 0 on).
 * @returns nil when a field is not what it should be, or it is not known whether it is.
 */
export type GeneratedReader = (
    this: void,
    time: number,
    creator: number,
    counter: number,
    guid: string,
    pieces: readonly string[],
    offset: number,
) => LedgerEvent | undefined;

/** Reads the bytes of the field with this number (1-based) that are not known. */
type ReadAnew = (this: void, index: number, piece: string) => unknown;

/** What comes before the reader: what it uses, as locals. */
const HEAD = `local name, NULL, UNREADABLE, readAnew, copyList, readMark%s = ...
return function(time, creator, counter, guid, pieces, offset)
`;

/** Lua gives the type byte the index `offset` + 1. */
const FIELD = `local p%.0f = pieces[offset + %.0f]
local f%.0f = k%.0f[p%.0f]
if f%.0f == nil%s then
    f%.0f = readAnew(%.0f, p%.0f)
    if f%.0f == UNREADABLE then return nil end
%send
`;

const LIST = `elseif f%.0f ~= nil then
    f%.0f = copyList(f%.0f)
`;

const MARK = `local isMarked, importId, originalTime = readMark(pieces[offset + %.0f])
if not isMarked then return nil end
`;

function fieldText({ isRequired, isList }: FieldValues, n: number): string {
    // What is nil needs no reading, where it may be.
    const isMissing = isRequired ? "" : format(" and p%.0f ~= NULL", n);
    const otherwise = isList ? format(LIST, n, n, n) : "";
    return format(FIELD, n, n + 1, n, n, n, n, isMissing, n, n, n, n, otherwise);
}

/** The text of the reader of a body with `count` items behind its type: fields, and a mark where that is one more. */
export function readerText(fields: readonly FieldValues[], count: number): string {
    const known: string[] = [];
    const parts = [""];
    const members = ["type = name, time = time, creator = creator, counter = counter, creatorGuid = guid"];
    for (const n of $range(1, math.min(count, fields.length))) {
        const field = fields[n - 1];
        known[n - 1] = format(", k%.0f", n);
        parts[n] = fieldText(field, n);
        members[n] = format("[%q] = f%.0f", field.name, n);
    }
    if (count > fields.length) {
        parts[count] = format(MARK, count + 1);
        members[count] = "importId = importId, originalTime = originalTime";
    }
    parts[0] = format(HEAD, concat(known));
    return `${concat(parts)}return { ${concat(members, ", ")} }\nend`;
}

/**
 * Makes the reader of events of a type.
 * @param count number of items behind the type byte: at most one more than the type has fields, which then is a mark.
 * @returns nil where this client has no loadstring.
 */
export function generateReader(
    name: string,
    fields: readonly FieldValues[],
    count: number,
): GeneratedReader | undefined {
    const compile = loadstring as typeof loadstring | undefined;
    if (compile === undefined) {
        return undefined;
    }
    const [chunk] = compile(readerText(fields, count), "=LibEventLedger");
    if (chunk === undefined) {
        return undefined;
    }
    const known: unknown[] = [];
    for (const index of $range(0, math.min(count, fields.length) - 1)) {
        known[index] = fields[index].known;
    }
    const readAnew: ReadAnew = (index, piece) => fields[index - 1].readAnew(piece);
    const make = chunk as (this: void, ...args: unknown[]) => GeneratedReader;
    return make(name, NULL, UNREADABLE, readAnew, copyList, readMark, ...known);
}
