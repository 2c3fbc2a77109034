/** Ledgers in a world for specs. */

import type { LedgerEvent } from "../../src/api/event";
import { Ledger } from "../../src/ledger/ledger";
import { checkOptions } from "../../src/ledger/options";
import type { LedgerOptions } from "../../src/api/options";
import { START, World } from "./world";

/** What the reducers of these ledgers make: the notes in order, and a sum. */
export interface NotesState {
    notes: string[];
    sum: number;
}

/** Options that are right, but for what is given. */
export function ledgerOptions(changes: Partial<LedgerOptions<NotesState>> = {}): LedgerOptions<NotesState> {
    return { name: "Spec", saved: {}, initialState: () => ({ notes: [], sum: 0 }), authorize: () => true, ...changes };
}

/** Notes an event and adds its amount up. */
export function noteReducer(this: void, state: NotesState, event: LedgerEvent): void {
    state.notes.push(event.text as string);
    state.sum += (event.amount as number | undefined) ?? 0;
}

/** A ledger with a type "note" of the fields text and amount; not started. */
export function createLedger(
    world: World = new World(),
    changes: Partial<LedgerOptions<NotesState>> = {},
): Ledger<NotesState> {
    const ledger = new Ledger<NotesState>(checkOptions(ledgerOptions(changes)), world.ports(), world.outlets());
    ledger.define("note", { id: 1, fields: ["text", "amount"] }, noteReducer);
    return ledger;
}

/** The same, started. */
export function startLedger(
    world: World = new World(),
    changes: Partial<LedgerOptions<NotesState>> = {},
): Ledger<NotesState> {
    const ledger = createLedger(world, changes);
    ledger.start();
    return ledger;
}

/** A client of a guild in which everybody hears everybody. */
export interface GuildClient {
    readonly world: World;
    ledger: Ledger<NotesState>;
    /** Whether its network works. */
    isConnected: boolean;
}

/** Clients that share one time; what one sends, the others receive a tenth of a second later. */
export function createGuild(
    count: number,
    seed: number,
    changes: (this: void, index: number) => Partial<LedgerOptions<NotesState>> = () => ({}),
    isLost: (this: void) => boolean = () => false,
): GuildClient[] {
    const clients: GuildClient[] = [];
    let time = new World().time;
    for (const index of $range(1, count)) {
        const guid = string.format("Player-1001-%08X", index);
        const world = new World(time, `Player${string.char(64 + index)}-Realm`, guid, seed + index);
        time = world.time;
        const client: GuildClient = { world, ledger: createLedger(world, changes(index)), isConnected: true };
        clients.push(client);
        world.channel.answer = (text) => {
            for (const other of clients) {
                if (other !== client && client.isConnected && other.isConnected && !isLost()) {
                    time.after(0.1, () => other.ledger.receive(text, world.identity.name));
                }
            }
            return undefined;
        };
    }
    for (const client of clients) {
        for (const other of clients) {
            client.world.identity.guids.set(other.world.identity.name, other.world.identity.guid);
        }
    }
    return clients;
}

/** Starts the ledgers of clients. */
export function startAll(clients: readonly GuildClient[]): void {
    for (const client of clients) {
        client.ledger.start();
    }
}

/** What a ledger holds, one line an event. */
export function dump(ledger: Ledger<NotesState>): string {
    const lines: string[] = [];
    for (const event of ledger.events()) {
        const { type, time, creatorGuid, counter, text } = event;
        lines.push(string.format("%.0f %s %.0f %s %s", time - START, creatorGuid, counter, type, tostring(text)));
    }
    return lines.join("\n");
}
