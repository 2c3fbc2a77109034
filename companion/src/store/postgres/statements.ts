/** Queries with named values as PostgreSQL takes them: with numbered ones. */
import type { Params, Value } from "../driver";
import type { PostgresQuery } from "./queries";

/** What is sent. */
export interface Statement {
    readonly text: string;
    readonly values: readonly unknown[];
}

/** A character that PostgreSQL has in no text; U+FFFD stands for it. */
const NUL = "\0";

const valueOf = (value: Value): unknown => {
    if (typeof value === "string") return value.replaceAll(NUL, "\ufffd");
    return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
};

const NAME = /@([A-Za-z]+)/g;

/** A query that reads. */
function readStatement(sql: string, params: Params): Statement {
    const names: string[] = [];
    const text = sql.replaceAll(NAME, (_, name: string) => {
        if (!names.includes(name)) names.push(name);
        return `$${names.indexOf(name) + 1}`;
    });
    return { text, values: names.map((name) => valueOf(params[name] ?? null)) };
}

/** A query that changes: its rows are columns of arrays. */
function putStatement(
    { columns, put }: Extract<PostgresQuery, { put: string }>,
    room: string,
    rows: readonly Params[],
): Statement {
    const names = Object.keys(columns);
    const arrays = names.map((name, index) => `$${index + 2}::${columns[name]}[]`).join(", ");
    const d = `WITH d AS (SELECT * FROM unnest(${arrays}) WITH ORDINALITY AS d(${[...names, "ordinal"].join(", ")})) `;
    const sql = put.replaceAll("@room", "$1::text");
    return {
        text: names.length === 0 ? sql : d + sql,
        values: [room, ...names.map((name) => rows.map((row) => valueOf(row[name] ?? null)))],
    };
}

/** What a query is for a room. @param rows of values; one for what reads. */
export function statementOf(query: PostgresQuery, room: string, rows: readonly Params[]): Statement {
    return "read" in query ? readStatement(query.read, { ...rows[0], room }) : putStatement(query, room, rows);
}
