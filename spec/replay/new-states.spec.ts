import { NewStates } from "../../src/replay/new-states";
import { CollectingGuard } from "../support/collecting-guard";

describe("NewStates", () => {
    it("are what initialState() gives, the first one too", () => {
        const made: object[] = [];
        const guard = new CollectingGuard();
        const states = new NewStates(() => {
            const state = { points: {} };
            made.push(state);
            return state;
        }, guard);
        const given = [states.next(), states.next(), states.next()];
        assert.equal(3, made.length);
        for (const index of $range(0, 2)) assert.equal(made[index], given[index]);
        assert.same([], guard.reports);
    });

    it("are copies of the first as it was, where initialState() raises later; that is told once", () => {
        let isBroken = false;
        const guard = new CollectingGuard();
        const states = new NewStates(() => {
            if (isBroken) error("broken", 0);
            return { points: { Thrall: 5 } };
        }, guard);
        const first = states.next() as { points: { Thrall: number } };
        first.points.Thrall = 6;
        isBroken = true;
        const [second, third] = [states.next(), states.next()];
        assert.same({ points: { Thrall: 5 } }, second);
        assert.same(second, third);
        assert.is_false(second === third);
        assert.same(
            ["LibEventLedger: initialState() raised: broken; a copy of the first state is used instead"],
            guard.reports,
        );
    });

    it("raise where initialState() does and its first state cannot be copied", () => {
        let isBroken = false;
        const states = new NewStates(() => {
            if (isBroken) error("broken", 0);
            return { f: () => 1 };
        }, new CollectingGuard());
        states.next();
        isBroken = true;
        assert.has_error(() => states.next(), "initialState() raised: broken");
    });
});
