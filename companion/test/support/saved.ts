/** Saved scopes for tests of the agent and the inbox. */
import type { SavedScope } from "../../src/agent/saved-scope";
import { compareKeys, type StoredEvent } from "../../src/format/key";
import { LEDGER, NOW, SCOPE } from "./guild";

/** A scope of a file with these events. @param other what is to be different. */
export function savedOf(account: string, events: readonly StoredEvent[], other: Partial<SavedScope> = {}): SavedScope {
    return {
        ...{ install: "/game/_classic_", account, changed: NOW, kind: "current", ledger: LEDGER, scope: SCOPE },
        ...{ events: [...events].sort(compareKeys), orphans: [], absent: new Set(), seal: undefined },
        ...{ types: undefined, names: [], outcomes: [] },
        ...other,
    };
}
