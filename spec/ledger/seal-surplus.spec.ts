/** Seals that leave out what is here, and two at once. docs/seals.md is normative. */

import type { LedgerEvent } from "../../src/api/event";
import { SURPLUS_LIMIT } from "../../src/seal/keeper";
import { SealedGuild, sealsOf } from "../support/sealed-guild";

/** A holds so many events of a week that B has sealed without them. */
function leftOut(count: number): { guild: SealedGuild; seal: LedgerEvent } {
    const guild = new SealedGuild(2);
    const [a, b] = guild.clients;
    guild.start();
    guild.write(b, "kept", 1000);
    guild.time.advance(60);
    a.isConnected = false;
    for (const index of $range(1, count)) {
        guild.write(a, `late ${index}`, 1);
        guild.time.advance(0.25);
    }
    guild.pass(2);
    const seal = guild.sealAll(b, { force: true });
    a.isConnected = true;
    guild.time.advance(1800);
    return { guild, seal };
}

describe("A seal that leaves out events", () => {
    it("counts where these are 256", () => {
        const { guild } = leftOut(SURPLUS_LIMIT);
        const [a] = guild.clients;
        assert.are.equal(256, SURPLUS_LIMIT);
        assert.are.equal(SURPLUS_LIMIT, a.ledger.orphans().length);
        assert.are.equal(1000, a.ledger.getState().sum);
        assert.are.same([], a.mismatches);
        assert.are.equal("checked", sealsOf(a).standing);
    });

    it("waits for acceptSeal() where these are more", () => {
        const { guild, seal } = leftOut(SURPLUS_LIMIT + 1);
        const [a, b] = guild.clients;
        assert.are.same([], a.ledger.orphans());
        assert.are.equal(1257, a.ledger.getState().sum);
        assert.is_nil(sealsOf(a).event);
        const { reason, surplus, event } = sealsOf(a).mismatch!;
        assert.are.same(["surplus", 257, seal.time], [reason, surplus, event.time]);
        assert.are.equal(1, a.mismatches.length);
        assert.is_truthy(string.find(a.ledger.explain().join("\n"), "acceptSeal", 1, true)[0]);
        // It is told once, also after hours.
        guild.time.advance(3600);
        assert.are.equal(1, a.mismatches.length);
        const [other] = a.ledger.submit("note", { text: "no seal", amount: 0 });
        assert.is_false(a.ledger.acceptSeal(other!));
        assert.is_true(a.ledger.acceptSeal(event));
        guild.time.advance(60);
        assert.are.equal(257, a.ledger.orphans().length);
        assert.are.equal(257, a.orphans.length);
        assert.are.equal(1000, a.ledger.getState().sum);
        assert.are.equal("checked", sealsOf(a).standing);
        assert.is_false(a.ledger.acceptSeal(event));
        let written = 0;
        for (const orphan of a.ledger.orphans()) {
            written += a.ledger.resubmit(orphan)[0] === undefined ? 0 : 1;
            guild.time.advance(0.5);
        }
        assert.are.equal(257, written);
        guild.time.advance(600);
        for (const client of guild.clients) assert.are.equal(1257, client.ledger.getState().sum);
        assert.are.equal(0, b.orphans.length);
        assert.are.same([], guild.reports());
    });

    it("waits again after a login that came before acceptSeal()", () => {
        const { guild, seal } = leftOut(SURPLUS_LIMIT + 1);
        const [a] = guild.clients;
        guild.relog(a);
        guild.time.advance(1800);
        assert.are.equal(1257, a.ledger.getState().sum);
        assert.is_true(a.ledger.acceptSeal(seal));
        guild.time.advance(60);
        guild.relog(a);
        assert.are.equal(1000, a.ledger.getState().sum);
        assert.are.equal(257, a.ledger.orphans().length);
    });
});

describe("Two seals of the same weeks at once", () => {
    it("come to the earlier one where their events are the same", () => {
        const guild = new SealedGuild(3);
        const [a, b] = guild.clients;
        guild.start();
        guild.write(a, "one", 1);
        guild.pass(2);
        const before = guild.time.serverTime();
        a.isConnected = b.isConnected = false;
        const first = guild.seal(a, { before, force: true }).event!;
        guild.seal(b, { before, force: true });
        a.isConnected = b.isConnected = true;
        guild.time.advance(600);
        for (const client of guild.clients) {
            assert.are.same(first.time, sealsOf(client).event!.time);
            assert.are.equal("checked", sealsOf(client).standing);
            assert.are.same([], client.orphans);
        }
    });

    it("come to the one with more events where they are not, and the others are orphans", () => {
        const guild = new SealedGuild(3);
        const [a, b] = guild.clients;
        guild.start();
        guild.write(a, "one", 1);
        guild.time.advance(60);
        a.isConnected = b.isConnected = false;
        guild.write(a, "a alone", 10);
        guild.write(b, "b alone", 100);
        guild.time.advance(1);
        guild.write(b, "b alone too", 100);
        guild.pass(2);
        const before = guild.time.serverTime();
        guild.seal(a, { before, force: true });
        const stronger = guild.seal(b, { before, force: true }).event!;
        a.isConnected = b.isConnected = true;
        guild.time.advance(1800);
        for (const client of guild.clients) {
            assert.are.equal(201, client.ledger.getState().sum, `client ${client.index}`);
            assert.are.same(stronger.time, sealsOf(client).event!.time);
            assert.are.equal("checked", sealsOf(client).standing);
        }
        assert.are.same(
            ["a alone"],
            a.ledger.orphans().map(({ text }) => text),
        );
        a.ledger.resubmit(a.ledger.orphans()[0]);
        guild.time.advance(60);
        for (const client of guild.clients) assert.are.equal(211, client.ledger.getState().sum);
    });
});

describe("Two bodies under one key in a week that is sealed", () => {
    it("come to the sealed one on all clients", () => {
        const guild = new SealedGuild(3);
        const [a, b, c] = guild.clients;
        guild.start();
        guild.write(b, "kept", 1000);
        guild.time.advance(60);
        // A computer of A's that was restored from a backup gives one key to two events.
        a.isConnected = false;
        const twin = new SealedGuild(1).clients[0];
        twin.ledger.start();
        twin.world.time.now = guild.time.now;
        const event = guild.write(a, "first body", 1);
        const [other] = twin.ledger.submit("note", { text: "second body", amount: 10 });
        assert.are.same([event.time, event.creator, event.counter], [other!.time, other!.creator, other!.counter]);
        twin.world.time.advance(1);
        for (const { text } of twin.world.channel.sent) {
            for (const { ledger } of [b, c]) ledger.receive(text, a.world.identity.name);
        }
        guild.time.advance(60);
        assert.are.equal(1010, c.ledger.getState().sum);
        guild.pass(2);
        guild.sealAll(b, { force: true });
        a.isConnected = true;
        guild.time.advance(1800);
        for (const client of guild.clients) {
            assert.are.equal(1010, client.ledger.getState().sum, `client ${client.index}`);
            assert.are.equal("checked", sealsOf(client).standing);
        }
        assert.are.same(
            ["first body"],
            a.ledger.orphans().map(({ text }) => text),
        );
        a.ledger.resubmit(a.ledger.orphans()[0]);
        guild.time.advance(60);
        for (const client of guild.clients) assert.are.equal(1011, client.ledger.getState().sum);
    });
});
