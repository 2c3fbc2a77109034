/**
 * Runs work in slices: each frame, as much of it as a budget of milliseconds allows. One worker serves all ledgers,
 * so that together they stay within one budget.
 */

import type { Background, Clock, Guard, Pause } from "./ports";

/** Milliseconds of a frame that all work together may take: no callback may reach 5, and a step takes up to one. */
export const FRAME_BUDGET = 3.5;

export class FrameWorker implements Background {
    private readonly tasks: LuaThread[] = [];
    private readonly frame: GameFrame;
    private deadline = 0;
    private readonly pause: Pause;

    constructor(
        private readonly clock: Clock,
        private readonly guard: Guard,
    ) {
        this.frame = createFrame("Frame");
        this.frame.Hide();
        this.frame.SetScript("OnUpdate", () => this.work());
        this.pause = () => {
            if (clock.milliseconds() >= this.deadline) {
                coroutine.yield();
            }
        };
    }

    run(body: (this: void, pause: Pause) => void): void {
        this.tasks[this.tasks.length] = coroutine.create(() => body(this.pause));
        this.frame.Show();
    }

    private work(): void {
        this.deadline = this.clock.milliseconds() + FRAME_BUDGET;
        do {
            const task = this.tasks[0];
            const [ok, message] = coroutine.resume(task);
            if (!ok) {
                this.guard.report(`LibEventLedger: ${tostring(message)}`);
            }
            if (coroutine.status(task) === "dead") {
                table.remove(this.tasks, this.tasks.indexOf(task) + 1);
            }
        } while (this.tasks.length > 0 && this.clock.milliseconds() < this.deadline);
        if (this.tasks.length === 0) {
            this.frame.Hide();
        } else {
            const first = table.remove(this.tasks, 1)!;
            this.tasks[this.tasks.length] = first;
        }
    }
}
