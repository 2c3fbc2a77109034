/**
 * The sketch of a set of short ids: its power sums. They give the difference of two sets without sending either set.
 * Minsky, Trachtenberg and Zippel 2003; Dodis et al. 2008. docs/protocol.md gives the mathematics.
 */

import type { Pause } from "../ports";
import { inverse, power, PRIME } from "./prime-field";

const floor = math.floor;

const P = PRIME;

/** Number of multiplications between two pauses. */
const STEP = 2000;

/**
 * The two sides of a difference. Each side is the monic polynomial whose roots are its ids, given by its coefficients
 * after the leading 1.
 */
export interface Difference {
    /** Ids that only this side has. */
    readonly mine: number[];
    /** Ids that only the other side has. */
    readonly theirs: number[];
}

/** The sums of the ids to the powers `first` to `first + count - 1`. */
export function powerSums(ids: readonly number[], first: number, count: number, pause: Pause): number[] {
    const sums: number[] = [];
    for (const index of $range(0, count - 1)) {
        sums[index] = 0;
    }
    let work = 0;
    for (const id of ids) {
        let value = first === 1 ? id : power(id, first);
        for (const index of $range(0, count - 1)) {
            sums[index] += value;
            value = (value * id) % P;
        }
        work += count;
        if (work >= STEP) {
            work = 0;
            pause();
        }
    }
    for (const index of $range(0, count - 1)) {
        sums[index] %= P;
    }
    return sums;
}

/** The power series of the quotient whose power sums are `differences`, up to as many terms, by Newton's identities. */
function toSeries(differences: readonly number[], pause: Pause): number[] {
    const count = differences.length;
    const series = [1];
    const inverses = [0, 1];
    for (const k of $range(1, count)) {
        if (k > 1) {
            inverses[k] = ((P - floor(P / k)) * inverses[P % k]) % P;
        }
        let sum = 0;
        for (const j of $range(1, k)) {
            sum = (sum + differences[j - 1] * series[k - j]) % P;
        }
        series[k] = ((P - sum) * inverses[k]) % P;
        pause();
    }
    return series;
}

/** The degree of a polynomial given from its constant term up; -1 for zero. */
function degree(polynomial: readonly number[], from: number): number {
    let at = from;
    while (at >= 0 && polynomial[at] === 0) {
        at--;
    }
    return at;
}

/** Subtracts `factor * x^shift * other` from `polynomial`, in place. */
function subtract(
    polynomial: number[],
    other: readonly number[],
    otherDegree: number,
    factor: number,
    shift: number,
): void {
    for (const index of $range(0, otherDegree)) {
        const at = index + shift;
        polynomial[at] = ((polynomial[at] ?? 0) + (P - factor) * other[index]) % P;
    }
}

function padded(polynomial: number[], length: number): number[] {
    for (const index of $range(polynomial.length, length - 1)) {
        polynomial[index] = 0;
    }
    return polynomial;
}

/**
 * Reverses a polynomial with constant term 1. Returns the coefficients of the monic polynomial with the inverse roots,
 * after its leading 1.
 */
function turned(polynomial: readonly number[], highest: number, scale: number): number[] {
    const coefficients: number[] = [];
    for (const index of $range(1, highest)) {
        coefficients[index - 1] = (polynomial[index] * scale) % P;
    }
    return coefficients;
}

/**
 * Finds the difference of two sets from the differences of their power sums, by the extended Euclidean algorithm
 * (Padé).
 * @param differences this side's sums minus the other side's, for the powers 1 to c.
 * @param surplus this side's number of ids minus the other side's.
 * @returns nil when the sets differ by more ids than c sums can reliably give.
 */
export function resolve(differences: readonly number[], surplus: number, pause: Pause): Difference | undefined {
    const count = differences.length;
    const limit = floor((count + surplus) / 2);
    if (limit < 0 || limit > count) {
        return undefined;
    }
    const length = count + 2;
    let older = padded([], length);
    older[count + 1] = 1;
    let newer = padded(toSeries(differences, pause), length);
    let olderFactor = padded([], length);
    let newerFactor = padded([1], length);
    let olderDegree = count + 1;
    let newerDegree = degree(newer, count);
    let olderFactorDegree = -1;
    let newerFactorDegree = 0;
    while (newerDegree > limit) {
        const leading = inverse(newer[newerDegree]);
        while (olderDegree >= newerDegree) {
            const factor = (older[olderDegree] * leading) % P;
            const shift = olderDegree - newerDegree;
            subtract(older, newer, newerDegree, factor, shift);
            if (newerFactorDegree + shift >= length) {
                return undefined;
            }
            subtract(olderFactor, newerFactor, newerFactorDegree, factor, shift);
            olderFactorDegree = degree(olderFactor, length - 1);
            olderDegree = degree(older, olderDegree);
            pause();
        }
        [older, newer] = [newer, older];
        [olderFactor, newerFactor] = [newerFactor, olderFactor];
        [olderDegree, newerDegree] = [newerDegree, olderDegree];
        [olderFactorDegree, newerFactorDegree] = [newerFactorDegree, olderFactorDegree];
    }
    const isSure =
        newerDegree + newerFactorDegree < count && newerDegree - newerFactorDegree === surplus && newerFactor[0] !== 0;
    if (!isSure) {
        return undefined;
    }
    const scale = inverse(newerFactor[0]);
    if ((newer[0] * scale) % P !== 1) {
        return undefined;
    }
    return { mine: turned(newer, newerDegree, scale), theirs: turned(newerFactor, newerFactorDegree, scale) };
}

/** Indices of the ids that are roots of a monic polynomial, given by its coefficients after the leading 1. */
export function findRoots(coefficients: readonly number[], ids: readonly number[], pause: Pause): number[] {
    const found: number[] = [];
    let count = 0;
    let index = 0;
    let work = 0;
    for (const id of ids) {
        let value = 1;
        for (const coefficient of coefficients) {
            value = (value * id + coefficient) % P;
        }
        if (value === 0) {
            found[count] = index;
            count++;
        }
        index++;
        work += coefficients.length;
        if (work >= STEP) {
            work = 0;
            pause();
        }
    }
    return found;
}

/** The coefficients after the leading 1 of the monic polynomial with these roots, as findRoots() takes them. */
export function fromRoots(roots: readonly number[]): number[] {
    const coefficients: number[] = [];
    let count = 0;
    for (const root of roots) {
        coefficients[count] = 0;
        for (const index of $range(count, 0, -1)) {
            const higher = index === 0 ? 1 : coefficients[index - 1];
            coefficients[index] = (coefficients[index] + (P - root) * higher) % P;
        }
        count++;
    }
    return coefficients;
}
