/** Takes values over from a program or from a message: checked, bounded, and a copy, so that nobody else changes them. Never raises. */

import { MAX_DEPTH } from "../../codec/cbor-head";
import { isFiniteNumber, isWholeWithin } from "../../numbers";
import { depthOf, sizeOf } from "./sizes";
import { type AnyTable, EMPTY_ARRAY, isArray, type Marker, namesOf, NULL, type ObjectTable } from "./values";

const find = string.find;
const format = string.format;
const max = math.max;
const sub = string.sub;

/** Most levels of tables in each other: what CBOR values of this library may have. */
export const DEPTH_LIMIT = MAX_DEPTH;

/** Most bytes of an object, encoded. */
export const DATA_BYTES = 16384;

export const TOO_DEEP = format("must be nested to %.0f levels at most", DEPTH_LIMIT);
export const TOO_LARGE = format("must take %.0f bytes at most", DATA_BYTES);
const NOT_FINITE = "must be a finite number";
const NOT_A_NAME = "must have field names that are not empty, do not start with '$' and hold no '.'";
const NOT_A_TABLE = "must have text as keys, or 1 to n without a gap";

/** How many bytes may still be read. */
export class Budget {
    left = DATA_BYTES;

    /** @returns whether there was as much. */
    take(bytes: number): boolean {
        this.left -= bytes;
        return this.left >= 0;
    }
}

/** What was read; or why not, as the end of a sentence, and where in it: "list.2", "" for the value itself. */
export type Read<T> = LuaMultiReturn<[value: T] | [value: undefined, reason: string, at: string]>;

/** The path of a step inside of what is at a path. */
export function joinPath(path: string, step: string): string {
    if (path === "") {
        return step;
    }
    return step === "" ? path : `${path}.${step}`;
}

/** Most bytes that a message quotes of a name. */
const QUOTED_BYTES = 100;

/** A name in a message. What comes from a message of the network can be as long as that. */
export function quote(name: string): string {
    return `'${sub(name, 1, QUOTED_BYTES)}'`;
}

/** Whether all keys are text; whether they are 1 to n. An empty table has both. */
function shapeOf(value: AnyTable): LuaMultiReturn<[isObject: boolean, isList: boolean]> {
    let named = 0;
    let numbered = 0;
    let largest = 0;
    for (const [key] of pairs(value)) {
        if (typeof key === "string") {
            named++;
        } else if (isWholeWithin(key, 1, DATA_BYTES)) {
            numbered++;
            largest = max(largest, key);
        } else {
            return $multi(false, false);
        }
    }
    return $multi(numbered === 0, named === 0 && largest === numbered);
}

/** The marker that a table stands for, wherever it comes from. */
function markerOf(value: AnyTable): Marker | undefined {
    const code = rawget(value as unknown as Marker, false as unknown as keyof Marker) as unknown;
    if (code === undefined || next(value as LuaTable, false)[0] !== undefined || next(value as LuaTable)[0] !== false) {
        return undefined;
    }
    if (code === 0) {
        return NULL;
    }
    return code === 1 ? EMPTY_ARRAY : undefined;
}

function readElements(list: readonly unknown[], level: number, budget: Budget): Read<unknown[]> {
    const copy: unknown[] = [];
    for (const index of $range(0, list.length - 1)) {
        const [element, reason, at] = readValue(list[index], level + 1, budget);
        if (element === undefined) {
            return $multi(undefined, reason, joinPath(format("%.0f", index), at));
        }
        copy[index] = element;
    }
    return $multi(copy);
}

/** Whether a field can have this name: a path has to reach it. */
function isFieldName(name: string): boolean {
    return name !== "" && find(name, "^%$")[0] === undefined && find(name, ".", 1, true)[0] === undefined;
}

