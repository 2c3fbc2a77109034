/** A lifetime: timers and work in slices that end together. */

import type { Background, Handle, Pause, Timers } from "./ports";

/** Something that a lifetime holds until it has ended. */
class HeldHandle implements Handle {
    inner: Handle | undefined;
    isOver = false;

    constructor(private readonly holders: LuaSet<Handle>) {}

    /** Notes that it has ended by itself. */
    release(): void {
        this.isOver = true;
        this.holders.delete(this);
    }

    cancel(): void {
        this.release();
        this.inner?.cancel();
    }
}

/** Of what has not been started. */
const NOTHING: Handle = { cancel: () => {} };

/**
 * Timers and background work of one owner. end() ends all of them, and nothing starts afterwards, so that no owner has to
 * ask in each callback whether it still lives.
 */
export class Lifetime implements Timers, Background {
    private readonly handles = new LuaSet<Handle>();
    private hasEnded = false;

    constructor(
        private readonly timers: Timers,
        private readonly background: Background,
    ) {}

    after(seconds: number, callback: (this: void) => void): Handle {
        return this.hold((release) =>
            this.timers.after(seconds, () => {
                release();
                callback();
            }),
        );
    }

    every(seconds: number, callback: (this: void) => void): Handle {
        return this.hold(() => this.timers.every(seconds, callback));
    }

    run(body: (this: void, pause: Pause, rest: Pause) => void): Handle {
        if (this.hasEnded) {
            return NOTHING;
        }
        // Each live event starts some: without the closures of hold().
        const handle = new HeldHandle(this.handles);
        const inner = this.background.run((pause, rest) => {
            body(pause, rest);
            handle.release();
        });
        this.keep(handle, inner);
        return handle;
    }

    drive(milliseconds: number, isDone: (this: void) => boolean): void {
        this.background.drive(milliseconds, isDone);
    }

    /** Ends everything that is under way. */
    end(): void {
        this.hasEnded = true;
        for (const handle of this.handles) {
            handle.cancel();
        }
    }

    /**
     * Keeps what `start` starts until it ends.
     * @param start is given what to call when it has ended by itself.
     */
    private hold(start: (this: void, release: (this: void) => void) => Handle): Handle {
        if (this.hasEnded) {
            return NOTHING;
        }
        const handle = new HeldHandle(this.handles);
        this.keep(
            handle,
            start(() => handle.release()),
        );
        return handle;
    }

    private keep(handle: HeldHandle, inner: Handle): void {
        handle.inner = inner;
        // What ran to its end at once is not held any more.
        if (!handle.isOver) {
            this.handles.add(handle);
        }
    }
}
