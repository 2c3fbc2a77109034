// Recorded histories: CSV text -> checked rows. docs/demo.md describes the format.
import { parse } from "csv-parse/sync";
import { UsageError } from "./options.mjs";

export const COLUMNS = ["ts", "actor", "kind", "targets", "item", "v1", "v2"];

const U32 = 2 ** 32;
/** The second day of 1970: the realm begins some minutes before the first row. */
const FIRST_TIME = 86400;
/** Numbers of players become the last part of GUIDs, behind those of the clients. */
const MAX_PLAYER = 1e6;
/** Players that fit into an event; the library takes at most 4 kB. */
const MAX_TARGETS = 200;

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

const READERS = {
    ts: (text) => whole(text, FIRST_TIME, U32 - 1),
    actor: (text) => whole(text, 1, MAX_PLAYER),
    kind: (text) => whole(text, 0, U32 - 1),
    targets: players,
    item: optional,
    v1: optional,
    v2: optional,
};

/** csv-parse counts the rows that it skips as lines too, so its count names the line in the file. */
function readRecords(text, complain) {
    try {
        return parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
    } catch (error) {
        return complain(error.lines ?? 1, error.message);
    }
}

/**
 * Reads a recorded history: rows { ts, actor, kind, targets, item, v1, v2 }, the last three undefined where empty.
 * Raises a UsageError that begins with "name:line:".
 */
export function parseTrace(text, name) {
    const complain = (line, what) => {
        throw new UsageError(`${name}:${line}: ${what}`);
    };
    const [head, ...records] = readRecords(text, complain);
    if (head === undefined) complain(1, "empty");
    if (head.record.join() !== COLUMNS.join()) {
        complain(head.info.lines, `columns "${COLUMNS.join()}" expected, got "${head.record.join()}"`);
    }
    if (records.length === 0) complain(head.info.lines, "no rows");
    return records.map(({ record, info }) => {
        if (record.length !== COLUMNS.length) {
            complain(info.lines, `${COLUMNS.length} columns expected, got ${record.length}`);
        }
        const row = {};
        COLUMNS.forEach((column, index) => {
            try {
                row[column] = READERS[column](record[index]);
            } catch (error) {
                complain(info.lines, `${column}: ${error.message}`);
            }
        });
        return row;
    });
}
