import { Action } from "../../../realm/clock/action";
import { Clock } from "../../../realm/clock/clock";
import { messageOf } from "../support";

describe("Clock", () => {
    it("runs by time, and by sequence within one tick", () => {
        const clock = new Clock(10);
        const order: string[] = [];
        clock.schedule(new Action(() => order.push("late")), 0.5);
        clock.schedule(new Action(() => order.push("first")), 0.21);
        clock.schedule(new Action(() => order.push("second")), 0.3);
        clock.advance(1);
        assert.same(["first", "second", "late"], order);
    });

    it("runs an entry at the first tick that is not before it", () => {
        const clock = new Clock(10);
        const times: number[] = [];
        clock.schedule(new Action(() => times.push(clock.now)), 0.3);
        clock.schedule(new Action(() => times.push(clock.now)), 0.31);
        clock.advance(1);
        assert.same([0.3, 0.4], times);
        assert.equal(1, clock.now);
    });

    it("puts what is due at once into the next tick", () => {
        const clock = new Clock(10);
        const times: number[] = [];
        clock.schedule(
            new Action(() => {
                times.push(clock.now);
                clock.schedule(new Action(() => times.push(clock.now)), 0);
            }),
            0,
        );
        clock.advance(1);
        assert.same([0.1, 0.2], times);
    });

    it("keeps ticks that fall between two small advances", () => {
        const clock = new Clock(60);
        let runs = 0;
        clock.schedule(new Action(() => runs++), 1);
        for (const _ of $range(1, 99)) clock.advance(0.01);
        assert.equal(0, runs);
        clock.advance(0.01);
        assert.equal(1, runs);
    });

    it("ends at the tick at which the condition holds", () => {
        const clock = new Clock(10);
        let runs = 0;
        for (const second of [1, 2, 3]) clock.schedule(new Action(() => runs++), second);
        assert.is_true(clock.advance(10, () => runs === 2));
        assert.equal(2, clock.now);
        assert.is_false(clock.advance(10, () => runs === 99));
        assert.equal(12, clock.now);
    });

    it("cannot be advanced from inside", () => {
        const clock = new Clock(10);
        let message = "";
        clock.schedule(
            new Action(() => {
                message = messageOf(() => clock.advance(1));
            }),
            0,
        );
        clock.advance(1);
        assert.not_nil(string.find(message, "callback", 1, true)[0]);
    });
});
