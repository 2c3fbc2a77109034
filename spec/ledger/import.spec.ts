import type { LedgerEvent } from "../../src/api/event";
import type { ImportEntry, ImportResult } from "../../src/api/import";
import { encodeChecked } from "../../src/block/checked-text";
import type { Ledger } from "../../src/ledger/ledger";
import { createPolicies } from "../../src/ledger/policies";
import type { SavedLedger, SavedScope } from "../../src/log/archive";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";
import { shuffled } from "../support/events";
import { createGuild, createLedger, dump, type NotesState, startAll, startLedger } from "../support/ledgers";
import { messageOf, START, World } from "../support/world";
import { FakePlayers } from "./players";

const CREATORS = ["Player-1001-00000001", "Player-1001-0000BEEF", "Player-4440-FFFFFFFF"];

/** A history of ten weeks; every tenth row stands in it twice. */
function history(count: number): ImportEntry[] {
    const entries: ImportEntry[] = [];
    for (const index of $range(1, count)) {
        const time = START - 10 * 604800 + math.floor(index / 3) * 60000;
        const values = { text: `row ${index - (index % 10 === 0 ? 1 : 0)}`, amount: 1 };
        entries.push({ type: "note", time, creator: CREATORS[math.floor(index / 10) % 3], values });
    }
    return entries;
}

/** All events of a ledger, in order. */
function eventsOf(ledger: Ledger<NotesState>): LedgerEvent[] {
    const events: LedgerEvent[] = [];
    for (const event of ledger.events()) events.push(event);
    return events;
}

/** Starts an import, and waits for what becomes of it. */
function importAll(ledger: Ledger<NotesState>, world: World, entries: readonly ImportEntry[]): ImportResult {
    let result: ImportResult | undefined;
    const isOpen = ledger.importEvents(entries, (outcome) => {
        result = outcome;
    });
    assert.is_true(isOpen);
    world.time.advance(5);
    assert.is_not_nil(result);
    return result!;
}

