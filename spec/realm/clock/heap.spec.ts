import { NumberHeap } from "../../../realm/clock/heap";
import { Random } from "../../../realm/random";

describe("NumberHeap", () => {
    it("gives undefined when it is empty", () => {
        const heap = new NumberHeap();
        assert.is_nil(heap.peek());
        assert.is_nil(heap.pop());
    });

    it("gives random numbers back in order, whatever is pushed in between", () => {
        const random = new Random(1);
        const heap = new NumberHeap();
        const model: number[] = [];
        for (const _ of $range(1, 3000)) {
            if (random.chance(0.6)) {
                const value = random.integer(1, 1000);
                heap.push(value);
                model.push(value);
                table.sort(model);
            } else {
                assert.equal(model[0], heap.peek());
                assert.equal(table.remove(model, 1), heap.pop());
            }
        }
    });
});
