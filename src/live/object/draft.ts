/** An object while a patch is applied: copied along the paths that change, so that what others hold of it stays as it was. */

import { indexOf } from "./paths";
import { EMPTY_ARRAY, isArray, Kind, kindOf, nameKind, NULL, type ObjectTable } from "./values";

/** Most nulls that one path may put between the end of an array and its index. */
const PADDING_LIMIT = 1024;

/** The path of the first parts. */
function joinParts(parts: readonly string[], count: number): string {
    return table.concat(parts as string[], ".", 1, count);
}

/** Puts a value into a table that may be changed. Whether it is an array has to be told: an empty one does not show it. */
function put(into: object, isList: boolean, part: string, value: unknown): void {
    if (!isList) {
        (into as ObjectTable).set(part, value);
        return;
    }
    const list = into as unknown[];
    const index = indexOf(part)!;
    for (const gap of $range(list.length, index - 1)) {
        list[gap] = NULL;
    }
    list[index] = value ?? NULL;
}

/** Why a path cannot go on from an array; nil when it can. */
function objectionToIndex(path: string, part: string, length: number): string | undefined {
    const index = indexOf(part);
    if (index === undefined) {
        return `cannot be reached: '${path}' is an array, and '${part}' is no index of it`;
    }
    if (index - length > PADDING_LIMIT) {
        return string.format("cannot be reached: more than %.0f elements before it are missing", PADDING_LIMIT);
    }
    return undefined;
}

export class Draft {
    /** The object as it is so far. */
    root: object;
    /** The tables that were made for this draft, and may be changed. */
    private readonly own = new LuaSet<object>();

    constructor(data: object) {
        this.root = data;
    }

    /** What is at a path; nil when nothing is, and then why nothing can be put there, as the end of a sentence, if so. */
    find(parts: readonly string[]): LuaMultiReturn<[value: unknown, objection?: string]> {
        let at: unknown = this.root;
        for (const index of $range(0, parts.length - 1)) {
            const part = parts[index];
            const kind = kindOf(at);
            if (kind === Kind.Object) {
                at = (at as ObjectTable).get(part);
            } else if (kind === Kind.Array) {
                const list = at as readonly unknown[];
                const objection = objectionToIndex(joinParts(parts, index), part, list.length);
                if (objection !== undefined) {
                    return $multi(undefined, objection);
                }
                at = list[indexOf(part)!];
            } else {
                const path = joinParts(parts, index);
                return $multi(undefined, `cannot be reached: '${path}' is ${nameKind(at)}`);
            }
            if (at === undefined) {
                return $multi(undefined);
            }
        }
        return $multi(at);
    }

    /** Whether an array is on the way to a path. */
    leadsThroughArray(parts: readonly string[]): boolean {
        let at: unknown = this.root;
        for (const index of $range(0, parts.length - 2)) {
            at = (at as ObjectTable).get(parts[index]);
            if (at === undefined || type(at) !== "table") {
                return false;
            }
            if (isArray(at as object)) {
                return true;
            }
        }
        return false;
    }

    /** Puts a value at a path to which find() had no objection. Nil takes away what is there: a field goes, an element becomes null. */
    set(parts: readonly string[], value: unknown): void {
        const last = parts.length - 1;
        this.root = this.copy(this.root);
        let into = this.root;
        let isList = false;
        for (const index of $range(0, last - 1)) {
            const part = parts[index];
            const child: unknown = isList ? (into as unknown[])[indexOf(part)!] : (into as ObjectTable).get(part);
            const isChildList: boolean = child !== undefined && isArray(child as object);
            const copy = this.copy(child as object | undefined);
            put(into, isList, part, copy);
            into = copy;
            isList = isChildList;
        }
        put(into, isList, parts[last], value);
    }

    /** A table of the draft's own with what a table has; an empty one for nil. */
    private copy(from: object | undefined): object {
        if (from !== undefined && this.own.has(from)) {
            return from;
        }
        const made = new LuaTable<AnyNotNil, unknown>();
        if (from !== undefined && from !== EMPTY_ARRAY) {
            for (const [key, value] of pairs(from as LuaTable<AnyNotNil, unknown>)) {
                made.set(key, value);
            }
        }
        this.own.add(made);
        return made;
    }
}
