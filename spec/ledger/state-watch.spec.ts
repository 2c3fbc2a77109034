import { noteReducer, type NotesState, startLedger } from "../support/ledgers";
import { World } from "../support/world";

const PREFIX = "LibEventLedger: Spec: debug: ";
const UNSAVED = `${PREFIX}the state cannot be saved, and each login will replay the whole log: `;
const TYPE = { id: 1, fields: ["text", "amount"] } as const;

/** What is told within seconds of one event with a reducer that puts something into the state. */
function toldOf(put: (this: void, state: LuaTable<string, unknown>) => void): string[] {
    const world = new World();
    const ledger = startLedger(world, { debug: true });
    ledger.define("note", TYPE, (state: NotesState) => put(state as unknown as LuaTable<string, unknown>));
    ledger.submit("note", { text: "x" });
    world.time.advance(6);
    return world.guard.reports;
}

describe("StateWatch", () => {
    it("tells within seconds, after a single event, what keeps the state from being saved", () => {
        const plain = "a state is made of plain tables, strings, numbers and booleans";
        const cases: [(this: void, state: LuaTable<string, unknown>) => void, string][] = [
            [(state) => state.set("window", () => {}), `state.window holds a function; ${plain}`],
            [(state) => state.set("frame", io.stdout), `state.frame holds a userdata; ${plain}`],
            [(state) => state.set("best", 0 / 0), "state.best is a number that is not finite"],
            [(state) => state.set("best", math.huge), "state.best is a number that is not finite"],
            [(state) => state.set("me", state), "state.me is a table that stands elsewhere in the state too"],
            [(state) => state.set("own", setmetatable({}, {})), `state.own holds a table with a metatable; ${plain}`],
        ];
        for (const [put, problem] of cases) {
            assert.same([UNSAVED + problem], toldOf(put));
        }
        assert.same(
            [],
            toldOf((state) => state.set("list", [1, { a: true }])),
        );
    });

    it("tells within a minute or so that somebody else changed the state, and where", () => {
        const world = new World();
        const ledger = startLedger(world, { debug: true });
        ledger.submit("note", { text: "x", amount: 5 });
        world.time.advance(70);
        assert.same([], world.guard.reports);
        (ledger.getState() as NotesState).sum = 7;
        world.time.advance(70);
        assert.same(
            [
                `${PREFIX}the log leads to another state.sum than there is: something outside of the reducers has ` +
                    "changed the state, or a reducer depends on more than state and event, or changes what a list of appendOnly holds",
            ],
            world.guard.reports,
        );
        // Once told, it is enough.
        world.time.advance(300);
        assert.equal(1, world.guard.reports.length);
    });

    it("tells of a reducer that depends on something else", () => {
        const world = new World();
        const ledger = startLedger(world, { debug: true });
        let calls = 0;
        ledger.define("note", TYPE, (state, event) => {
            calls++;
            noteReducer(state, { ...event, amount: calls });
        });
        ledger.submit("note", { text: "x" });
        world.time.advance(130);
        assert.matches("the log leads to another state%.sum than there is", world.guard.reports[0]);
    });

    it("does not take a halted or a paused replay for a mistake", () => {
        const world = new World();
        const ledger = startLedger(world, { debug: true });
        ledger.submit("note", { text: "x", amount: 5 });
        world.time.advance(1);
        ledger.pause();
        ledger.submit("note", { text: "y", amount: 5 });
        world.time.advance(130);
        ledger.resume();
        ledger.define("bad", { id: 2, fields: [] }, () => error("no"));
        ledger.submit("bad", {});
        world.time.advance(130);
        assert.equal(1, world.guard.reports.length);
        assert.matches('reducer of "bad"', world.guard.reports[0]);
    });

    it("ends with the scope", () => {
        const world = new World();
        const ledger = startLedger(world, { debug: true });
        ledger.submit("note", { text: "x" });
        world.time.advance(1);
        ledger.stop();
        (ledger.getState() as NotesState).sum = 7;
        world.time.advance(200);
        assert.same([], world.guard.reports);
        assert.equal(0, world.time.waiting());
    });

    it("works in slices", () => {
        const world = new World();
        world.background.pausesPerSlice = 3;
        const ledger = startLedger(world, { debug: true });
        for (const _ of $range(1, 300)) ledger.submit("note", { text: "x", amount: 1 });
        world.time.advance(200);
        assert.equal(300, ledger.getState().sum);
        assert.same([], world.guard.reports);
        (ledger.getState() as NotesState).notes[7] = "y";
        world.time.advance(200);
        assert.matches("another state%.notes%[8%] than there is", world.guard.reports[0]);
    });
});
