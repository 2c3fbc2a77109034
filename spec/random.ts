/** The multiplier of Park and Miller's minimal standard generator as they revised it in 1993, and its modulus 2^31 - 1. */
const MULTIPLIER = 48271;
const MODULUS = 2147483647;

/**
 * Pseudo-random numbers for specs: the same on every machine for the same seed. A failing spec names its seed.
 * Source: Park and Miller, "Random Number Generators: Good Ones Are Hard To Find", CACM 31(10), 1988, and 36(7), 1993.
 */
export class SeededRandom {
    private state: number;

    /** @param seed An integer from 1 to 2^31 - 2. */
    constructor(seed: number) {
        this.state = seed;
    }

    /** An integer between two bounds, both included; the span is below 2^31. */
    integer(low: number, high: number): number {
        this.state = (this.state * MULTIPLIER) % MODULUS;
        return low + math.floor(((this.state - 1) / (MODULUS - 1)) * (high - low + 1));
    }

    /** A string of n bytes, each from 0 to 255. */
    bytes(n: number): string {
        const parts: string[] = [];
        for (const index of $range(1, n)) {
            parts[index - 1] = string.char(this.integer(0, 255));
        }
        return table.concat(parts);
    }
}
