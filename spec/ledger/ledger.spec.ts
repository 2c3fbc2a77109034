import type { LedgerEvent } from "../../src/api/event";
import { createGuild, createLedger, dump, noteReducer, startAll, startLedger } from "../support/ledgers";
import { START, World } from "../support/world";

/** Texts of the events that a filter lets through. */
function textsOf(events: LuaIterable<LedgerEvent>): string[] {
    const texts: string[] = [];
    for (const event of events) {
        texts.push(tostring(event.text));
    }
    return texts;
}

describe("Ledger", () => {
    it("gives the event that it wrote, and the state that comes of it", () => {
        const world = new World();
        const ledger = startLedger(world);
        const [event] = ledger.submit("note", { text: "first", amount: 5 });
        assert.same(
            {
                type: "note",
                time: START,
                creator: 10,
                counter: 0,
                creatorGuid: "Player-1001-0000000A",
                text: "first",
                amount: 5,
            },
            event,
        );
        world.time.advance(1);
        assert.same({ notes: ["first"], sum: 5 }, ledger.getState());
        assert.equal(1, ledger.status().events);
        assert.equal(0, ledger.status().lag);
        assert.equal(1, world.channel.sent.length);
    });

    it("leaves out what is nil", () => {
        const ledger = startLedger();
        const [event] = ledger.submit("note", { amount: 5 });
        assert.is_nil(event!.text);
        assert.equal(5, event!.amount);
        const [empty] = ledger.submit("note", {});
        assert.equal("note", empty!.type);
    });

    describe("refuses to write", () => {
        function refusal(ledger: ReturnType<typeof createLedger>): string {
            const [event, reason] = ledger.submit("note", { text: "x" });
            assert.is_nil(event);
            return reason as string;
        }

        it("before it is started, after it is stopped, and without a guild", () => {
            const world = new World();
            const ledger = createLedger(world);
            assert.equal("closed", refusal(ledger));
            ledger.start();
            assert.is_not_nil(ledger.submit("note", { text: "x" })[0]);
            ledger.stop();
            assert.equal("closed", refusal(ledger));
            world.identity.guild = undefined;
            ledger.start();
            assert.equal("closed", refusal(ledger));
            assert.same({ notes: [], sum: 0 }, ledger.getState());
            assert.equal("unknown", ledger.status().sync);
        });

        it("when a newer version has written the saved table, which it leaves as it is", () => {
            const world = new World();
            const saved = { version: 99, future: { a: 1 } };
            const ledger = startLedger(world, { saved });
            assert.equal("readOnly", refusal(ledger));
            assert.is_true(ledger.status().isReadOnly);
            world.time.advance(60);
            ledger.save();
            ledger.stop();
            assert.same({ version: 99, future: { a: 1 } }, saved);
        });

        it("when authorize says no, does not know yet, or raises", () => {
            const world = new World();
            let answer: boolean | undefined = false;
            const ledger = startLedger(world, { authorize: () => answer });
            const refused: string[] = [];
            ledger.on("refused", (event, reason, sender) => {
                refused.push(`${event.text as string} ${reason} ${sender}`);
            });
            assert.equal("unauthorized", refusal(ledger));
            assert.same(["x unauthorized Thrall-Realm"], refused);
            answer = undefined;
            assert.equal("held", refusal(ledger));
            assert.equal(1, ledger.status().held);
            assert.equal(0, ledger.status().events);
            answer = true;
            ledger.onRosterChanged();
            world.time.advance(0.1);
            assert.equal(0, ledger.status().held);
            assert.equal(1, ledger.status().events);
            world.time.advance(0.9);
            assert.equal(1, world.channel.sent.length);
            const raising = startLedger(world, { authorize: () => error("authorize is broken", 0) });
            assert.equal("refused", refusal(raising));
            assert.equal(1, raising.status().refusals.authorizeError);
            assert.same(["LibEventLedger: authorize: authorize is broken"], world.guard.reports);
        });

        it("more than a minute's worth of keys at once, and takes up again when time has passed", () => {
            const world = new World();
            const ledger = startLedger(world);
            let written = 0;
            let reason: string | undefined;
            while (reason === undefined && written < 20000) {
                const [, refusal] = ledger.submit("note", {});
                reason = refusal as string | undefined;
                written += reason === undefined ? 1 : 0;
            }
            assert.equal("clock", reason);
            assert.equal(61 * 256, written);
            world.time.advance(1);
            assert.is_not_nil(ledger.submit("note", {})[0]);
        });
    });

    it("moves the 257th event of a second on to the next, and none has the key of another", () => {
        const ledger = startLedger();
        const keys = new LuaSet<string>();
        for (const index of $range(1, 600)) {
            const [event] = ledger.submit("note", { amount: index });
            const key = string.format("%.0f/%.0f", event!.time - START, event!.counter);
            assert.is_false(keys.has(key));
            keys.add(key);
            assert.equal(math.floor((index - 1) / 256), event!.time - START);
        }
        assert.equal(600, ledger.status().events);
    });

    it("takes an event back, and takes that back", () => {
        const world = new World();
        const ledger = startLedger(world);
        const [first] = ledger.submit("note", { text: "a", amount: 1 });
        ledger.submit("note", { text: "b", amount: 2 });
        const [revocation] = ledger.revoke(first!);
        assert.equal("revoke", revocation!.type);
        assert.same({ time: first!.time, creator: 10, counter: 0 }, revocation!.target);
        assert.is_true(ledger.isRevoked(first!));
        assert.is_true(ledger.isRevoked({ time: START, creator: 10, counter: 0 }));
        world.time.advance(1);
        assert.same({ notes: ["b"], sum: 2 }, ledger.getState());
        ledger.revoke(revocation!);
        assert.is_false(ledger.isRevoked(first!));
        assert.is_true(ledger.isRevoked(revocation!));
        world.time.advance(1);
        assert.same({ notes: ["a", "b"], sum: 3 }, ledger.getState());
        assert.equal(4, ledger.status().events);
    });

    it("takes back an event of its own second, whoever made it", () => {
        const [alice, bob] = createGuild(2, 1);
        startAll([alice, bob]);
        // Bob's GUID comes behind Alice's: in one second, his events do too.
        const [event] = bob.ledger.submit("note", { text: "a", amount: 1 });
        alice.world.time.advance(0.3);
        const [revocation] = alice.ledger.revoke(event!);
        assert.is_true(alice.ledger.isRevoked(event!));
        alice.world.time.advance(2);
        assert.is_true(bob.ledger.isRevoked(event!));
        assert.equal(event!.time + 1, revocation!.time);
    });

    it("says so when an event lies so far ahead that no revocation can stand behind it yet", () => {
        const [alice, bob] = createGuild(2, 1);
        startAll([alice, bob]);
        bob.world.time.serverOffset = 90;
        const [event] = bob.ledger.submit("note", { text: "a", amount: 1 });
        bob.world.time.serverOffset = 0;
        alice.world.time.advance(2);
        assert.equal(1, alice.ledger.status().events);
        const [none, reason] = alice.ledger.revoke(event!);
        assert.is_nil(none);
        assert.equal("clock", reason);
        assert.equal(1, alice.ledger.status().events);
        alice.world.time.advance(31);
        assert.is_not_nil(alice.ledger.revoke(event!)[0]);
        assert.is_true(alice.ledger.isRevoked(event!));
        alice.world.time.advance(2);
        assert.same({ notes: [], sum: 0 }, bob.ledger.getState());
    });

    it("revokes what is not there yet, and what nobody has", () => {
        const ledger = startLedger();
        assert.is_not_nil(ledger.revoke({ time: 5, creator: 6, counter: 7 })[0]);
        assert.is_true(ledger.isRevoked({ time: 5, creator: 6, counter: 7 }));
        assert.is_false(ledger.isRevoked({ time: 5, creator: 6, counter: 8 }));
    });

    it("gives the events in order, by type, time and creator", () => {
        const world = new World();
        const ledger = startLedger(world);
        ledger.define("other", { id: 2, fields: ["text"] }, () => {});
        assert.same([], textsOf(ledger.events()));
        for (const text of ["a", "b", "c", "d"]) {
            ledger.submit("note", { text });
            ledger.submit("other", { text: `other ${text}` });
            world.time.advance(10);
        }
        assert.equal(8, textsOf(ledger.events()).length);
        assert.same(["a", "b", "c", "d"], textsOf(ledger.events({ type: "note" })));
        assert.same(["b", "c"], textsOf(ledger.events({ type: "note", from: START + 10, to: START + 20 })));
        assert.same(["b"], textsOf(ledger.events({ type: "note", from: START + 10, to: START + 10 })));
        assert.same(["d"], textsOf(ledger.events({ type: "note", from: START + 21 })));
        assert.same([], textsOf(ledger.events({ from: START + 11, to: START + 19 })));
        assert.same([], textsOf(ledger.events({ from: START + 30, to: START })));
        assert.same([], textsOf(ledger.events({ type: "nobody knows" })));
        assert.equal(8, textsOf(ledger.events({ creator: 10 })).length);
        assert.equal(8, textsOf(ledger.events({ creator: "Player-1001-0000000A", from: 0 })).length);
        assert.same([], textsOf(ledger.events({ creator: "Player-1001-0000000B" })));
        assert.same(["d", "c"], textsOf(ledger.events({ type: "note", newestFirst: true, limit: 2 })));
        assert.same(["b", "a"], textsOf(ledger.events({ type: "note", newestFirst: true, to: START + 10 })));
        assert.same(["a"], textsOf(ledger.events({ limit: 1 })));
    });

    it("visits events in slices, and says how many", () => {
        const world = new World();
        const ledger = startLedger(world);
        for (const text of ["a", "b", "c"]) ledger.submit("note", { text });
        const seen: string[] = [];
        const counts: number[] = [];
        const visit = (event: LedgerEvent): void => {
            seen.push(event.text as string);
        };
        assert.is_true(ledger.eachEvent({ newestFirst: true }, visit, (count) => counts.push(count)));
        assert.is_true(
            ledger.eachEvent(
                {},
                () => false,
                (count) => counts.push(count),
            ),
        );
        assert.is_true(ledger.eachEvent({ limit: 1 }, visit));
        world.time.advance(1);
        assert.same(["c", "b", "a", "a"], seen);
        assert.same([3, 1], counts);
        assert.is_false(createLedger().eachEvent({}, visit));
    });

    it("ends a visit that raises, and reports it once", () => {
        const world = new World();
        const ledger = startLedger(world);
        for (const text of ["a", "b", "c"]) ledger.submit("note", { text });
        const counts: number[] = [];
        ledger.eachEvent(
            {},
            () => error("broken visit"),
            (count) => counts.push(count),
        );
        world.time.advance(1);
        assert.equal(1, world.guard.reports.length);
        assert.matches("broken visit", world.guard.reports[0]);
        assert.same([1], counts);
    });

    it("visits nothing more once the ledger is stopped", () => {
        const world = new World();
        const ledger = startLedger(world);
        for (const text of ["a", "b"]) ledger.submit("note", { text });
        let count = 0;
        let isDone = false;
        const isOpen = ledger.eachEvent(
            {},
            () => {
                count++;
                ledger.stop();
            },
            () => {
                isDone = true;
            },
        );
        assert.is_true(isOpen);
        world.time.advance(1);
        assert.equal(1, count);
        assert.is_false(isDone);
    });

    it("finds an event by its key, in the open week and in a packed one", () => {
        const world = new World();
        const saved = {};
        const first = startLedger(world, { saved });
        const [event] = first.submit("note", { text: "a", amount: 5 });
        assert.same(event, first.find(event!));
        assert.is_nil(first.find({ time: event!.time, creator: event!.creator, counter: 7 }));
        first.stop();
        assert.is_nil(first.find(event!));
        assert.same(event, startLedger(world, { saved }).find(event!));
    });

    it("lets events be written while one walks over them", () => {
        const ledger = startLedger();
        ledger.submit("note", { text: "a" });
        ledger.submit("note", { text: "b" });
        const seen: string[] = [];
        for (const event of ledger.events()) {
            seen.push(event.text as string);
            if (seen.length <= 2) {
                ledger.submit("note", { text: `after ${event.text as string}` });
            }
        }
        assert.same(["a", "b", "after a", "after b"], seen);
    });

    it("gives no events, and no error, while nothing is open", () => {
        assert.same([], textsOf(createLedger().events()));
    });

    it("applies everything anew when a type is defined anew", () => {
        const world = new World();
        const ledger = startLedger(world);
        ledger.submit("note", { text: "a", amount: 5 });
        world.time.advance(1);
        ledger.define("note", { id: 1, fields: ["text", "amount", "extra"] }, (state, event) => {
            state.sum += 100 * (event.amount as number);
        });
        assert.same({ notes: ["a"], sum: 5 }, ledger.getState());
        world.time.advance(1);
        assert.same({ notes: [], sum: 500 }, ledger.getState());
        ledger.submit("note", { amount: 1, extra: true });
        world.time.advance(1);
        assert.equal(600, ledger.getState().sum);
    });

    it("applies a type that is defined after its events came", () => {
        const saved = {};
        const world = new World();
        const first = startLedger(world, { saved });
        first.define("late", { id: 9, fields: ["amount"] }, () => {});
        first.submit("late", { amount: 7 });
        first.stop();
        const second = startLedger(world, { saved });
        world.time.advance(1);
        assert.equal("0 Player-1001-0000000A 0 #9 nil", dump(second));
        assert.equal(0, second.getState().sum);
        second.define("late", { id: 9, fields: ["amount"] }, noteReducer);
        world.time.advance(1);
        assert.equal(7, second.getState().sum);
    });

    it("goes on after stop and start with what it had", () => {
        const world = new World();
        const ledger = startLedger(world);
        ledger.submit("note", { text: "a", amount: 1 });
        ledger.stop();
        ledger.start();
        ledger.start();
        world.time.advance(1);
        assert.same({ notes: ["a"], sum: 1 }, ledger.getState());
        const [event] = ledger.submit("note", { text: "b" });
        world.time.advance(1);
        assert.same(["a", "b"], ledger.getState().notes);
        assert.is_true(event!.time > START || event!.counter > 0);
    });
});
