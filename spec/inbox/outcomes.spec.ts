import { decodeChecked } from "../../src/block/checked-text";
import { Outcomes, RefusedBits } from "../../src/inbox/outcomes";
import { toHex } from "../codec/hex";
import { noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";
import { idOf } from "./stage";

function hexOf(outcomes: Outcomes): string {
    return toHex(decodeChecked(outcomes.text(NO_NATIVE, noPause), NO_NATIVE, noPause)!);
}

describe("Outcomes", () => {
    it("of no offers are empty", () => {
        assert.equal("", hexOf(new Outcomes()));
    });

    it("of an offer without refused events take no bits", () => {
        const outcomes = new Outcomes();
        outcomes.add(idOf(1), new RefusedBits(500));
        assert.equal(`0001${string.rep("07", 14)}0000`, hexOf(outcomes));
    });

    it("name the reason of the first refused event, and each of them by a bit", () => {
        const bits = new RefusedBits(17);
        bits.note(3, "sealed");
        bits.note(0, "unauthorized");
        bits.note(16, "future");
        assert.equal("sealed", bits.first);
        assert.equal("0603090001", toHex(bits.pack()));
    });

    it("have a number for each reason", () => {
        const reasons = ["unauthorized", "future", "unparsable", "heldTooLong", "authorizeError", "sealed"] as const;
        const numbers = reasons.map((reason) => {
            const bits = new RefusedBits(1);
            bits.note(0, reason);
            return toHex(bits.pack());
        });
        assert.same(["010101", "020101", "030101", "040101", "050101", "060101"], numbers);
    });

    it("stand in the order of the ids", () => {
        const outcomes = new Outcomes();
        for (const number of [300, 2, 77, 1000]) outcomes.add(idOf(number), new RefusedBits(1));
        const rest = `${string.rep("07", 14)}0000`;
        assert.equal(`0002${rest}004d${rest}012c${rest}03e8${rest}`, hexOf(outcomes));
        assert.is_true(outcomes.has(idOf(77)));
        assert.is_false(outcomes.has(idOf(78)));
        assert.equal(4, outcomes.count);
    });
});
