/** The update operators for arrays. Where an array has to be, an object without fields is an empty one: Lua writes both as {}. */

import { hintAt } from "../../misuse";
import { isWholeWithin } from "../../numbers";
import { isEqualWithin, type Work } from "./compare";
import { hasFitting, type Test } from "./matchers";
import type { Changed, Operator } from "./operators";
import { isOperatorName, parseElement } from "./query";
import { parseSort, sortElements, type SortKey } from "./sort";
import { type Budget, DATA_BYTES, type Read, readList, readValue, quote } from "./reading";
import { arrayOf, elementsOf, Kind, kindOf, nameKind, namesOf, type ObjectTable } from "./values";

/** The elements at a path, none for nothing; nil when there is something that is no array. */
function listAt(old: unknown): readonly unknown[] | undefined {
    if (old === undefined) {
        return [];
    }
    const kind = kindOf(old);
    if (kind === Kind.Object && next(old as ObjectTable)[0] === undefined) {
        return [];
    }
    return kind === Kind.Array ? elementsOf(old as object) : undefined;
}

function noArray(old: unknown): Changed {
    return $multi(undefined, `needs an array there, found ${nameKind(old)}`);
}

/** What $push does, and in this order: put in, sort, cut. */
interface Push {
    readonly each: readonly unknown[];
    /** From 0; below 0 from the end. */
    readonly position?: number;
    readonly sort?: readonly SortKey[];
    /** The first so many stay; below 0 the last. */
    readonly slice?: number;
}

const PUSH_MODIFIERS = ["$each", "$position", "$slice", "$sort"];
const SET_MODIFIERS = ["$each"];

/** Which of the names of a table is none of the modifiers; nil when there is none, "$each" when it is missing. */
function objectionToModifiers(operand: object, modifiers: readonly string[]): string | undefined {
    for (const [key] of pairs(operand as LuaTable<AnyNotNil, unknown>)) {
        if (typeof key !== "string") {
            return "must have modifiers only";
        }
    }
    for (const name of namesOf(operand)) {
        if (!modifiers.includes(name)) {
            return `must not have ${quote(name)}; ${hintAt(name, modifiers)}`;
        }
    }
    return (operand as ObjectTable).has("$each") ? undefined : "must have '$each' beside other modifiers";
}

function hasModifiers(operand: unknown): operand is object {
    if (type(operand) !== "table") {
        return false;
    }
    for (const [key] of pairs(operand as LuaTable<AnyNotNil, unknown>)) {
        if (isOperatorName(key)) {
            return true;
        }
    }
    return false;
}

/** Reads the values that are to go in: one, or those behind $each. */
function readEach(
    operand: unknown,
    modifiers: readonly string[],
    level: number,
    budget: Budget,
): Read<readonly unknown[]> {
    if (!hasModifiers(operand)) {
        const [value, reason, at] = readValue(operand, level, budget);
        if (value === undefined) {
            return $multi(undefined, reason, at);
        }
        return $multi([value]);
    }
    const objection = objectionToModifiers(operand, modifiers);
    if (objection !== undefined) {
        return $multi(undefined, objection, "");
    }
    const [list, reason] = readList((operand as ObjectTable).get("$each"), level + 1, budget);
    if (list === undefined) {
        return $multi(undefined, reason, "$each");
    }
    return $multi(list);
}

function isWholeOrNil(value: unknown): boolean {
    return value === undefined || isWholeWithin(value, -DATA_BYTES, DATA_BYTES);
}

function parsePush(operand: unknown, level: number, budget: Budget): Read<AnyNotNil> {
    const [each, reason, at] = readEach(operand, PUSH_MODIFIERS, level, budget);
    if (each === undefined) {
        return $multi(undefined, reason, at);
    }
    if (!hasModifiers(operand)) {
        return $multi({ each } as unknown as AnyNotNil);
    }
    const modifiers = operand as ObjectTable;
    const position = modifiers.get("$position");
    const slice = modifiers.get("$slice");
    if (!isWholeOrNil(position) || !isWholeOrNil(slice)) {
        return $multi(undefined, "must be a whole number", isWholeOrNil(position) ? "$slice" : "$position");
    }
    const given = modifiers.get("$sort");
    if (given === undefined) {
        return $multi({ each, position, slice } as unknown as AnyNotNil);
    }
    const [sort, problem] = parseSort(given);
    if (sort === undefined) {
        return $multi(undefined, problem, "$sort");
    }
    return $multi({ each, position, slice, sort } as unknown as AnyNotNil);
}

/** The list with others put in at a position. */
function inserted(list: readonly unknown[], others: readonly unknown[], position: number): unknown[] {
    const count = list.length;
    const start = position < 0 ? math.max(count + position, 0) : math.min(position, count);
    const result: unknown[] = [];
    for (const index of $range(0, count + others.length - 1)) {
        if (index < start) {
            result[index] = list[index];
        } else if (index < start + others.length) {
            result[index] = others[index - start];
        } else {
            result[index] = list[index - others.length];
        }
    }
    return result;
}

