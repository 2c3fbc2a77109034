import { createGuild, createLedger, dump, startAll, startLedger } from "../support/ledgers";
import { World } from "../support/world";

describe("Ledger", () => {
    it("tells of scopes that open and close, and keeps a log for each", () => {
        const world = new World();
        const ledger = createLedger(world);
        const heard: string[] = [];
        ledger.on("opened", (scope) => heard.push(`+${scope}`));
        ledger.on("closed", (scope) => heard.push(`-${scope}`));
        world.identity.isKnown = false;
        ledger.start();
        ledger.onScopeChanged();
        assert.same([], heard);
        world.identity.isKnown = true;
        ledger.onScopeChanged();
        ledger.onScopeChanged();
        ledger.submit("note", { text: "of the first" });
        world.identity.guild = "guild:Other-Realm";
        ledger.onScopeChanged();
        assert.equal(0, ledger.status().events);
        ledger.submit("note", { text: "of the other" });
        world.identity.guild = undefined;
        ledger.onScopeChanged();
        world.identity.isKnown = false;
        world.identity.guild = "guild:Guild-Realm";
        ledger.onScopeChanged();
        world.identity.isKnown = true;
        ledger.onScopeChanged();
        world.time.advance(1);
        assert.same(["of the first"], ledger.getState().notes);
        ledger.stop();
        ledger.stop();
        assert.same(
            [
                "+guild:Guild-Realm",
                "-guild:Guild-Realm",
                "+guild:Other-Realm",
                "-guild:Other-Realm",
                "+guild:Guild-Realm",
                "-guild:Guild-Realm",
            ],
            heard,
        );
    });

    it("stays open while the game does not know the guild for a moment", () => {
        const world = new World();
        const ledger = startLedger(world);
        world.identity.isKnown = false;
        world.identity.guild = undefined;
        ledger.onScopeChanged();
        assert.equal("guild:Guild-Realm", ledger.status().scope);
    });

    it("under a scope of its own takes no notice of guilds", () => {
        const world = new World();
        world.identity.guild = undefined;
        const ledger = startLedger(world, { scope: "everybody" });
        assert.equal("everybody", ledger.status().scope);
        world.identity.guild = "guild:Guild-Realm";
        ledger.onScopeChanged();
        assert.equal("everybody", ledger.status().scope);
    });

    it("tells of events once each, of states, and of nothing any more when that is ended", () => {
        const world = new World();
        const ledger = startLedger(world);
        const added: string[] = [];
        const sums: number[] = [];
        const off = ledger.on("eventAdded", (event) => added.push(event.text as string));
        ledger.on("stateChanged", (state) => sums.push(state.sum));
        ledger.submit("note", { text: "a", amount: 1 });
        ledger.submit("note", { text: "b", amount: 1 });
        world.time.advance(1);
        off();
        ledger.submit("note", { text: "c", amount: 1 });
        world.time.advance(1);
        assert.same(["a", "b"], added);
        assert.equal(3, sums[sums.length - 1]);
    });

    it("keeps an error in one listener from the others and from itself", () => {
        const world = new World();
        const ledger = startLedger(world);
        let heard = 0;
        for (const name of ["eventAdded", "stateChanged", "syncChanged", "opened", "closed"] as const) {
            ledger.on(name, () => error(`broken ${name}`, 0));
            ledger.on(name, () => {
                heard++;
            });
        }
        assert.is_not_nil(ledger.submit("note", { text: "a", amount: 4 })[0]);
        world.time.advance(1);
        ledger.stop();
        assert.equal(3, heard);
        assert.equal(3, world.guard.reports.length);
        assert.equal("broken eventAdded", world.guard.reports[0]);
    });

    it("lets a listener write", () => {
        const world = new World();
        const ledger = startLedger(world);
        ledger.on("eventAdded", (event) => {
            if (event.text === "question") {
                ledger.submit("note", { text: "answer" });
            }
        });
        ledger.submit("note", { text: "question" });
        world.time.advance(1);
        assert.same(["question", "answer"], ledger.getState().notes);
        let times = 0;
        ledger.on("stateChanged", () => {
            times++;
            if (times === 1) {
                ledger.submit("note", { text: "from stateChanged" });
            }
        });
        ledger.submit("note", { text: "more" });
        world.time.advance(1);
        assert.same(["question", "answer", "more", "from stateChanged"], ledger.getState().notes);
    });

    it("tells of a reducer that raises, and stands still there until it is defined anew", () => {
        const world = new World();
        const ledger = createLedger(world);
        ledger.define("note", { id: 1, fields: ["text"] }, () => error("no notes", 0));
        const heard: string[] = [];
        ledger.on("reducerError", (event, message) => heard.push(`${event.text as string}: ${message}`));
        ledger.start();
        ledger.submit("note", { text: "a" });
        ledger.submit("note", { text: "b" });
        world.time.advance(1);
        assert.same(["a: no notes"], heard);
        assert.equal("a", ledger.status().halt!.event.text);
        assert.equal(2, ledger.status().lag);
        ledger.define("note", { id: 1, fields: ["text"] }, (state, event) => {
            state.notes.push(event.text as string);
        });
        world.time.advance(1);
        assert.same(["a", "b"], ledger.getState().notes);
        assert.is_nil(ledger.status().halt);
    });

    it("says no more than Hello while sending is disabled, and lets others have it afterwards", () => {
        const [alice, bob] = createGuild(2, 5);
        startAll([alice, bob]);
        alice.ledger.disableSending();
        alice.ledger.submit("note", { text: "a" });
        alice.world.time.advance(120);
        assert.equal(1, alice.world.channel.sent.length);
        assert.equal(0, bob.ledger.status().events);
        assert.equal("unknown", bob.ledger.status().sync);
        bob.ledger.submit("note", { text: "b" });
        alice.world.time.advance(1);
        assert.equal(2, alice.ledger.status().events);
        alice.ledger.enableSending();
        alice.world.time.advance(120);
        assert.same(["a", "b"], bob.ledger.getState().notes);
        assert.equal("synced", bob.ledger.status().sync);
    });

    it("tells of two bodies under one key, on all clients of the same two", () => {
        const [alice, bob] = createGuild(2, 6);
        const heard: string[] = [];
        for (const { ledger, world } of [alice, bob]) {
            ledger.on("conflict", (kept, lost) => {
                heard.push(`${world.identity.name} ${kept.text as string} ${lost.text as string}`);
            });
        }
        // Two clients of one character, as a restored backup may leave them.
        const twin = createGuild(1, 6)[0];
        startAll([alice, bob, twin]);
        const [first] = alice.ledger.submit("note", { text: "one" });
        const [second] = twin.ledger.submit("note", { text: "other" });
        assert.equal(first!.counter, second!.counter);
        assert.equal(first!.creator, second!.creator);
        twin.world.time.advance(1);
        alice.world.time.advance(1);
        for (const text of twin.world.channel.texts()) {
            alice.ledger.receive(text, bob.world.identity.name);
            bob.ledger.receive(text, alice.world.identity.name);
        }
        alice.world.time.advance(2);
        assert.equal(2, heard.length);
        assert.equal(string.match(heard[0], " .*$")[0], string.match(heard[1], " .*$")[0]);
        assert.same(alice.ledger.getState(), bob.ledger.getState());
        // The one that lost its key is there under its next one, on all clients.
        assert.equal(2, alice.ledger.getState().notes.length);
        assert.equal(dump(alice.ledger), dump(bob.ledger));
    });
});
