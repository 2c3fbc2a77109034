/** The library's table: creates ledgers, and carries the game's events to them. */

import { misuse, show } from "./misuse";
import type { LibEventLedger } from "./api/library";
import { Ledger } from "./ledger/ledger";
import { checkOptions } from "./ledger/options";
import type { LedgerOptions } from "./api/options";
import type { AddonChannel, Ports, SharedFrame } from "./ports";
import type { Policies } from "./api/authorize";

/** The table that LibStub keeps, with what the copies of the library share. */
export interface LibraryTable extends LibEventLedger {
    // A newer copy replaces them.
    version: string;
    policies: Policies;
    /** All ledgers of this client by name, those of older copies of the library included. */
    ledgers: Record<string, object>;
    /** Which ledger uses a `saved` table, by the table: two of them would write over each other. */
    savedTables: LuaTable<object, string>;
    /** What all copies of the library in this client share of a frame's budget. */
    frame: SharedFrame;
}

/** What ledgers of this client have taken, whichever copy of the library made them. */
export type Taken = Pick<LibraryTable, "ledgers" | "savedTables">;

/** The ledgers of one copy of the library. */
export class LedgerHouse {
    private readonly own: Ledger[] = [];
    private readonly byName = new LuaMap<string, Ledger>();

    constructor(
        private readonly ports: Ports,
        private readonly openChannel: (this: void, prefix: string) => AddonChannel,
    ) {}

    /** @param taken names and tables that are in use, added to. */
    create<State extends object>(options: LedgerOptions<State>, taken: Taken): Ledger<State> {
        const checked = checkOptions(options);
        const { name, saved } = checked;
        if (taken.ledgers[name] !== undefined) {
            misuse("createLedger", "name", `is already used by another ledger, got ${show(name)}`);
        }
        const owner = taken.savedTables.get(saved);
        if (owner !== undefined) {
            misuse("createLedger", "saved", `is already used by ledger ${show(owner)}`);
        }
        const ledger = new Ledger<State>(checked, this.ports, this.openChannel(name));
        taken.ledgers[name] = ledger;
        taken.savedTables.set(saved, name);
        this.own[this.own.length] = ledger as unknown as Ledger;
        this.byName.set(name, ledger as unknown as Ledger);
        return ledger;
    }

    receive(prefix: string, text: string, sender: string): void {
        this.byName.get(prefix)?.receive(text, sender);
    }

    follow(): void {
        for (const ledger of this.own) {
            ledger.follow();
        }
    }

    retry(): void {
        for (const ledger of this.own) {
            ledger.retry();
        }
    }

    unlock(): void {
        for (const ledger of this.own) {
            ledger.unlock();
        }
    }

    save(): void {
        for (const ledger of this.own) {
            ledger.save();
        }
    }
}
