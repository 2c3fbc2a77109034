/** @noSelfInFile */

/** What busted has and busted-tstl does not declare. */
declare namespace assert {
    /** Asserts that two values are equal, tables by their contents. */
    export function same(expected: unknown, actual: unknown, failureDescription?: string): boolean;

    /** Asserts that a Lua pattern is found in a string. */
    export function matches(pattern: string, actual: string, failureDescription?: string): boolean;
}
