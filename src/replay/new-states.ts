/**
 * States of no events. An addon's initialState() that raises later, although it did not when the ledger was opened, must not keep
 * the state from being made anew: a copy of what it gave first takes the place.
 */

import type { Guard } from "../ports";
import { LARGE_BYTES } from "./checkpoints";
import { copyState } from "./state-copy";

export class NewStates {
    /** A copy of the first one; nil where that is large, or cannot be copied. */
    private readonly copy: object | undefined;
    /** The first one; nil once it is taken. */
    private first: object | undefined;
    private hasTold = false;

    constructor(
        private readonly initialState: (this: void) => object,
        private readonly guard: Guard,
    ) {
        const first = initialState();
        const [copy] = copyState(first, noPause, undefined, LARGE_BYTES);
        this.first = first;
        this.copy = copy;
    }

    /** A new one. Raises where there is neither it nor the copy. */
    next(): object {
        const { first } = this;
        if (first !== undefined) {
            this.first = undefined;
            return first;
        }
        const [isMade, made] = pcall(this.initialState as (this: void) => unknown);
        if (isMade && type(made) === "table") {
            return made as object;
        }
        const problem = isMade ? `gave a ${type(made)}` : `raised: ${tostring(made)}`;
        if (this.copy === undefined) {
            error(`initialState() ${problem}`, 0);
        }
        if (!this.hasTold) {
            this.hasTold = true;
            this.guard.report(`LibEventLedger: initialState() ${problem}; a copy of the first state is used instead`);
        }
        const [state] = copyState(this.copy, noPause);
        return state!;
    }
}

function noPause(this: void): void {}
