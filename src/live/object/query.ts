/** Reads conditions on values, as $pull takes them: MongoDB's query operators. */

import { isWholeWithin } from "../../numbers";
import { hintAt } from "../../misuse";
import type { Work } from "./compare";
import {
    comparing,
    equalTo,
    hasElement,
    matchesAll,
    matchesAny,
    matchesNot,
    matchesValue,
    type Matcher,
    oneOf,
    type Test,
} from "./matchers";
import { parsePath } from "./paths";
import {
    type Budget,
    DATA_BYTES,
    DEPTH_LIMIT,
    joinPath,
    quote,
    listIn,
    type Read,
    readList,
    readValue,
    TOO_DEEP,
    TOO_LARGE,
} from "./reading";
import { elementsOf, Kind, kindOf, namesOf, type ObjectTable } from "./values";

const byte = string.byte;
const format = string.format;

const DOLLAR = 36;
const NO_PARTS: readonly string[] = [];
const MIXED = "must not have operators beside other names";

type Parse<T> = (this: void, operand: unknown, level: number, budget: Budget) => Read<T>;

/** Whether a key of a table is written as an operator. */
export function isOperatorName(key: unknown): boolean {
    return typeof key === "string" && byte(key, 1) === DOLLAR;
}

/** Operators that stand where the fields of an object do. */
const LOGICAL = ["$and", "$or", "$nor"];

/** How many keys of a table are operators, how many others; logical ones are others. */
function countKeys(operand: object): LuaMultiReturn<[operators: number, others: number]> {
    let operators = 0;
    let others = 0;
    for (const [key] of pairs(operand as LuaTable<AnyNotNil, unknown>)) {
        if (isOperatorName(key) && !LOGICAL.includes(key as string)) {
            operators++;
        } else {
            others++;
        }
    }
    return $multi(operators, others);
}

function parseEquality(operand: unknown, level: number, budget: Budget): Read<Matcher> {
    const [value, reason, at] = readValue(operand, level, budget);
    if (value === undefined) {
        return $multi(undefined, reason, at);
    }
    return $multi(matchesAny(equalTo(value)));
}

function parseIn(operand: unknown, level: number, budget: Budget): Read<Matcher> {
    const [list, reason, at] = readList(operand, level, budget);
    if (list === undefined) {
        return $multi(undefined, reason, at);
    }
    return $multi(matchesAny(oneOf(list)));
}

function parseOrder(fits: (this: void, order: number) => boolean): Parse<Matcher> {
    return (operand, level, budget) => {
        const [value, reason, at] = readValue(operand, level, budget);
        if (value === undefined) {
            return $multi(undefined, reason, at);
        }
        return $multi(matchesAny(comparing(value, fits)));
    };
}

/** The opposite of what another operator asks for. */
function negated(parse: Parse<Matcher>): Parse<Matcher> {
    return (operand, level, budget) => {
        const [matcher, reason, at] = parse(operand, level, budget);
        if (matcher === undefined) {
            return $multi(undefined, reason, at);
        }
        return $multi(matchesNot(matcher));
    };
}

function parseExists(operand: unknown): Read<Matcher> {
    if (typeof operand !== "boolean") {
        return $multi(undefined, "must be true or false", "");
    }
    const matcher = matchesValue((value) => value !== undefined);
    return $multi(operand ? matcher : matchesNot(matcher));
}

function parseSize(operand: unknown): Read<Matcher> {
    if (!isWholeWithin(operand, 0, DATA_BYTES)) {
        return $multi(undefined, "must be a whole number of elements", "");
    }
    const test: Test = (value) =>
        value !== undefined && kindOf(value) === Kind.Array && elementsOf(value as object).length === operand;
    return $multi(matchesValue(test));
}

/** Reads each element of a list with a reader of its own. */
function parseEach<T>(parse: Parse<T>, operand: unknown, level: number, budget: Budget): Read<T[]> {
    const list = listIn(operand);
    if (list === undefined) {
        return $multi(undefined, "must be a list", "");
    }
    const found: T[] = [];
    for (const index of $range(0, list.length - 1)) {
        const [parsed, reason, at] = parse(list[index], level + 1, budget);
        if (parsed === undefined) {
            return $multi(undefined, reason as string, joinPath(format("%.0f", index), at as string));
        }
        found[index] = parsed;
    }
    return $multi(found);
}

/** An element of what $all lists: a value, or { $elemMatch = ... }. */
function parseOneOfAll(operand: unknown, level: number, budget: Budget): Read<Matcher> {
    if (type(operand) === "table" && (operand as ObjectTable).get("$elemMatch") !== undefined) {
        return parseOperators(operand, level, budget);
    }
    return parseEquality(operand, level, budget);
}

function parseAll(operand: unknown, level: number, budget: Budget): Read<Matcher> {
    const [matchers, reason, at] = parseEach(parseOneOfAll, operand, level, budget);
    if (matchers === undefined) {
        return $multi(undefined, reason, at);
    }
    // Nothing has all of nothing.
    return $multi(matchers.length === 0 ? matchesValue(() => false) : matchesAll(matchers));
}

function parseElemMatch(operand: unknown, level: number, budget: Budget): Read<Matcher> {
    const [test, reason, at] = parseElement(operand, level, budget, true);
    if (test === undefined) {
        return $multi(undefined, reason, at);
    }
    return $multi(matchesValue(hasElement(test)));
}

