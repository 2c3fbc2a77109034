import type { Authorize } from "../../src/api/authorize";
import type { LedgerEvent } from "../../src/api/event";
import type { LedgerOptions } from "../../src/api/options";
import { checkOptions } from "../../src/ledger/options";
import { createWarn, watchOptions, watchReducer } from "../../src/ledger/warnings";
import { CollectingGuard } from "../support/collecting-guard";
import { ledgerOptions, noteReducer, type NotesState, startLedger } from "../support/ledgers";
import { ManualClock } from "../support/manual-clock";
import { START, World } from "../support/world";

const PREFIX = "LibEventLedger: Spec: debug: ";

function eventOf(type: string, counter = 0): LedgerEvent {
    return { type, time: START, creator: 5, counter, creatorGuid: "Player-1-00000005" };
}

/** Options that are watched, and what was told of them. */
class Watched {
    readonly guard = new CollectingGuard();
    readonly clock = new ManualClock(START);
    readonly authorize: Authorize;

    constructor(changes: Record<string, unknown>) {
        const given = { ...ledgerOptions(), ...changes } as unknown as LedgerOptions;
        this.authorize = watchOptions(checkOptions(given), createWarn("Spec", this.guard), this.clock).authorize;
    }

    /** What was told, without what all of it begins with. */
    told(): string[] {
        return this.guard.reports.map((text) => {
            assert.equal(PREFIX, string.sub(text, 1, PREFIX.length));
            return string.sub(text, PREFIX.length + 1);
        });
    }
}

describe("warnings", () => {
    it("are told once for each topic", () => {
        const guard = new CollectingGuard();
        const warn = createWarn("Spec", guard);
        warn("a", "first");
        warn("b", "second");
        warn("a", "third");
        assert.same([`${PREFIX}first`, `${PREFIX}second`], guard.reports);
    });

    it("name the keys in saved that are not the library's, in order", () => {
        assert.same([], new Watched({ saved: { version: 1, scopes: {}, damaged: "x" } }).told());
        assert.same(
            ["'saved' is for the library alone, and holds 1, minimap, window"],
            new Watched({ saved: { window: {}, version: 1, minimap: true, 1: "x" } }).told(),
        );
        // What a newer version keeps there nobody can know.
        assert.same([], new Watched({ saved: { version: 3, window: {} } }).told());
    });

    it("tell of a table that initial states share", () => {
        const shared = { Thrall: 5 };
        assert.same([], new Watched({ initialState: () => ({ points: { Thrall: 5 }, list: [[], []] }) }).told());
        assert.same(
            ["initialState() puts one and the same table into each state: reducers change it for all"],
            new Watched({ initialState: () => ({ deep: { er: { points: shared } } }) }).told(),
        );
    });

    it("look at an initial state that holds itself, and at a part of a large one", () => {
        const initialState = () => {
            const state: { self?: object; parts: object[] } = { parts: [] };
            state.self = state;
            for (const _ of $range(1, 5000)) state.parts.push({});
            return state;
        };
        assert.same([], new Watched({ initialState }).told());
    });
});

describe("authorize() watched", () => {
    it("answers as it does, and what is no boolean is told", () => {
        let answer: unknown;
        const watched = new Watched({ authorize: () => answer });
        const ask = () => watched.authorize(eventOf("award"), "Bob-Realm", "in", false);
        assert.is_nil(ask());
        for (const right of [true, false]) {
            answer = right;
            assert.equal(right, ask());
        }
        assert.same([], watched.told());
        for (const wrong of [1, "yes"]) {
            answer = wrong;
            assert.equal(wrong, ask());
        }
        assert.same(["authorize() must answer true, false or nil, got 1: that counts as false"], watched.told());
    });

    it("is told when it answers nil about the same for a minute", () => {
        const watched = new Watched({ authorize: () => undefined });
        const ask = () => watched.authorize(eventOf("award"), "Bob-Realm", "in", false);
        ask();
        watched.clock.advance(59);
        ask();
        assert.same([], watched.told());
        watched.clock.advance(1);
        ask();
        ask();
        watched.authorize(undefined, "Bob-Realm", "in", false);
        watched.clock.advance(60);
        watched.authorize(undefined, "Bob-Realm", "in", false);
        const meaning = 'nil means "not known yet", and is what a function answers that ends without return';
        assert.same(
            [
                `authorize() has answered nil for a minute about events of type "award": ${meaning}`,
                `authorize() has answered nil for a minute about who may speak (event is nil): ${meaning}`,
            ],
            watched.told(),
        );
    });

    it("may answer nil for a while, and about ever other events", () => {
        let answer: boolean | undefined;
        const watched = new Watched({ authorize: () => answer });
        for (const round of $range(1, 5000)) {
            watched.authorize(eventOf("award", round), "Bob-Realm", "in", false);
            watched.clock.advance(1);
        }
        watched.authorize(eventOf("award"), "Bob-Realm", "in", false);
        answer = true;
        watched.authorize(eventOf("award"), "Bob-Realm", "in", false);
        answer = undefined;
        watched.clock.advance(100);
        watched.authorize(eventOf("award"), "Bob-Realm", "in", false);
        assert.same([], watched.told());
    });
});

describe("A reducer watched", () => {
    it("is told when it returns a table that is not the state", () => {
        const guard = new CollectingGuard();
        const warn = createWarn("Spec", guard);
        const state = { sum: 1 };
        for (const result of [5, state, true]) {
            watchReducer("award", () => result as never, warn)(state, eventOf("award"));
        }
        assert.same([], guard.reports);
        watchReducer("award", () => ({ sum: 2 }) as never, warn)(state, eventOf("award"));
        assert.same(
            [`${PREFIX}reducer "award" returns a table, which nobody takes: it must change the state`],
            guard.reports,
        );
    });
});

describe("A ledger with debug", () => {
    /** Makes each mistake that a ledger only tells of. */
    function makeMistakes(debug: boolean): string[] {
        const world = new World();
        const ledger = startLedger(world, {
            debug,
            saved: { mine: 5 },
            authorize: (() => 1) as unknown as Authorize,
        });
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state: NotesState) => ({ ...state, sum: 1 }));
        ledger.submit("note", { text: "x" });
        world.time.advance(70);
        return world.guard.reports;
    }

    it("tells of its options and reducers; without it, of nothing", () => {
        assert.same([], makeMistakes(false));
        assert.same(
            [
                `${PREFIX}'saved' is for the library alone, and holds mine`,
                `${PREFIX}authorize() must answer true, false or nil, got 1: that counts as false`,
            ],
            makeMistakes(true),
        );
    });

    it("tells of a reducer that returns a table, and applies the event all the same", () => {
        const world = new World();
        const ledger = startLedger(world, { debug: true });
        ledger.define("note", { id: 1, fields: ["text", "amount"] }, (state, event) => {
            noteReducer(state, event);
            return { ...state };
        });
        ledger.submit("note", { text: "x", amount: 5 });
        world.time.advance(1);
        assert.equal(5, ledger.getState().sum);
        assert.same(
            [`${PREFIX}reducer "note" returns a table, which nobody takes: it must change the state`],
            world.guard.reports,
        );
    });

    it("of an addon without mistakes tells nothing", () => {
        const world = new World();
        const ledger = startLedger(world, { debug: true });
        for (const round of $range(1, 200)) {
            ledger.submit("note", { text: "x", amount: round });
            world.time.advance(1);
        }
        assert.equal(20100, ledger.getState().sum);
        assert.same([], world.guard.reports);
    });
});
