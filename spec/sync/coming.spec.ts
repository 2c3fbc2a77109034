import { Coming } from "../../src/sync/coming";
import { COMING_SECONDS, HOLD_FIRST_SECONDS, HOLD_MEMORY_SECONDS, HOLD_SECONDS } from "../../src/sync/constants";
import { ManualTime } from "../support/world";

/** Fragments of a peer, one a second. @returns for how many seconds they held this client back. */
function holdBack(time: ManualTime, coming: Coming, seconds: number, bringsEvery = math.huge): number {
    let held = 0;
    for (const second of $range(1, seconds)) {
        coming.heard("A-Realm");
        if (second % bringsEvery === 0) coming.brought("A-Realm");
        held += coming.isAny() ? 1 : 0;
        time.advance(1);
    }
    return held;
}

describe("Units that are coming in", () => {
    it("are waited for while fragments come, and a moment longer", () => {
        const time = new ManualTime();
        const coming = new Coming(time);
        assert.is_false(coming.isAny());
        coming.heard("A-Realm");
        time.advance(COMING_SECONDS - 0.5);
        assert.is_true(coming.isAny());
        time.advance(1);
        assert.is_false(coming.isAny());
    });

    it("are waited for as long as they bring something, but not while they come to nothing", () => {
        const time = new ManualTime();
        assert.equal(200, holdBack(time, new Coming(time), 200, 10));
        const coming = new Coming(time);
        assert.equal(HOLD_FIRST_SECONDS, holdBack(time, coming, 1000));
        coming.brought("A-Realm");
        assert.equal(HOLD_SECONDS, holdBack(time, coming, 1000));
        coming.heard("B-Realm");
        assert.is_true(coming.isAny());
    });

    it("are forgotten long after the last fragment, or when nothing is lacking any more", () => {
        const time = new ManualTime();
        const coming = new Coming(time);
        coming.heard("A-Realm");
        time.advance(HOLD_MEMORY_SECONDS);
        coming.sweep();
        assert.equal(1, coming.count());
        time.advance(1);
        coming.sweep();
        assert.equal(0, coming.count());
        coming.heard("A-Realm");
        coming.clear();
        assert.same([0, false], [coming.count(), coming.isAny()]);
    });
});
