import { FRAME_BUDGET, FrameBudget } from "../../src/platform/frame-budget";
import type { SharedFrame } from "../../src/ports";
import { FakeGame } from "../support/game";
import { ManualClock } from "../support/manual-clock";

describe("FrameBudget", () => {
    let game: FakeGame;
    let clock: ManualClock;
    let shared: SharedFrame;
    let isInCombat: boolean;

    before_each(() => {
        game = new FakeGame();
        isInCombat = false;
        game.set({ InCombatLockdown: () => isInCombat });
        clock = new ManualClock(0);
        shared = { time: -1, used: 0 };
    });
    after_each(() => game.end());

    it("gives the whole of a frame once", () => {
        const budget = new FrameBudget(clock, shared);
        assert.equal(FRAME_BUDGET, budget.take());
        budget.spend(1);
        assert.equal(FRAME_BUDGET - 1, budget.take());
        budget.spend(FRAME_BUDGET);
        assert.equal(0, budget.take());
        clock.advance(1 / 60);
        assert.equal(FRAME_BUDGET, budget.take());
    });

    it("gives half in combat", () => {
        const budget = new FrameBudget(clock, shared);
        isInCombat = true;
        assert.equal(FRAME_BUDGET / 2, budget.take());
        budget.spend(FRAME_BUDGET / 2);
        assert.equal(0, budget.take());
        isInCombat = false;
        assert.equal(FRAME_BUDGET / 2, budget.take());
    });

    it("gives nothing rather than next to nothing", () => {
        const budget = new FrameBudget(clock, shared);
        budget.take();
        budget.spend(FRAME_BUDGET - 0.1);
        assert.equal(0, budget.take());
    });

    /** Lets copies of the library, each with work without end, take what they get; returns what each got. */
    function share(
        copies: readonly FrameBudget[],
        frames: number,
        cost: (this: void, left: number) => number,
    ): number[] {
        const got = copies.map(() => 0);
        for (const _ of $range(1, frames)) {
            clock.advance(1 / 60);
            for (const index of $range(0, copies.length - 1)) {
                const left = copies[index].take();
                if (left > 0) {
                    const spent = cost(left);
                    got[index] += spent;
                    copies[index].spend(spent);
                }
            }
        }
        return got;
    }

    for (const count of [2, 3, 4]) {
        it(`gives ${count} copies of the library about the same, also when their steps are longer than a frame`, () => {
            for (const overrun of [0, 0.5, 5]) {
                const copies: FrameBudget[] = [];
                for (const _ of $range(1, count)) {
                    copies.push(new FrameBudget(clock, shared));
                }
                const got = share(copies, 120, (left) => left + overrun);
                let sum = 0;
                for (const part of got) {
                    sum += part;
                }
                for (const part of got) {
                    assert.is_true(part > (0.8 * sum) / count, `${part} of ${sum} with ${overrun} too much`);
                }
            }
        });
    }

    it("never gives more than a frame's budget to all together", () => {
        const copies = [new FrameBudget(clock, shared), new FrameBudget(clock, shared), new FrameBudget(clock, shared)];
        for (const _ of $range(1, 100)) {
            const got = share(copies, 1, (left) => left / 2);
            let sum = 0;
            for (const part of got) {
                sum += part;
            }
            assert.is_true(sum <= FRAME_BUDGET);
        }
    });

    it("gives all to a copy when the one that got nothing has nothing left to do", () => {
        const [busy, other] = [new FrameBudget(clock, shared), new FrameBudget(clock, shared)];
        share([busy, other], 1, (left) => left);
        const [alone] = share([busy], 30, (left) => left);
        assert.is_true(alone >= 29 * FRAME_BUDGET, `${alone} of 30 frames`);
    });
});
