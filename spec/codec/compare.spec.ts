import { bytesLess } from "../../src/codec/compare";
import { SeededRandom } from "../random";
import { fromHex, toHex } from "./hex";

/** The order by definition, byte by byte. */
function lessByDefinition(a: string, b: string): boolean {
    for (const at of $range(1, math.min(a.length, b.length))) {
        const difference = string.byte(a, at) - string.byte(b, at);
        if (difference !== 0) return difference < 0;
    }
    return a.length < b.length;
}

describe("bytesLess", () => {
    it("orders by unsigned bytes, a prefix first", () => {
        const ascending = [
            "",
            "00",
            "0000",
            "0001",
            "01",
            "61",
            "6162636465",
            "61626365",
            "62",
            "7f",
            "80",
            "ff",
            "ff00",
        ];
        for (const i of $range(1, ascending.length)) {
            for (const j of $range(1, ascending.length)) {
                const message = `${ascending[i - 1]} < ${ascending[j - 1]}`;
                assert.equal(i < j, bytesLess(fromHex(ascending[i - 1]), fromHex(ascending[j - 1])), message);
            }
        }
    });

    it("agrees with the definition on random strings with common beginnings", () => {
        const seed = 31;
        const random = new SeededRandom(seed);
        for (const _ of $range(1, 3000)) {
            const common = random.bytes(random.integer(0, 9));
            const a = common + random.bytes(random.integer(0, 3));
            const b = common + random.bytes(random.integer(0, 3));
            assert.equal(lessByDefinition(a, b), bytesLess(a, b), `seed ${seed}: ${toHex(a)} ${toHex(b)}`);
        }
    });
});
