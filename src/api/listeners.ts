/** The listeners of `ledger:on()`. */

import type { LedgerEvent } from "./event";
import type { ReadonlyState } from "./readonly-state";
import type { StateChange } from "./replay";
import type { SealMismatch } from "./seal";

/** The listeners that `ledger:on()` takes, by name, with their arguments. */
export interface LedgerListeners<State> {
    /** Called after each batch that changed the state that getState() returns. */
    stateChanged: (this: void, state: ReadonlyState<State>, change: StateChange) => void;
    /** Called when an event is new in the log, whether this client or another one wrote it. */
    eventAdded: (this: void, event: LedgerEvent) => void;
    /**
     * Called when the status has changed: a peer advertised, the weeks that are behind changed, events came in (at most
     * once a second), a damaged week was found, or initialState() raised an error, so that the ledger cannot open.
     */
    syncChanged: (this: void) => void;
    /**
     * Called when two different events had the same key. `kept` stands there now. Where this client may pass the other one
     * on, that goes on to another key of the same creator: "eventAdded" tells it if it is new there.
     */
    conflict: (this: void, kept: LedgerEvent, lost: LedgerEvent) => void;
    /** Called when a reducer raised an error. Replay halts at this event unless `onReducerError` skips it. */
    reducerError: (this: void, event: LedgerEvent, message: string) => void;
    /**
     * Called when an event was refused. `sender` is "Name-Realm" of the peer that sent it, or this client's own name.
     */
    refused: (this: void, event: LedgerEvent, reason: string, sender: string) => void;
    /**
     * A peer sent back an event that this client wrote and lost, in a crash as a rule. The event is not in the log: one peer
     * alone is not believed. A second peer that holds the same makes it enter; so does ledger:recover().
     */
    recoverable: (this: void, event: LedgerEvent) => void;
    /** Called when a seal counts here from now on: its weeks are closed (docs/seals.md). */
    sealed: (this: void, event: LedgerEvent) => void;
    /** Called when something is wrong with a seal; the status has it too. */
    sealMismatch: (this: void, mismatch: SealMismatch) => void;
    /** Called when an event was set aside because it came too late for a seal: see ledger:orphans(). */
    orphan: (this: void, event: LedgerEvent) => void;
    /** Called when a scope was opened. Events can be submitted from now on. */
    opened: (this: void, scope: string) => void;
    /** Called when the scope was closed, because the character left the guild or the ledger was stopped. */
    closed: (this: void, scope: string) => void;
}
