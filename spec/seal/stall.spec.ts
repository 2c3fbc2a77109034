import { Stall } from "../../src/seal/stall";
import { ManualTime } from "../support/world";

describe("Stall", () => {
    it("is over when the condition has stayed, which is due once", () => {
        const time = new ManualTime();
        const stall = new Stall(time, 10);
        assert.is_false(stall.isDue());
        assert.is_false(stall.isOver("a"));
        time.advance(9);
        assert.is_false(stall.isDue());
        assert.is_false(stall.isOver("a"));
        time.advance(1);
        assert.is_true(stall.isDue());
        assert.is_true(stall.isOver("a"));
        assert.is_false(stall.isDue());
        time.advance(10);
        assert.is_false(stall.isDue());
        assert.is_true(stall.isOver("a"));
    });

    it("begins anew when the condition changes, and when it ends", () => {
        const time = new ManualTime();
        const stall = new Stall(time, 10);
        stall.isOver("a");
        time.advance(10);
        assert.is_false(stall.isOver("b"));
        assert.is_false(stall.isDue());
        time.advance(10);
        stall.end();
        assert.is_false(stall.isDue());
        assert.is_false(stall.isOver("b"));
        time.advance(10);
        assert.is_true(stall.isOver("b"));
    });
});
