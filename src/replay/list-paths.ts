/** The paths of lists in a state, such as "history" and "lists.*": names, or "*" for every key, between dots. */

import { pathTo } from "./state-copy";

/** The name that stands for every key. */
const ANY = "*";

type Table = LuaTable<AnyNotNil, unknown>;

/** The names of a path. */
export type ListPath = readonly string[];

/** Takes a table that stands at a path: under a key of the table whose path in the state is given. */
type Visit = (this: void, list: object, parentPath: string, key: AnyNotNil) => void;

/** The names of a path; nil when it is none. */
export function parsePath(path: string): ListPath | undefined {
    if (string.match(`.${path}.`, "%.%.")[0] !== undefined) {
        return undefined;
    }
    const names: string[] = [];
    for (const [name] of string.gmatch(path, "[^.]+")) {
        names[names.length] = name;
    }
    return names;
}

/** Whether something can stand at the one path and be, or be inside of, what stands at the other. */
export function canBeWithin(inner: ListPath, outer: ListPath): boolean {
    if (inner.length < outer.length) {
        return false;
    }
    for (const index of $range(0, outer.length - 1)) {
        if (inner[index] !== outer[index] && inner[index] !== ANY && outer[index] !== ANY) {
            return false;
        }
    }
    return true;
}

/** Visits every table of a state that stands at a path. */
export function eachList(state: object, paths: readonly ListPath[], visit: Visit): void {
    for (const names of paths) {
        walk(state as Table, names, 0, "state", visit);
    }
}

function walk(table: Table, names: ListPath, index: number, path: string, visit: Visit): void {
    const name = names[index];
    if (name === ANY) {
        for (const [key, value] of pairs(table)) {
            follow(value, key, names, index, path, visit);
        }
    } else {
        follow(table.get(name), name, names, index, path, visit);
    }
}

function follow(value: unknown, key: AnyNotNil, names: ListPath, index: number, path: string, visit: Visit): void {
    if (type(value) !== "table") {
        return;
    }
    if (index === names.length - 1) {
        visit(value as object, path, key);
    } else {
        walk(value as Table, names, index + 1, pathTo(path, key), visit);
    }
}
