/** Where replay starts: before the first event of the log, or behind weeks whose state is had without their events. */

import { WEEK_SECONDS } from "../event/key";
import type { Log } from "../log/log";
import type { Pause } from "../ports";
import { type Build, ID_END } from "./build";

/** The state of all weeks before one, to start from. */
export interface SealedBase {
    /** The first week whose events are applied to it. */
    readonly week: number;
    /** Makes a copy of the state that is the caller's own, in slices; nil when it cannot be made. */
    readonly open: (this: void, pause: Pause) => object | undefined;
    /** 0 to 2^32 - 1, another one for another state: a saved checkpoint is taken up only over the base that it was made over. */
    readonly mark: number;
}

export class Origin {
    private base: SealedBase | undefined;

    constructor(
        private readonly log: Log,
        private readonly initialState: (this: void) => object,
    ) {}

    /** Sets what to start from; nil for the first event. The log counts from there on. */
    set(base: SealedBase | undefined): void {
        this.base = base;
        this.log.setFloor(base?.week ?? 0);
    }

    /** The sealed state that replay starts from; nil when it starts at the first event. */
    sealed(): SealedBase | undefined {
        return this.base;
    }

    /** Number of events that replay goes through. */
    total(): number {
        return this.log.countFromFloor();
    }

    /** Whether an event of this time (Unix seconds) comes before the start. */
    isBefore(time: number): boolean {
        return this.base !== undefined && time < this.base.week * WEEK_SECONDS;
    }

    /**
     * The key from which on a change at a key, or with (0, 0) one at unknown places, has an effect on the state; nil when it has
     * none.
     */
    effect(time: number, id: number): LuaMultiReturn<[time: number, id: number] | [undefined, undefined]> {
        if (!this.isBefore(time)) {
            return $multi(time, id);
        }
        if (time === 0 && id === 0) {
            return $multi(this.base!.week * WEEK_SECONDS, 0);
        }
        return $multi(undefined, undefined);
    }

    /** The start, with a state that is to be replaced by that of open() where there is a sealed one. */
    build(state: object): Build {
        const { base } = this;
        return base === undefined
            ? { state, time: -1, id: -1, count: 0 }
            : { state, time: base.week * WEEK_SECONDS - 1, id: ID_END, count: 0 };
    }

    /** A new state of the start. Without a sealed one that takes no pause. Nil when it cannot be made, or another one is set now. */
    open(pause: Pause): object | undefined {
        const { base } = this;
        if (base === undefined) {
            return this.initialState();
        }
        const state = base.open(pause);
        return base === this.base ? state : undefined;
    }
}
