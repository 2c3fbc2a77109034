import { CliqueSearch } from "../../../src/live/meet/clique-search";
import { graphOfFive } from "./graph-of-five";

describe("a search for cliques", () => {
    it("finds the first in the order of its members", () => {
        const search = new CliqueSearch(graphOfFive(1000), [1, 2, 3, 4], [1, 2, 3, 3]);
        assert.same([0, 1], search.find(0, 1, false));
        assert.same([0, 1, 2], search.find(0, 2, false));
        assert.same([0, 2, 3, 4], search.find(0, 3, true));
        assert.is_nil(search.find(0, 4, true));
    });

    it("takes none who wants more, and one at least who wants as many", () => {
        const search = new CliqueSearch(graphOfFive(1000), [1, 2, 3, 4], [2, 0, 0, 1]);
        assert.same([0, 4], search.find(0, 1, false));
        assert.same([0, 2], search.find(0, 1, true));
        assert.same([0, 1, 2], search.find(0, 2, false));
        assert.is_nil(new CliqueSearch(graphOfFive(1000), [1, 2], [0, 0]).find(0, 2, false));
    });

    it("finds nothing more when no steps are left", () => {
        const graph = graphOfFive(1000);
        const search = new CliqueSearch(graph, [1, 2, 3, 4], [1, 2, 3, 3]);
        graph.spend(1000);
        assert.is_nil(search.find(0, 1, false));
    });
});
