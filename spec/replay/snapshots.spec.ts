import type { LedgerEvent } from "../../src/api/event";
import type { Pause } from "../../src/ports";
import { parsePath } from "../../src/replay/list-paths";
import { contentBytes, type Snapshot, Snapshots } from "../../src/replay/snapshots";
import { largestAllocation } from "../codec/steps";
import { noPause } from "../support/background";
import { FRAME, START } from "../support/world";
import { note, Stage } from "./stage";

type State = Record<string, unknown>;

const isWanted = (): boolean => true;

function newSnapshots(...paths: string[]): Snapshots {
    return new Snapshots(paths.map((path) => parsePath(path)!));
}

function taken(snapshots: Snapshots, state: object): Snapshot {
    const [snapshot] = snapshots.take(state, noPause, math.huge);
    return snapshot!;
}

describe("Snapshots", () => {
    it("copy what is not declared, and mark what is", () => {
        const snapshots = newSnapshots("history");
        const item = { n: 1 };
        const state: State = { history: [item], points: { a: 1 } };
        const snapshot = taken(snapshots, state);
        (state.history as object[]).push({ n: 2 });
        (state.points as Record<string, number>).a = 5;
        const opened = snapshots.open(snapshot, noPause) as State;
        assert.same({ history: [{ n: 1 }], points: { a: 1 } }, opened);
        assert.equal(item, (opened.history as object[])[0]);
        assert.is_false(opened.history === state.history);
    });

    it("do not grow with the lists", () => {
        const history: object[] = [];
        const state = { history, lists: { a: [] as object[] } };
        const snapshots = newSnapshots("history", "lists.*");
        const before = taken(snapshots, state);
        for (const index of $range(1, 1000)) history.push({ index, name: "record" });
        const after = taken(snapshots, state);
        assert.equal(before.bytes, after.bytes);
        assert.is_true(contentBytes(after) > contentBytes(before) + 100000);
    });

    it("look at many lists in slices", () => {
        const lists: Record<string, number[]> = {};
        for (const index of $range(1, 5000)) lists[`list${index}`] = [index];
        const snapshots = newSnapshots("lists.*");
        let snapshot: Snapshot | undefined;
        const works: Record<string, (this: void, pause: Pause) => void> = {
            take: (pause) => {
                [snapshot] = snapshots.take({ lists }, pause, math.huge);
            },
            open: (pause) => snapshots.open(snapshot!, pause),
            reopen: (pause) => snapshots.reopen(snapshot!, pause, isWanted),
        };
        for (const name of ["take", "open", "reopen"]) {
            // A map of so many lists moves its entries when it grows, which takes 320 kB by itself.
            const most = largestAllocation(works[name]);
            assert.is_true(most < 400, `${name}: ${most} kB`);
        }
    });

    it("share the marks of lists that have not grown", () => {
        const state = { lists: { a: [1], b: [1] } };
        const snapshots = newSnapshots("lists.*");
        const before = taken(snapshots, state);
        state.lists.a.push(2);
        const after = taken(snapshots, state);
        let shared = 0;
        for (const mark of after.marks) shared += before.marks.includes(mark) ? 1 : 0;
        assert.equal(1, shared);
    });

    it("give the lists of readers when they are cut, and as they were when that is undone", () => {
        const snapshots = newSnapshots("history");
        const state = { history: [1, 2, 3], sum: 6 };
        const snapshot = taken(snapshots, state);
        state.history.push(4, 5);
        const [cut, undo] = snapshots.cut(snapshot, noPause, isWanted);
        assert.same({ history: [1, 2, 3], sum: 6 }, cut);
        assert.equal(state.history, (cut as typeof state).history);
        (cut as typeof state).history.push(7, 8, 9);
        undo!();
        assert.same([1, 2, 3, 4, 5], state.history);
    });

    it("leave the lists of readers alone when they are opened, and are of the new lists from then on", () => {
        const snapshots = newSnapshots("history");
        const state = { history: [1, 2, 3] };
        const snapshot = taken(snapshots, state);
        const opened = snapshots.reopen(snapshot, noPause, isWanted) as typeof state;
        opened.history.push(9);
        assert.same([1, 2, 3], state.history);
        const [cut] = snapshots.cut(snapshot, noPause, isWanted);
        assert.equal(opened.history, (cut as typeof state).history);
        assert.same([1, 2, 3], opened.history);
    });

    it("are not cut when that is not wanted any more after a pause", () => {
        const snapshots = newSnapshots("history");
        const state = { history: [1, 2] };
        const snapshot = taken(snapshots, state);
        state.history.push(3);
        const [cut] = snapshots.cut(snapshot, noPause, () => false);
        assert.is_nil(cut);
        assert.is_nil(snapshots.reopen(snapshot, noPause, () => false));
        assert.same([1, 2, 3], state.history);
        assert.is_nil(snapshots.problem);
    });

    it("keep one table in two lists one, and a list that stands where none is declared, too", () => {
        const snapshots = newSnapshots("lists.*");
        const list = [1];
        const state: State = { lists: { a: list, b: list }, favourite: list };
        const snapshot = taken(snapshots, state);
        assert.equal(1, snapshot.marks.length);
        list.push(2);
        const [cut] = snapshots.cut(snapshot, noPause, isWanted);
        const { lists, favourite } = cut as { lists: { a: object; b: object }; favourite: object };
        assert.is_true(lists.a === list && lists.b === list && favourite === list);
        const opened = snapshots.open(snapshot, noPause) as typeof state;
        assert.equal((opened.lists as State).a, opened.favourite);
    });

    it("find a last item that was changed, replaced or taken away, and lists that have other keys", () => {
        const wrongs: ((this: void, list: unknown[]) => void)[] = [
            (list) => {
                (list[2] as State).n = 7;
            },
            (list) => {
                (list[2] as State).more = 1;
            },
            (list) => {
                (list[2] as State).n = undefined;
            },
            (list) => {
                list[2] = { n: 3 };
            },
            (list) => table.remove(list),
            (list) => table.remove(list, 1),
            (list) => table.insert(list, 1, { n: 0 }),
            (list) => {
                (list as unknown as State).n = 3;
            },
        ];
        for (const wrong of wrongs) {
            const snapshots = newSnapshots("history");
            const state = { history: [{ n: 1 }, { n: 2 }, { n: 3 }] };
            const snapshot = taken(snapshots, state);
            wrong(state.history);
            const before = [...state.history];
            const [cut] = snapshots.cut(snapshot, noPause, isWanted);
            assert.is_nil(cut);
            assert.matches("^state%.history, which is declared to only grow, ", snapshots.problem!);
            assert.is_false(snapshots.hasLists());
            assert.same(before, [...state.history]);
        }
    });

    it("take NaN for what it was", () => {
        const snapshots = newSnapshots("numbers");
        const snapshot = taken(snapshots, { numbers: [0 / 0, 1, 0 / 0] });
        assert.is_not_nil(snapshots.open(snapshot, noPause));
    });

    it("copy a declared list that is the state, and refuse one with a metatable as any other", () => {
        const snapshots = newSnapshots("self", "list");
        const state: State = { sum: 1 };
        state.self = state;
        const opened = snapshots.open(taken(snapshots, state), noPause) as State;
        assert.equal(opened, opened.self);
        state.list = setmetatable([1], {});
        const [, problem] = snapshots.take(state, noPause, math.huge);
        assert.matches("^state%.list holds a table with a metatable", problem as string);
    });
});