function sliced(list: readonly unknown[], slice: number): unknown[] {
    const count = math.min(math.abs(slice), list.length);
    const start = slice < 0 ? list.length - count : 0;
    const result: unknown[] = [];
    for (const index of $range(0, count - 1)) {
        result[index] = list[start + index];
    }
    return result;
}

function applyPush(this: void, old: unknown, operand: AnyNotNil, { work }: { work: Work }): Changed {
    const { each, position, sort, slice } = operand as unknown as Push;
    const list = listAt(old);
    if (list === undefined) {
        return noArray(old);
    }
    let result = inserted(list, each, position ?? list.length);
    if (sort !== undefined) {
        result = sortElements(result, sort, work);
    }
    if (slice !== undefined) {
        result = sliced(result, slice);
    }
    return $multi(arrayOf(result));
}

function parseAddToSet(operand: unknown, level: number, budget: Budget): Read<AnyNotNil> {
    const [each, reason, at] = readEach(operand, SET_MODIFIERS, level, budget);
    if (each === undefined) {
        return $multi(undefined, reason, at);
    }
    return $multi(each as unknown as AnyNotNil);
}

function applyAddToSet(this: void, old: unknown, operand: AnyNotNil, { work }: { work: Work }): Changed {
    const list = listAt(old);
    if (list === undefined) {
        return noArray(old);
    }
    const result = inserted(list, [], 0);
    let count = list.length;
    for (const value of operand as unknown as readonly unknown[]) {
        if (!hasFitting(result, (other) => isEqualWithin(work, other, value), work)) {
            result[count] = value;
            count++;
        }
    }
    return $multi(arrayOf(result));
}

function parsePop(operand: unknown): Read<AnyNotNil> {
    if (operand !== 1 && operand !== -1) {
        return $multi(undefined, "must be 1 (the last element) or -1 (the first)", "");
    }
    return $multi(operand);
}

function applyPop(this: void, old: unknown, operand: AnyNotNil): Changed {
    const list = listAt(old);
    if (list === undefined) {
        return noArray(old);
    }
    if (list.length === 0) {
        return $multi(undefined);
    }
    const rest = list.length - 1;
    return $multi(arrayOf(sliced(list, (operand as unknown) === 1 ? rest : -rest)));
}

/** Whether a $pull is of the elements that are equal to this: everything but a table with names. */
function isForEqual(operand: unknown): boolean {
    if (type(operand) !== "table") {
        return true;
    }
    const [first] = next(operand as LuaTable<AnyNotNil, unknown>);
    return first !== undefined && typeof first !== "string";
}

function parsePull(operand: unknown, level: number, budget: Budget): Read<AnyNotNil> {
    if (!isForEqual(operand)) {
        const [test, reason, at] = parseElement(operand, level, budget, false);
        if (test === undefined) {
            return $multi(undefined, reason, at);
        }
        return $multi(test as unknown as AnyNotNil);
    }
    const [value, reason, at] = readValue(operand, level, budget);
    if (value === undefined) {
        return $multi(undefined, reason, at);
    }
    const test: Test = (element, work) => isEqualWithin(work, element, value);
    return $multi(test as unknown as AnyNotNil);
}

function parsePullAll(operand: unknown, level: number, budget: Budget): Read<AnyNotNil> {
    const [list, reason, at] = readList(operand, level, budget);
    if (list === undefined) {
        return $multi(undefined, reason, at);
    }
    const test: Test = (element, work) => hasFitting(list, (value) => isEqualWithin(work, element, value), work);
    return $multi(test as unknown as AnyNotNil);
}

/** Takes away the elements that fit. */
function applyPull(this: void, old: unknown, operand: AnyNotNil, { work }: { work: Work }): Changed {
    const list = listAt(old);
    if (list === undefined) {
        return noArray(old);
    }
    const test = operand as unknown as Test;
    const result: unknown[] = [];
    let count = 0;
    for (const element of list) {
        if (!work.isSpent() && !test(element, work)) {
            result[count] = element;
            count++;
        }
    }
    if (count === list.length) {
        return $multi(undefined);
    }
    return $multi(arrayOf(result));
}

/** By name. */
export const ARRAY_OPERATORS: Readonly<Record<string, Operator>> = {
    $push: { parse: parsePush, apply: applyPush },
    $addToSet: { parse: parseAddToSet, apply: applyAddToSet },
    $pop: { parse: parsePop, apply: applyPop },
    $pull: { parse: parsePull, apply: applyPull },
    $pullAll: { parse: parsePullAll, apply: applyPull },
};
