/** What is other in one state, or in the rows of one view, than in another. */
import type { LuaJson } from "./lua-json";
import type { ColumnInfo, ViewInfo } from "./modules";

/** Most changes that are told, of a state and of rows. */
const MOST = 10_000;

/** A change of a state: where, what it was and is. A member is absent where there was, or is, nothing. */
export interface StateChange {
    readonly path: readonly LuaJson[];
    readonly before?: LuaJson;
    readonly after?: LuaJson;
}

type Cells = readonly LuaJson[];

export interface RowChange {
    readonly key: LuaJson;
    readonly before: Cells | null;
    readonly after: Cells | null;
}

export interface ViewDifference {
    readonly columns: readonly ColumnInfo[];
    /** The name of the column by which rows are told apart. */
    readonly key: string;
    readonly rows: readonly RowChange[];
}

type Entry = readonly [LuaJson, LuaJson];

/** The entries of a table, by the text of their keys; undefined of what is none. */
function entriesOf(value: LuaJson): Map<string, Entry> | undefined {
    if (Array.isArray(value)) {
        return new Map((value as readonly LuaJson[]).map((item, index) => [String(index + 1), [index + 1, item]]));
    }
    if (typeof value !== "object" || value === null || !("table" in value)) return undefined;
    return new Map(value.table.map((entry) => [JSON.stringify(entry[0]), entry]));
}

class Finder {
    readonly changes: StateChange[] = [];
    isCut = false;

    compare(before: LuaJson, after: LuaJson, path: readonly LuaJson[]): void {
        if (this.isCut) return;
        const [one, other] = [entriesOf(before), entriesOf(after)];
        if (one === undefined || other === undefined) {
            if (JSON.stringify(before) !== JSON.stringify(after)) this.add({ path, before, after });
            return;
        }
        for (const [name, [key, value]] of one) {
            const now = other.get(name);
            if (now === undefined) this.add({ path: [...path, key], before: value });
            else this.compare(value, now[1], [...path, key]);
        }
        for (const [name, [key, value]] of other) if (!one.has(name)) this.add({ path: [...path, key], after: value });
    }

    private add(change: StateChange): void {
        if (this.changes.length < MOST) this.changes.push(change);
        else this.isCut = true;
    }
}

/** What is other in a state. */
export function differenceOf(
    before: LuaJson,
    after: LuaJson,
): { readonly changes: readonly StateChange[]; readonly isCut: boolean } {
    const finder = new Finder();
    finder.compare(before, after, []);
    return finder;
}

/** The place of the column that tells rows apart: the first of players, else the first. */
export function keyOf({ columns }: ViewInfo): number {
    return Math.max(
        0,
        columns.findIndex(({ kind }) => kind === "player"),
    );
}

/** Rows by their key; of several with one key by how many stood before, too. */
function byKey(rows: readonly Cells[], key: number): Map<string, Cells> {
    const named = new Map<string, Cells>();
    const counts = new Map<string, number>();
    for (const row of rows) {
        const text = JSON.stringify(row[key]);
        const count = counts.get(text) ?? 0;
        counts.set(text, count + 1);
        named.set(`${count} ${text}`, row);
    }
    return named;
}

/** Rows that are other, new or gone. @param key place of the column that tells them apart. */
export function rowDifference(
    { columns }: ViewInfo,
    key: number,
    before: readonly Cells[],
    after: readonly Cells[],
): ViewDifference {
    const [one, other] = [byKey(before, key), byKey(after, key)];
    const rows: RowChange[] = [];
    for (const [name, row] of one) {
        const now = other.get(name) ?? null;
        if (JSON.stringify(row) !== JSON.stringify(now)) rows.push({ key: row[key], before: row, after: now });
    }
    for (const [name, row] of other) if (!one.has(name)) rows.push({ key: row[key], before: null, after: row });
    return { columns, key: columns[key].name, rows };
}
