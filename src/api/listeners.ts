/** What `ledger:on()` can tell of. */

import type { LedgerEvent } from "./event";
import type { StateChange } from "./replay";

/** What listeners can be told of, and with what. */
export interface LedgerListeners<State> {
    /** The state that getState() gives has changed: once for each batch. */
    stateChanged: (this: void, state: State, change: StateChange) => void;
    /** An event is new in the log, be it of this client or of another. */
    eventAdded: (this: void, event: LedgerEvent) => void;
    /** The status has changed: a peer advertised, a week is behind or no longer, events came in (once a second), a damaged week was found. */
    syncChanged: (this: void) => void;
    /** Two bodies stood under one key: the first is kept, by everybody. */
    conflict: (this: void, kept: LedgerEvent, lost: LedgerEvent) => void;
    /** A reducer raised: replay stands still at this event. */
    reducerError: (this: void, event: LedgerEvent, message: string) => void;
    /** An event was refused. */
    refused: (this: void, event: LedgerEvent, reason: string, sender: string) => void;
    /** A scope was opened: from now on events can be submitted. */
    opened: (this: void, scope: string) => void;
    /** The scope was closed: the character left the guild, or the ledger was stopped. */
    closed: (this: void, scope: string) => void;
}
