/** Revoking what is sealed. docs/seals.md is normative. */

import type { LedgerEvent } from "../../src/api/event";
import { type SealedClient, SealedGuild, sealsOf } from "../support/sealed-guild";

interface Sealed {
    readonly guild: SealedGuild;
    readonly events: readonly LedgerEvent[];
    readonly seal: LedgerEvent;
}

/** Two clients with the history and one without, that hold a seal of two events, of 1 and 2. */
function sealedGuild(hasUndo = true): Sealed {
    const guild = new SealedGuild(3, 1, undefined, hasUndo);
    const [a, b, c] = guild.clients;
    guild.start();
    const events = [guild.write(a, "one", 1), guild.write(b, "two", 2)];
    guild.pass(2);
    const seal = guild.sealAll(a);
    guild.prune(c, 1);
    guild.write(a, "new", 4);
    guild.time.advance(60);
    return { guild, events, seal };
}

/** All clients come to a sum, and to be in step. */
function assertSums(guild: SealedGuild, sum: number): void {
    guild.time.advance(240);
    for (const client of guild.clients) {
        assert.are.equal(sum, client.ledger.getState().sum, `client ${client.index}`);
        assert.are.equal("synced", client.ledger.status().sync);
    }
}

function refusalOf({ ledger }: SealedClient, event: LedgerEvent): string | undefined {
    const [, reason] = ledger.revoke(event);
    return reason;
}

describe("revoke() of a sealed event", () => {
    it("takes it out by undo on all clients, with the history and without, and revoking that restores it", () => {
        const { guild, events } = sealedGuild();
        const [a, b, c] = guild.clients;
        assertSums(guild, 7);
        const [revocation] = a.ledger.revoke(events[0]);
        guild.time.advance(60);
        assertSums(guild, 6);
        for (const { ledger } of guild.clients) assert.is_true(ledger.isRevoked(events[0]));
        assert.are.same(["two", "new"], c.ledger.getState().notes);
        guild.relog(c);
        guild.relog(b);
        assertSums(guild, 6);
        b.ledger.revoke(revocation!);
        guild.time.advance(60);
        assertSums(guild, 7);
        for (const { ledger } of guild.clients) assert.is_false(ledger.isRevoked(events[0]));
        assert.are.same([], guild.reports());
    });

    it('says "sealed" where that cannot be done', () => {
        const { guild, events, seal } = sealedGuild();
        const [a, b, c] = guild.clients;
        // Not here.
        assert.are.equal("sealed", refusalOf(c, events[0]));
        a.ledger.revoke(events[0]);
        // It does not count any more.
        assert.are.equal("sealed", refusalOf(a, events[0]));
        guild.time.advance(60);
        assert.are.equal("sealed", refusalOf(b, events[0]));
        assertSums(guild, 6);
        // The seal itself stands in a week that is not sealed: its revocation is written and changes nothing.
        assert.is_nil(refusalOf(a, seal));
        guild.time.advance(60);
        assertSums(guild, 6);
        for (const client of guild.clients) assert.are.same(seal.time, sealsOf(client).event!.time);
    });

    it('says "sealed" of a type without undo', () => {
        const { guild, events } = sealedGuild(false);
        assert.are.equal("sealed", refusalOf(guild.clients[0], events[0]));
        assertSums(guild, 7);
    });

    it('says "sealed" of an event of more than 3,500 bytes', () => {
        const guild = new SealedGuild(2);
        const [a] = guild.clients;
        guild.start();
        const long = guild.write(a, string.rep("x", 3600), 1);
        const short = guild.write(a, string.rep("x", 3400), 2);
        guild.pass(2);
        guild.sealAll(a);
        assert.are.equal("sealed", refusalOf(a, long));
        assert.is_nil(refusalOf(a, short));
        guild.time.advance(60);
        assertSums(guild, 1);
    });

    it("counts once, whoever does it at the same time", () => {
        const { guild, events } = sealedGuild();
        const [a, b] = guild.clients;
        a.isConnected = false;
        const [first] = a.ledger.revoke(events[0]);
        const [second] = b.ledger.revoke(events[0]);
        guild.time.advance(30);
        a.isConnected = true;
        guild.time.advance(300);
        assertSums(guild, 6);
        b.ledger.revoke(first!);
        guild.time.advance(60);
        assertSums(guild, 6);
        b.ledger.revoke(second!);
        guild.time.advance(60);
        assertSums(guild, 7);
    });

    it("is sealed with the next seal, and cannot be revoked then", () => {
        const { guild, events } = sealedGuild();
        const [a, b, c] = guild.clients;
        const [revocation] = a.ledger.revoke(events[0]);
        guild.time.advance(60);
        guild.pass(2);
        guild.sealAll(b);
        for (const client of guild.clients) assert.are.equal("checked", sealsOf(client).standing);
        guild.prune(c, 1);
        assert.are.equal("sealed", refusalOf(a, revocation!));
        guild.relog(c);
        guild.relog(a);
        assertSums(guild, 6);
        for (const { ledger } of guild.clients) assert.is_true(ledger.isRevoked(events[0]));
        assert.are.equal("sealed", refusalOf(a, events[0]));
    });

    it("is listed where it was written before the seal, and counts by skipping", () => {
        const guild = new SealedGuild(3, 1, undefined, false);
        const [a, b, c] = guild.clients;
        guild.start();
        const event = guild.write(a, "one", 1);
        guild.write(b, "two", 2);
        guild.pass(2);
        const [revocation] = a.ledger.revoke(event);
        guild.time.advance(60);
        guild.sealAll(b);
        assertSums(guild, 2);
        for (const client of guild.clients) assert.are.equal("checked", sealsOf(client).standing);
        guild.prune(c, 1);
        guild.relog(c);
        assertSums(guild, 2);
        // What the seal lists cannot be taken back: it is in the sealed state.
        a.ledger.revoke(revocation!);
        guild.time.advance(60);
        assertSums(guild, 2);
    });
});

