import { countOf, countsOf, durationOf, sumOf, wrap } from "../../src/diagnostics/words";

describe("words", () => {
    it("count nouns", () => {
        assert.equal("1 event", countOf(1, "event"));
        assert.equal("0 events", countOf(0, "event"));
        assert.equal("2000000000000 events", countOf(2e12, "event"));
    });

    it("tell durations in the largest unit of which there are two", () => {
        const cases: [number, string][] = [
            [0.9, "0 s"],
            [119.9, "119 s"],
            [120, "2 minutes"],
            [7199, "119 minutes"],
            [7200, "2 hours"],
            [172800, "2 days"],
        ];
        for (const [seconds, expected] of cases) {
            assert.equal(expected, durationOf(seconds));
        }
    });

    it("list counts in the order of their names, and sum them", () => {
        const counts = { unauthorized: 2, future: 1, heldTooLong: 4 };
        assert.equal("1 future, 4 heldTooLong, 2 unauthorized", countsOf(counts));
        assert.equal(7, sumOf(counts));
        assert.equal("", countsOf({}));
        assert.equal(0, sumOf({}));
    });

    it("break lines between words, none longer than asked for but a word that is", () => {
        assert.same(["aa bb", "  cc", "  dddddddd", "  e"], wrap("aa  bb cc dddddddd e", 6));
        assert.same(["short"], wrap("short", 90));
        assert.same([""], wrap("", 90));
    });
});
