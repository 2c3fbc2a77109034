import { GameClock, GameRandom, GameTimers } from "../../src/platform/clock";
import { FakeGame } from "../support/game";

describe("The game's clocks", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    it("are the server's time, the uptime and the profiler's", () => {
        game.set({ GetServerTime: () => 1700000000, GetTime: () => 12.5, debugprofilestop: () => 0.25 });
        const clock = new GameClock();
        assert.equal(1700000000, clock.serverTime());
        assert.equal(12.5, clock.uptime());
        assert.equal(0.25, clock.milliseconds());
    });

    it("start timers as plain functions, and cancel tickers", () => {
        const calls: unknown[] = [];
        const ticker = {
            Cancel: () => {
                calls.push("cancel");
            },
        };
        const callback = (): void => {};
        game.set({
            C_Timer: {
                After: (seconds: number, given: unknown) => calls.push(["after", seconds, given === callback]),
                NewTicker: (seconds: number, given: unknown) => {
                    calls.push(["every", seconds, given === callback]);
                    return ticker;
                },
            },
        });
        const timers = new GameTimers();
        timers.after(3, callback);
        timers.every(5, callback).cancel();
        assert.same([["after", 3, true], ["every", 5, true], "cancel"], calls);
    });

    it("draw from the game's generator", () => {
        const fraction = new GameRandom().fraction();
        assert.is_true(fraction >= 0 && fraction < 1);
    });
});
