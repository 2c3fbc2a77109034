import { revocationBody } from "../../src/log/revocations";
import type { LedgerEvent } from "../../src/api/event";
import { NO_HANDLE } from "../support/background";
import { packWeek } from "../support/logs";
import { isKeyBefore, weekOf } from "../../src/event/key";
import { FRAME, START } from "../support/world";
import { addWord, note, Stage, type Words } from "./stage";

/** Raises at the word "bad". */
function fragile(this: void, state: object, event: LedgerEvent): void {
    if (event.word === "bad") {
        error("cannot read bad", 0);
    }
    addWord(state, event);
}

describe("Replayer", () => {
    it("applies the log in order and tells of it", () => {
        const stage = new Stage();
        stage.insert(note(1, 1, "a"), note(2, 1, "b"), note(3, 1, "c"));
        assert.equal("", stage.words());
        assert.equal(3, stage.replayer.lag());
        stage.settle();
        assert.equal("a b c", stage.words());
        assert.equal(0, stage.replayer.lag());
        assert.same(["a b c"], stage.told);
    });

    it("goes on in the same state when events come at the end", () => {
        const stage = new Stage();
        stage.insert(note(1, 1, "a"));
        stage.settle();
        const state = stage.replayer.getState();
        stage.insert(note(2, 1, "b"));
        stage.settle();
        assert.equal(state, stage.replayer.getState());
        assert.same(["a", "a b"], stage.told);
    });

    it("puts a late event in its place, and never shows a state in between", () => {
        const stage = new Stage();
        for (const second of $range(2, 40)) {
            stage.insert(note(second, 1, "x"));
        }
        stage.settle();
        const before = stage.words();
        stage.limits.batchSize = 3;
        stage.insert(note(1, 1, "late"));
        const seen = new LuaSet<string>();
        let frames = 0;
        while (stage.replayer.lag() > 0 || stage.words() === before) {
            seen.add(stage.words());
            stage.world.time.advance(FRAME);
            frames++;
            assert.is_true(frames < 1000);
        }
        assert.is_true(frames > 10);
        assert.is_true(seen.has(before));
        let different = 0;
        for (const words of seen) {
            different += words === before ? 0 : 1;
        }
        assert.equal(0, different);
        assert.equal(`late ${before}`, stage.words());
        assert.same([before, `late ${before}`], stage.told);
    });

    it("takes in late events that come while it catches up", () => {
        const stage = new Stage();
        stage.insert(note(10, 1, "j"), note(20, 1, "t"));
        stage.settle();
        stage.limits.batchSize = 1;
        stage.insert(note(5, 1, "e"));
        stage.world.time.advance(2 * FRAME);
        stage.insert(note(1, 1, "a"));
        stage.world.time.advance(2 * FRAME);
        stage.insert(note(30, 1, "z"), note(15, 1, "o"));
        assert.equal("j t", stage.words());
        stage.settle();
        assert.equal("a e j o t z", stage.words());
    });

    describe("while an event comes every second that belongs far back", () => {
        const EVENTS = 3000;
        /** A replay of all takes a little more than 10 seconds. */
        const PER_FRAME = 4;
        const REPLAY_SECONDS = (EVENTS / PER_FRAME) * FRAME;

        interface Counts {
            all: number;
            late: number;
        }

        function countsOf(stage: Stage): Counts {
            const { all = 0, late = 0 } = stage.replayer.getState() as Partial<Counts>;
            return { all, late };
        }

        /** A replayer that is current, of a state that counts; `applied` grows with each event that a reducer sees. */
        function behindStage(): LuaMultiReturn<[stage: Stage, applied: (this: void) => number]> {
            let applied = 0;
            const stage = new Stage((state, { word }) => {
                const counts = state as Counts;
                counts.all = (counts.all ?? 0) + 1;
                counts.late = (counts.late ?? 0) + (word === "late" ? 1 : 0);
                applied++;
            });
            for (const second of $range(1, EVENTS)) stage.insert(note(10 * second, 1, "x"));
            stage.settle();
            stage.limits.batchSize = PER_FRAME;
            return $multi(stage, () => applied);
        }

        it("shows a state with those that came so far within two replays of all, again and again", () => {
            const [stage, applied] = behindStage();
            const counts = (): Counts => countsOf(stage);
            const before = applied();
            let shown = 0;
            for (const second of $range(1, 100)) {
                stage.insert(note(5, second, "late"));
                stage.world.time.advance(1);
                if (counts().late > shown) {
                    assert.is_true(shown > 0 || applied() - before <= 2 * (EVENTS + 100));
                    shown = counts().late;
                }
                const oldest = math.floor(second - 2 * REPLAY_SECONDS - 2);
                assert.is_true(shown >= oldest, `second ${second}: ${shown} shown`);
            }
            stage.settle();
            assert.same([EVENTS + 100, 100], [counts().all, counts().late]);
            assert.equal(0, stage.replayer.lag());
            assert.is_true(stage.replayer.isCurrent());
        });

        it("keeps no checkpoint that lacks one of them", () => {
            const [stage] = behindStage();
            for (const second of $range(1, 60)) {
                const late = note(5 + (second % 7) * 3000, second + 1, "late");
                stage.insert(late);
                stage.world.time.advance(1);
                const newest = stage.replayer.keeper.checkpoints.newest();
                let expected = 0;
                for (const weekNumber of stage.log.weekNumbers) {
                    const { times, ids, size } = stage.log.week(weekNumber)!;
                    for (const index of $range(0, size - 1)) {
                        const isPast =
                            newest !== undefined && !isKeyBefore(newest.time, newest.id, times[index], ids[index]);
                        expected += isPast ? 1 : 0;
                    }
                }
                assert.equal(newest?.count ?? 0, expected);
                assert.equal((newest?.state as Counts | undefined)?.all ?? 0, expected);
            }
        });

        it("takes in one that ends a halt, and those that were gathered before the halt", () => {
            const [stage] = behindStage();
            stage.setReducer("note", (state, { word }) => {
                const counts = state as Counts;
                if (word === "bad" && (counts.late ?? 0) === 0) error("none is late", 0);
                counts.all = (counts.all ?? 0) + 1;
                counts.late = (counts.late ?? 0) + (word === "late" ? 1 : 0);
            });
            stage.settle();
            stage.settle();
            stage.insert(note(10 * EVENTS - 5, 1, "bad"));
            stage.insert(note(7, 1, "x"));
            let second = 0;
            while (stage.replayer.lag() > 100) {
                stage.world.time.advance(1);
                second++;
                assert.is_true(second < 100);
            }
            stage.insert(note(5, 1, "late"));
            stage.settle();
            assert.equal(0, stage.replayer.lag());
            const { all, late } = countsOf(stage);
            assert.same([EVENTS + 3, 1], [all, late]);
        });
    });

    it("skips what is revoked, wherever the revocation arrives, and restores what a revocation of it says", () => {
        const stage = new Stage();
        stage.insert(note(1, 1, "a"), note(2, 1, "b"), note(3, 1, "c"));
        stage.settle();
        stage.insert({ time: START + 9, id: 7, body: revocationBody(START + 2, 1) });
        stage.settle();
        assert.equal("a c", stage.words());
        stage.insert({ time: START + 10, id: 7, body: revocationBody(START + 9, 7) });
        stage.settle();
        assert.equal("a b c", stage.words());
    });

    it("applies a batch of one even without any budget", () => {
        const stage = new Stage();
        stage.limits.budget = 0;
        stage.world.time.lookCost = 1;
        stage.insert(note(1, 1, "a"), note(2, 1, "b"));
        stage.settle();
        assert.equal("a b", stage.words());
    });

    it("ends a batch when its budget is used up", () => {
        const stage = new Stage();
        stage.limits.budget = 4;
        stage.world.time.lookCost = 1;
        for (const second of $range(1, 30)) {
            stage.insert(note(second, 1, "x"));
        }
        stage.settle();
        assert.is_true(stage.told.length > 5);
        assert.equal(30, (stage.replayer.getState() as Words).words.length);
    });

    it("ends a batch at its size", () => {
        const stage = new Stage();
        stage.limits.batchSize = 4;
        for (const second of $range(1, 10)) {
            stage.insert(note(second, 1, "x"));
        }
        stage.settle();
        assert.same(
            [4, 8, 10],
            stage.told.map((words) => (words.length + 1) / 2),
        );
    });

    it("waits its interval between batches", () => {
        const stage = new Stage();
        stage.limits.batchSize = 1;
        stage.limits.interval = 5;
        stage.insert(note(1, 1, "a"), note(2, 1, "b"));
        stage.world.time.advance(1);
        assert.equal("a", stage.words());
        stage.insert(note(3, 1, "c"));
        stage.world.time.advance(3);
        assert.equal("a", stage.words());
        stage.world.time.advance(2);
        assert.equal("a b", stage.words());
        stage.world.time.advance(5);
        assert.equal("a b c", stage.words());
    });

    it("works through packed weeks that take many slices to unpack without unpacking them anew each batch", () => {
        const stage = new Stage();
        for (const second of $range(1, 2000)) {
            stage.log.insert(START + second, 1, note(second, 1, string.format("%.0f", second)).body);
        }
        packWeek(stage.log, weekOf(START));
        const restored = new Stage();
        restored.log.addPacked(weekOf(START), stage.log.week(weekOf(START))!.packed!);
        let pauses = 0;
        restored.world.background.run = (body) => {
            const count = (): void => {
                pauses++;
            };
            body(count, count);
            return NO_HANDLE;
        };
        restored.limits.batchSize = 100;
        restored.replayer.runner.wake();
        restored.settle();
        const inBatches = pauses;
        assert.equal(2000, (restored.replayer.getState() as Words).words.length);
        restored.limits.batchSize = 5000;
        pauses = 0;
        restored.setReducer("note", addWord);
        restored.settle();
        assert.is_true(pauses > 0);
        assert.is_true(inBatches < 2 * pauses, `${inBatches} pauses in batches, ${pauses} in one go`);
    });

    it("skips types without a reducer, and applies them once there is one", () => {
        const stage = new Stage();
        stage.insert(note(1, 1, "a"), { time: START + 2, id: 1, body: "\x07" });
        stage.settle();
        assert.equal("a", stage.words());
        assert.equal(0, stage.replayer.lag());
        stage.schema.add({ name: "later", id: 7, fields: [] });
        stage.setReducer("later", (state) => {
            (state as Words).words.push("later");
        });
        stage.settle();
        assert.equal("a later", stage.words());
    });

    describe("when a reducer raises", () => {
        it("stands still at the event, says so once, and keeps what it had", () => {
            const stage = new Stage(fragile);
            stage.insert(note(1, 1, "a"), note(2, 1, "bad"), note(3, 1, "c"));
            stage.settle();
            assert.equal("a", stage.words());
            assert.equal("cannot read bad", stage.replayer.failures.halted()!.message);
            assert.equal("bad", stage.replayer.failures.halted()!.event.word);
            assert.same(["bad: cannot read bad"], stage.halts);
            assert.same(['LibEventLedger: reducer of "note": cannot read bad'], stage.world.guard.reports);
            stage.insert(note(4, 1, "d"));
            stage.settle();
            assert.equal("a", stage.words());
            assert.equal(3, stage.replayer.lag());
            assert.equal(1, stage.halts.length);
        });

        it("goes on when the type is defined anew", () => {
            const stage = new Stage(fragile);
            stage.insert(note(1, 1, "a"), note(2, 1, "bad"), note(3, 1, "c"));
            stage.settle();
            stage.setReducer("note", addWord);
            assert.is_nil(stage.replayer.failures.halted());
            stage.settle();
            assert.equal("a bad c", stage.words());
        });

        it("goes on when the event is revoked", () => {
            const stage = new Stage(fragile);
            stage.insert(note(1, 1, "a"), note(2, 1, "bad"), note(3, 1, "c"));
            stage.settle();
            stage.insert({ time: START + 9, id: 1, body: revocationBody(START + 2, 1) });
            stage.settle();
            assert.equal("a c", stage.words());
            assert.is_nil(stage.replayer.failures.halted());
        });

        it("passes over the event when told to skip it, and remembers which", () => {
            const stage = new Stage(fragile);
            stage.isSkipping = true;
            stage.insert(note(1, 1, "a"), note(2, 1, "bad"), note(3, 1, "c"));
            stage.settle();
            assert.equal("a c", stage.words());
            assert.is_nil(stage.replayer.failures.halted());
            assert.same(
                ["bad"],
                stage.replayer.failures.listSkipped().map((failure) => failure.event.word),
            );
        });

        it("leaves the last complete state to readers when that happens on the way of a new one", () => {
            const stage = new Stage(fragile);
            stage.insert(note(2, 1, "b"), note(3, 1, "c"));
            stage.settle();
            stage.insert(note(1, 1, "bad"));
            stage.settle();
            assert.equal("b c", stage.words());
            assert.equal("bad", stage.replayer.failures.halted()!.event.word);
        });
    });

    describe("when reducers go on raising", () => {
        /** Notes of which every tenth is bad, and a late one at the front that makes all of them be applied anew. */
        function withRewinds(stage: Stage): void {
            for (const second of $range(10, 49)) {
                stage.insert(note(second, 1, second % 10 === 0 ? "bad" : "x"));
            }
            stage.settle();
            for (const second of $range(1, 5)) {
                stage.insert(note(second, 1, "late"));
                stage.settle();
            }
        }

        it("tells of each event once, however often it is come by", () => {
            const stage = new Stage(fragile);
            stage.isSkipping = true;
            withRewinds(stage);
            assert.equal(4, stage.halts.length);
            assert.equal(4, stage.world.guard.reports.length);
            assert.equal(41, (stage.replayer.getState() as Words).words.length);
        });

        it("tells once where replay stands still too", () => {
            const stage = new Stage(fragile);
            withRewinds(stage);
            assert.equal(1, stage.halts.length);
            assert.equal(START + 10, stage.replayer.failures.halted()!.event.time);
        });

        it("lists each skipped event once, in order, and only those that are skipped still", () => {
            const stage = new Stage(fragile);
            stage.isSkipping = true;
            withRewinds(stage);
            const times = (): number[] => stage.replayer.failures.listSkipped().map(({ event }) => event.time - START);
            assert.same([10, 20, 30, 40], times());
            stage.insert({ time: START + 100, id: 1, body: revocationBody(START + 20, 1) });
            stage.settle();
            assert.same([10, 30, 40], times());
            stage.setReducer("note", addWord);
            stage.settle();
            assert.same([], times());
        });

        it("lists the newest 20 at most", () => {
            const stage = new Stage(fragile);
            stage.isSkipping = true;
            for (const second of $range(1, 50)) {
                stage.insert(note(second, 1, "bad"));
            }
            stage.settle();
            const skipped = stage.replayer.failures.listSkipped();
            assert.equal(20, skipped.length);
            assert.equal(START + 31, skipped[0].event.time);
            assert.equal(START + 50, skipped[19].event.time);
        });

        it("tells again once a reducer was replaced", () => {
            const stage = new Stage(fragile);
            stage.isSkipping = true;
            stage.insert(note(1, 1, "bad"));
            stage.settle();
            stage.setReducer("note", fragile);
            stage.settle();
            assert.equal(2, stage.halts.length);
        });
    });

    it("stands still when the question whether to skip raises, and reports that too", () => {
        const stage = new Stage(fragile);
        stage.isSkipping = true;
        stage.onFailure = () => error("broken policy", 0);
        stage.insert(note(1, 1, "bad"), note(2, 1, "b"));
        stage.settle();
        assert.is_not_nil(stage.replayer.failures.halted());
        assert.same(['LibEventLedger: reducer of "note": cannot read bad', "broken policy"], stage.world.guard.reports);
    });

    for (const isSkipping of [false, true]) {
        it(`goes on when the reducer is replaced while it asks what to do (skipping: ${isSkipping})`, () => {
            for (const before of [0, 1, 3]) {
                const stage = new Stage(fragile);
                stage.isSkipping = isSkipping;
                stage.onFailure = () => stage.setReducer("note", addWord);
                for (const index of $range(1, before)) {
                    stage.insert(note(index, 1, "x"));
                }
                stage.insert(note(8, 1, "bad"), note(9, 1, "z"));
                stage.settle();
                assert.equal(`${string.rep("x ", before)}bad z`, stage.words());
                assert.is_nil(stage.replayer.failures.halted());
                assert.same([], stage.replayer.failures.listSkipped());
            }
        });

        it(`goes on when the event is revoked while it asks what to do (skipping: ${isSkipping})`, () => {
            const stage = new Stage(fragile);
            stage.isSkipping = isSkipping;
            stage.onFailure = () => stage.insert({ time: START + 20, id: 1, body: revocationBody(START + 8, 1) });
            stage.insert(note(1, 1, "a"), note(8, 1, "bad"), note(9, 1, "z"));
            stage.settle();
            assert.equal("a z", stage.words());
            assert.is_nil(stage.replayer.failures.halted());
            assert.same([], stage.replayer.failures.listSkipped());
        });
    }

    it("shows nothing of what a reducer did before it raised once its event is revoked or the reducer replaced", () => {
        const half = (state: object, event: LedgerEvent): void => {
            addWord(state, event);
            if (event.word === "bad") {
                error("half way", 0);
            }
        };
        for (const isRevoked of [true, false]) {
            const stage = new Stage(half);
            stage.insert(note(1, 1, "bad"), note(2, 1, "b"));
            stage.settle();
            if (isRevoked) {
                stage.insert({ time: START + 9, id: 1, body: revocationBody(START + 1, 1) });
            } else {
                stage.setReducer("note", addWord);
            }
            stage.settle();
            assert.equal(isRevoked ? "b" : "bad b", stage.words());
        }
    });

    it("applies what a listener adds while it is told of a state", () => {
        const stage = new Stage();
        stage.onState = () => {
            if (stage.told.length === 1) {
                stage.insert(note(5, 1, "answer"));
            }
        };
        stage.insert(note(1, 1, "question"));
        stage.settle();
        assert.equal("question answer", stage.words());
    });

    it("applies what a listener changes in the past while it is told of a state", () => {
        const stage = new Stage();
        stage.onState = () => {
            if (stage.told.length === 1) {
                stage.insert(note(1, 1, "before"));
            }
        };
        stage.insert(note(2, 1, "after"));
        stage.settle();
        assert.equal("before after", stage.words());
    });

    it("does nothing any more once stopped", () => {
        const stage = new Stage();
        stage.insert(note(1, 1, "a"));
        stage.replayer.stop();
        stage.settle();
        assert.equal("", stage.words());
    });
});
