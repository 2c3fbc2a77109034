import { Allowance } from "../../src/link/token-bucket";
import { World } from "../support/world";

const MOST = 10;
const SECONDS = 100;

describe("An allowance", () => {
    it("grants what is left, and no more", () => {
        const allowance = new Allowance(new World().time);
        assert.equal(7, allowance.take(7, MOST, SECONDS));
        assert.equal(3, allowance.take(7, MOST, SECONDS));
        assert.equal(0, allowance.take(1, MOST, SECONDS));
    });

    it("comes back over time, and not beyond what it holds", () => {
        const { time } = new World();
        const allowance = new Allowance(time);
        allowance.take(MOST, MOST, SECONDS);
        time.advance(SECONDS / 2);
        assert.equal(5, allowance.take(MOST, MOST, SECONDS));
        time.advance(10 * SECONDS);
        assert.equal(MOST, allowance.take(2 * MOST, MOST, SECONDS));
    });

    it("grants whole ones: half of one is kept until the other half is there", () => {
        const { time } = new World();
        const allowance = new Allowance(time);
        allowance.take(MOST, MOST, SECONDS);
        time.advance(5);
        assert.equal(0, allowance.take(1, MOST, SECONDS));
        time.advance(5);
        assert.equal(1, allowance.take(1, MOST, SECONDS));
    });

    it("grows with what it may hold", () => {
        const { time } = new World();
        const allowance = new Allowance(time);
        assert.equal(MOST, allowance.take(MOST, MOST, SECONDS));
        time.advance(SECONDS);
        assert.equal(2 * MOST, allowance.take(100, 2 * MOST, SECONDS));
    });
});
