import { bytesLess } from "../../src/codec/compare";
import { SortedKeys } from "../../src/replay/sorted-keys";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";

function sorted(keys: readonly string[]): string[] {
    const sorter = new SortedKeys(noPause);
    for (const key of keys) {
        sorter.add(key);
    }
    sorter.begin();
    const found: string[] = [];
    let key = sorter.next();
    while (key !== undefined) {
        found[found.length] = key;
        key = sorter.next();
    }
    assert.is_nil(sorter.next());
    return found;
}

describe("SortedKeys", () => {
    it("gives every key once, in byte order, however many there are", () => {
        const seed = 71;
        const random = new SeededRandom(seed);
        for (const count of [0, 1, 2, 63, 64, 65, 127, 128, 129, 192, 193, 1000, 5000]) {
            const known = new LuaSet<string>();
            const keys: string[] = [];
            while (keys.length < count) {
                const key = `same beginning ${random.bytes(random.integer(0, 5))}`;
                if (!known.has(key)) {
                    known.add(key);
                    keys[keys.length] = key;
                }
            }
            const expected = [...keys];
            table.sort(expected, bytesLess);
            assert.same(expected, sorted(keys), `seed ${seed}, ${count} keys`);
        }
    });

    it("pauses on its way", () => {
        let pauses = 0;
        const sorter = new SortedKeys(() => {
            pauses++;
        });
        for (const index of $range(1, 10000)) {
            sorter.add(string.format("%.0f", index));
        }
        assert.is_true(pauses >= 150);
        const before = pauses;
        sorter.begin();
        assert.is_true(pauses > before);
    });
});
