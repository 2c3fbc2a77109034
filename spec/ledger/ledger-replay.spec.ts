import type { LedgerEvent } from "../../src/api/event";
import type { LedgerOptions } from "../../src/api/options";
import { createGuild, createLedger, type NotesState, noteReducer, startAll, startLedger } from "../support/ledgers";
import { START, World } from "../support/world";

type Options = Partial<LedgerOptions<NotesState>>;

/** A started ledger whose reducer raises at the text "bad", with the notes a, bad, c. */
function fragile(changes: Options) {
    const world = new World();
    const ledger = createLedger(world, changes);
    ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state, event) => {
        if (event.text === "bad") {
            error("cannot read bad", 0);
        }
        noteReducer(state, event);
    });
    const errors: string[] = [];
    ledger.on("reducerError", (event: LedgerEvent, message: string) => {
        errors.push(`${event.text as string}: ${message}`);
    });
    ledger.start();
    for (const text of ["a", "bad", "c"]) {
        ledger.submit("note", { text });
    }
    world.time.advance(1);
    return { world, ledger, errors, notes: () => ledger.getState().notes.join(" ") };
}

describe("A ledger whose reducer raises", () => {
    it("stands still there by default, and goes on when the type is defined anew", () => {
        for (const changes of [{}, { onReducerError: "halt" }, { onReducerError: () => "halt" }] as Options[]) {
            const { world, ledger, errors, notes } = fragile(changes);
            assert.equal("a", notes());
            const { halt, lag } = ledger.status();
            assert.equal("cannot read bad", halt!.message);
            assert.equal("bad", halt!.event.text);
            assert.equal(2, lag);
            assert.same(["bad: cannot read bad"], errors);
            assert.equal(1, world.guard.reports.length);
            ledger.define("note", { id: 1, fields: ["text", "amount"] }, noteReducer);
            world.time.advance(1);
            assert.equal("a bad c", notes());
            assert.is_nil(ledger.status().halt);
        }
    });

    it("goes on when the event is revoked", () => {
        const { world, ledger, notes } = fragile({});
        ledger.revoke(ledger.status().halt!.event);
        world.time.advance(1);
        assert.equal("a c", notes());
        assert.is_nil(ledger.status().halt);
        assert.equal(0, ledger.status().lag);
    });

    it("skips it when told so, by a word or by a function, and lists it in the status", () => {
        const asked: string[] = [];
        const policy = (event: LedgerEvent, message: string): "skip" => {
            asked.push(`${event.text as string}: ${message}`);
            return "skip";
        };
        for (const onReducerError of ["skip", policy] as const) {
            const { ledger, errors, notes } = fragile({ onReducerError });
            assert.equal("a c", notes());
            const { halt, skipped, lag } = ledger.status();
            assert.is_nil(halt);
            assert.equal(0, lag);
            assert.equal(1, skipped.length);
            assert.equal("bad", skipped[0].event.text);
            assert.equal("cannot read bad", skipped[0].message);
            assert.same(["bad: cannot read bad"], errors);
        }
        assert.same(["bad: cannot read bad"], asked);
    });

    it("stands still when the function that says which raises, and reports that", () => {
        const { world, ledger, notes } = fragile({ onReducerError: () => error("skip", 0) });
        assert.equal("a", notes());
        assert.is_not_nil(ledger.status().halt);
        assert.same(['LibEventLedger: reducer of "note": cannot read bad', "skip"], world.guard.reports);
    });
});

describe("A ledger", () => {
    it("shows what it did before, after a reload, from its saved state", () => {
        const saved = {};
        const world = new World();
        const first = startLedger(world, { saved });
        for (const index of $range(1, 70)) {
            first.submit("note", { text: `n${index}`, amount: index });
        }
        world.time.advance(10);
        const expected = first.getState();
        first.stop();
        const told: number[] = [];
        const second = createLedger(new World(), { saved });
        second.on("stateChanged", (_state, { count }) => told.push(count));
        second.start();
        assert.is_true(second.catchUp(1));
        assert.same(expected, second.getState());
        const { restored } = second.status();
        assert.is_true(restored > 38 && restored < 70);
        assert.same([restored, 70 - restored], told);
    });

    it("takes no revocation from who may not write, and shows no trace of it", () => {
        const clients = createGuild(2, 8, (index) => ({
            authorize: (event, sender) => index !== 1 || event === undefined || sender === "PlayerA-Realm",
        }));
        startAll(clients);
        const [alice, bob] = clients;
        const [event] = alice.ledger.submit("note", { text: "a" });
        alice.world.time.advance(60);
        bob.ledger.revoke(event!);
        alice.world.time.advance(120);
        assert.same(["a"], alice.ledger.getState().notes);
        assert.same([], bob.ledger.getState().notes);
        assert.is_false(alice.ledger.isRevoked(event!));
        assert.is_true((alice.ledger.status().refusals.unauthorized ?? 0) > 0);
    });

    for (const [what, mayPassOn, events] of [
        ["who sends it on to its next place", true, 302],
        ["who may not pass it on", false, 301],
    ] as const) {
        it(`goes over nothing anew for a body that lost its key, however often it comes again, to ${what}`, () => {
            // Two clients of one character, as a restored backup may leave them, write under one key.
            const twins = [1, 2].map(() => createGuild(1, 6)[0]);
            startAll(twins);
            for (const [index, { ledger, world }] of ipairs(twins)) {
                ledger.submit("note", { text: `body ${index}` });
                world.time.advance(1);
            }
            const texts = twins.flatMap(({ world }) => world.channel.texts());
            const world = new World();
            const ledger = createLedger(world, {
                authorize: (_event, _sender, direction) => mayPassOn || direction === "in",
            });
            let calls = 0;
            ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state, event) => {
                calls++;
                noteReducer(state, event);
            });
            ledger.start();
            const hear = (): void => {
                for (const text of texts) ledger.receive(text, "Peer-Realm");
                world.time.advance(5);
            };
            hear();
            for (const index of $range(1, 300)) ledger.submit("note", { text: `n${index}` });
            world.time.advance(60);
            assert.equal(events, ledger.status().events);
            assert.equal(events, ledger.getState().notes.length);
            calls = 0;
            for (const _ of $range(1, 20)) hear();
            assert.equal(1, ledger.status().conflicts);
            assert.equal(0, calls);
            assert.is_nil(ledger.status().ignored.flood);
        });
    }

    it("knows an event revoked that it has not heard of yet", () => {
        const ledger = startLedger();
        ledger.revoke({ time: START - 50, creator: 77, counter: 3 });
        assert.is_true(ledger.isRevoked({ time: START - 50, creator: 77, counter: 3 }));
    });

    it("makes no difference between batches of any size, also when they are changed on the way", () => {
        const world = new World();
        const ledger = startLedger(world, { batchSize: 1 });
        for (const index of $range(1, 100)) {
            ledger.submit("note", { text: `n${index}` });
        }
        world.time.advance(0.5);
        const some = ledger.getState().notes.length;
        assert.is_true(some > 0 && some < 100);
        ledger.setReplayLimits({ batchSize: 1000 });
        world.time.advance(0.1);
        assert.equal(100, ledger.getState().notes.length);
    });
});
