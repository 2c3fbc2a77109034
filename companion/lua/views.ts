/** How a module shows its state: views, each a table of rows with columns. */

import { expectFunction, expectList, expectNames, expectString, expectTable, misuse, mustBe } from "../../src/misuse";

const METHOD = "views";

/** Most views of a ledger, and columns and rows of one. */
const MAX_VIEWS = 16;
const MAX_COLUMNS = 32;
const MAX_ROWS = 10_000;

/** What a column can hold. */
const KINDS = ["player", "number", "item", "time", "text"];

/** The names of a view, and of a column. */
const VIEW = ["title", "columns", "rows"];
const COLUMN = ["name", "title", "kind"];

/** A column. */
export interface Column {
    readonly name: string;
    readonly title: string;
    readonly kind: string;
}

type Rows = (this: void, state: object) => unknown;

/** A view. */
export interface View {
    readonly name: string;
    readonly title: string;
    readonly columns: readonly Column[];
    /** The rows of a state, which it may not change. */
    readonly rows: Rows;
}

/** "awardCount" as a title: "Award count". */
function titleOf(name: string): string {
    const [words] = string.gsub(name, "(%l)(%u)", (small: string, large: string) => `${small} ${string.lower(large)}`);
    const [spaced] = string.gsub(words, "_", " ");
    return string.upper(string.sub(spaced, 1, 1)) + string.sub(spaced, 2);
}

/** A column: a table with a name, or "points:number" in short. */
function readColumn(given: unknown): Column {
    let column: Record<string, unknown>;
    if (typeof given === "string") {
        const [name, kind] = string.match(given, "^([^:]+):?(.*)$");
        column = { name, kind: kind === "" ? undefined : kind };
    } else {
        expectTable(METHOD, "columns", given);
        column = given as Record<string, unknown>;
        expectNames(METHOD, column, COLUMN);
    }
    const { name, kind = "text" } = column;
    expectString(METHOD, "name", name, 1, 64);
    const { title = titleOf(name as string) } = column;
    expectString(METHOD, "title", title, 1, 64);
    if (!KINDS.includes(kind as string)) {
        misuse(METHOD, "kind", mustBe(`one of ${table.concat(KINDS, ", ")}`, kind));
    }
    return { name: name as string, title: title as string, kind: kind as string };
}

function readView(name: string, given: Record<string, unknown>): View {
    expectTable(METHOD, name, given);
    expectNames(METHOD, given, VIEW);
    const { title = titleOf(name), columns, rows } = given;
    expectString(METHOD, "title", title, 1, 64);
    expectList(METHOD, "columns", columns);
    if ((columns as unknown[]).length === 0 || (columns as unknown[]).length > MAX_COLUMNS) {
        misuse(METHOD, "columns", `must be 1 to ${tostring(MAX_COLUMNS)}, got ${tostring((columns as []).length)}`);
    }
    expectFunction(METHOD, "rows", rows);
    const read = (columns as unknown[]).map((column) => readColumn(column));
    return { name, title: title as string, columns: read, rows: rows as Rows };
}

/** The views of a ledger, `standings` first, then by name. Raises where they are not of that form. */
export function readViews(given: unknown): View[] {
    if (given === undefined) {
        return [];
    }
    expectTable(METHOD, "views", given);
    const names: string[] = [];
    for (const [name] of pairs(given as Record<string, unknown>)) {
        expectString(METHOD, "name", name, 1, 64);
        names[names.length] = name;
    }
    if (names.length > MAX_VIEWS) {
        misuse(METHOD, "views", `must be ${tostring(MAX_VIEWS)} at most, got ${tostring(names.length)}`);
    }
    table.sort(names, (one, other) =>
        (one === "standings") !== (other === "standings") ? one === "standings" : one < other,
    );
    return names.map((name) => readView(name, (given as Record<string, Record<string, unknown>>)[name]));
}

/** The cells of a row: by the names of columns, or one behind the other. Nil where there is no row. */
function cellsOf(row: unknown, columns: readonly Column[]): LuaTable<number, unknown> {
    if (type(row) !== "table") {
        error(`each row must be a table, got a ${type(row)}`, 0);
    }
    const cells = new LuaTable<number, unknown>();
    let place = 0;
    for (const { name } of columns) {
        place++;
        const named = (row as Record<string, unknown>)[name];
        cells.set(place, named !== undefined ? named : (row as LuaTable<number, unknown>).get(place));
    }
    return cells;
}

/**
 * The rows of a view. Raises what the module raises, and where it gives no rows.
 * @returns them, each a list of cells as long as there are columns, and whether there are more.
 */
export function rowsOf(
    { name, rows, columns }: View,
    state: object,
): LuaMultiReturn<[rows: LuaTable<number, unknown>[], isCut: boolean]> {
    const given = rows(state);
    if (type(given) !== "table") {
        error(`views.${name}: rows must return a list of rows, got a ${type(given)}`, 0);
    }
    const list: LuaTable<number, unknown>[] = [];
    const all = given as LuaTable<number, unknown>;
    let count = 0;
    while (count < MAX_ROWS && all.get(count + 1) !== undefined) {
        list[count] = cellsOf(all.get(count + 1), columns);
        count++;
    }
    return $multi(list, all.get(count + 1) !== undefined);
}
