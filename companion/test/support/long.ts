/**
 * How far searches at random go: LONG_SPECS asks for more, as the long CI run does, and SEARCH_SIZE for as much as it says: what all
 * of it takes is said where it is called.
 */
export function searchSize(quick: number, long: number): number {
    const told = Number(process.env["SEARCH_SIZE"]);
    if (told > 0) return told;
    return process.env["LONG_SPECS"] === undefined ? quick : long;
}
