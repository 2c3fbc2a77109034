/** How far searches at random go: LONG_SPECS asks for all of it, as the long CI run does. */
export function searchSize(quick: number, long: number): number {
    return process.env["LONG_SPECS"] === undefined ? quick : long;
}