function readFields(object: ObjectTable, level: number, budget: Budget): Read<object> {
    const copy: ObjectTable = new LuaTable();
    for (const name of namesOf(object)) {
        if (!isFieldName(name)) {
            return $multi(undefined, NOT_A_NAME, "");
        }
        if (!budget.take(name.length + 1)) {
            return $multi(undefined, TOO_LARGE, "");
        }
        const [value, reason, at] = readValue(object.get(name), level + 1, budget);
        if (value === undefined) {
            return $multi(undefined, reason, joinPath(name, at));
        }
        copy.set(name, value);
    }
    return $multi(copy);
}

function readTable(value: AnyTable, level: number, budget: Budget): Read<object> {
    if (level > DEPTH_LIMIT) {
        return $multi(undefined, TOO_DEEP, "");
    }
    const marker = markerOf(value);
    if (marker !== undefined) {
        return $multi(marker);
    }
    const [isObject, isList] = shapeOf(value);
    if (isObject) {
        return readFields(value as unknown as ObjectTable, level, budget);
    }
    if (isList) {
        return readElements(value as unknown as unknown[], level, budget);
    }
    return $multi(undefined, NOT_A_TABLE, "");
}

/**
 * Takes a value over from a program or from a message: checked, and a copy of it. Never raises.
 * @param level how many levels of tables it is in, itself included: 1 for one that is by itself.
 */
export function readValue(value: unknown, level: number, budget: Budget): Read<AnyNotNil> {
    if (!budget.take(typeof value === "string" ? value.length + 1 : 1)) {
        return $multi(undefined, TOO_LARGE, "");
    }
    if (typeof value === "number") {
        if (!isFiniteNumber(value)) {
            return $multi(undefined, NOT_FINITE, "");
        }
        // Makes 0 of negative zero, which does not travel.
        return $multi(value + 0);
    }
    if (typeof value === "string" || typeof value === "boolean") {
        return $multi(value);
    }
    if (type(value) !== "table") {
        return $multi(undefined, `must not be ${value === undefined ? "nil" : `a ${type(value)}`}`, "");
    }
    return readTable(value as AnyTable, level, budget);
}

/** The elements of what a program or a message gives for a list: where there has to be one, an empty table is one, too. */
export function listIn(value: unknown): readonly unknown[] | undefined {
    if (type(value) !== "table") {
        return undefined;
    }
    if (markerOf(value as AnyTable) === EMPTY_ARRAY) {
        return [];
    }
    return shapeOf(value as AnyTable)[1] ? (value as readonly unknown[]) : undefined;
}

/** Takes over a list. */
export function readList(value: unknown, level: number, budget: Budget): Read<readonly unknown[]> {
    const list = listIn(value);
    if (list === undefined) {
        return $multi(undefined, "must be a list", "");
    }
    if (level > DEPTH_LIMIT) {
        return $multi(undefined, TOO_DEEP, "");
    }
    return readElements(list, level, budget);
}

/** Why a value cannot be a shared object: it is too large or too deep, or no object; nil when it can. */
export function objectionTo(data: object): string | undefined {
    if (isArray(data) || data === NULL) {
        return "must be an object";
    }
    if (depthOf(data) > DEPTH_LIMIT) {
        return TOO_DEEP;
    }
    return sizeOf(data) > DATA_BYTES ? TOO_LARGE : undefined;
}

/**
 * Takes over the data of a shared object, as a program or a snapshot gives it. Never raises.
 * @returns a copy; or nil, what is wrong as the end of a sentence, and the path of what is wrong, "" for the whole.
 */
export function readData(value: unknown): Read<object> {
    if (type(value) !== "table") {
        return $multi(undefined, "must be a table", "");
    }
    const [data, reason, at] = readTable(value as AnyTable, 1, new Budget());
    if (data === undefined) {
        return $multi(undefined, reason, at);
    }
    const objection = objectionTo(data);
    if (objection !== undefined) {
        return $multi(undefined, objection, "");
    }
    return $multi(data);
}
