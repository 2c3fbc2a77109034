/** A guild of ledgers that write, seal and sleep for weeks, for specs. */

import type { LedgerEvent } from "../../src/api/event";
import type { LedgerOptions } from "../../src/api/options";
import type { PruneResult, SealMismatch, SealOptions, SealResult, SealStatus } from "../../src/api/seal";
import { weekOf } from "../../src/event/key";
import type { SavedLedger } from "../../src/log/archive";
import { createGuild, createLedger, type GuildClient, noteReducer, type NotesState } from "./ledgers";
import type { ManualTime } from "./world";

type Changes = Partial<LedgerOptions<NotesState>>;

const WEEK_SECONDS = 604800;

/** Takes a note out of the sum, and out of the list. */
export function undoNote(this: void, state: NotesState, event: LedgerEvent): void {
    state.sum -= (event.amount as number | undefined) ?? 0;
    const index = state.notes.indexOf(event.text as string);
    table.remove(state.notes, index + 1);
}

/** A client, what its file holds, and what its listeners heard. */
export interface SealedClient extends GuildClient {
    readonly index: number;
    saved: SavedLedger;
    readonly sealed: LedgerEvent[];
    readonly orphans: LedgerEvent[];
    readonly mismatches: SealMismatch[];
}

/** Everybody may write seals unless `changes` says something else; the type "note" has an undo. */
export class SealedGuild {
    readonly clients: SealedClient[];
    readonly time: ManualTime;

    constructor(
        count: number,
        seed = 1,
        private readonly changes: (this: void, index: number) => Changes = () => ({}),
        private readonly hasUndo = true,
    ) {
        const files: SavedLedger[] = [];
        const clients = createGuild(count, seed, (index) => {
            files[index] = {};
            return { seal: () => true, ...this.changes(index), saved: files[index] };
        });
        this.clients = clients as SealedClient[];
        let index = 0;
        for (const client of this.clients) {
            index++;
            const lists = { index, saved: files[index], sealed: [], orphans: [], mismatches: [] };
            for (const [key, value] of pairs(lists)) {
                (client as unknown as Record<string, unknown>)[key] = value;
            }
            this.prepare(client);
        }
        this.time = clients[0].world.time;
    }

    /** The week of now. */
    week(): number {
        return weekOf(this.time.serverTime());
    }

    start(...clients: SealedClient[]): void {
        for (const client of clients.length === 0 ? this.clients : clients) {
            client.ledger.start();
        }
        this.time.advance(60);
    }

    /** Some weeks pass in which nobody is there, as far as they can tell. */
    pass(weeks: number): void {
        this.time.advance(60);
        this.time.sleep(weeks * WEEK_SECONDS);
        // Until all have advertised again.
        this.time.advance(180);
    }

    /** Logs a client out, and in again with what its file holds. */
    relog(client: SealedClient, changes: Changes = {}, hasUndo = this.hasUndo): void {
        client.ledger.stop();
        client.ledger = createLedger(client.world, {
            seal: () => true,
            ...this.changes(client.index),
            saved: client.saved,
            ...changes,
        });
        this.prepare(client, hasUndo);
        client.ledger.start();
        this.time.advance(60);
    }

    write(client: SealedClient, text: string, amount = 1): LedgerEvent {
        const [event, reason] = client.ledger.submit("note", { text, amount });
        return event ?? error(`not written: ${reason}`);
    }

    /** Seals and waits for what comes of it. */
    seal(client: SealedClient, options: SealOptions = {}): SealResult {
        let result: SealResult | undefined;
        client.ledger.seal(options, (made) => (result = made));
        this.time.advance(10);
        return result ?? error("seal() did not call back");
    }

    /** Seals all weeks before this one, and waits until all have heard of it. */
    sealAll(client: SealedClient, options: SealOptions = {}): LedgerEvent {
        const { event, reason, problem } = this.seal(client, { before: this.time.serverTime(), ...options });
        if (event === undefined) {
            error(`not sealed: ${reason} ${problem}`);
        }
        this.time.advance(60);
        return event;
    }

    /** The notes of a client, in order. */
    events({ ledger }: SealedClient): LedgerEvent[] {
        const events: LedgerEvent[] = [];
        for (const event of ledger.events({ type: "note" })) events.push(event);
        return events;
    }

    prune(client: SealedClient, weeks: number): PruneResult {
        let result: PruneResult | undefined;
        client.ledger.prune(weeks, (made) => (result = made));
        this.time.advance(10);
        return result ?? error("prune() did not call back");
    }

    /** The state at a time, and why there is none. */
    stateAt(client: SealedClient, time: number): LuaMultiReturn<[NotesState | undefined, string | undefined]> {
        let [isDone, made, problem] = [false, undefined as NotesState | undefined, undefined as string | undefined];
        client.ledger.stateAt(time, (state, reason) => {
            isDone = true;
            made = state;
            problem = reason;
        });
        this.time.advance(10);
        if (!isDone) {
            error("stateAt() did not call back");
        }
        return $multi(made, problem);
    }

    /** What was reported to the game, on all clients. */
    reports(): string[] {
        return this.clients.flatMap(({ world }) => world.guard.reports);
    }

    private prepare(client: SealedClient, hasUndo = this.hasUndo): void {
        const { ledger } = client;
        ledger.define("note", { id: 1, fields: ["text", "amount"], undo: hasUndo ? undoNote : undefined }, noteReducer);
        ledger.on("sealed", (event) => client.sealed.push(event));
        ledger.on("orphan", (event) => client.orphans.push(event));
        ledger.on("sealMismatch", (mismatch) => client.mismatches.push(mismatch));
    }
}

export function sealsOf(client: SealedClient): SealStatus {
    return client.ledger.status().seals!;
}
