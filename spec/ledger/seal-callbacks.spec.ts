/** What addons give for seals, and do wrong in it: undo and upgradeState. */

import type { LedgerEvent } from "../../src/api/event";
import type { LedgerOptions } from "../../src/api/options";
import { toId, weekOf } from "../../src/event/key";
import { encodeBody } from "../../src/event/schema";
import { undoBody } from "../../src/log/revocations";
import { noPause } from "../support/background";
import { sessionOf, writeBody } from "../support/rogue";
import { noteReducer, type NotesState } from "../support/ledgers";
import { type SealedClient, SealedGuild, sealsOf } from "../support/sealed-guild";

type Undo = (this: void, state: NotesState, event: LedgerEvent) => void;
type Changes = Partial<LedgerOptions<NotesState>>;

function define({ ledger }: SealedClient, undo: Undo): void {
    ledger.define("note", { id: 1, fields: ["text", "amount"], undo }, noteReducer);
}

/** A and B with the history, C without; a note of 1 is sealed, one of 10 came later. */
function prunedGuild(): { guild: SealedGuild; event: LedgerEvent } {
    const guild = new SealedGuild(3);
    const [a, , c] = guild.clients;
    guild.start();
    const event = guild.write(a, "one", 1);
    guild.write(a, "two", 2);
    guild.pass(2);
    guild.sealAll(a);
    guild.prune(c, 1);
    guild.write(a, "since", 10);
    guild.time.advance(60);
    return { guild, event };
}

function sums({ clients }: SealedGuild): number[] {
    return clients.map(({ ledger }) => ledger.getState().sum);
}

function bodyAt(client: SealedClient, { time, creator, counter }: LedgerEvent): string {
    return sessionOf(client).log.open(weekOf(time), noPause)!.bodyAt(time, toId(creator, counter))!;
}

describe("An undo", () => {
    it("that raises halts replay at the revocation on all clients alike, until it is defined anew", () => {
        const { guild, event } = prunedGuild();
        const [a] = guild.clients;
        for (const client of guild.clients) {
            define(client, () => {
                error("cannot undo", 0);
            });
        }
        a.ledger.revoke(event);
        guild.write(a, "then", 100);
        guild.time.advance(120);
        assert.are.same([13, 13, 13], sums(guild));
        for (const { ledger } of guild.clients) assert.are.equal("cannot undo", ledger.status().halt?.message);
        for (const client of guild.clients) define(client, (state, { amount }) => (state.sum -= amount as number));
        guild.time.advance(120);
        assert.are.same([112, 112, 112], sums(guild));
    });
});

describe("An undo of what never was", () => {
    it("comes to the same on clients with the history and without, of who may pass on the event", () => {
        const { guild, event } = prunedGuild();
        const [a, b] = guild.clients;
        const { creator } = event;
        const body = bodyAt(a, event);
        const id = toId(creator, event.counter);
        const { schema } = sessionOf(b);
        const [other] = encodeBody(schema.named("note")!, { text: "never", amount: 5 });
        writeBody(b, undoBody(event.time - 5, id, body, 1001));
        writeBody(b, undoBody(event.time, id, other!, 1001));
        writeBody(b, undoBody(0, 0, body, 1001));
        // What cannot be read nobody may pass on.
        const [written] = sessionOf(b).submit(undoBody(event.time, id, "\xff\xff", 1001));
        assert.is_nil(written);
        guild.write(a, "then", 100);
        guild.time.advance(300);
        const [first, second, third] = sums(guild);
        assert.are.same([first, first], [second, third]);
        for (const client of guild.clients) guild.relog(client);
        guild.time.advance(60);
        assert.are.same([first, first, first], sums(guild));
        assert.are.same([], guild.reports());
    });

    it("does not enter of who may not pass on the event, his own either", () => {
        const isOfficer = (name: string): boolean => name.startsWith("PlayerA");
        const authorize: Changes["authorize"] = (_event, sender, _direction, isCreator) =>
            isCreator || isOfficer(sender);
        const guild = new SealedGuild(3, 1, () => ({ authorize }));
        const [a, b] = guild.clients;
        guild.start();
        const event = guild.write(b, "one", 1);
        guild.pass(2);
        guild.sealAll(a, { force: true });
        const id = toId(event.creator, event.counter);
        const { submit } = sessionOf(b);
        const body = bodyAt(b, event);
        const [written, reason] = submit.call(sessionOf(b), undoBody(event.time - 7, id, body, 1001));
        assert.is_nil(written);
        assert.are.equal("unauthorized", reason);
        assert.are.same([1, 1, 1], sums(guild));
    });
});

describe("A state that upgradeState makes", () => {
    const cyclic: Record<string, unknown> = { notes: [], sum: 5 };
    cyclic.self = cyclic;
    const byTable = new LuaMap<object, number>();
    byTable.set({}, 1);
    const STATES: readonly (readonly [what: string, upgradeState: Changes["upgradeState"]])[] = [
        ["has a function", () => ({ notes: [], sum: 5, print })],
        ["has a number that is not finite", () => ({ notes: [], sum: 0 / 0 })],
        ["is in itself", () => cyclic as unknown as NotesState],
        ["has a key that cannot be saved", () => ({ notes: [], sum: 5, map: byTable })],
        ["is of another form", () => ["x"] as unknown as NotesState],
    ];

    it("raises nothing where it cannot be saved, and the old one can still be had", () => {
        for (const [what, upgradeState] of STATES) {
            const { guild } = prunedGuild();
            const [, , c] = guild.clients;
            guild.relog(c, { stateVersion: 2, upgradeState });
            guild.time.advance(300);
            c.ledger.submit("note", { text: "more", amount: 100 });
            guild.time.advance(300);
            c.ledger.explain();
            c.ledger.status();
            guild.prune(c, 1);
            guild.relog(c, { stateVersion: 2, upgradeState });
            guild.time.advance(60);
            guild.relog(c);
            guild.time.advance(300);
            assert.are.same([113, 1], [c.ledger.getState().sum, sealsOf(c).absentWeeks], what);
            assert.are.equal("synced", c.ledger.status().sync, what);
        }
    });
});
