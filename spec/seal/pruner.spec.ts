import { isSameRow } from "../../src/log/week-row";
import { Pruner } from "../../src/seal/pruner";
import { noPause } from "../support/background";
import { HISTORY, noteIn, NOW, SealStage } from "./stage";

/** A session that holds its own seal of the history. */
function sealed(changes: ConstructorParameters<typeof SealStage>[1] = {}): { stage: SealStage; pruner: Pruner } {
    const stage = new SealStage(HISTORY, changes);
    stage.seal();
    return { stage, pruner: new Pruner(stage.context, stage.seals.keeper.held) };
}

describe("Pruner", () => {
    it("keeps the newest weeks before now, and what is not sealed, and knows no first week without a seal", () => {
        const { stage, pruner } = sealed();
        assert.same(
            [NOW, NOW, NOW - 1, NOW - 9],
            [0, 1, 2, 10].map((weeks) => pruner.firstKept(weeks)),
        );
        const open = new SealStage(HISTORY);
        const none = new Pruner(open.context, open.seals.keeper.held);
        assert.is_nil(none.firstKept(1));
        assert.is_false(none.isDue(0));
        // Nor without its state.
        stage.scope.sealState = undefined;
        assert.is_nil(pruner.firstKept(1));
    });

    it("is due until all is dropped that need not be kept", () => {
        const { pruner } = sealed();
        assert.same([true, false], [pruner.isDue(3), pruner.isDue(4)]);
        assert.same({ weeks: 1, events: 2 }, pruner.prune(NOW - 2, noPause));
        assert.same([true, false], [pruner.isDue(2), pruner.isDue(3)]);
        assert.same({ weeks: 0, events: 0 }, pruner.prune(NOW - 2, noPause));
    });

    it("is not due again while it is being seen to, and is afterwards", () => {
        const { pruner } = sealed();
        let looks = 0;
        pruner.prune(NOW - 2, () => {
            looks++;
            assert.is_false(pruner.isDue(0));
        });
        assert.is_true(looks > 0);
        assert.is_true(pruner.isDue(0));
    });

    it("takes each week out at once: at every moment its events are here, or its row says what they were", () => {
        const { stage, pruner } = sealed();
        const { log } = stage.context;
        const rows = stage.rows();
        const check = (): void => {
            for (const row of rows) {
                const count = log.countIn(row.weekNumber);
                assert.equal(log.isAbsent(row.weekNumber) ? 0 : row.count, count);
                assert.is_true(isSameRow(row, log.row(row.weekNumber)!));
            }
        };
        pruner.prune(NOW - 1, check);
        check();
        assert.same([NOW - 3, NOW - 2], stage.absentWeeks());
    });

    it("leaves the state as it was, which begins with the sealed one from then on", () => {
        const { stage, pruner } = sealed();
        assert.is_false(stage.inner.replay.hasBase());
        pruner.prune(NOW, noPause);
        assert.is_true(stage.inner.replay.hasBase());
        assert.same(["a1 a2 b1 b2 c1 c2", ""], [stage.state(), stage.words()]);
        stage.insert(noteIn(NOW, 1, "later"));
        assert.equal("a1 a2 b1 b2 c1 c2 later", stage.state());
    });

    it("drops no week that is open, or that is here in part", () => {
        const { stage, pruner } = sealed();
        const [first, , third] = stage.rows();
        stage.seals.keeper.held.openWeeks([first]);
        stage.context.log.makeAbsent(third.weekNumber, { ...third, count: 3 });
        assert.same({ weeks: 1, events: 2 }, pruner.prune(NOW, noPause));
        assert.equal("a1 a2 c1 c2", stage.words());
        assert.is_false(pruner.isDue(0));
    });

    it("drops nothing for a state that is damaged in the file", () => {
        const { stage, pruner } = sealed();
        stage.scope.sealState = string.sub(stage.scope.sealState!, 1, -8);
        assert.same({ weeks: 0, events: 0, reason: "noState" }, pruner.prune(NOW, noPause));
        assert.equal("a1 a2 b1 b2 c1 c2", stage.words());
        assert.is_false(stage.inner.replay.hasBase());
    });

    it("drops nothing for a state of another version that cannot be upgraded, and does where it can", () => {
        const before = sealed().stage;
        for (const canUpgrade of [false, true]) {
            const upgradeState = canUpgrade ? (state: Record<string, unknown>): object => state : undefined;
            const stage = before.relog({ stateVersion: 2, upgradeState });
            const { weeks, reason } = new Pruner(stage.context, stage.seals.keeper.held).prune(NOW, noPause);
            assert.same(canUpgrade ? [3] : [0, "noState"], [weeks, reason]);
        }
    });

    it("says so where there is nothing to drop, whatever the state is", () => {
        const { stage, pruner } = sealed();
        stage.scope.sealState = string.sub(stage.scope.sealState!, 1, -8);
        assert.same({ weeks: 0, events: 0 }, pruner.prune(NOW - 3, noPause));
    });
});
