/**
 * Numbers as an addon or a file gives them: NaN and the infinities are refused, however the Lua at hand compares.
 *
 * The game's Lua may be compiled with fast-math. Then NaN can be less than, equal to or greater than everything, and a
 * range check with one comparison lets it through. Here one comparison is asked twice, and has to answer differently
 * each time: with NaN on its left side it always answers alike.
 */

const floor = math.floor;

const MAX_FINITE = 1.7976931348623157e308;
const NEGATIVE_INFINITY = -math.huge;

/** Whether a value is a number other than NaN and the infinities. */
export function isFiniteNumber(value: unknown): value is number {
    return typeof value === "number" && value <= MAX_FINITE && !(value <= NEGATIVE_INFINITY);
}

/** Whether a value is a number from `low` to `high`, which are finite. */
export function isNumberWithin(value: unknown, low: number, high: number): value is number {
    return isFiniteNumber(value) && value >= low && value <= high;
}

/** Whether a value is a whole number from `low` to `high`. */
export function isWholeWithin(value: unknown, low: number, high: number): value is number {
    return isNumberWithin(value, low, high) && floor(value) === value;
}
