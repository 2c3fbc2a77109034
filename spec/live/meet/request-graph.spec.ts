import { graphOfFive } from "./graph-of-five";

describe("the graph of requests", () => {
    it("joins those who accept each other", () => {
        const graph = graphOfFive(1000);
        assert.same([1, 2, 3, 4], graph.joined(0, [1, 2, 3, 4], 0));
        assert.same([2], graph.joined(1, [2, 3, 4], 0));
        assert.same([4], graph.joined(2, [3, 4], 1));
    });

    it("stops looking when the steps are taken", () => {
        const graph = graphOfFive(20);
        assert.is_false(graph.isExhausted());
        assert.is_true(graph.joined(0, [1, 2, 3, 4], 0).length < 4);
        assert.is_true(graph.isExhausted());
    });
});
