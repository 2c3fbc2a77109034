/**
 * Deep copies of a state, in slices. A table that occurs several times in the state does so in the copy.
 *
 * A state holds strings, numbers, booleans and plain tables of these. Anything else could not be saved, or would be
 * shared by a checkpoint and the state that it is a copy of.
 */

import type { Pause } from "../ports";

/** Bytes that a table, and an entry of one, take in Lua 5.1 on a 64-bit client, about. */
const TABLE_BYTES = 56;
const ENTRY_BYTES = 40;

/** Entries that are copied between two looks at the frame's budget. */
const STEP = 64;

/** Deepest nesting: far below what recursion in Lua bears. */
const MAX_DEPTH = 100;

type Table = LuaTable<AnyNotNil, unknown>;

/** A copy and its size in bytes; or nil and where the state holds something that it must not. */
export type StateCopy = LuaMultiReturn<[copy: object, bytes: number] | [undefined, problem: string]>;

/** The path of an entry of the table at `path`. */
export function pathTo(path: string, key: unknown): string {
    return typeof key === "string" ? `${path}.${key}` : `${path}[${tostring(key)}]`;
}

class Copier {
    bytes = 0;
    problem: string | undefined;
    private entries = 0;
    private readonly copies = new LuaMap<object, object>();

    constructor(private readonly pause: Pause) {}

    copy(source: object, path: string, depth: number): object {
        const known = this.copies.get(source);
        if (known !== undefined) {
            return known;
        }
        const copy = new LuaTable<AnyNotNil, unknown>();
        this.copies.set(source, copy);
        if (getmetatable(source) !== undefined) {
            this.fail(path, "a table with a metatable");
        } else if (depth > MAX_DEPTH) {
            this.fail(path, "a table nested too deep");
        } else {
            this.fill(copy, source as Table, path, depth);
        }
        return copy;
    }

    private fill(copy: Table, source: Table, path: string, depth: number): void {
        this.bytes += TABLE_BYTES;
        for (const [key, value] of pairs(source)) {
            const kind = type(value);
            if (type(key) === "table" || !isPlain(type(key))) {
                this.fail(path, `a ${type(key)} as key`);
            } else if (kind === "table") {
                copy.set(key, this.copy(value as object, pathTo(path, key), depth + 1));
            } else if (isPlain(kind)) {
                copy.set(key, value);
            } else {
                this.fail(pathTo(path, key), `a ${kind}`);
            }
            if (this.problem !== undefined) {
                return;
            }
            this.bytes += ENTRY_BYTES;
            this.entries++;
            if (this.entries % STEP === 0) {
                this.pause();
            }
        }
    }

    private fail(path: string, what: string): void {
        this.problem ??= `${path} holds ${what}; a state is made of plain tables, strings, numbers and booleans`;
    }
}

function isPlain(kind: string): boolean {
    return kind === "string" || kind === "number" || kind === "boolean";
}

/** Copies a state, which nobody may change meanwhile. */
export function copyState(state: object, pause: Pause): StateCopy {
    const copier = new Copier(pause);
    const copy = copier.copy(state, "state", 0);
    if (copier.problem !== undefined) {
        return $multi(undefined, copier.problem);
    }
    return $multi(copy, copier.bytes);
}

class Comparer {
    private entries = 0;
    /** What each table of the first state was compared with last: states may hold themselves. */
    private readonly partners = new LuaMap<object, unknown>();

    constructor(private readonly pause: Pause) {}

    compare(a: unknown, b: unknown, path: string): string | undefined {
        if (type(a) !== "table" || type(b) !== "table") {
            return a === b ? undefined : path;
        }
        if (this.partners.get(a as object) === b) {
            return undefined;
        }
        this.partners.set(a as object, b);
        return this.compareEntries(a as Table, b as Table, path);
    }

    private compareEntries(a: Table, b: Table, path: string): string | undefined {
        for (const [key, value] of pairs(a)) {
            const difference = this.compare(value, b.get(key), pathTo(path, key));
            if (difference !== undefined) {
                return difference;
            }
            this.step();
        }
        for (const [key] of pairs(b)) {
            if (a.get(key) === undefined) {
                return pathTo(path, key);
            }
            this.step();
        }
        return undefined;
    }

    private step(): void {
        this.entries++;
        if (this.entries % STEP === 0) {
            this.pause();
        }
    }
}

/** Finds where two states differ: the path of the first difference; nil when they are equal. */
export function findDifference(a: unknown, b: unknown, pause: Pause): string | undefined {
    return new Comparer(pause).compare(a, b, "state");
}