/** Appends to a list, and to one of each of three players. */
function record(this: void, state: object, event: LedgerEvent): void {
    const { words, lists } = state as { words: string[]; lists?: Record<string, object[]> };
    const word = event.word as string;
    const byPlayer = lists ?? {};
    const player = `p${word.length % 3}`;
    words.push(word);
    byPlayer[player] ??= [];
    byPlayer[player].push({ word });
    (state as State).lists = byPlayer;
}

describe("A ledger with lists that only grow", () => {
    const DECLARED = ["words", "lists.*"];

    function grown(count: number, reducer = record): Stage {
        const stage = new Stage(reducer, 2 ** 24, DECLARED);
        for (const second of $range(1, count)) stage.insert(note(10 * second, 1, `w${second}`));
        stage.settle();
        return stage;
    }

    it("replays little for a late event, at once, in the lists that readers have", () => {
        let applied = 0;
        const stage = grown(3000, (state, event) => {
            applied++;
            record(state, event);
        });
        const { words } = stage.replayer.getState() as { words: string[] };
        for (const n of [1, 10, 60]) {
            applied = 0;
            stage.insert(note(10 * (3000 - n) + 1, 7, "late"));
            stage.world.time.advance(2 * FRAME);
            assert.is_true(stage.replayer.isCurrent());
            assert.is_true(applied <= 2 * n + 70, `${applied} of ${n}`);
            assert.equal(words, (stage.replayer.getState() as { words: string[] }).words);
        }
        assert.equal(3003, words.length);
    });

    it("shows the last complete state while a longer replay goes on, and while a short one has halted", () => {
        const stage = grown(3000, (state, event) => {
            if (event.word === "bad") error("bad", 0);
            record(state, event);
        });
        const before = stage.words();
        stage.limits.batchSize = 50;
        stage.insert(note(12005, 1, "late"));
        for (const _ of $range(1, 10)) {
            stage.world.time.advance(FRAME);
            assert.is_true(stage.words() === before);
        }
        stage.settle();
        const complete = stage.words();
        assert.equal(before.length + 5, complete.length);
        stage.limits.batchSize = 1000;
        stage.insert(note(29995, 2, "bad"));
        stage.settle();
        assert.is_not_nil(stage.replayer.failures.halted());
        assert.is_true(stage.words() === complete);
        assert.same(["bad: bad"], stage.halts);
        stage.setReducer("note", record);
        stage.settle();
        assert.equal(3002, (stage.replayer.getState() as { words: string[] }).words.length);
    });

    it("shows whole lists to those who are told that a reducer raises", () => {
        const stage = grown(3000, (state, event) => {
            if (event.word === "bad") error("bad", 0);
            record(state, event);
        });
        const before = stage.words();
        const seen: boolean[] = [];
        stage.onFailure = () => {
            seen.push(stage.words() === before);
        };
        stage.isSkipping = true;
        stage.insert(note(29995, 2, "bad"));
        stage.settle();
        assert.is_true(seen.length > 0);
        assert.is_false(seen.includes(false));
        assert.is_true(stage.replayer.isCurrent());
        assert.equal(before, stage.words());
    });

    it("tells once that a list did not only grow, replays everything, and relies on it no more", () => {
        const stage = grown(500);
        const { words } = stage.replayer.getState() as { words: string[] };
        words[0] = "changed from outside";
        for (const n of [1, 2]) {
            stage.insert(note(4995 + n, 2, "late"));
            stage.settle();
        }
        assert.is_false(stage.replayer.keeper.snapshots.hasLists());
        table.remove((stage.replayer.getState() as { words: string[] }).words, 1);
        stage.replayer.restart();
        stage.settle();
        assert.is_nil(stage.replayer.keeper.snapshots.problem);
        stage.insert(note(4000, 2, "late"));
        stage.settle();
        assert.equal(1, stage.world.guard.reports.length);
        assert.matches("appendOnly: state%.words, which is declared", stage.world.guard.reports[0]);
        assert.equal(503, (stage.replayer.getState() as { words: string[] }).words.length);
        assert.is_true(stage.replayer.keeper.snapshots.hasLists());
    });

    it("has the same state whatever copies it was made from", () => {
        const late = [note(4001, 3, "l1"), note(2501, 3, "l2"), note(4990, 3, "l3"), note(11, 3, "l4")];
        const states = [1, 2000, 2 ** 24].map((bytes) => {
            const stage = new Stage(record, bytes, bytes === 1 ? [] : DECLARED);
            for (const second of $range(1, 500)) stage.insert(note(10 * second, 1, `w${second}`));
            stage.settle();
            for (const event of late) {
                stage.insert(event);
                stage.settle();
            }
            return stage.replayer.getState();
        });
        assert.same(states[0], states[1]);
        assert.same(states[0], states[2]);
    });

    it("counts only events from the start of the log on", () => {
        const stage = grown(20);
        stage.insert({ ...note(0, 1, "first"), time: START });
        stage.settle();
        assert.equal(21, (stage.replayer.getState() as { words: string[] }).words.length);
    });
});
