import type { Clock, Handle, Random, Timers } from "../ports";

/** The game's clocks. */
export class GameClock implements Clock {
    serverTime(): number {
        return GetServerTime();
    }

    uptime(): number {
        return GetTime();
    }

    milliseconds(): number {
        // Any addon may reset the profiler's clock with debugprofilestart(), in the middle of a slice.
        return getTimePreciseSec === undefined ? debugprofilestop() : getTimePreciseSec() * 1000;
    }
}

/** The game's timers. An error in a callback goes to the game's error handler and does not stop other timers. */
export class GameTimers implements Timers {
    after(seconds: number, callback: (this: void) => void): Handle {
        const timer = C_Timer.NewTimer(seconds, callback);
        return { cancel: () => timer.Cancel() };
    }

    every(seconds: number, callback: (this: void) => void): Handle {
        const ticker = C_Timer.NewTicker(seconds, callback);
        return { cancel: () => ticker.Cancel() };
    }
}

/** The game's random numbers; it seeds them itself. */
export class GameRandom implements Random {
    fraction(): number {
        // eslint-disable-next-line no-restricted-syntax -- the source itself
        return math.random();
    }
}
