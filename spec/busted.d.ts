/** @noSelfInFile */

/** What busted has and busted-tstl does not declare. */
declare namespace assert {
    /** Asserts that two values are equal, tables by their contents. */
    export function same(expected: unknown, actual: unknown, failureDescription?: string): boolean;
}
