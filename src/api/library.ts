/** The library's table as an addon sees it. */

import type { LedgerOptions } from "./options";
import type { Policies } from "./authorize";
import type { Ledger } from "./ledger";

/**
 * What LibStub("LibEventLedger-1.0") gives.
 * @example
 * import type { LibEventLedger } from "lib-event-ledger";
 *
 * declare const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;
 * const library = LibStub("LibEventLedger-1.0");
 */
export interface LibEventLedger {
    /** Semantic version of the copy in use. */
    readonly version: string;
    /** Ready-made answers to `authorize`. */
    readonly policies: Policies;
    /**
     * Creates a ledger. Call it on ADDON_LOADED, when SavedVariables are there; then define() the types, and start().
     * @example
     * local ledger = LibEventLedger:createLedger({
     *     name = "MyDKP",
     *     saved = MyDKP_Saved,
     *     initialState = function() return { points = {} } end,
     *     authorize = LibEventLedger.policies.guildRank(1),
     * })
     */
    createLedger<State extends object>(options: LedgerOptions<State>): Ledger<State>;
}
