import { inverse, isArithmeticExact, power, PRIME } from "../../src/sync/prime-field";
import { SeededRandom } from "../random";

function isPrime(number: number): boolean {
    for (const divisor of $range(2, math.floor(math.sqrt(number)))) {
        if (number % divisor === 0) return false;
    }
    return true;
}

describe("The prime field", () => {
    it("is that of the largest prime below 2^24", () => {
        assert.is_true(isPrime(PRIME));
        for (const larger of $range(PRIME + 1, 2 ** 24 - 1))
            assert.is_false(isPrime(larger), string.format("%d", larger));
    });

    it("has exact products here", () => {
        assert.is_true(isArithmeticExact());
    });

    it("has powers that are repeated products", () => {
        const random = new SeededRandom(5);
        for (const _ of $range(1, 50)) {
            const base = random.integer(0, PRIME - 1);
            let product = 1;
            for (const exponent of $range(0, 40)) {
                assert.equal(product, power(base, exponent), string.format("%d^%d", base, exponent));
                product = (product * base) % PRIME;
            }
        }
    });

    it("has an inverse for everything but 0", () => {
        const random = new SeededRandom(6);
        const values = [1, 2, PRIME - 1, PRIME - 2];
        for (const _ of $range(1, 500)) values.push(random.integer(1, PRIME - 1));
        for (const value of values) assert.equal(1, (value * inverse(value)) % PRIME, string.format("%d", value));
    });

    it("gives 1 for every power that Fermat says", () => {
        for (const base of [1, 2, 3, 12345678, PRIME - 1]) assert.equal(1, power(base, PRIME - 1));
    });
});
