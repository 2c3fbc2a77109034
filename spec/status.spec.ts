import { closedStatus } from "../src/status";
import { createGuild, createLedger, startAll, startLedger } from "./support/ledgers";
import { World } from "./support/world";

describe("status", () => {
    it("of a ledger that is not open says so, in a table of the caller's own", () => {
        const ledger = createLedger();
        const status = ledger.status() as { events: number };
        assert.same(closedStatus(), status);
        status.events = 99;
        assert.equal(0, ledger.status().events);
        assert.is_nil(ledger.status().scope);
    });

    it("is a copy: what a caller does with it changes nothing", () => {
        const world = new World();
        const ledger = startLedger(world, { authorize: () => false });
        ledger.submit("note", { text: "x" });
        const { refusals } = ledger.status();
        assert.equal(1, refusals.unauthorized);
        refusals.unauthorized = 99;
        assert.equal(1, ledger.status().refusals.unauthorized);
    });

    it("counts what waits to be sent, and what was sent", () => {
        const world = new World();
        const ledger = startLedger(world);
        world.channel.answer = () => "lockdown";
        ledger.submit("note", { text: "x" });
        world.time.advance(0.5);
        assert.equal(1, ledger.status().outgoing);
        assert.is_true(ledger.status().isInLockdown);
        world.channel.answer = () => undefined;
        ledger.unlock();
        world.time.advance(3);
        assert.equal(0, ledger.status().outgoing);
        const texts = world.channel.texts();
        assert.is_true(texts.length >= 1);
        assert.equal(texts.length, ledger.status().sent!.messages);
        assert.equal(string.len(table.concat(texts)), ledger.status().sent!.bytes);
    });

    it("tells of peers, and how the log stands to what they say", () => {
        const [alice, bob] = createGuild(2, 3);
        startAll([alice]);
        assert.equal("unknown", alice.ledger.status().sync);
        alice.ledger.submit("note", { text: "a" });
        alice.world.time.advance(2);
        bob.ledger.start();
        let wasBehind = false;
        for (const _ of $range(1, 600)) {
            alice.world.time.advance(0.1);
            const { sync, weeksBehind } = bob.ledger.status();
            assert.equal(sync === "behind", weeksBehind > 0);
            wasBehind = wasBehind || sync === "behind";
        }
        assert.is_true(wasBehind);
        assert.equal("synced", bob.ledger.status().sync);
        const [peer] = bob.ledger.status().peers;
        assert.equal("PlayerA-Realm", peer.name);
        assert.is_true(peer.isServing);
        assert.is_true(peer.age >= 0 && peer.age <= 60);
    });
});
