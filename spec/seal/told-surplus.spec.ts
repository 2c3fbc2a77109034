import type { Keys } from "../../src/seal/rows";
import { ToldSurplus } from "../../src/seal/told-surplus";

function keysOf(...list: string[]): Keys {
    const keys: Keys = new LuaSet();
    for (const key of list) keys.add(key);
    return keys;
}

describe("ToldSurplus", () => {
    it("has what was said of a week, the newest first", () => {
        const told = new ToldSurplus();
        const [a, b] = [keysOf("a"), keysOf("b")];
        told.add(2820, a);
        told.add(2820, b);
        told.add(2821, a);
        assert.same([], told.of(2819));
        assert.is_true(told.of(2820)[0] === b && told.of(2820)[1] === a);
        assert.equal(1, told.of(2821).length);
    });

    it("keeps a few", () => {
        const told = new ToldSurplus();
        const all = [keysOf("a"), keysOf("b"), keysOf("c"), keysOf("d"), keysOf("e")];
        for (const keys of all) told.add(2820, keys);
        assert.equal(4, told.of(2820).length);
        assert.is_false(told.of(2820).includes(all[0]));
    });
});
