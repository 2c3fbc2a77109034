/**
 * A seeded generator for everything that is drawn by lot in the simulated realm. `math.random` is not used: its sequence
 * differs between platforms, and whoever else calls it would shift it.
 *
 * Source: P. L'Ecuyer, "Efficient and portable combined random number generators" (1988): two multiplicative
 * generators below 2^31, subtracted; period 2.3e18. All products stay below 2^53, exact in doubles.
 */

const floor = math.floor;

const MODULUS_1 = 2147483563;
const MULTIPLIER_1 = 40014;
const MODULUS_2 = 2147483399;
const MULTIPLIER_2 = 40692;
/** Draws thrown away after seeding, so that neighbouring seeds part ways. */
const WARM_UP = 16;
/** Large odd step between the seeds of sub-streams. */
const FORK_STEP = 7919 * 104729;

/** A stream of random numbers that its seed determines. */
export class Random {
    private first: number;
    private second: number;

    /** @param seed any finite number; its whole part counts */
    constructor(private readonly seed: number) {
        const whole = floor(seed);
        this.first = 1 + (whole % (MODULUS_1 - 1));
        this.second = 1 + ((whole * 31 + 12345) % (MODULUS_2 - 1));
        for (const _ of $range(1, WARM_UP)) this.next();
    }

    /** A number in [0, 1), of about 31 bits. */
    next(): number {
        const first = (this.first * MULTIPLIER_1) % MODULUS_1;
        const second = (this.second * MULTIPLIER_2) % MODULUS_2;
        this.first = first;
        this.second = second;
        return ((first - second) % (MODULUS_1 - 1)) / (MODULUS_1 - 1);
    }

    /** A whole number in low..high, both included; the span is below 2^31. */
    integer(low: number, high: number): number {
        return low + floor(this.next() * (high - low + 1));
    }

    /** A whole number in 0..2^32-1. */
    uint32(): number {
        return this.integer(0, 65535) * 65536 + this.integer(0, 65535);
    }

    /** True with the given probability (0..1). A probability of 0 draws nothing. */
    chance(probability: number): boolean {
        return probability > 0 && this.next() < probability;
    }

    /** One element of a list that is not empty. */
    pick<T>(list: readonly T[]): T {
        return list[this.integer(0, list.length - 1)];
    }

    /** Puts a list into a random order, in place (Fisher-Yates). */
    shuffle(list: unknown[]): void {
        for (const last of $range(list.length - 1, 1, -1)) {
            const other = this.integer(0, last);
            const held = list[last];
            list[last] = list[other];
            list[other] = held;
        }
    }

    /** A string of `length` random bytes, 0..255 each. */
    bytes(length: number): string {
        const parts: string[] = [];
        for (const index of $range(0, length - 1)) parts[index] = string.char(this.integer(0, 255));
        return table.concat(parts);
    }

    /** An independent stream for part number `part` (a whole number) of the simulation; this one is not advanced. */
    fork(part: number): Random {
        return new Random(this.seed * 31 + (part + 1) * FORK_STEP);
    }
}
