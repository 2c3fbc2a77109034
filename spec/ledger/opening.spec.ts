import type { SavedLedger } from "../../src/log/archive";
import { explain } from "../../src/diagnostics/explain";
import { createLedger, noteReducer, type NotesState, startLedger } from "../support/ledgers";
import { FRAME, World } from "../support/world";

/** What a ledger with these notes leaves in the file. */
function savedOf(...texts: string[]): SavedLedger {
    const saved: SavedLedger = {};
    const ledger = startLedger(new World(), { saved });
    for (const text of texts) ledger.submit("note", { text });
    ledger.stop();
    return saved;
}

/** A world in which nothing is read at once. */
function slowWorld(): World {
    const world = new World();
    world.background.pausesPerSlice = 1;
    world.background.slicesPerDrive = 1;
    return world;
}

describe("A ledger whose saved log takes long to read", () => {
    it("is closed until it has been read, says so, and is open then", () => {
        const world = slowWorld();
        const ledger = createLedger(world, { saved: savedOf("a", "b") });
        const opened: string[] = [];
        ledger.on("opened", (scope) => opened.push(scope));
        ledger.start();
        const status = ledger.status();
        assert.equal("opening", status.closedReason);
        assert.matches("^Closed: the saved log is being read", explain(status)[0]);
        const [event, refusal] = ledger.submit("note", { text: "early" });
        assert.is_nil(event);
        assert.equal("closed", refusal);
        assert.same([], opened);
        ledger.receive("x", "Peer-Realm");
        ledger.onScopeChanged();
        world.time.advance(5);
        assert.equal(1, opened.length);
        assert.equal(opened[0], ledger.status().scope);
        assert.equal(2, ledger.status().events);
        assert.is_not_nil(ledger.submit("note", { text: "c" })[0]);
        world.time.advance(5);
        assert.same(["a", "b", "c"], ledger.getState().notes);
    });

    it("leaves the file as it is when it is stopped, or the game ends, before", () => {
        const world = slowWorld();
        const saved = savedOf("a", "b");
        const textsOf = (): unknown[] =>
            Object.values(saved.scopes!).map(({ directory, savedAt }) => [directory, savedAt]);
        const texts = textsOf();
        const ledger = startLedger(world, { saved });
        const opened: string[] = [];
        ledger.on("opened", (scope) => opened.push(scope));
        ledger.save();
        ledger.stop();
        world.time.advance(5);
        assert.same([], opened);
        assert.equal("notStarted", ledger.status().closedReason);
        assert.same(texts, textsOf());
        const again = startLedger(new World(), { saved });
        assert.equal(2, again.status().events);
    });

    it("cannot be opened while initialState() fails: it says so once, leaves the file, and opens at the next start()", () => {
        const world = slowWorld();
        const saved = savedOf("a", "b");
        let given: unknown = "state";
        const ledger = createLedger(world, {
            saved,
            initialState: () => {
                if (given === "error") error("no table yet", 0);
                return given === "state" ? { notes: [], sum: 0 } : (given as NotesState);
            },
        });
        let changes = 0;
        ledger.on("syncChanged", () => changes++);
        for (const [wrong, words] of [
            ["error", "initialState() raised: no table yet"],
            [5, "initialState() gave 5"],
        ] as const) {
            given = wrong;
            const before = world.guard.reports.length;
            ledger.start();
            ledger.onScopeChanged();
            world.time.advance(5);
            assert.equal("initialState", ledger.status().closedReason);
            assert.equal(words, ledger.status().openProblem);
            assert.equal(
                `Closed: the addon's ${words}; the saved log is left as it is; mend the addon and reload.`,
                ledger.explain()[0],
            );
            assert.same([`LibEventLedger: Spec: cannot open: ${words}`], world.guard.reports.slice(before));
            ledger.save();
        }
        assert.equal(2, changes);
        given = "state";
        ledger.start();
        world.time.advance(5);
        assert.is_nil(ledger.status().closedReason);
        assert.equal(2, ledger.status().events);
    });

    it("saves the list of creators anew only once all of a damaged one has been read from the events", () => {
        for (const isRead of [false, true]) {
            const saved = savedOf("a", "b");
            const [scope] = Object.values(saved.scopes!);
            const whole = scope.directory;
            scope.directory = "damaged";
            const world = new World();
            world.background.pausesPerSlice = 1;
            const ledger = startLedger(world, { saved });
            while (ledger.status().scope === undefined) world.time.advance(FRAME);
            if (isRead) world.time.advance(5);
            ledger.stop();
            assert.equal(isRead ? whole : "damaged", scope.directory);
        }
    });

    it("takes types that are defined meanwhile, and a pause of replay", () => {
        const world = slowWorld();
        const ledger = startLedger(world, { saved: savedOf("a", "b") });
        const seen: string[] = [];
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state: NotesState, event) => {
            seen.push(event.text as string);
            noteReducer(state, event);
        });
        ledger.pause();
        world.time.advance(5);
        assert.same([], seen);
        ledger.resume();
        world.time.advance(5);
        assert.same(["a", "b"], seen);
    });
});
