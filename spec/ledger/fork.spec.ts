import type { ReadonlyState } from "../../src/api/readonly-state";
import type { Fork } from "../../src/ledger/fork";
import type { Ledger } from "../../src/ledger/ledger";
import { createGuild, createLedger, dump, type NotesState, startAll, startLedger } from "../support/ledgers";
import { FRAME, messageOf, World } from "../support/world";

function textOf(state: ReadonlyState<NotesState>): string {
    return state.notes.join(" ");
}

/** A ledger with two notes, and a fork of it that is ready. */
function forked(changes: Parameters<typeof startLedger>[1] = {}): [World, Ledger<NotesState>, Fork<NotesState>] {
    const world = new World();
    const ledger = startLedger(world, changes);
    ledger.submit("note", { text: "a", amount: 1 });
    ledger.submit("note", { text: "b", amount: 2 });
    world.time.advance(1);
    const fork = ledger.fork()!;
    world.time.advance(1);
    return [world, ledger, fork];
}

describe("Fork", () => {
    it("shows what its events would lead to, and leaves the ledger alone", () => {
        const [world, ledger, fork] = forked();
        assert.is_true(fork.isReady());
        const sent = world.channel.sent.length;
        const event = fork.submit("note", { text: "c", amount: 5 })!;
        assert.equal("c", event.text);
        assert.equal("note", event.type);
        assert.equal(1, fork.count());
        assert.same({ notes: ["a", "b", "c"], sum: 8 }, fork.getState());
        world.time.advance(2);
        assert.same({ notes: ["a", "b"], sum: 3 }, ledger.getState());
        assert.equal(2, ledger.status().events);
        assert.equal(0, ledger.status().outgoing);
        assert.equal(sent, world.channel.sent.length);
        assert.same({ notes: ["a", "b", "c"], sum: 8 }, fork.getState());
    });

    it("is not sent to others", () => {
        const clients = createGuild(2, 5);
        startAll(clients);
        const [alice, bob] = clients;
        alice.world.time.advance(60);
        const fork = alice.ledger.fork()!;
        for (const index of $range(1, 10)) {
            fork.submit("note", { text: `n${index}` });
        }
        alice.world.time.advance(300);
        assert.equal("", dump(bob.ledger));
        fork.commit();
        alice.world.time.advance(60);
        assert.equal(10, bob.ledger.status().events);
        assert.equal(dump(alice.ledger), dump(bob.ledger));
    });

    it("shows the ledger's state until its copy is made", () => {
        const world = new World();
        const ledger = startLedger(world);
        ledger.submit("note", { text: "a" });
        world.time.advance(1);
        const fork = ledger.fork()!;
        fork.submit("note", { text: "b" });
        assert.is_false(fork.isReady());
        assert.equal("a", textOf(fork.getState()));
        world.time.advance(1);
        assert.is_true(fork.isReady());
        assert.equal("a b", textOf(fork.getState()));
    });

    it("follows the ledger's state: new events, late ones and revocations", () => {
        const [world, ledger, fork] = forked();
        fork.submit("note", { text: "mine" });
        const [c] = ledger.submit("note", { text: "c" });
        world.time.advance(1);
        assert.equal("a b c mine", textOf(fork.getState()));
        ledger.revoke(c!);
        world.time.advance(1);
        assert.equal("a b mine", textOf(fork.getState()));
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state, event) => {
            state.notes.push(`<${event.text as string}>`);
        });
        world.time.advance(1);
        assert.equal("<a> <b> <mine>", textOf(fork.getState()));
    });

    it("tells of each change of its state", () => {
        const [world, ledger, fork] = forked();
        const seen: string[] = [];
        fork.onStateChanged(() => seen.push(textOf(fork.getState())));
        fork.submit("note", { text: "x" });
        ledger.submit("note", { text: "c" });
        world.time.advance(1);
        fork.submit("note", { text: "y" });
        assert.same(["a b x", "a b c x", "a b c x y"], seen);
    });

    it("keeps up while the ledger changes every frame, and then is right", () => {
        const [world, ledger, fork] = forked();
        world.background.pausesPerSlice = 1;
        fork.submit("note", { text: "mine" });
        for (const index of $range(1, 40)) {
            ledger.submit("note", { text: `n${index}` });
            world.time.advance(FRAME);
        }
        world.time.advance(20);
        assert.equal(0, ledger.status().lag);
        assert.equal(`${textOf(ledger.getState())} mine`, textOf(fork.getState()));
    });

    it("has any number of siblings that know nothing of each other", () => {
        const [world, ledger, fork] = forked();
        const other = ledger.fork()!;
        world.time.advance(1);
        fork.submit("note", { text: "x" });
        other.submit("note", { text: "y" });
        assert.equal("a b x", textOf(fork.getState()));
        assert.equal("a b y", textOf(other.getState()));
        assert.equal("a b", textOf(ledger.getState()));
    });

    it("survives a reducer that raises", () => {
        const [world, ledger, fork] = forked();
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state, event) => {
            if (event.text === "bad") {
                error("no", 0);
            }
            state.notes.push(event.text as string);
        });
        world.time.advance(1);
        fork.submit("note", { text: "bad" });
        fork.submit("note", { text: "good" });
        world.time.advance(1);
        assert.equal("a b good", textOf(fork.getState()));
        assert.is_nil(ledger.status().halt);
    });

    it("is refused while no scope is open", () => {
        assert.is_nil(createLedger().fork());
    });

    it("says what is wrong with an event", () => {
        const [, , fork] = forked();
        assert.matches(
            "LibEventLedger: fork%.submit: 'type' must be a defined event type, got \"nope\"$",
            messageOf(() => fork.submit("nope", {})),
        );
        assert.matches(
            "LibEventLedger: fork%.submit: field 'colour' is not one of \"note\"; known are ",
            messageOf(() => fork.submit("note", { colour: 1 })),
        );
        assert.matches(
            "LibEventLedger: fork%.submit: 'values' must be a table, got 5$",
            messageOf(() => fork.submit("note", 5 as never)),
        );
        assert.equal(0, fork.count());
    });

    describe("when it is committed", () => {
        it("submits its events anew, in order, and ends", () => {
            const [world, ledger, fork] = forked();
            for (const index of $range(1, 300)) {
                fork.submit("note", { text: `n${index}`, amount: 1 });
            }
            const expected = textOf(fork.getState());
            assert.same({ committed: 300, refused: {} }, fork.commit());
            assert.equal(0, fork.count());
            world.time.advance(5);
            assert.equal(expected, textOf(ledger.getState()));
            assert.equal(302, ledger.status().events);
            assert.equal(expected, textOf(fork.getState()));
            assert.same({ committed: 0, refused: {} }, fork.commit());
            assert.equal(302, ledger.status().events);
        });

        it("keeps what is refused, by reason, and can be committed again", () => {
            let isOpen = false;
            const [world, ledger, fork] = forked({
                authorize: (event) => event === undefined || isOpen || event.amount !== 0,
            });
            for (const amount of [1, 0, 2, 0]) {
                fork.submit("note", { text: `n${amount}`, amount });
            }
            assert.same({ committed: 2, refused: { unauthorized: 2 } }, fork.commit());
            assert.equal(2, fork.count());
            world.time.advance(1);
            assert.equal("a b n1 n2", textOf(ledger.getState()));
            assert.equal("a b n1 n2 n0 n0", textOf(fork.getState()));
            isOpen = true;
            assert.same({ committed: 2, refused: {} }, fork.commit());
            world.time.advance(1);
            assert.equal("a b n1 n2 n0 n0", textOf(ledger.getState()));
        });

        it("counts what is held as committed: it goes in by itself", () => {
            let answer: boolean | undefined = true;
            const [world, ledger, fork] = forked({ authorize: () => answer });
            fork.submit("note", { text: "c" });
            answer = undefined;
            assert.same({ committed: 1, refused: {} }, fork.commit());
            answer = true;
            world.time.advance(20);
            assert.equal("a b c", textOf(ledger.getState()));
        });

        it("commits each event once, whatever listeners do meanwhile", () => {
            const [world, ledger, fork] = forked();
            ledger.on("eventAdded", (event) => {
                fork.commit();
                if (event.text === "x") {
                    fork.submit("note", { text: "answer" });
                }
            });
            fork.submit("note", { text: "x" });
            fork.submit("note", { text: "y" });
            assert.same({ committed: 2, refused: {} }, fork.commit());
            assert.equal(1, fork.count());
            fork.commit();
            world.time.advance(1);
            assert.equal("a b x y answer", textOf(ledger.getState()));
            assert.equal(0, fork.count());
        });

        it("keeps all its events when the scope was closed", () => {
            const [world, ledger, fork] = forked();
            fork.submit("note", { text: "c" });
            ledger.stop();
            assert.same({ committed: 0, refused: { closed: 1 } }, fork.commit());
            assert.equal(1, fork.count());
            ledger.start();
            world.time.advance(1);
            assert.equal(2, ledger.status().events);
            assert.same({ committed: 0, refused: { closed: 1 } }, fork.commit());
        });
    });

    describe("when it is dropped", () => {
        it("forgets its events and shows the ledger's state", () => {
            const [world, ledger, fork] = forked();
            let told = 0;
            fork.submit("note", { text: "c" });
            fork.onStateChanged(() => {
                told++;
            });
            fork.drop();
            fork.drop();
            assert.equal(0, fork.count());
            assert.is_false(fork.isReady());
            ledger.submit("note", { text: "d" });
            world.time.advance(1);
            assert.equal("a b d", textOf(fork.getState()));
            assert.same({ committed: 0, refused: {} }, fork.commit());
            world.time.advance(1);
            assert.equal(3, ledger.status().events);
            assert.equal(0, told);
        });

        it("takes no more events", () => {
            const [, ledger, fork] = forked();
            fork.drop();
            assert.is_nil(fork.submit("note", { text: "c" }));
            assert.equal(0, fork.count());
            fork.commit();
            assert.equal(2, ledger.status().events);
        });

        it("forgets a copy that was under way", () => {
            const world = new World();
            const ledger = startLedger(world);
            ledger.submit("note", { text: "a" });
            world.time.advance(1);
            const fork = ledger.fork()!;
            fork.drop();
            world.time.advance(1);
            assert.is_false(fork.isReady());
        });
    });

    it("shows the ledger's state, and the status says why, when that cannot be copied", () => {
        const world = new World();
        const ledger = createLedger(world);
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state, event) => {
            state.notes.push(event.text as string);
            (state as unknown as Record<string, unknown>).callback = () => {};
        });
        ledger.start();
        ledger.submit("note", { text: "a" });
        world.time.advance(1);
        const fork = ledger.fork()!;
        fork.submit("note", { text: "b" });
        world.time.advance(1);
        assert.is_false(fork.isReady());
        assert.equal("a", textOf(fork.getState()));
        assert.matches("^state%.callback holds a function", ledger.status().checkpointProblem!);
        ledger.submit("note", { text: "c" });
        world.time.advance(1);
        assert.equal("a c", textOf(ledger.getState()));
    });
});
