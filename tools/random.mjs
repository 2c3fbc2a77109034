// Park and Miller's generator as of 1993, the same as in spec/random.ts: always the same numbers for a seed.

export class Random {
    /** @param {number} seed from 1 to 2147483646 */
    constructor(seed) {
        this.state = seed;
    }

    /**
     * An integer between two, each included.
     * @param {number} low
     * @param {number} high
     * @returns {number}
     */
    integer(low, high) {
        this.state = (this.state * 48271) % 2147483647;
        return low + Math.floor(((this.state - 1) / 2147483646) * (high - low + 1));
    }

    /**
     * @template Item
     * @param {readonly Item[]} list
     * @returns {Item}
     */
    pick(list) {
        return list[this.integer(0, list.length - 1)];
    }

    /** @param {number} length */
    bytes(length) {
        return Buffer.from(Array.from({ length }, () => this.integer(0, 255)));
    }
}
