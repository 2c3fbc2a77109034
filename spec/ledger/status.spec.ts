import { closedStatus } from "../../src/ledger/status";
import { createGuild, createLedger, startAll, startLedger } from "../support/ledgers";
import { weekOf } from "../../src/event/key";
import type { SavedLedger } from "../../src/log/archive";
import { START, World } from "../support/world";

describe("status", () => {
    it("of a ledger that is not open says so, in a table of the caller's own", () => {
        const ledger = createLedger();
        const status = ledger.status() as { events: number };
        assert.same(closedStatus("notStarted"), status);
        status.events = 99;
        assert.equal(0, ledger.status().events);
        assert.is_nil(ledger.status().scope);
    });

    it("says why it is closed", () => {
        const world = new World();
        const ledger = startLedger(world);
        assert.is_nil(ledger.status().closedReason);
        world.identity.guild = undefined;
        ledger.onScopeChanged();
        assert.equal("noGuild", ledger.status().closedReason);
        world.identity.isKnown = false;
        assert.equal("unknownGuild", ledger.status().closedReason);
        ledger.stop();
        assert.equal("notStarted", ledger.status().closedReason);
    });

    it("says what keeps the state from being saved, and no longer when it does not", () => {
        const world = new World();
        const ledger = startLedger(world);
        let amount = math.huge;
        const reducer = (state: { sum: number }): void => {
            state.sum += amount;
        };
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, reducer);
        for (const _ of $range(1, 40)) {
            ledger.submit("note", { text: "x" });
        }
        world.time.advance(10);
        assert.equal(1, ledger.status().checkpoints);
        assert.equal("state.sum is a number that is not finite", ledger.status().saveProblem);
        assert.is_nil(ledger.status().checkpointProblem);
        amount = 1;
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, reducer);
        world.time.advance(10);
        assert.is_nil(ledger.status().saveProblem);
    });

    it("tells how much of a damaged week could be read, and how much of it is here", () => {
        const saved: SavedLedger = {};
        const world = new World();
        const ledger = startLedger(world, { saved });
        for (const _ of $range(1, 20)) {
            ledger.submit("note", { text: "the same" });
        }
        ledger.stop();
        const { weeks } = saved.scopes!["guild:Guild-Realm"];
        const week = weekOf(START);
        const text = weeks!.get(week);
        // The end is cut off: the header stands, and so do the events before the cut.
        weeks!.set(week, string.sub(text, 1, -9));
        ledger.start();
        assert.equal(0, ledger.status().quarantined.length);
        ledger.submit("note", { text: "new" });
        for (const _event of ledger.events()) {
            // A week stays packed until somebody looks into it.
        }
        const [damage] = ledger.status().quarantined;
        assert.equal(week, damage.weekNumber);
        assert.equal(20, damage.of);
        assert.is_true(damage.read > 1 && damage.read < 21, tostring(damage.read));
        assert.equal(damage.read, damage.here);
    });

    it("tells of the game's restriction, and whether the addon lets it send", () => {
        const world = new World();
        const ledger = startLedger(world);
        assert.is_true(ledger.status().isSending);
        assert.is_nil(ledger.status().restriction);
        world.channel.activeRestriction = "encounter";
        ledger.disableSending();
        assert.is_false(ledger.status().isSending);
        assert.equal("encounter", ledger.status().restriction);
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
        ledger.onRestrictionEnd();
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
            const { sync, weeksBehind, behind } = bob.ledger.status();
            assert.equal(sync === "behind", weeksBehind > 0);
            if (sync === "behind") {
                wasBehind = true;
                const [{ weekNumber: week, missing, peer }, ...others] = behind;
                assert.same([weekOf(START), "PlayerA-Realm"], [week, peer]);
                assert.equal(0, others.length);
                // It counts as behind until it has been compared again.
                assert.equal(1, missing + bob.ledger.status().events);
            }
        }
        assert.is_true(wasBehind);
        assert.same([], bob.ledger.status().behind);
        assert.equal("synced", bob.ledger.status().sync);
        const [peer] = bob.ledger.status().peers;
        assert.equal("PlayerA-Realm", peer.name);
        assert.is_true(peer.isServing);
        assert.is_true(peer.age >= 0 && peer.age <= 60);
        assert.is_true(peer.sentAge! >= peer.age && peer.sentAge! <= 60);
        assert.is_true(bob.ledger.status().openSeconds > 59);
    });
});
