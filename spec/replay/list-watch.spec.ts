import { ListWatch } from "../../src/replay/list-watch";
import { largestAllocation } from "../codec/steps";
import { noPause } from "../support/background";

interface Item {
    name: string;
    more: { n: number };
}

describe("ListWatch", () => {
    function watched(): LuaMultiReturn<[watch: ListWatch, state: { lists: Record<string, unknown[] | undefined> }]> {
        const item = (name: string): Item => ({ name, more: { n: 1 } });
        const state = { lists: { a: [item("a1"), item("a2")], b: ["x"] as unknown[] } };
        const watch = new ListWatch([["lists", "*"]]);
        watch.look(state, noPause);
        return $multi(watch, state);
    }

    it("finds nothing where lists only grow, come and go", () => {
        const [watch, state] = watched();
        state.lists.a!.push("new");
        state.lists.b = undefined;
        state.lists.c = [1];
        assert.is_nil(watch.findChanged(state, noPause));
    });

    it("looks at many lists, and at a long one, in slices", () => {
        const lists: Record<string, unknown[]> = {};
        for (const index of $range(1, 5000)) lists[`list${index}`] = ["x"];
        const watch = new ListWatch([["lists", "*"]]);
        const state = { lists };
        const looking = largestAllocation((pause) => watch.look(state, pause));
        assert.is_true(looking < 400, `${looking} kB`);
        const comparing = largestAllocation((pause) => watch.findChanged(state, pause));
        assert.is_true(comparing < 400, `${comparing} kB`);
        let pauses = 0;
        for (const _ of $range(1, 5000)) lists.list1.push("y");
        new ListWatch([["lists", "list1"]]).look(state, () => {
            pauses++;
        });
        assert.is_true(pauses >= 9, `${pauses} pauses`);
    });

    it("finds an item that was changed, however deep, replaced or taken away", () => {
        const [watch, state] = watched();
        (state.lists.a![0] as Item).more.n = 2;
        assert.equal("state.lists.a[1].more.n", watch.findChanged(state, noPause));
        const [other, replaced] = watched();
        replaced.lists.b![0] = "y";
        assert.equal("state.lists.b[1]", other.findChanged(replaced, noPause));
        const [third, shorter] = watched();
        table.remove(shorter.lists.a!);
        assert.equal("state.lists.a[2]", third.findChanged(shorter, noPause));
    });
});
