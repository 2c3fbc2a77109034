/**
 * Arithmetic modulo the largest prime below 2^24. Products of two residues stay below 2^48, so doubles hold them
 * exactly.
 */

const floor = math.floor;

/** The largest prime below 2^24. Files that compute in loops keep a local copy. */
export const PRIME = 16777213;

/** Whether arithmetic on this client gives the expected results. If not, sketches are not used. */
export function isArithmeticExact(): boolean {
    return ((PRIME - 1) * (PRIME - 1)) % PRIME === 1 && (((PRIME - 1) * (PRIME - 2)) % PRIME) + 0 === 2;
}

/** base ^ exponent by repeated squaring. */
export function power(base: number, exponent: number): number {
    let result = 1;
    let square = base % PRIME;
    let rest = exponent;
    while (rest > 0) {
        if (rest % 2 === 1) {
            result = (result * square) % PRIME;
        }
        square = (square * square) % PRIME;
        rest = floor(rest / 2);
    }
    return result;
}

/** The inverse of a nonzero residue (Fermat). */
export function inverse(value: number): number {
    return power(value, PRIME - 2);
}
