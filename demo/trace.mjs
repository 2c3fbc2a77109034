// Recorded histories: CSV text -> checked rows. docs/demo.md describes the format.
import { parse } from "csv-parse/sync";
import { UsageError } from "./options.mjs";

const U32 = 2 ** 32;
/** The second day of 1970: the realm begins some minutes before the first row. */
const FIRST_TIME = 86400;
/** Numbers of players become the last part of GUIDs, behind those of the clients. */
const MAX_PLAYER = 1e6;
/** Players and bytes of text that fit into an event together; the library takes at most 4 kB. */
const MAX_TARGETS = 200;
const MAX_REASON_BYTES = 2000;

function whole(text, low, high) {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= low && value <= high))
        throw new Error(`whole number from ${low} to ${high} expected, got "${text}"`);
    return value;
}

function optional(text) {
    if (text === "") return undefined;
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`number or nothing expected, got "${text}"`);
    return Number(text);
}

function players(text) {
    const targets = text.split(" ").filter((part) => part !== "");
    if (targets.length > MAX_TARGETS) throw new Error(`at most ${MAX_TARGETS} players expected, got ${targets.length}`);
    return targets.map((part) => whole(part, 1, MAX_PLAYER));
}

function percent(text) {
    const value = optional(text);
    if (value !== undefined && !(value > 0 && value <= 100)) {
        throw new Error(`number above 0 and up to 100 expected, got "${text}"`);
    }
    return value;
}

/** The text as it is, spaces and all. */
function reason(text) {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_REASON_BYTES) throw new Error(`at most ${MAX_REASON_BYTES} bytes expected, got ${bytes}`);
    return text === "" ? undefined : text;
}

/** The columns that a file has in any order: how a field of each is read. */
const REQUIRED = {
    ts: (text) => whole(text, FIRST_TIME, U32 - 1),
    actor: (text) => whole(text, 1, MAX_PLAYER),
    kind: (text) => whole(text, 0, U32 - 1),
    targets: players,
    item: optional,
    v1: optional,
    v2: optional,
};
/** Columns that a file may have. */
const OPTIONAL = { percent, reason };
const READERS = { ...REQUIRED, ...OPTIONAL };

/** Names as a message lists them. */
const list = (names) => names.map((name) => `"${name}"`).join(", ");

/** csv-parse counts the rows that it skips as lines too, so its count names the line in the file. */
function readRecords(text, complain) {
    try {
        return parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
    } catch (error) {
        return complain(error.lines ?? 1, error.message);
    }
}

/** What is wrong with the names of the columns; undefined when nothing is. */
function headFault(columns) {
    const missing = Object.keys(REQUIRED).filter((column) => !columns.includes(column));
    if (missing.length > 0) return `columns missing: ${list(missing)}`;
    const unknown = columns.filter((column) => !Object.hasOwn(READERS, column));
    if (unknown.length > 0) return `columns unknown: ${list(unknown)}; known: ${list(Object.keys(READERS))}`;
    const repeated = columns.filter((column, index) => columns.indexOf(column) !== index);
    return repeated.length > 0 ? `columns more than once: ${list(repeated)}` : undefined;
}

/** A decay takes from everybody: what else a row could say has no place in it. */
function checkDecay({ percent, targets, item, v1, v2 }) {
    if (percent === undefined) return;
    if (targets.length > 0 || item !== undefined || v1 !== undefined || v2 !== undefined) {
        throw new Error("percent: no targets, item, v1 and v2 expected in the row of a decay");
    }
}

/** Raises an error that names the column. */
function readRow(columns, fields) {
    const row = {};
    columns.forEach((column, index) => {
        try {
            row[column] = READERS[column](fields[index]);
        } catch (error) {
            throw new Error(`${column}: ${error.message}`, { cause: error });
        }
    });
    checkDecay(row);
    return row;
}

/**
 * Reads a recorded history: rows { ts, actor, kind, targets, item, v1, v2, percent, reason }. All behind targets are
 * undefined where empty, and percent and reason are not there at all in a file without these columns.
 * Raises a UsageError that begins with "name:line:" and, where one field is to blame, the column.
 */
export function parseTrace(text, name) {
    const complain = (line, what) => {
        throw new UsageError(`${name}:${line}: ${what}`);
    };
    const [head, ...records] = readRecords(text, complain);
    if (head === undefined) complain(1, "empty");
    const columns = head.record;
    const fault = headFault(columns);
    if (fault !== undefined) complain(head.info.lines, fault);
    if (records.length === 0) complain(head.info.lines, "no rows");
    return records.map(({ record, info }) => {
        if (record.length !== columns.length) {
            complain(info.lines, `${columns.length} columns expected, got ${record.length}`);
        }
        try {
            return readRow(columns, record);
        } catch (error) {
            return complain(info.lines, error.message);
        }
    });
}
