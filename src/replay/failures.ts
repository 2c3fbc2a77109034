/** Events whose reducer raised: the one at which replay stands still, and those that were skipped. */

import { isKeyBefore, packKey, toId } from "../event/key";
import type { LedgerEvent } from "../api/event";
import type { Guard } from "../ports";
import type { ReducerFailure } from "../api/replay";
import { type Build, isBehind } from "./build";
import type { ReplayListener } from "./context";

/** Skipped events that the status lists. */
const SKIPPED_LIMIT = 20;

function idOf(event: LedgerEvent): number {
    return toId(event.creator, event.counter);
}

export class Failures {
    /** The newest events that were skipped, in order. */
    private skipped: ReducerFailure[] = [];
    private halt: ReducerFailure | undefined;
    /** Packed keys of the events that were told of: each rewind comes by them again. */
    private told = new LuaSet<string>();

    constructor(
        private readonly guard: Guard,
        private readonly listener: ReplayListener,
    ) {}

    /** The event at which replay stands still, if it does. */
    halted(): ReducerFailure | undefined {
        return this.halt;
    }

    /** The newest events that were skipped, in order; a list of its own. */
    listSkipped(): ReducerFailure[] {
        return [...this.skipped];
    }

    /** Whether an event with this key, new or revoked, may change what made a reducer raise. */
    mayEndHalt(time: number, id: number): boolean {
        const event = this.halt?.event;
        return event !== undefined && !isKeyBefore(event.time, idOf(event), time, id);
    }

    /** Takes a failure in and tells of it. True when its event is to be skipped, false when replay is to stop there. */
    take(failure: ReducerFailure): boolean {
        const { event, message } = failure;
        this.halt = failure;
        const key = packKey(event.time, idOf(event));
        const isNew = !this.told.has(key);
        this.told.add(key);
        if (isNew) {
            this.guard.report(`LibEventLedger: reducer of "${event.type}": ${message}`);
        }
        const isSkipped = this.ask(failure);
        // Whoever was asked may have replaced the reducer or revoked the event: what failed is history then.
        if (isSkipped && this.halt === failure) {
            this.halt = undefined;
            this.addSkipped(failure);
        }
        if (isNew) {
            this.listener.reducerError(event, message);
        }
        return isSkipped;
    }

    /** Forgets what is not part of a build's past: replay goes on from there. */
    rewind(build: Build): void {
        this.halt = undefined;
        this.skipped = this.skipped.filter(({ event }) => isBehind(build, event.time, idOf(event)));
    }

    /** Makes every failure be told again: a reducer has changed. */
    forgetTold(): void {
        this.told = new LuaSet();
    }

    private ask(failure: ReducerFailure): boolean {
        const { guard, listener } = this;
        let isSkipped = false;
        guard.call(() => {
            isSkipped = listener.isSkipped(failure);
        });
        return isSkipped;
    }

    private addSkipped(failure: ReducerFailure): void {
        if (this.skipped.length >= SKIPPED_LIMIT) {
            table.remove(this.skipped, 1);
        }
        this.skipped[this.skipped.length] = failure;
    }
}