describe("Ledger.importEvents", () => {
    it("raises for what is no list, and for no callback", () => {
        const ledger = startLedger() as unknown as { importEvents(...args: unknown[]): void };
        const cases: [string, (this: void) => void][] = [
            ["importEvents: 'entries' must be a table, got nil", () => ledger.importEvents()],
            ["importEvents: 'entries' must be a table, got \"x\"", () => ledger.importEvents("x", () => {})],
            ["importEvents: 'done' must be a function, got nil", () => ledger.importEvents([])],
            ["importEvents: 'done' must be a function, got a table", () => ledger.importEvents([], {})],
        ];
        for (const [expected, body] of cases) {
            const [text] = string.match(messageOf(body), "LibEventLedger: (.*)$");
            assert.equal(expected, text);
        }
    });

    it("is done when all is packed as well, so that a logout has nothing left to pack", () => {
        const saved: SavedLedger = {};
        const world = new World();
        world.background.pausesPerSlice = 40;
        const ledger = startLedger(world, { saved });
        let atDone: object | undefined;
        const copy = (): object => {
            const { weeks, checkpoint } = saved.scopes!["guild:Guild-Realm"];
            return { weeks: { ...(weeks as object) }, checkpoint };
        };
        const entries = shuffled(new SeededRandom(3), history(300));
        ledger.importEvents(entries, () => {
            atDone = copy();
        });
        assert.is_true(ledger.status().events < 300);
        for (const _ of $range(1, 60)) {
            world.time.advance(1);
            if (atDone !== undefined) break;
        }
        assert.is_not_nil(atDone);
        assert.equal(300, ledger.status().events);
        ledger.save();
        assert.same(atDone, copy());
        assert.equal(300, startLedger(new World(), { saved }).status().events);
    });

    it("says when no scope is open, and imports nothing then", () => {
        let isDone = false;
        const world = new World();
        const ledger = createLedger(world);
        const isOpen = ledger.importEvents(history(5), () => {
            isDone = true;
        });
        assert.is_false(isOpen);
        ledger.start();
        world.time.advance(5);
        assert.is_false(isDone);
        assert.equal(0, ledger.status().events);
    });

    it("shows what it imported in the state and in the log, and sends none of it at once", () => {
        const world = new World();
        const ledger = startLedger(world);
        const added: string[] = [];
        ledger.on("eventAdded", (event) => {
            added.push(event.text as string);
        });
        const expected = { added: 60, revoked: 0, known: 0, differing: 0, refused: 0, invalid: 0, errors: [] };
        assert.same(expected, importAll(ledger, world, history(60)));
        assert.equal(60, ledger.status().events);
        assert.equal(60, ledger.getState().sum);
        assert.equal(60, added.length);
        let live = 0;
        for (const text of world.channel.texts()) {
            if (string.find(text, "row ", 1, true)[0] !== undefined) live++;
        }
        assert.equal(0, live);
        const before = dump(ledger);
        assert.equal(60, importAll(ledger, world, history(60)).known);
        assert.equal(before, dump(ledger));
        assert.equal(60, ledger.getState().sum);
    });

    it("works in slices, and lets other things happen between them", () => {
        const world = new World();
        world.background.pausesPerSlice = 10;
        const ledger = startLedger(world);
        let result: ImportResult | undefined;
        ledger.importEvents(history(200), (outcome) => {
            result = outcome;
        });
        assert.equal(0, ledger.status().events);
        let steps = 0;
        while (result === undefined && steps < 1000) {
            world.time.advance(1 / 64);
            steps++;
            if (steps === 10) ledger.submit("note", { text: "meanwhile" });
        }
        assert.equal(200, result!.added);
        assert.is_true(steps > 20);
        world.time.advance(10);
        assert.equal(201, ledger.status().events);
        assert.equal(200, ledger.getState().sum);
    });

    it("hands an error in the callback to the game's error handler", () => {
        const world = new World();
        const ledger = startLedger(world);
        ledger.importEvents(history(5), () => error("callback is broken", 0));
        world.time.advance(5);
        assert.same(["callback is broken"], world.guard.reports);
        assert.equal(5, ledger.status().events);
    });

    it("keeps what it imported over a logout", () => {
        const world = new World();
        const saved = {};
        const ledger = startLedger(world, { saved });
        importAll(ledger, world, history(90));
        const before = dump(ledger);
        ledger.stop();
        const again = startLedger(world, { saved });
        assert.equal(before, dump(again));
        assert.equal(90, importAll(again, world, history(90)).known);
        assert.equal(before, dump(again));
    });

    it("leaves two officers who import the same list apart from each other with one log", () => {
        const entries = history(150);
        const [thrall, jaina, raider] = createGuild(3, 77, (index) => ({
            authorize: (_event, sender) => sender !== "PlayerC-Realm" && index > 0,
        }));
        startAll([thrall, jaina, raider]);
        thrall.isConnected = false;
        importAll(thrall.ledger, thrall.world, entries);
        importAll(jaina.ledger, jaina.world, shuffled(new SeededRandom(78), entries));
        // One who may not import gets nothing in.
        const refused: ImportResult[] = [];
        raider.ledger.importEvents(entries, (result) => {
            refused.push(result);
        });
        thrall.world.time.advance(5);
        assert.equal(0, refused[0].added);
        assert.equal(dump(thrall.ledger), dump(jaina.ledger));
        thrall.isConnected = true;
        thrall.world.time.advance(600);
        for (const { ledger } of [thrall, jaina, raider]) {
            assert.equal(150, ledger.status().events);
            assert.equal(dump(thrall.ledger), dump(ledger));
            assert.same({ notes: ledger.getState().notes, sum: 150 }, thrall.ledger.getState());
            assert.equal("synced", ledger.status().sync);
        }
    });

    it("takes imported events back by their id, so that the revocation stays with them when they move", () => {
        const world = new World();
        const ledger = startLedger(world);
        const row = {
            type: "note",
            time: START - 100,
            creator: CREATORS[0],
            values: { text: "a", amount: 1 },
            id: "r1",
        };
        importAll(ledger, world, [row, { ...row, id: "r2", values: { text: "b", amount: 2 } }]);
        const [event, other] = eventsOf(ledger);
        assert.same(["r1", "r2"], [event.importId, other.importId].sort());
        const { time, creator, counter } = event;
        const [revocation] = ledger.revoke({ time, creator, counter });
        assert.equal(event.importId, revocation!.targetImportId);
        assert.is_true(ledger.isRevoked(event));
        assert.is_true(ledger.isRevoked({ time, creator, counter }));
        assert.is_false(ledger.isRevoked(other));
        assert.is_false(ledger.isRevoked({ time: other.time, creator: other.creator, counter: other.counter }));
        assert.is_false(ledger.isRevoked(revocation!));
        world.time.advance(1);
        assert.same([other.text], ledger.getState().notes);
        ledger.revoke(revocation!);
        assert.is_false(ledger.isRevoked(event));
        assert.is_true(ledger.isRevoked(revocation!));
        world.time.advance(1);
        assert.equal(3, ledger.getState().sum);
    });

    it("takes back by key where this client may take back only its own events", () => {
        const world = new World();
        const ledger = startLedger(world, { authorize: createPolicies(new FakePlayers()).creatorOnly });
        const row = {
            type: "note",
            time: START - 100,
            creator: world.identity.guid,
            values: { text: "a", amount: 1 },
            id: "r1",
        };
        importAll(ledger, world, [row]);
        const [event] = eventsOf(ledger);
        const [revocation, refusal] = ledger.revoke(event);
        assert.is_nil(refusal);
        assert.is_nil(revocation!.targetImportId);
        assert.is_true(ledger.isRevoked(event));
        world.time.advance(1);
        assert.same([], ledger.getState().notes);
    });

    it("takes back what another officer imports later, over a logout", () => {
        const world = new World();
        const saved = {};
        const ledger = startLedger(world, { saved });
        const revocation = { time: START - 50, creator: CREATORS[1], revokes: 5 };
        assert.equal(1, importAll(ledger, world, [revocation]).revoked);
        ledger.stop();
        const again = startLedger(world, { saved });
        world.time.advance(1);
        importAll(again, world, [
            { type: "note", time: START - 100, creator: CREATORS[0], values: { text: "a", amount: 1 }, id: 5 },
            { type: "note", time: START - 100, creator: CREATORS[0], values: { text: "b", amount: 2 }, id: 6 },
        ]);
        world.time.advance(1);
        assert.same({ notes: ["b"], sum: 2 }, again.getState());
    });

    it("looks for revocations in the log where an older version wrote their list", () => {
        const world = new World();
        const saved: SavedLedger = {};
        const ledger = startLedger(world, { saved });
        importAll(ledger, world, [
            { type: "note", time: START - 100, creator: CREATORS[0], values: { text: "a", amount: 1 }, id: 5 },
            { time: START - 50, creator: CREATORS[1], revokes: 5 },
        ]);
        ledger.stop();
        for (const [, scope] of pairs(saved.scopes as unknown as LuaTable<string, SavedScope>)) {
            // 0.1 reads it, drops what it does not know, and writes the rest: nothing.
            scope.revocations = encodeChecked("", NO_NATIVE, noPause);
        }
        const again = startLedger(world, { saved });
        world.time.advance(5);
        assert.same({ notes: [], sum: 0 }, again.getState());
        assert.equal("revocations", again.status().restoreFailure);
    });
});
