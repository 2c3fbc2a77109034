/** What somebody has asked of one or several members, until all have answered or it is over. */

import type { CallOutcome, CallWhy } from "../../api/room-call";
import type { Handle } from "../../ports";

/** A call that its author waits for. */
export class Request {
    private readonly outcomes = new LuaMap<string, CallOutcome>();
    private left: number;
    private timer: Handle | undefined;
    /** What ends with it. */
    private readonly endings: ((this: void) => void)[] = [];

    /**
     * @param names whom it waits for.
     * @param done called once.
     */
    constructor(
        private readonly names: readonly string[],
        private readonly done: (this: void, outcomes: LuaMap<string, CallOutcome>) => void,
    ) {
        this.left = names.length;
    }

    /** Whether it waits for nobody any more. */
    isOver(): boolean {
        return this.left === 0;
    }

    /** Has something called when it is over, before its author is told. */
    whenOver(ending: (this: void) => void): void {
        this.endings[this.endings.length] = ending;
    }

    /** One has answered; only the first answer of each counts. */
    settle(name: string, outcome: CallOutcome): void {
        if (this.outcomes.has(name) || this.left === 0) {
            return;
        }
        this.outcomes.set(name, outcome);
        this.left--;
        if (this.left === 0) {
            this.end();
        }
    }

    /** None of those that are left will answer. */
    settleAll(why: CallWhy): void {
        for (const name of this.names) {
            this.settle(name, { why });
        }
    }

    /** Ends it when this time is over. */
    limit(timer: Handle): void {
        this.timer = timer;
    }

    private end(): void {
        this.timer?.cancel();
        for (const ending of this.endings) {
            ending();
        }
        this.done(this.outcomes);
    }
}
