import { type Clock, type Scheduled } from "../clock/clock";
import { type Environment, type LuaFunction, define } from "../lua/types";
import { type CallGuard } from "./call-guard";
import { type LoadingScreen } from "./loading-screen";

const WHAT = "C_Timer";

/** Whether the timers of a login may still run. None survives a /reload. */
export interface TimerLife {
    isAlive: boolean;
    /** Timers wait for its end. */
    readonly screen: LoadingScreen;
}

/** A running timer or ticker. */
class Timer implements Scheduled {
    isCancelled = false;

    constructor(
        private readonly clock: Clock,
        private readonly guard: CallGuard,
        private readonly life: TimerLife,
        private readonly seconds: number,
        private readonly callback: LuaFunction,
        /** Times it still fires; infinity for a ticker without an end. */
        private left: number,
        /** What the callback gets; C_Timer.After has none. */
        private readonly handle?: object,
    ) {}

    run(): void {
        const { isAlive, screen } = this.life;
        if (this.isCancelled || !isAlive) return;
        if (screen.isUp) {
            screen.keepTimer(() => this.run());
            return;
        }
        this.left -= 1;
        // An error in the callback ends in the guard: the ticker goes on.
        this.guard.call(WHAT, this.callback, this.handle);
        if (this.left > 0 && !this.isCancelled) this.clock.schedule(this, this.seconds);
        else this.isCancelled = true;
    }
}

function checkArguments(name: string, seconds: unknown, callback: unknown): void {
    if (type(seconds) !== "number" || type(callback) !== "function") {
        error(`Usage: C_Timer.${name}(seconds, callback)`, 3);
    }
}

/** The `C_Timer` of one client. */
export function createTimers(clock: Clock, guard: CallGuard, life: TimerLife): Environment {
    const start = (seconds: number, callback: LuaFunction, times: number): object => {
        const handle: Environment = new LuaTable();
        const timer = new Timer(clock, guard, life, seconds, callback, times, handle as object);
        define(handle, {
            Cancel: () => {
                timer.isCancelled = true;
            },
            IsCancelled: () => timer.isCancelled,
        });
        clock.schedule(timer, seconds);
        return handle as object;
    };
    const library: Environment = new LuaTable();
    define(library, {
        After: (seconds: number, callback: LuaFunction): void => {
            checkArguments("After", seconds, callback);
            clock.schedule(new Timer(clock, guard, life, seconds, callback, 1), seconds);
        },
        NewTimer: (seconds: number, callback: LuaFunction): object => {
            checkArguments("NewTimer", seconds, callback);
            return start(seconds, callback, 1);
        },
        NewTicker: (seconds: number, callback: LuaFunction, iterations?: number): object => {
            checkArguments("NewTicker", seconds, callback);
            return start(seconds, callback, iterations ?? math.huge);
        },
    });
    return library;
}
