import { BIN_BOUNDS, CallbackTimes } from "../../../demo/run/callback-times";

describe("CallbackTimes", () => {
    it("puts each callback into the bin whose bounds hold it", () => {
        const times = new CallbackTimes();
        const last = BIN_BOUNDS.length;
        for (const [ms] of [[0], [0.0099], [0.01], [4.999], [5], [99.9], [100], [5000]]) times.note(0, "OnUpdate", ms);
        const [row] = times.list();
        const filled = new LuaTable<number, number>();
        row.bins.forEach((count, bin) => {
            if (count > 0) filled.set(bin, count);
        });
        const at = (bound: number) => BIN_BOUNDS.indexOf(bound);
        assert.equal(last + 1, row.bins.length);
        assert.equal(2, filled.get(0));
        assert.equal(1, filled.get(at(0.01) + 1));
        assert.equal(1, filled.get(at(5)));
        assert.equal(1, filled.get(at(5) + 1));
        assert.equal(1, filled.get(at(100)));
        assert.equal(2, filled.get(last));
    });

    it("keeps bounds in order, with 5 ms among them", () => {
        for (const index of $range(1, BIN_BOUNDS.length - 1)) {
            assert.is_true(BIN_BOUNDS[index - 1] < BIN_BOUNDS[index]);
        }
        assert.is_true(BIN_BOUNDS.includes(5));
    });

    it("sums up by what ran, in order of names", () => {
        const times = new CallbackTimes();
        times.note(0, "OnUpdate", 1);
        times.note(1, "C_Timer", 2);
        times.note(1, "OnUpdate", 3);
        const [timer, update, ...others] = times.list();
        assert.same([], others);
        assert.equal("C_Timer", timer.what);
        assert.equal(2, update.calls);
        assert.equal(4, update.totalMs);
        assert.equal(3, update.longestMs);
    });

    it("knows the longest since the last time", () => {
        const times = new CallbackTimes();
        assert.is_nil(times.takeLongest());
        times.note(0, "OnUpdate", 1);
        times.note(2, "/sdkp", 3);
        times.note(1, "C_Timer", 2);
        assert.same({ client: 2, what: "/sdkp", ms: 3 }, times.takeLongest());
        assert.is_nil(times.takeLongest());
    });
});
