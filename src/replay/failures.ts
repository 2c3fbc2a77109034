/** Events whose reducer raised: the one at which replay has halted, and those that were skipped. */

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

/** The failures of one replay. */
export class Failures {
    /** The newest events that were skipped, in order. */
    private skipped: ReducerFailure[] = [];
    private halt: ReducerFailure | undefined;
    /** Packed keys of the events already reported: each rewind comes to them again. */
    private told = new LuaSet<string>();

    constructor(
        private readonly guard: Guard,
        private readonly listener: ReplayListener,
    ) {}

    /** The event at which replay has halted; nil when it has not. */
    halted(): ReducerFailure | undefined {
        return this.halt;
    }

    /** The newest events that were skipped, in order. The caller may keep the list. */
    listSkipped(): ReducerFailure[] {
        return [...this.skipped];
    }

    /** Whether an event with this key, new or revoked, may change what made the reducer raise: it is not behind the halt. */
    mayEndHalt(time: number, id: number): boolean {
        const event = this.halt?.event;
        return event !== undefined && !isKeyBefore(event.time, idOf(event), time, id);
    }

    /** Reports a failure. True when its event is to be skipped, false when replay is to halt there. */
    take(failure: ReducerFailure): boolean {
        const { event, message } = failure;
        this.halt = failure;
        const key = packKey(event.time, idOf(event));
        const isNew = !this.told.has(key);
        this.told.add(key);
        if (isNew) {
            this.guard.report(`LibEventLedger: reducer of "${event.type}": ${message}`);
        }
        const isSkipped = this.isSkipped(failure);
        // The callback may have replaced the reducer or revoked the event: then this failure is over.
        if (isSkipped && this.halt === failure) {
            this.halt = undefined;
            this.addSkipped(failure);
        }
        if (isNew) {
            this.listener.reducerError(event, message);
        }
        return isSkipped;
    }

    /** Forgets the failures that a build has not passed yet: replay goes on from there. */
    rewind(build: Build): void {
        this.halt = undefined;
        this.skipped = this.skipped.filter(({ event }) => isBehind(build, event.time, idOf(event)));
    }

    /** Forgets where replay has halted and what it has skipped: it starts from elsewhere. */
    clear(): void {
        this.halt = undefined;
        this.skipped = [];
    }

    /** Makes every failure be reported again: a reducer has changed. */
    forgetTold(): void {
        this.told = new LuaSet();
    }

    /** Asks whether the event of a failure is to be skipped. */
    isSkipped(failure: ReducerFailure): boolean {
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
