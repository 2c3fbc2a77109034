import { nearest } from "../src/near-names";

describe("nearest", () => {
    const known = ["name", "saved", "initialState", "authorize", "stateVersion", "scope", "to", "from"];

    it("finds the name with a letter or two wrong, missing, too many or swapped, or in another case", () => {
        for (const [word, name] of [
            ["authorise", "authorize"],
            ["autorize", "authorize"],
            ["authorizee", "authorize"],
            ["athuorize", "authorize"],
            ["initialstate", "initialState"],
            ["INITIALSTATE", "initialState"],
            ["stateversoin", "stateVersion"],
            ["form", "from"],
            ["frm", "from"],
            ["too", "to"],
        ]) {
            assert.equal(name, nearest(word, known), word);
        }
    });

    it("finds nothing for words that are far from all, and for two letters of which both are wrong", () => {
        for (const word of ["", "x", "by", "channels", "state", "version", string.rep("n", 33)]) {
            assert.is_nil(nearest(word, known), word);
        }
        assert.is_nil(nearest("name", []));
    });

    it("takes the nearest of several, and of equally near ones the first", () => {
        assert.equal("bat", nearest("bad", ["bit", "bat", "bed"]));
        assert.equal("bed", nearest("bad", ["bit", "bed", "bat"]));
        assert.equal("bad", nearest("bad", ["bat", "bad"]));
    });
});
