/**
 * The values that a shared object is made of: numbers, text, booleans, objects (tables with text keys), arrays (tables with keys 1 to n),
 * and a marker each for null and for the empty array, which Lua has no value for. Values are never changed once they are read.
 */

import { bytesLess } from "../../codec/compare";

const sort = table.sort;

export type ObjectTable = LuaTable<string, unknown>;
export type AnyTable = LuaTable<AnyNotNil, unknown>;

/** What null and the empty array are in Lua: a table with the one key false, which no other value can have. */
export type Marker = LuaTable<boolean, number>;

function newMarker(code: number): Marker {
    const marker = new LuaTable<boolean, number>();
    marker.set(false, code);
    return marker;
}

/** Null. Compare with ==. */
export const NULL = newMarker(0);
/** An array without elements. Compare with ==. An empty table is an object without fields. */
export const EMPTY_ARRAY = newMarker(1);

/** Kinds of values, in the order in which MongoDB compares those of different kinds. */
export const enum Kind {
    Null = 1,
    Number = 2,
    Text = 3,
    Object = 4,
    Array = 5,
    Boolean = 6,
}

const KIND_NAMES = ["null", "a number", "text", "an object", "an array", "a boolean"];

/** Whether a table of a value is an array. */
export function isArray(value: object): boolean {
    return value === EMPTY_ARRAY || (value as unknown[])[0] !== undefined;
}

export function kindOf(value: unknown): Kind {
    const name = type(value);
    if (name === "number") {
        return Kind.Number;
    }
    if (name === "string") {
        return Kind.Text;
    }
    if (name === "boolean") {
        return Kind.Boolean;
    }
    if (value === NULL) {
        return Kind.Null;
    }
    return isArray(value as object) ? Kind.Array : Kind.Object;
}

/** The kind of a value in the words of a message. */
export function nameKind(value: unknown): string {
    return KIND_NAMES[kindOf(value) - 1];
}

/** The elements of an array. */
export function elementsOf(array: object): readonly unknown[] {
    return array === EMPTY_ARRAY ? [] : (array as unknown[]);
}

/** The array of these elements. */
export function arrayOf(elements: unknown[]): object {
    return elements.length === 0 ? EMPTY_ARRAY : elements;
}

/** The names of the fields of an object, by bytes. */
export function namesOf(object: object): string[] {
    const names: string[] = [];
    let count = 0;
    for (const [name] of pairs(object as ObjectTable)) {
        names[count] = name;
        count++;
    }
    sort(names, bytesLess);
    return names;
}