const OPERATORS: Readonly<Record<string, Parse<Matcher>>> = {
    $eq: parseEquality,
    $ne: negated(parseEquality),
    $gt: parseOrder((order) => order > 0),
    $gte: parseOrder((order) => order >= 0),
    $lt: parseOrder((order) => order < 0),
    $lte: parseOrder((order) => order <= 0),
    $in: parseIn,
    $nin: negated(parseIn),
    $exists: parseExists,
    $size: parseSize,
    $all: parseAll,
    $elemMatch: parseElemMatch,
    $not: negated(parseOperators),
};

/** Reads { $gt = 1, $lt = 5 }: all have to fit. */
function parseOperators(operand: unknown, level: number, budget: Budget): Read<Matcher> {
    if (type(operand) !== "table") {
        return $multi(undefined, "must be a table of query operators", "");
    }
    const [operators, others] = countKeys(operand as object);
    if (others > 0 || operators === 0) {
        return $multi(undefined, operators === 0 ? "must be a table of query operators" : MIXED, "");
    }
    const matchers: Matcher[] = [];
    for (const name of namesOf(operand as object)) {
        const parse = OPERATORS[name] as Parse<Matcher> | undefined;
        if (parse === undefined) {
            return $multi(undefined, `must not have ${quote(name)}; ${hintAt(name, QUERY_OPERATORS)}`, "");
        }
        if (level > DEPTH_LIMIT || !budget.take(name.length)) {
            return $multi(undefined, level > DEPTH_LIMIT ? TOO_DEEP : TOO_LARGE, "");
        }
        const [matcher, reason, at] = parse((operand as ObjectTable).get(name), level + 1, budget);
        if (matcher === undefined) {
            return $multi(undefined, reason, joinPath(name, at));
        }
        table.insert(matchers, matcher);
    }
    return $multi(matchesAll(matchers));
}

/** Reads what is asked of the field at a path: a value or operators. */
function parseField(path: string, operand: unknown, level: number, budget: Budget): Read<Test> {
    const [parts, problem] = parsePath(path);
    if (parts === undefined) {
        return $multi(undefined, problem, "");
    }
    const hasOperators = type(operand) === "table" && countKeys(operand as object)[0] > 0;
    const [matcher, reason, at] = (hasOperators ? parseOperators : parseEquality)(operand, level, budget);
    if (matcher === undefined) {
        return $multi(undefined, reason, at);
    }
    const ofField: Test = (value, work) => matcher(value, parts, false, work);
    return $multi(ofField);
}

/** Reads what follows $and, $or or $nor: a list of conditions, not empty. */
function parseLogical(name: string, operand: unknown, level: number, budget: Budget): Read<Test> {
    const [tests, reason, at] = parseEach(parseQuery, operand, level, budget);
    if (tests === undefined) {
        return $multi(undefined, reason, at);
    }
    if (tests.length === 0) {
        return $multi(undefined, "must be a list of conditions, not empty", "");
    }
    const isAnd = name === "$and";
    // The first that fits decides for "or", the first that does not for "and".
    const ofAll: Test = (value, work) => {
        for (const test of tests) {
            if (test(value, work) !== isAnd) {
                return name === "$or";
            }
        }
        return name !== "$or";
    };
    return $multi(ofAll);
}

/** Reads conditions on the fields of an object: { item = "B", score = { $gte = 8 } }. */
function parseQuery(operand: unknown, level: number, budget: Budget): Read<Test> {
    if (type(operand) !== "table") {
        return $multi(undefined, "must be a table of conditions", "");
    }
    for (const [key] of pairs(operand as LuaTable<AnyNotNil, unknown>)) {
        if (typeof key !== "string") {
            return $multi(undefined, "must have paths as names", "");
        }
    }
    const tests: Test[] = [];
    for (const name of namesOf(operand as object)) {
        if (level > DEPTH_LIMIT || !budget.take(name.length + 1)) {
            return $multi(undefined, level > DEPTH_LIMIT ? TOO_DEEP : TOO_LARGE, "");
        }
        const parse = LOGICAL.includes(name) ? parseLogical : parseField;
        const [test, reason, at] = parse(name, (operand as ObjectTable).get(name), level + 1, budget);
        if (test === undefined) {
            return $multi(undefined, reason, joinPath(name, at));
        }
        table.insert(tests, test);
    }
    const ofObject: Test = (value, work) => {
        for (const test of tests) {
            if (!test(value, work)) {
                return false;
            }
        }
        return true;
    };
    return $multi(ofObject);
}

/** The query operators by bytes, for messages. */
const QUERY_OPERATORS = namesOf(OPERATORS);

/**
 * Reads what an element of an array is asked for: operators for the element itself, or conditions on the fields of an object.
 * @param asElement whether elements of the element do not count.
 */
export function parseElement(operand: unknown, level: number, budget: Budget, asElement: boolean): Read<Test> {
    if (type(operand) === "table" && countKeys(operand as object)[0] > 0) {
        const [matcher, reason, at] = parseOperators(operand, level, budget);
        if (matcher === undefined) {
            return $multi(undefined, reason, at);
        }
        return $multi((value: unknown, work: Work) => matcher(value, NO_PARTS, asElement, work));
    }
    const [test, reason, at] = parseQuery(operand, level, budget);
    if (test === undefined) {
        return $multi(undefined, reason, at);
    }
    return $multi((value: unknown, work: Work) => kindOf(value) === Kind.Object && test(value, work));
}
