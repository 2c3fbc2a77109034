/** The paths of lists in a state, such as "history" and "lists.*": names, or "*" for every key, between dots. */

import type { Pause } from "../ports";
import { pathTo } from "./state-copy";

/** The name that stands for every key. */
const ANY = "*";

type Table = LuaTable<AnyNotNil, unknown>;

/** The names of a path. */
export type ListPath = readonly string[];

/** Takes a table that stands at a path: under a key of the table whose path in the state is given. */
type Visit = (this: void, list: object, parentPath: string, key: AnyNotNil) => void;

/** Values that are looked at between two looks at the frame's budget. */
const STEP = 64;

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

/** Visits every table of a state that stands at a path, in slices. Nobody may change the state meanwhile. */
export function eachList(state: object, paths: readonly ListPath[], visit: Visit, pause: Pause): void {
    const walker = new Walker(visit, pause);
    for (const names of paths) {
        walker.walk(state as Table, names, 0, "state");
    }
}

class Walker {
    private steps = 0;

    constructor(
        private readonly visit: Visit,
        private readonly pause: Pause,
    ) {}

    walk(table: Table, names: ListPath, index: number, path: string): void {
        const name = names[index];
        if (name === ANY) {
            for (const [key, value] of pairs(table)) {
                this.follow(value, key, names, index, path);
            }
        } else {
            this.follow(table.get(name), name, names, index, path);
        }
    }

    private follow(value: unknown, key: AnyNotNil, names: ListPath, index: number, path: string): void {
        if (type(value) === "table") {
            if (index === names.length - 1) {
                const { visit } = this;
                visit(value as object, path, key);
            } else {
                this.walk(value as Table, names, index + 1, pathTo(path, key));
            }
        }
        this.steps++;
        if (this.steps % STEP === 0) {
            this.pause();
        }
    }
}
