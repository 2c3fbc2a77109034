/** Names of ledgers and scopes as columns. */
import { textOfBytes } from "../format/bytes-text";
import type { ChainScope } from "../room/chain";
import type { LogName } from "./event-columns";

/** The log of a scope that a room takes. */
export function logOf({ ledger, scope }: Pick<ChainScope, "ledger" | "scope">): LogName {
    return { ledger: textOfBytes(ledger), scope: textOfBytes(scope) };
}
