/** The library's table. It creates ledgers and passes the game's events to them, and to the rooms of the other bundle. */

import { misuse, show } from "./misuse";
import type { LibEventLedger } from "./api/library";
import { Ledger } from "./ledger/ledger";
import { checkOptions } from "./ledger/options";
import type { LedgerOptions } from "./api/options";
import type { LinkHost, Tenant } from "./link-host";
import { Link, type LinkContext } from "./link/link";
import { Outlets } from "./link/outlets";
import { TokenBucket } from "./link/token-bucket";
import type { AddonChannel, Arrival, Ports, Presence, SharedFrame } from "./ports";
import type { Authorize, Policies } from "./api/authorize";

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
    /** All rooms of this client by name. */
    rooms: Record<string, object>;
    /** The frame's budget, shared by all copies of the library in this client. */
    frame: SharedFrame;
    /** Opens links for the rooms' bundle. */
    linkHost: LinkHost;
}

/** Names and tables that ledgers of this client use, whichever copy of the library created them. */
export type Taken = Pick<LibraryTable, "ledgers" | "savedTables" | "rooms">;

/** Version of the table that the rooms' bundle gets; see LinkHost. */
const HOST_CONTRACT = 1;

/** The ledgers of one copy of the library, and what else uses its links. */
export class LedgerRegistry {
    private readonly own: Tenant[] = [];
    private readonly byName = new LuaMap<string, Tenant>();
    /** Limits the whispers of all ledgers of this client together. */
    private whisperBucket: TokenBucket | undefined;

    constructor(
        private readonly ports: Ports,
        private readonly openChannel: (this: void, prefix: string) => AddonChannel,
        private readonly sealers?: Authorize,
    ) {}

    /** @param taken names and tables in use; those of the new ledger are added. */
    create<State extends object>(options: LedgerOptions<State>, taken: Taken): Ledger<State> {
        const checked = checkOptions(options, this.sealers);
        const { name, saved } = checked;
        const user = userOf(name, taken);
        if (user !== undefined) {
            misuse("createLedger", "name", `is already used by another ${user}, got ${show(name)}`);
        }
        const owner = taken.savedTables.get(saved);
        if (owner !== undefined) {
            misuse("createLedger", "saved", `is already used by ledger ${show(owner)}`);
        }
        const ledger = new Ledger<State>(checked, this.ports, this.openOutlets(name));
        taken.ledgers[name] = ledger;
        taken.savedTables.set(saved, name);
        this.add(name, ledger);
        return ledger;
    }

    /** What the rooms' bundle uses of this one. */
    host(presence: Presence, taken: Taken): LinkHost {
        return {
            contract: HOST_CONTRACT,
            ports: this.ports,
            presence,
            userOf: (prefix) => userOf(prefix, taken),
            open: <T extends Tenant>(name: string, make: (this: void, outlets: Outlets) => T): T => {
                const tenant = make(this.openOutlets(name));
                taken.rooms[name] = tenant;
                this.add(name, tenant);
                return tenant;
            },
            createLink: (context: LinkContext) => new Link(context),
        };
    }

    receive(prefix: string, text: string, sender: string, arrival: Arrival): void {
        this.byName.get(prefix)?.receive(text, sender, arrival);
    }

    /** Call it when the guild may have changed or is known now. */
    onScopeChanged(): void {
        for (const tenant of this.own) {
            tenant.onScopeChanged();
        }
    }

    /** Call it when the guild roster has changed: authorize() may know more. */
    onRosterChanged(): void {
        for (const tenant of this.own) {
            tenant.onRosterChanged();
        }
    }

    /** Call it when the game says that players of the group have come, gone, or lost their connection. */
    onGroupChanged(): void {
        for (const tenant of this.own) {
            tenant.onGroupChanged?.();
        }
    }

    /** Call it when the game says that a player has gone offline. */
    onPlayerOffline(name: string): void {
        for (const tenant of this.own) {
            tenant.onPlayerOffline?.(name);
        }
    }

    /** Call it when a restriction of the game has ended. */
    onRestrictionEnd(): void {
        for (const tenant of this.own) {
            tenant.onRestrictionEnd();
        }
    }

    /** Call it before the game writes SavedVariables. */
    save(): void {
        for (const tenant of this.own) {
            tenant.save();
        }
    }

    private add(name: string, tenant: Tenant): void {
        this.own[this.own.length] = tenant;
        this.byName.set(name, tenant);
    }

    private openOutlets(prefix: string): Outlets {
        const { clock, timers, random } = this.ports;
        const channel = this.openChannel(prefix);
        const { burst, rate } = channel.whisperThrottle;
        this.whisperBucket ??= new TokenBucket(clock, burst, rate);
        return new Outlets(channel, clock, timers, random, this.whisperBucket);
    }
}

/** What uses a prefix: two that share one would take each other's messages for their own. */
function userOf(prefix: string, { ledgers, rooms }: Taken): "ledger" | "room" | undefined {
    if (ledgers[prefix] !== undefined) {
        return "ledger";
    }
    return rooms[prefix] === undefined ? undefined : "room";
}
