/** Seals that a client cannot come to, since nobody can send what it lacks or say what it has more. docs/seals.md is normative. */

import type { LedgerEvent } from "../../src/api/event";
import { JOIN_STALL_SECONDS } from "../../src/seal/keeper";
import { OPEN_STALL_SECONDS } from "../../src/seal/held";
import { type SealedClient, SealedGuild, sealsOf } from "../support/sealed-guild";

/**
 * The second of so many clients has an event more of a week that the first has sealed, and that all others have dropped, but for
 * those that are away meanwhile.
 */
function stalled(count: number, away = 0): { guild: SealedGuild; seal: LedgerEvent; late: SealedClient } {
    const guild = new SealedGuild(count + away);
    const [author, late] = guild.clients;
    guild.start();
    guild.write(author, "kept", 1000);
    guild.time.advance(60);
    late.isConnected = false;
    guild.write(late, "late", 1);
    guild.pass(2);
    const seal = guild.sealAll(author, { force: true });
    for (const client of guild.clients.slice(count)) client.isConnected = false;
    guild.pass(3);
    for (const client of guild.clients.slice(0, count).filter((one) => one !== late)) {
        assert.are.equal(1, guild.prune(client, 1).weeks);
    }
    late.isConnected = true;
    guild.time.advance(JOIN_STALL_SECONDS - 120);
    assert.are.equal(1001, late.ledger.getState().sum);
    assert.is_false(sealsOf(late).joining!.isStalled);
    return { guild, seal, late };
}

function explained({ ledger }: SealedClient, phrase: string): boolean {
    return string.find(ledger.explain().join("\n"), phrase, 1, true)[0] !== undefined;
}

describe("A seal whose weeks nobody has any more", () => {
    it("is adopted once a second witness has checked its state, and what differs is passed over", () => {
        const { guild, seal, late } = stalled(3);
        guild.time.advance(300);
        assert.are.same(
            [seal.time, "adopted", true],
            [sealsOf(late).event!.time, sealsOf(late).standing, sealsOf(late).isConfirmed],
        );
        assert.are.equal(1000, late.ledger.getState().sum);
        assert.are.equal(0, sealsOf(late).absentWeeks);
        guild.time.advance(OPEN_STALL_SECONDS + 60);
        assert.are.equal(1, sealsOf(late).absentWeeks);
        assert.are.equal("synced", late.ledger.status().sync);
        // What is here of the week stays, although it is old: it may be surplus.
        assert.are.same({ weeks: 0, events: 0 }, guild.prune(late, 1));
        guild.relog(late);
        assert.are.equal(1000, late.ledger.getState().sum);
        assert.are.same(["adopted", 1], [sealsOf(late).standing, sealsOf(late).absentWeeks]);
        assert.are.same([], guild.reports());
    });

    it("waits for acceptSeal() where only its author says that its state is right", () => {
        const { guild, seal, late } = stalled(2);
        guild.time.advance(3600);
        assert.is_true(sealsOf(late).joining!.isStalled);
        assert.is_true(
            explained(
                late,
                "its state is taken once two others that may speak have checked it, or by ledger:acceptSeal()",
            ),
        );
        assert.are.equal(1001, late.ledger.getState().sum);
        assert.are.equal(1, sealsOf(guild.clients[0]).differing.length);
        assert.is_true(explained(guild.clients[0], "Of the sealed weeks "));
        assert.is_true(late.ledger.acceptSeal(seal));
        guild.time.advance(120);
        assert.are.equal(1000, late.ledger.getState().sum);
        assert.is_nil(sealsOf(late).joining);
        guild.time.advance(OPEN_STALL_SECONDS + 60);
        assert.are.same([], sealsOf(guild.clients[0]).differing);
        assert.are.same([], guild.reports());
    });

    it("gives its orphan when somebody with the week comes", () => {
        const { guild, late } = stalled(3, 1);
        const [, , , away] = guild.clients;
        guild.time.advance(300 + OPEN_STALL_SECONDS + 60);
        assert.are.same([1, 0], [sealsOf(late).absentWeeks, late.ledger.orphans().length]);
        away.isConnected = true;
        guild.time.advance(7200);
        assert.are.same(
            ["late"],
            late.ledger.orphans().map((orphan) => orphan.text),
        );
        assert.are.same(["checked", 0], [sealsOf(late).standing, sealsOf(late).absentWeeks]);
        assert.are.equal(1000, late.ledger.getState().sum);
        assert.are.same([], guild.reports());
    });
});
