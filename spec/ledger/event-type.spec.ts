/** What define() gives, and fields with a kind from definition to reducer. */

import type { LedgerEvent } from "../../src/api/event";
import { createGuild, createLedger, startAll, startLedger } from "../support/ledgers";
import { messageOf } from "../support/world";

/** Longer than it takes to find a difference and to close it. */
const SYNC_SECONDS = 600;

describe("DefinedType", () => {
    const defineGift = (ledger: ReturnType<typeof createLedger>, reasonKind: "string?" | "any" = "string?") =>
        ledger.define(
            "gift",
            { id: 9, fields: ["item:string", "count:number", `reason:${reasonKind}`] },
            (state, event) =>
                state.notes.push(`${event.item as string} x ${string.format("%.0f", event.count as number)}`),
        );

    it("submits and lists events of its type alone", () => {
        const ledger = startLedger();
        const gift = ledger.define("gift", { id: 9, fields: ["item:string", "count:number"] }, (state, event) => {
            state.notes.push(event.item);
            state.sum += event.count;
        });
        assert.same(["gift", 9], [gift.name, gift.id]);
        const [event] = gift.submit({ item: "book", count: 2 });
        assert.same(["gift", "book", 2], [event!.type, event!.item, event!.count]);
        ledger.submit("note", { text: "other" });
        ledger.submit("gift", { item: "ring", count: 1 });
        const items: string[] = [];
        for (const { item } of gift.events()) items.push(item);
        assert.same(["book", "ring"], items);
        for (const _ of gift.events({ from: event!.time + 1000 })) error("there is none after it");
        for (const { item } of gift.events({ newestFirst: true, limit: 1 })) items.push(item);
        assert.same(["book", "ring", "ring"], items);
        ledger.catchUp(1);
        assert.same({ notes: ["book", "other", "ring"], sum: 3 }, ledger.getState());
    });

    it("says of an event whether it is of the type, with its fields", () => {
        const ledger = startLedger();
        const gift = defineGift(ledger);
        const seen: boolean[] = [];
        ledger.on("eventAdded", (event) => seen.push(gift.is(event)));
        gift.submit({ item: "book", count: 1 });
        ledger.submit("note", { text: "other" });
        assert.same([true, false], seen);
        const bare = { type: "gift", time: 1, creator: 1, counter: 1, creatorGuid: "" } as LedgerEvent;
        assert.is_false(gift.is(bare));
        assert.matches(
            "is: 'event' must be a table, got nil$",
            messageOf(() => gift.is(undefined!)),
        );
        assert.matches(
            "events: 'filter' must be a table, got 5$",
            messageOf(() => gift.events(5 as never)),
        );
        // A type's own events() has its type: one that is given would do nothing.
        assert.matches(
            "events: 'type' is unknown; known are from, to, creator, player, newestFirst, limit$",
            messageOf(() => gift.events({ type: "note" } as never)),
        );
    });

    it("gives what the ledger's submit() gives while nothing is open", () => {
        const gift = defineGift(createLedger());
        assert.same("closed", gift.submit({ item: "book", count: 1 })[1]);
        for (const _ of gift.events()) error("nothing is open");
    });

    it("passes over events that do not fit, on all clients that have its kinds, and logs stay equal", () => {
        const clients = createGuild(3, 7);
        const [older, one, other] = clients;
        const reducedByOlder: unknown[] = [];
        older.ledger.define("gift", { id: 9, fields: ["item", "count", "reason"] }, (_state, event) => {
            reducedByOlder.push(event.count);
        });
        const gift = defineGift(one.ledger);
        defineGift(other.ledger);
        startAll(clients);
        older.ledger.submit("gift", { item: "book", count: "many" });
        older.ledger.submit("gift", { item: "ring" });
        older.ledger.submit("gift", { item: "cup", count: 3 });
        one.world.time.advance(SYNC_SECONDS);
        assert.same(["many", 3], [reducedByOlder[0], reducedByOlder[reducedByOlder.length - 1]]);
        for (const { ledger } of clients) {
            assert.same(["synced", 3], [ledger.status().sync, ledger.status().events]);
            assert.same({}, ledger.status().refusals);
        }
        for (const { ledger } of [one, other]) {
            assert.same(["cup x 3"], ledger.getState().notes);
            const { schemaMismatch, halt } = ledger.status();
            assert.equal("gift", schemaMismatch!.type);
            assert.is_nil(schemaMismatch!.item);
            assert.is_nil(halt);
        }
        const items: unknown[] = [];
        for (const event of gift.events()) items.push(event.item);
        assert.same(["cup"], items);
        assert.is_nil(older.ledger.status().schemaMismatch);
    });

    it("applies schema mismatches once its kinds are taken away", () => {
        const [{ ledger, world }] = createGuild(1, 8);
        const counts: unknown[] = [];
        const note = (_state: object, event: LedgerEvent) => counts.push(event.reason);
        ledger.define("gift", { id: 9, fields: ["item", "count", "reason"] }, note);
        ledger.start();
        ledger.submit("gift", { item: "book", count: 1, reason: 5 });
        defineGift(ledger);
        world.time.advance(5);
        assert.equal("gift", ledger.status().schemaMismatch?.type);
        assert.same({}, ledger.getState().notes);
        defineGift(ledger, "any");
        assert.is_nil(ledger.status().schemaMismatch);
        world.time.advance(5);
        assert.same(["book x 1"], ledger.getState().notes);
        assert.is_nil(ledger.status().schemaMismatch);
    });
});
