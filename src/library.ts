/** The library's table. It creates ledgers and passes the game's events to them. */

import { misuse, show } from "./misuse";
import type { LibEventLedger } from "./api/library";
import { Ledger } from "./ledger/ledger";
import { checkOptions } from "./ledger/options";
import type { LedgerOptions } from "./api/options";
import { Outlets } from "./link/outlets";
import { TokenBucket } from "./link/token-bucket";
import type { AddonChannel, Ports, SharedFrame } from "./ports";
import type { Policies } from "./api/authorize";

/** The table that LibStub keeps, including what the copies of the library share. */
export interface LibraryTable extends LibEventLedger {
    // A newer copy of the library replaces version and policies.
    version: string;
    policies: Policies;
    /** All ledgers of this client by name, including those of older copies of the library. */
    ledgers: Record<string, object>;
    /**
     * Name of the ledger that uses a `saved` table, by the table. Two ledgers in one table would overwrite each other.
     */
    savedTables: LuaTable<object, string>;
    /** The frame's budget, shared by all copies of the library in this client. */
    frame: SharedFrame;
}

/** Names and tables that ledgers of this client use, whichever copy of the library created them. */
export type Taken = Pick<LibraryTable, "ledgers" | "savedTables">;

/** The ledgers of one copy of the library. */
export class LedgerRegistry {
    private readonly own: Ledger[] = [];
    private readonly byName = new LuaMap<string, Ledger>();
    /** Limits the whispers of all ledgers of this client together. */
    private whisperBucket: TokenBucket | undefined;

    constructor(
        private readonly ports: Ports,
        private readonly openChannel: (this: void, prefix: string) => AddonChannel,
    ) {}

    /** @param taken names and tables in use; those of the new ledger are added. */
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
        const ledger = new Ledger<State>(checked, this.ports, this.openOutlets(name));
        taken.ledgers[name] = ledger;
        taken.savedTables.set(saved, name);
        this.own[this.own.length] = ledger as unknown as Ledger;
        this.byName.set(name, ledger as unknown as Ledger);
        return ledger;
    }

    /**
     * @param isStranger whether it was whispered by somebody who is neither in the guild nor in the group.
     * @param isWhispered whether it came to this client alone.
     */
    receive(prefix: string, text: string, sender: string, isStranger: boolean, isWhispered: boolean): void {
        this.byName.get(prefix)?.receive(text, sender, isStranger, isWhispered);
    }

    /** Call it when the guild may have changed or is known now. */
    onScopeChanged(): void {
        for (const ledger of this.own) {
            ledger.onScopeChanged();
        }
    }

    /** Call it when the guild roster has changed: authorize() may know more. */
    onRosterChanged(): void {
        for (const ledger of this.own) {
            ledger.onRosterChanged();
        }
    }

    /** Call it when a restriction of the game has ended. */
    onRestrictionEnd(): void {
        for (const ledger of this.own) {
            ledger.onRestrictionEnd();
        }
    }

    /** Call it before the game writes SavedVariables. */
    save(): void {
        for (const ledger of this.own) {
            ledger.save();
        }
    }

    private openOutlets(prefix: string): Outlets {
        const { clock, timers, random } = this.ports;
        const channel = this.openChannel(prefix);
        const { burst, rate } = channel.whisperThrottle;
        this.whisperBucket ??= new TokenBucket(clock, burst, rate);
        return new Outlets(channel, clock, timers, random, this.whisperBucket);
    }
}
