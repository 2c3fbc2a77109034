/** The library's table as an addon sees it. */

import type { LedgerOptions } from "./options";
import type { Policies } from "./authorize";
import type { Ledger } from "./ledger";

/**
 * The library: the result of LibStub("LibEventLedger-1.0").
 * @example
 * import type { LibEventLedger } from "lib-event-ledger";
 *
 * declare const LibStub: (this: void, name: "LibEventLedger-1.0") => LibEventLedger;
 * const library = LibStub("LibEventLedger-1.0");
 */
export interface LibEventLedger {
    /** Semantic version of the loaded library, for example "1.2.0". */
    readonly version: string;
    /** Ready-made answers to `authorize`. */
    readonly policies: Policies;
    /**
     * Creates a ledger. Call it on ADDON_LOADED, when SavedVariables are loaded; then define() the types and start()
     * the ledger. Raises an error if an option is invalid or unknown, or if another ledger uses the same name or `saved` table.
     * @example
     * local ledger = LibEventLedger:createLedger({
     *     name = "MyDKP",
     *     saved = MyDKP_Saved,
     *     initialState = function() return { points = {} } end,
     *     authorize = LibEventLedger.policies.guildRank(1),
     * })
     */
    createLedger<State extends object, Answer extends boolean | undefined = boolean | undefined>(
        options: LedgerOptions<State, Answer>,
    ): Ledger<State>;
}
