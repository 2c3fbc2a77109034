/** Work in the background of which there is one task at a time. Where an error has ended it, the next one can begin. */

import type { Background, Pause } from "../ports";

export class SingleTask {
    private isBegun = false;
    /** What runs it, once it has begun. */
    private thread: LuaThread | undefined;

    constructor(private readonly background: Background) {}

    /** Whether it is under way. */
    isRunning(): boolean {
        return this.isBegun && this.status() !== "dead";
    }

    /** Whether the caller has been called by it, directly or not: it cannot go on before the caller returns. */
    isCalling(): boolean {
        const status = this.status();
        return status === "running" || status === "normal";
    }

    /** Begins. Called while it is not under way. */
    run(body: (this: void, pause: Pause, rest: Pause) => void): void {
        this.isBegun = true;
        this.thread = undefined;
        this.background.run((pause, rest) => {
            this.thread = coroutine.running();
            body(pause, rest);
            // Threads are used again.
            this.thread = undefined;
            this.isBegun = false;
        });
    }

    private status(): string | undefined {
        return this.thread === undefined ? undefined : coroutine.status(this.thread);
    }
}
