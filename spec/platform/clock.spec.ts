import { GameClock, GameRandom, GameTimers } from "../../src/platform/clock";
import { FakeGame } from "../support/game";

describe("The game's clocks", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    it("are the server's time, the uptime and the precise time, which no addon can reset", () => {
        game.set({ GetServerTime: () => 1700000000, GetTime: () => 12.5, GetTimePreciseSec: () => 3.5 });
        game.set({ debugprofilestop: () => error("reset by another addon") });
        const clock = new GameClock();
        assert.equal(1700000000, clock.serverTime());
        assert.equal(12.5, clock.uptime());
        assert.equal(3500, clock.milliseconds());
    });

    it("take the profiler's clock where there is no precise time", () => {
        game.remove("GetTimePreciseSec");
        game.set({ debugprofilestop: () => 0.25 });
        assert.equal(0.25, new GameClock().milliseconds());
    });

    it("start timers and tickers as plain functions, and cancel each of them alone", () => {
        const calls: string[] = [];
        const callback = (): void => {};
        const start = (name: string) => (seconds: number, given: unknown) => {
            calls.push(`${name} ${seconds} ${tostring(given === callback)}`);
            return {
                Cancel() {
                    calls.push(`cancel ${name} ${seconds}`);
                },
            };
        };
        game.set({ C_Timer: { NewTimer: start("timer"), NewTicker: start("ticker") } });
        const timers = new GameTimers();
        const timer = timers.after(3, callback);
        const ticker = timers.every(5, callback);
        timers.after(4, callback);
        assert.same(["timer 3 true", "ticker 5 true", "timer 4 true"], calls);
        ticker.cancel();
        timer.cancel();
        assert.same(["cancel ticker 5", "cancel timer 3"], calls.slice(3));
    });

    it("draw from the game's generator", () => {
        const fraction = new GameRandom().fraction();
        assert.is_true(fraction >= 0 && fraction < 1);
    });
});