describe("revoke() of imported rows with ids", () => {
    const creator = "Player-1001-00000009";
    const ENTRIES = [
        { id: 71, type: "note", time: 1699000000, creator, values: { text: "row 71", amount: 10 } },
        { id: 72, type: "note", time: 1699000001, creator, values: { text: "row 72", amount: 100 } },
    ];

    function imported(): SealedGuild {
        const guild = new SealedGuild(3);
        const [a] = guild.clients;
        guild.start();
        a.ledger.importEvents(ENTRIES, () => {});
        guild.time.advance(300);
        return guild;
    }

    function row({ ledger }: SealedClient, text: string): LedgerEvent {
        for (const event of ledger.events({ type: "note" })) if (event.text === text) return event;
        return error(`no ${text}`);
    }

    it("counts before the seal and after it, on pruned clients too", () => {
        const guild = imported();
        const [a, b, c] = guild.clients;
        assertSums(guild, 110);
        a.ledger.revoke(row(a, "row 71"));
        guild.time.advance(60);
        assertSums(guild, 100);
        guild.pass(2);
        guild.sealAll(b);
        guild.prune(c, 1);
        assertSums(guild, 100);
        b.ledger.revoke(row(b, "row 72"));
        guild.time.advance(60);
        assertSums(guild, 0);
        for (const client of guild.clients) guild.relog(client);
        assertSums(guild, 0);
        // The same list imported again is what is sealed already.
        a.ledger.importEvents(ENTRIES, () => {});
        guild.time.advance(300);
        assertSums(guild, 0);
        assert.are.same([], guild.reports());
    });

    it("counts where it is listed", () => {
        const guild = imported();
        const [a, b, c] = guild.clients;
        guild.pass(2);
        a.ledger.revoke(row(a, "row 71"));
        guild.time.advance(60);
        guild.sealAll(b);
        for (const client of guild.clients) assert.are.equal("checked", sealsOf(client).standing);
        guild.prune(c, 1);
        guild.relog(c);
        assertSums(guild, 100);
    });
});
