import type { Background, Handle, Pause } from "../../src/ports";

/** Of what is not cancelled. */
export const NO_HANDLE: Handle = { cancel: () => {} };

/** A pause that never gives the frame back. */
export const noPause: Pause = () => {};

/** A pause that gives the frame back each time: for work that a spec runs in a coroutine. */
export const yieldAlways: Pause = () => {
    coroutine.yield();
};

/** Runs work at once, in one go. */
export class ImmediateBackground implements Background {
    run(body: (this: void, pause: Pause, rest: Pause) => void): Handle {
        body(noPause, noPause);
        return NO_HANDLE;
    }

    /** There is never anything left to do. */
    drive(): void {}
}

/** Keeps work until a spec takes it up, and pauses it at every opportunity. */
export class SteppedBackground implements Background {
    private readonly tasks: LuaThread[] = [];

    run(body: (this: void, pause: Pause, rest: Pause) => void): Handle {
        const task = coroutine.create(() => body(yieldAlways, yieldAlways));
        this.tasks.push(task);
        return { cancel: () => this.remove(task) };
    }

    /** Number of tasks that are not done. */
    waiting(): number {
        return this.tasks.length;
    }

    /** Takes up the task at an index (0-based) until its next pause. An error in it is raised here. */
    step(index = 0): void {
        const task = this.tasks[index];
        const [ok, message] = coroutine.resume(task);
        if (!ok) error(tostring(message), 0);
        if (coroutine.status(task) === "dead") this.remove(task);
    }

    drive(_milliseconds: number, isDone: (this: void) => boolean): void {
        while (this.tasks.length > 0 && !isDone()) this.step();
    }

    /** Works until nothing is left, including what comes up on the way. */
    finish(): void {
        while (this.tasks.length > 0) this.step();
    }

    private remove(task: LuaThread): void {
        const index = this.tasks.indexOf(task);
        if (index >= 0) table.remove(this.tasks, index + 1);
    }
}

/** Runs work that pauses, and calls `between` at each pause. */
export function runStepwise(work: (this: void) => void, between: (this: void) => void): void {
    const thread = coroutine.create(work);
    while (true) {
        const [ok, message] = coroutine.resume(thread);
        if (!ok) error(tostring(message), 0);
        if (coroutine.status(thread) === "dead") return;
        between();
    }
}
