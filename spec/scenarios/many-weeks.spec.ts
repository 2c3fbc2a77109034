import { playManyWeeks } from "../../scenarios/many-weeks";
import { InstructionCounter } from "../support/instructions";

/** About those of a millisecond: a slice takes up to so many beyond its budget of 3.5 ms. */
const MOST = 100000;

describe("A log of 2,500 weeks and 20,000 creators", () => {
    it("never keeps a client at work for long without a look at the clock", () => {
        const counter = new InstructionCounter();
        const excess: string[] = [];
        counter.during(() => {
            playManyWeeks(false, (step) => {
                const { most, what } = counter;
                // With the screen dark there are no frames to wait for.
                if (most > MOST && step !== "logout") {
                    excess.push(string.format("%s: %.0f in %s", step, most, what));
                }
                counter.reset();
            });
        });
        assert.same([], excess);
    });
});
