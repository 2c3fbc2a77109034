/**
 * Log -> state: applies the reducers to the events in order, in batches.
 *
 * An event that arrives behind the position that was reached already starts a new state aside; readers keep seeing
 * the last complete one until the new one has caught up.
 */

import { LogCursor } from "../log/cursor";
import { creatorOf } from "../log/key";
import type { Log } from "../log/log";
import type { Revocations } from "../log/revocations";
import type { LedgerEvent, Schema } from "../log/schema";
import type { Background, Clock, Guard, Pause, Timers } from "../platform/ports";
import { type Build, isBehind } from "./build";

/** Makes the next state: changes `state` in place. */
export type Reducer = (this: void, state: object, event: LedgerEvent) => void;

/** Bounds of a batch. All can be changed while running. */
export interface ReplayLimits {
    /** Most events of a batch. */
    batchSize: number;
    /** Most milliseconds of a batch. */
    budget: number;
    /** Seconds between batches; 0: one each frame. */
    interval: number;
}

export interface ReplayListener {
    /** A batch changed the state that readers see. */
    stateChanged(state: object): void;
    /** A reducer raised; replay stands still at this event until its type is defined anew. */
    reducerError(event: LedgerEvent, message: string): void;
}

/** The event at which replay stands still. */
export interface Halt {
    readonly event: LedgerEvent;
    readonly message: string;
}

export class Replayer {
    private readonly reducers = new LuaMap<string, Reducer>();
    private live: Build;
    private aside: Build | undefined;
    private cursor: LogCursor;
    private halt: Halt | undefined;
    private isScheduled = false;
    private isStopped = false;

    constructor(
        private readonly log: Log,
        private readonly schema: Schema,
        private readonly revocations: Revocations,
        private readonly initialState: (this: void) => object,
        private readonly limits: ReplayLimits,
        private readonly clock: Clock,
        private readonly timers: Timers,
        private readonly background: Background,
        private readonly guard: Guard,
        private readonly listener: ReplayListener,
    ) {
        this.live = this.newBuild();
        this.cursor = new LogCursor(log);
    }

    /** The last complete state. */
    getState(): object {
        return this.live.state;
    }

    /** Number of events of the log that the state which readers see does not show yet. */
    lag(): number {
        return this.log.count() - (this.aside ?? this.live).count;
    }

    /** The event at which replay stands still, if it does. */
    halted(): Halt | undefined {
        return this.halt;
    }

    /** Sets the reducer of a type; what the log holds of it is applied anew. */
    setReducer(type: string, reducer: Reducer): void {
        this.reducers.set(type, reducer);
        if (this.live.count > 0 || this.aside !== undefined) {
            this.restart();
        }
    }

    /** Tells that the event with this key is new, or is to be applied or skipped now and was not before. */
    changed(time: number, id: number): void {
        if (isBehind(this.current(), time, id)) {
            this.restart();
        } else {
            this.schedule();
        }
    }

    /** Applies what the log holds and the state does not show. */
    schedule(): void {
        if (this.isScheduled || this.isStopped || this.halt !== undefined) {
            return;
        }
        this.isScheduled = true;
        this.timers.after(this.limits.interval, () => {
            this.background.run((pause) => {
                const isBehindLog = this.runBatch(pause);
                this.isScheduled = false;
                if (isBehindLog) {
                    this.schedule();
                }
            });
        });
    }

    /** Ends all replay. */
    stop(): void {
        this.isStopped = true;
    }

    private newBuild(): Build {
        return { state: this.initialState(), time: -1, id: -1, count: 0 };
    }

    private current(): Build {
        return this.aside ?? this.live;
    }

    private restart(): void {
        this.halt = undefined;
        this.aside = this.newBuild();
        this.schedule();
    }

    /** Returns whether there is more to apply. */
    private runBatch(pause: Pause): boolean {
        if (this.isStopped || this.halt !== undefined) {
            return false;
        }
        const build = this.current();
        const limits = this.limits;
        const deadline = this.clock.milliseconds() + limits.budget;
        const cursor = this.cursor;
        cursor.seek(build.time, build.id);
        let applied = 0;
        let isAtEnd = false;
        while (applied < limits.batchSize && this.clock.milliseconds() < deadline) {
            if (!cursor.next(pause)) {
                isAtEnd = true;
                break;
            }
            if (build !== this.current()) {
                return true;
            }
            if (!this.apply(build, cursor)) {
                break;
            }
            applied++;
        }
        this.endBatch(build, applied, isAtEnd);
        return !isAtEnd;
    }

    private endBatch(build: Build, applied: number, isAtEnd: boolean): void {
        const isComplete = isAtEnd && build === this.aside;
        if (isComplete) {
            this.live = build;
            this.aside = undefined;
        }
        if (isComplete || (applied > 0 && build === this.live)) {
            this.listener.stateChanged(this.live.state);
        }
    }

    /** Applies the event the cursor is at. False when the reducer raised. */
    private apply(build: Build, cursor: LogCursor): boolean {
        const { time, id, body } = cursor;
        if (!this.revocations.isRevoked(time, id)) {
            const [event] = this.schema.decode(time, id, body, this.log.directory.guid(creatorOf(id)));
            const reducer = event === undefined ? undefined : this.reducers.get(event.type);
            if (event !== undefined && reducer !== undefined) {
                const [ok, message] = pcall(reducer, build.state, event);
                if (!ok) {
                    this.stopAt(event, tostring(message));
                    return false;
                }
            }
        }
        build.time = time;
        build.id = id;
        build.count++;
        return true;
    }

    private stopAt(event: LedgerEvent, message: string): void {
        this.halt = { event, message };
        this.guard.report(`LibEventLedger: reducer of "${event.type}": ${message}`);
        this.listener.reducerError(event, message);
    }
}
