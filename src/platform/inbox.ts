/** What the companion has left for the ledgers: the table that the addon LibEventLedger_Inbox sets. */

import type { InboxSource } from "../ports";

/** The version of the table that is read. */
const VERSION = 1;

/** The table of all scopes of a ledger; nil when there is none. Raises where what is there is out of form. */
function scopesOf(ledger: string): LuaTable<string, unknown> | undefined {
    const inbox = inboxTable as {
        version?: unknown;
        ledgers?: Record<string, LuaTable<string, unknown> | undefined>;
    };
    if (inbox === undefined) {
        return undefined;
    }
    if (inbox.version !== VERSION) {
        error("another version", 0);
    }
    return inbox.ledgers![ledger];
}

/** Takes out what is there for a scope. Raises where the tables around it are none. */
function takeOut(this: void, ledger: string, scope: string): unknown {
    const scopes = scopesOf(ledger);
    const found = scopes?.get(scope);
    scopes?.delete(scope);
    return found;
}

export class GameInbox implements InboxSource {
    /** What was asked for, by ledger and scope. */
    private readonly taken = new LuaSet<string>();

    isLoaded(): boolean {
        return IsLoggedIn();
    }

    take(ledger: string, scope: string): LuaMultiReturn<[found: unknown, isMalformed: boolean, isFirst: boolean]> {
        const key = `${ledger}\n${scope}`;
        if (this.taken.has(key)) {
            return $multi(undefined, false, false);
        }
        this.taken.add(key);
        const [ok, found] = pcall(takeOut, ledger, scope);
        return $multi(ok ? found : undefined, !ok, true);
    }
}
