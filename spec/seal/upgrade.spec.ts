import { NO_UPGRADE, upgrade } from "../../src/seal/upgrade";
import { CollectingGuard } from "../support/collecting-guard";

describe("upgrade", () => {
    it("gives what upgradeState makes of a state and its version", () => {
        const guard = new CollectingGuard();
        const [state, problem] = upgrade({ guard, upgradeState: (old, from) => ({ ...old, from }) }, { sum: 5 }, 3);
        assert.are.same({ sum: 5, from: 3 }, state);
        assert.is_nil(problem);
        assert.are.same([], guard.reports);
    });

    it("says why there is none, and reports what the addon did wrong", () => {
        const guard = new CollectingGuard();
        const problemOf = (upgradeState?: (this: void) => unknown): string | undefined => {
            const [state, problem] = upgrade({ guard, upgradeState }, {}, 1);
            assert.is_nil(state);
            return problem;
        };
        assert.are.equal(NO_UPGRADE, problemOf());
        assert.are.same([], guard.reports);
        assert.are.equal(
            "upgradeState() gave no table",
            problemOf(() => 5),
        );
        assert.is_truthy(
            string.find(
                problemOf(() => error("no idea", 0))!,
                "upgradeState() raised: no idea",
                1,
                true,
            )[0],
        );
        assert.are.equal(2, guard.reports.length);
    });
});
