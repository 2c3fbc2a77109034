/** Saved files with one ledger, as the library writes them with what tools need. */
import type { StoredEvent } from "../../src/format/key";
import { writeLedger } from "../../src/format/ledger-writer";
import type { LuaTable } from "../../src/format/lua-value";
import { writeLuaFile } from "../../src/format/lua-writer";
import { encodeChecked } from "../../src/format/text";
import { LEDGER, SCOPE } from "./guild";

/** The bytes of a file. @param events in order. @param outcomes as the entry `inbox` has them; null for none. */
export function savedBytes(events: readonly StoredEvent[], outcomes: Buffer | null = Buffer.of()): Buffer {
    const table = writeLedger(new Map([[SCOPE.toString(), { events }]])).set("ledger", LEDGER.toString());
    const [scope] = (table.get("scopes") as LuaTable).values();
    if (outcomes !== null) (scope as LuaTable).set("inbox", encodeChecked(outcomes));
    return writeLuaFile(new Map([["MyDKP_Saved", table]]));
}
