/** Types that grow, and types that only some clients know. */

import type { Ledger } from "../../src/ledger/ledger";
import type { SavedLedger } from "../../src/log/archive";
import type { LedgerEvent } from "../../src/api/event";
import { createGuild, type GuildClient, type NotesState, startAll } from "../support/ledgers";

const SCOPE = "guild:Guild-Realm";

/** Longer than it takes to find a difference and to close it. */
const SYNC_SECONDS = 600;

function addGift(this: void, state: NotesState, event: LedgerEvent): void {
    state.notes.push(`gift of ${tostring(event.item)}, ${tostring(event.wrapping)}`);
}

function defineGift(ledger: Ledger<NotesState>, fields: readonly string[]): void {
    ledger.define("gift", { id: 9, fields }, addGift);
}

interface Guild {
    readonly clients: readonly GuildClient[];
    readonly saved: readonly SavedLedger[];
    advance(this: void, seconds: number): void;
}

function guild(count: number, seed: number): Guild {
    const saved: SavedLedger[] = [];
    for (const _ of $range(1, count)) saved.push({});
    const clients = createGuild(count, seed, (index) => ({ saved: saved[index - 1] }));
    return { clients, saved, advance: (seconds) => clients[0].world.time.advance(seconds) };
}

function typesOf(ledger: Ledger<NotesState>): string[] {
    const types: string[] = [];
    for (const event of ledger.events()) types.push(event.type);
    return types;
}

/** The saved texts of all weeks, in order. */
function savedWeeks(client: GuildClient, saved: SavedLedger): string[] {
    client.ledger.save();
    const texts: string[] = [];
    for (const [, text] of saved.scopes![SCOPE].weeks!) texts.push(text);
    table.sort(texts);
    return texts;
}

describe("a type that gains a field at its end", () => {
    it("reads its old events with nil in that field", () => {
        const { clients, advance } = guild(1, 1);
        const [{ ledger }] = clients;
        defineGift(ledger, ["item"]);
        ledger.start();
        ledger.submit("gift", { item: "book" });
        advance(1);
        assert.same(["gift of book, nil"], ledger.getState().notes);
        defineGift(ledger, ["item", "wrapping"]);
        ledger.submit("gift", { item: "ring", wrapping: "paper" });
        advance(1);
        assert.same(["gift of book, nil", "gift of ring, paper"], ledger.getState().notes);
    });

    it("has its new events applied by a client once that knows the field too", () => {
        const { clients, advance } = guild(2, 2);
        const [newer, older] = clients;
        defineGift(newer.ledger, ["item", "wrapping"]);
        defineGift(older.ledger, ["item"]);
        startAll(clients);
        newer.ledger.submit("gift", { item: "ring", wrapping: "paper" });
        newer.ledger.submit("gift", { item: "book" });
        advance(SYNC_SECONDS);
        assert.same(["gift", "gift"], typesOf(older.ledger));
        assert.same(["gift of book, nil"], older.ledger.getState().notes);
        defineGift(older.ledger, ["item", "wrapping"]);
        advance(1);
        assert.same(["gift of ring, paper", "gift of book, nil"], older.ledger.getState().notes);
    });
});

describe("an event of a type that a client does not know", () => {
    it("is stored, passed on byte for byte, and applied once the type is defined", () => {
        const { clients, saved, advance } = guild(3, 3);
        const [author, between, later] = clients;
        defineGift(author.ledger, ["item", "wrapping"]);
        defineGift(later.ledger, ["item", "wrapping"]);
        startAll([author, between]);
        author.ledger.submit("note", { text: "before" });
        author.ledger.submit("gift", { item: "ring", wrapping: "paper" });
        author.ledger.submit("note", { text: "after" });
        advance(SYNC_SECONDS);
        assert.same(["note", "#9", "note"], typesOf(between.ledger));
        assert.same(["before", "after"], between.ledger.getState().notes);

        author.isConnected = false;
        later.ledger.start();
        advance(SYNC_SECONDS);
        assert.same(["note", "gift", "note"], typesOf(later.ledger));
        assert.same(["before", "gift of ring, paper", "after"], later.ledger.getState().notes);
        const texts = savedWeeks(author, saved[0]);
        assert.is_true(texts.length > 0);
        assert.same(texts, savedWeeks(between, saved[1]));
        assert.same(texts, savedWeeks(later, saved[2]));

        defineGift(between.ledger, ["item", "wrapping"]);
        advance(1);
        assert.same(["before", "gift of ring, paper", "after"], between.ledger.getState().notes);
    });
});
