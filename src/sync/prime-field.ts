/** Arithmetic modulo the largest prime below 2^24. Products of two residues stay below 2^48: exact in doubles. */

const floor = math.floor;

/** The largest prime below 2^24. Every file that computes in loops keeps a local copy. */
export const PRIME = 16777213;

/** Whether this client computes as expected; if not, sketches are not used. */
export function isArithmeticExact(): boolean {
    return ((PRIME - 1) * (PRIME - 1)) % PRIME === 1 && (((PRIME - 1) * (PRIME - 2)) % PRIME) + 0 === 2;
}

/** base ^ exponent, by squaring. */
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

/** The inverse of a residue that is not 0 (Fermat). */
export function inverse(value: number): number {
    return power(value, PRIME - 2);
}
