/** Records as CSV, JSON and lines of JSON: their bytes, as they were signed, in base64. What is written here can be read here. */
import { parse } from "csv-parse/sync";
import { messageOf } from "../command";
import { csvLineAsIs } from "../format/csv";
import { isTaken } from "../room/history";
import type { Room } from "../room/room";
import { UNSIGNED } from "./event-routes";
import { Refusal } from "./refusal";
import type { Writing } from "./whole";

/** A record of the list. */
export interface RecordLine {
    readonly n: number;
    /** Hex. */
    readonly id: string;
    /** Base64. */
    readonly record: string;
}

const COLUMNS = ["n", "id", "record"] as const;

/** Records that stand together in memory as text. */
const PART = 256;

export const RECORD_WRITING: Writing<RecordLine> = {
    csvHead: `${csvLineAsIs(COLUMNS)}\r\n`,
    csv: (records) => records.map((record) => `${csvLineAsIs(COLUMNS.map((column) => record[column]))}\r\n`).join(""),
    json: (record) => record,
};

/** All records of a list that are taken, a part at a time. Those that were refused are none of the room's. */
export async function* recordLines(room: Room): AsyncGenerator<readonly RecordLine[]> {
    let part: RecordLine[] = [];
    for (let n = 1; n <= room.position.n; n++) {
        const numbered = room.at(n);
        if (numbered === undefined || !isTaken(numbered)) continue;
        part.push({ n, id: numbered.id.toString("hex"), record: numbered.record.bytes.toString("base64") });
        if (part.length < PART) continue;
        yield part;
        part = [];
        await new Promise((resolve) => setImmediate(resolve));
    }
    yield part;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes of one record. @param where names it. Raises a Refusal. */
function bytesOf(value: unknown, where: string): Buffer {
    const line = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
    const { record } = line;
    if (record === undefined && ("fields" in line || "body" in line)) throw new Refusal(422, `${where}: ${UNSIGNED}`);
    if (typeof record !== "string" || !BASE64.test(record))
        throw new Refusal(400, `${where}: "record" expected, the bytes of a record in base64`);
    return Buffer.from(record, "base64");
}

function parseJson(text: string, where: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new Refusal(400, `${where}: ${messageOf(error)}`);
    }
}

function* fromLines(body: Buffer): Generator<Buffer> {
    for (let start = 0, number = 1; start < body.length; number++) {
        const found = body.indexOf(10, start);
        const end = found < 0 ? body.length : found;
        const text = body.toString("utf8", start, end).trim();
        if (text !== "") yield bytesOf(parseJson(text, `line ${number}`), `line ${number}`);
        start = end + 1;
    }
}

function* fromCsv(body: Buffer): Generator<Buffer> {
    let rows: unknown[];
    try {
        rows = parse(body, { columns: true, bom: true, skip_empty_lines: true });
    } catch (error) {
        throw new Refusal(400, `CSV: ${messageOf(error)}`);
    }
    for (const [index, row] of rows.entries()) yield bytesOf(row, `line ${index + 2}`);
}

function* fromJson(body: Buffer): Generator<Buffer> {
    const all = parseJson(body.toString("utf8"), "JSON") as { records?: unknown; events?: unknown } | null;
    if (all !== null && all.records === undefined && all.events !== undefined) throw new Refusal(422, UNSIGNED);
    if (!Array.isArray(all?.records)) throw new Refusal(400, 'JSON: { "records": [...] } expected');
    for (const [index, record] of (all.records as unknown[]).entries()) yield bytesOf(record, `record ${index + 1}`);
}

/** The records that a body holds, in their order. Raises a Refusal at the first that is none. @param type of its content. */
export function readRecords(body: Buffer, type: string): Generator<Buffer> {
    const [form] = type.toLowerCase().split(";", 1);
    if (form === "text/csv") return fromCsv(body);
    return form === "application/json" ? fromJson(body) : fromLines(body);
}
