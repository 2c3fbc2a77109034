import { LastSeen } from "../../src/ledger/last-seen";

describe("LastSeen", () => {
    it("knows what was noted last", () => {
        const seen = new LastSeen<number>(3);
        assert.is_nil(seen.get("a"));
        seen.note("a", 1);
        seen.note("a", 2);
        assert.equal(2, seen.get("a"));
        assert.is_false(seen.isFull);
    });

    it("remembers as many as it should, and twice as many at most", () => {
        const seen = new LastSeen<number>(3);
        for (const index of $range(1, 20)) {
            seen.note(`k${index}`, index);
            let count = 0;
            for (const other of $range(1, index)) {
                const isKnown = seen.get(`k${other}`) !== undefined;
                count += isKnown ? 1 : 0;
                if (other > index - 3) assert.is_true(isKnown, `${other} of ${index}`);
            }
            assert.is_true(count <= 6);
            assert.equal(index >= 3, seen.isFull);
        }
    });

    it("keeps what is noted again", () => {
        const seen = new LastSeen<number>(3);
        for (const index of $range(1, 20)) {
            seen.note("often", index);
            seen.note(`k${index}`, index);
        }
        assert.equal(20, seen.get("often"));
    });
});
