/** Misuse by the programmer: errors that name method, argument and value, raised at the addon's line. */

import { nearest } from "./near-names";
import { isNumberWithin, isWholeWithin } from "./numbers";

let libraryName = "LibEventLedger";

/** Has errors name another library than LibEventLedger, from now on. */
export function speakAs(name: string): void {
    libraryName = name;
}

/** Deepest call inside the library that is searched for the addon's own. */
const MAX_LEVEL = 20;

/** A value in the words of an error message: strings, numbers and booleans as they are, of others the type. */
export function show(value: unknown): string {
    if (typeof value === "string") {
        return `"${value}"`;
    }
    if (value === undefined || typeof value === "number" || typeof value === "boolean") {
        return tostring(value);
    }
    return `a ${type(value)}`;
}

/** What is wrong with a value, as the end of a sentence: "must be a table, got 5". */
export function mustBe(expected: string, value: unknown): string {
    return `must be ${expected}, got ${show(value)}`;
}

/** The file in which the function at a stack level stands; level 1 is the caller of this function. */
function fileAt(level: number): string | undefined {
    // Above error() stand pcall, which has no file, and this function.
    const [, position] = pcall(error, "", level + 2);
    const [file] = string.match(position as unknown as string, "^(.*):%d+: $");
    return file;
}

/** The stack level, for an error() in the caller, of the first function that is not in the library's file. */
function outsideLevel(): number {
    const own = fileAt(1);
    for (const level of $range(2, MAX_LEVEL)) {
        const file = fileAt(level);
        if (file !== undefined && file !== own) {
            return level - 1;
        }
    }
    return 0;
}

/** Raises "library: method: sentence" at the line where the addon called the library. */
export function raise(method: string, sentence: string): never {
    const level = outsideLevel();
    error(`${libraryName}: ${method}: ${sentence}`, level);
}

/**
 * Raises "library: method: 'argument' problem" at the line where the addon called the library.
 * @param problem what is wrong, with the value that came: "is already used by ledger "A"", or what mustBe() gives.
 */
export function misuse(method: string, argument: string, problem: string): never {
    raise(method, `'${argument}' ${problem}`);
}

/** Raises unless the value is a table. */
export function expectTable(method: string, argument: string, value: unknown): void {
    if (type(value) !== "table") {
        misuse(method, argument, mustBe("a table", value));
    }
}

/** Raises unless the value is a list: a table whose keys are 1 to its length. */
export function expectList(method: string, argument: string, value: unknown): void {
    expectTable(method, argument, value);
    let count = 0;
    for (const [_key] of pairs(value as LuaTable)) {
        count++;
    }
    if (count !== (value as readonly unknown[]).length) {
        misuse(method, argument, "must be a list, got a table with names or gaps");
    }
}

/** What may have been meant by a name that is not known: "did you mean 'fields'?", or which ones are known. */
export function hintAt(name: string, known: readonly string[]): string {
    const near = nearest(name, known);
    return near === undefined ? `known are ${known.join(", ")}` : `did you mean '${near}'?`;
}

/** Raises for a key of a table that is none of the known names. Says which one was meant, if one is near. */
export function expectNames(method: string, given: object, known: readonly string[]): void {
    for (const [key] of pairs(given as LuaTable<AnyNotNil, unknown>)) {
        const name = tostring(key);
        if (!known.includes(name)) {
            misuse(method, name, `is unknown; ${hintAt(name, known)}`);
        }
    }
}

/** Raises unless the value is a function. */
export function expectFunction(method: string, argument: string, value: unknown): void {
    if (typeof value !== "function") {
        misuse(method, argument, mustBe("a function", value));
    }
}

/** Raises unless the value is a string of `low` to `high` bytes. */
export function expectString(method: string, argument: string, value: unknown, low: number, high: number): void {
    if (typeof value !== "string" || value.length < low || value.length > high) {
        misuse(method, argument, mustBe(string.format("a string of %.0f to %.0f bytes", low, high), value));
    }
}

/** Raises unless the value is a whole number from `low` to `high`. */
export function expectInteger(method: string, argument: string, value: unknown, low: number, high: number): void {
    if (!isWholeWithin(value, low, high)) {
        misuse(method, argument, mustBe(string.format("a whole number from %.0f to %.0f", low, high), value));
    }
}

/** Raises unless the value is a number from `low` to `high`. */
export function expectNumber(method: string, argument: string, value: unknown, low: number, high: number): void {
    if (!isNumberWithin(value, low, high)) {
        misuse(method, argument, mustBe(string.format("a number from %.0f to %.0f", low, high), value));
    }
}
