import { NewestFirst } from "../../src/log/newest-first";
import { SeededRandom } from "../random";

interface Item {
    readonly time: number;
    readonly id: number;
}

describe("NewestFirst", () => {
    it("gives out what came in any order, the newest first, while more comes", () => {
        const random = new SeededRandom(1);
        const heap = new NewestFirst<Item>();
        let present: Item[] = [];
        for (const _ of $range(1, 2000)) {
            if (random.integer(1, 5) <= 3) {
                const item = { time: random.integer(1, 30), id: random.integer(1, 5) };
                heap.add(item);
                present.push(item);
            } else {
                const item = heap.take();
                assert.equal(present.length === 0, item === undefined);
                if (item === undefined) continue;
                const isNewest = present.every(
                    ({ time, id }) => time < item.time || (time === item.time && id <= item.id),
                );
                assert.is_true(isNewest);
                assert.is_true(present.includes(item));
                present = present.filter((other) => other !== item);
            }
            assert.equal(present.length, heap.count());
        }
    });

    it("is empty at first, and again when all is taken", () => {
        const heap = new NewestFirst<Item>();
        assert.is_nil(heap.take());
        heap.add({ time: 1, id: 1 });
        assert.equal(1, heap.take()!.time);
        assert.is_nil(heap.take());
        assert.equal(0, heap.count());
    });
});
