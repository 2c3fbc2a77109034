/** A client's frames: the library's own worker, driven at 60 frames a second of game time. */

import { FrameWorker } from "../../src/platform/background";
import { FrameBudget } from "../../src/platform/frame-budget";
import type { Guard, Timers } from "../../src/ports";
import { BenchClock, NO_HANDLE } from "./ports";

export const FRAME_RATE = 60;

const clock = os.clock;

/** Time that moves with the frames; milliseconds are real. */
class FrameClock extends BenchClock {
    frame = 0;

    override uptime(): number {
        return this.frame / FRAME_RATE;
    }
}

/** What the game would show in its error handler ends the bench. */
export const strictGuard: Guard = {
    call: (callback, ...args) => callback(...args),
    report: (message) => error(message, 0),
};

/** The game's frame object, as much of it as the worker uses. */
class BenchFrame {
    isShown = true;
    onUpdate: ((this: void) => void) | undefined;

    SetScript(_script: string, handler: (this: void) => void): void {
        this.onUpdate = handler;
    }

    Show(): void {
        this.isShown = true;
    }

    Hide(): void {
        this.isShown = false;
    }
}

export class Frames {
    readonly clock = new FrameClock();
    readonly worker: FrameWorker;
    /** Milliseconds of the longest callback so far. */
    longest = 0;
    private readonly frame = new BenchFrame();
    private due: ((this: void) => void)[] = [];

    constructor() {
        const game = _G as unknown as Record<string, unknown>;
        game.CreateFrame = () => this.frame;
        game.InCombatLockdown = () => false;
        this.worker = new FrameWorker(this.clock, strictGuard, new FrameBudget(this.clock, { time: -1, used: 0 }));
    }

    readonly timers: Timers = {
        after: (_seconds, callback) => {
            this.due[this.due.length] = callback;
            return NO_HANDLE;
        },
        every: () => NO_HANDLE,
    };

    /** Lets frames pass until a condition holds; returns the seconds of game time that took. */
    until(isDone: (this: void) => boolean): number {
        const first = this.clock.frame;
        while (!isDone()) {
            this.clock.frame++;
            const start = clock() * 1000;
            const due = this.due;
            this.due = [];
            for (const callback of due) callback();
            if (this.frame.isShown) this.frame.onUpdate!();
            this.longest = math.max(this.longest, clock() * 1000 - start);
        }
        return (this.clock.frame - first) / FRAME_RATE;
    }
}
