/**
 * Deep copies of a state, in slices. A table that occurs several times in the state does so in the copy.
 *
 * A state holds strings, numbers, booleans and plain tables of these. Anything else could not be saved, or would be
 * shared by a checkpoint and the state that it is a copy of.
 */

import type { Pause } from "../ports";
import { TableMap } from "./table-map";

const floor = math.floor;

/** Bytes that a table, and an entry of one, take in Lua 5.1 on a 64-bit client, about. */
export const TABLE_BYTES = 56;
export const ENTRY_BYTES = 40;

/** Entries of one table, and tables, between two looks at the frame's budget. */
const STEP = 64;
const TABLE_STEP = 16;

/** Deepest nesting: far below what recursion in Lua bears. */
const MAX_DEPTH = 100;

/** The types of values, and of keys, that are copied as they are. */
const PLAIN = new LuaSet<string>();
for (const kind of ["string", "number", "boolean"]) {
    PLAIN.add(kind);
}

type Table = LuaTable<AnyNotNil, unknown>;

/**
 * A copy and its size in bytes; or nil and where the state holds something that it must not, or nothing when the state is larger
 * than the copy may become.
 */
export type StateCopy = LuaMultiReturn<[copy: object, bytes: number] | [undefined, problem: string | undefined]>;

/** The path of an entry of the table at `path`. */
export function pathTo(path: string, key: unknown): string {
    return typeof key === "string" ? `${path}.${key}` : `${path}[${tostring(key)}]`;
}

/**
 * Maps of short tables that hold no others. Which one such a table is in is told by the sum of its numbers: to look it up in one map
 * for all would mean to look in many, of bounded size.
 */
const LEAF_MAPS = 64;

/** Most names of fields that are remembered as sound keys. */
const MOST_NAMES = 64;

class Copier {
    bytes = 0;
    /** What the state must not hold, and its path below the state. Made only on the way out of a failure. */
    foreign: string | undefined;
    path = "";
    private tables = 0;
    /** Copies of tables that hold others or are long: known from the first of these on, so that a state may hold itself. */
    private readonly parents = new TableMap<object>();
    /** The same of other tables. */
    private readonly leaves = new LuaTable<number, TableMap<object> | undefined>();
    private readonly names = new LuaSet<AnyNotNil>();
    private nameCount = 0;

    constructor(
        private readonly pause: Pause,
        private readonly standIns: TableMap<object> | undefined,
        private readonly limit: number,
    ) {}

    /** The copy of a table; nil when the whole is given up. */
    copy(source: object, depth: number): object | undefined {
        if (getmetatable(source) !== undefined) {
            return this.fail("a table with a metatable");
        }
        if (depth > MAX_DEPTH) {
            return this.fail("a table nested too deep");
        }
        const { names, parents, standIns } = this;
        const copy = new LuaTable<AnyNotNil, unknown>();
        let isLeaf = true;
        let sum = 0;
        let entries = 0;
        for (const [key, value] of pairs(source as Table)) {
            if (!names.has(key) && !this.isSoundKey(key)) {
                return this.fail(`a ${type(key)} as key`);
            }
            const kind = type(value);
            // A long one is looked up on the way, so as not to be copied for each place that it stands in.
            if (isLeaf && (kind === "table" || entries === STEP)) {
                const before = parents.get(source);
                if (before !== undefined) {
                    return before;
                }
                isLeaf = false;
                parents.set(source, copy);
            }
            if (kind === "table") {
                const inner = standIns?.get(value as object) ?? this.copy(value as object, depth + 1);
                if (inner === undefined) {
                    this.path = pathTo("", key) + this.path;
                    return undefined;
                }
                copy.set(key, inner);
            } else if (PLAIN.has(kind)) {
                copy.set(key, value);
                if (kind === "number") {
                    sum += value as number;
                }
            } else {
                this.path = pathTo("", key);
                return this.fail(`a ${kind}`);
            }
            entries++;
            if (entries % STEP === 0 && !this.step(entries)) {
                return undefined;
            }
        }
        const before = isLeaf ? this.leafBefore(source, copy, sum) : undefined;
        if (before !== undefined) {
            return before;
        }
        this.bytes += TABLE_BYTES + ENTRY_BYTES * entries;
        this.tables++;
        return this.tables % TABLE_STEP !== 0 || this.step(0) ? copy : undefined;
    }

    /** Whether a key is one that a state may have. */
    private isSoundKey(key: AnyNotNil): boolean {
        const kind = type(key);
        if (kind === "string" && this.nameCount < MOST_NAMES) {
            this.names.add(key);
            this.nameCount++;
        }
        return PLAIN.has(kind);
    }

    /** The copy that was made before of a table which holds no others; nil the first time. @param sum of its numbers. */
    private leafBefore(source: object, copy: object, sum: number): object | undefined {
        const at = sum - sum === 0 ? floor(sum) % LEAF_MAPS : 0;
        let leaves = this.leaves.get(at);
        if (leaves === undefined) {
            leaves = new TableMap();
            this.leaves.set(at, leaves);
        }
        const before = leaves.get(source);
        if (before === undefined) {
            leaves.set(source, copy);
        }
        return before;
    }

    /** Looks at the frame's budget. False when the copy becomes too large. */
    private step(entries: number): boolean {
        this.pause();
        return this.bytes + ENTRY_BYTES * entries <= this.limit;
    }

    private fail(foreign: string): undefined {
        this.foreign = foreign;
        return undefined;
    }
}

/**
 * Copies a state, which nobody may change meanwhile.
 * @param standIns what is to stand in the place of some tables; nil when there are none.
 * @param limit bytes of a copy beyond which it is given up.
 */
export function copyState(
    state: object,
    pause: Pause,
    standIns?: TableMap<object>,
    limit: number = math.huge,
): StateCopy {
    const copier = new Copier(pause, standIns, limit);
    const copy = copier.copy(state, 0);
    if (copy !== undefined) {
        return $multi(copy, copier.bytes);
    }
    const { foreign, path } = copier;
    if (foreign === undefined) {
        return $multi(undefined, undefined);
    }
    return $multi(
        undefined,
        `state${path} holds ${foreign}; a state is made of plain tables, strings, numbers and booleans`,
    );
}

class Comparer {
    private entries = 0;
    /**
     * Tables that are taken to be equal, as a forest: each leads to another one. States may hold themselves, in circles of
     * different lengths: each comparison joins two of its trees, so it comes to an end (Hopcroft and Karp).
     */
    private readonly equals = new TableMap<object>();

    constructor(private readonly pause: Pause) {}

    compare(a: unknown, b: unknown, path: string): string | undefined {
        if (type(a) !== "table" || type(b) !== "table") {
            return a === b ? undefined : path;
        }
        const one = this.rootOf(a as object);
        const other = this.rootOf(b as object);
        if (one === other) {
            return undefined;
        }
        this.equals.set(other, one);
        return this.compareEntries(a as Table, b as Table, path);
    }

    private rootOf(start: object): object {
        let root = start;
        let next = this.equals.get(root);
        while (next !== undefined) {
            root = next;
            next = this.equals.get(root);
        }
        if (root !== start && this.equals.get(start) !== root) {
            this.equals.set(start, root);
        }
        return root;
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

/** Finds where two states differ: the path of the first difference; nil when they are equal. @param path that of both. */
export function findDifference(a: unknown, b: unknown, pause: Pause, path = "state"): string | undefined {
    return new Comparer(pause).compare(a, b, path);
}
