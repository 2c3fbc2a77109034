import { Speed } from "../../src/replay/speed";
import { ManualTime } from "../support/world";

describe("Speed", () => {
    function measured(speed: Speed, time: ManualTime, events: number, milliseconds: number): void {
        time.lookCost = 0;
        speed.begin();
        time.lookCost = milliseconds;
        speed.end(events);
    }

    it("believes what is faster at once, and what is slower by and by", () => {
        const time = new ManualTime();
        const speed = new Speed(time);
        measured(speed, time, 100, 0.5);
        assert.is_true(math.abs(speed.timeOf(1000) - 5) < 1e-6);
        measured(speed, time, 100, 5);
        assert.is_true(speed.timeOf(1000) > 5 && speed.timeOf(1000) < 15);
        for (const _ of $range(1, 100)) measured(speed, time, 100, 5);
        assert.is_true(math.abs(speed.timeOf(1000) - 50) < 1);
    });

    it("learns nothing from a few events, or from a batch that was spread over frames", () => {
        const time = new ManualTime();
        const speed = new Speed(time);
        const guess = speed.timeOf(1);
        measured(speed, time, 5, 0.001);
        speed.begin();
        time.advance(1);
        speed.end(1000);
        assert.equal(guess, speed.timeOf(1));
    });
});
