import type { Patch } from "../../../src/live/shared/patch-cells";
import { PatchQueue } from "../../../src/live/shared/patch-queue";

function patchOf(number: number): Patch {
    const id = { author: "Jaina-Realm", incarnation: 1, number };
    return { ...id, stamp: { seconds: 1, counter: 0 }, term: 0, operators: {}, size: 100 };
}

describe("patches that wait", () => {
    it("come out in the order in which they came, each once", () => {
        const queue = new PatchQueue(1000);
        for (const number of [1, 2, 3, 2, 1]) assert.is_true(queue.add(patchOf(number)));
        const numbers = queue.take(2).map(({ number }) => number);
        assert.same([1, 2], numbers);
        assert.is_false(queue.isEmpty());
        assert.is_true(queue.add(patchOf(1)));
        const others = queue.take(9).map(({ number }) => number);
        assert.same([3, 1], others);
        assert.is_true(queue.isEmpty());
    });

    it("are as many as there is room for", () => {
        const queue = new PatchQueue(1000);
        for (const number of $range(1, 10)) assert.is_true(queue.add(patchOf(number)));
        assert.is_false(queue.add(patchOf(11)));
        assert.is_true(queue.add(patchOf(10)));
        queue.take(1);
        assert.is_true(queue.add(patchOf(11)));
    });
});
