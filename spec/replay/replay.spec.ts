import type { LedgerEvent } from "../../src/api/event";
import { FRAME, START } from "../support/world";
import type { ReferenceEvent } from "./reference";
import { ReplayStage } from "./replay-stage";
import { addWord, note, type Words } from "./stage";

function notes(count: number): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    for (const index of $range(1, count)) {
        events.push(note(10 * index, 1, string.format("w%.0f", index)));
    }
    return events;
}

describe("Replay", () => {
    describe("lag", () => {
        it("is what is left to apply, frame by frame, and 0 only when readers see it all", () => {
            for (const batchSize of [1, 10, 20, 50, 1000]) {
                const stage = new ReplayStage(notes(100));
                stage.limits.batchSize = batchSize;
                assert.equal(100, stage.replay.status().lag);
                stage.start();
                // In the first frame, what is saved is looked at.
                stage.world.time.advance(FRAME);
                let before = 100;
                while (stage.replay.status().lag > 0) {
                    stage.world.time.advance(FRAME);
                    const { lag } = stage.replay.status();
                    assert.equal(math.max(0, before - batchSize), lag);
                    assert.equal(100 - lag, (stage.replay.getState() as Words).words.length);
                    before = lag;
                }
                stage.insert(note(5, 1, "first"));
                assert.equal(101, stage.replay.status().lag);
                while (stage.replay.status().lag > 0) {
                    assert.equal(100, (stage.replay.getState() as Words).words.length);
                    stage.world.time.advance(FRAME);
                }
                assert.equal(101, (stage.replay.getState() as Words).words.length);
            }
        });
    });

    it("makes the state anew where initialState() raises, or gives no table, although it did not at first", () => {
        for (const broken of [(): object => error("broken", 0), (): object => 7 as unknown as object]) {
            const stage = new ReplayStage(notes(20)).start().settle();
            stage.newState = broken;
            for (const id of [1, 2]) {
                stage.insert(note(5, id, "first"));
                stage.settle();
            }
            assert.equal(0, stage.replay.status().lag);
            const { words } = stage.replay.getState() as Words;
            assert.same([22, "first", "first", "w1"], [words.length, words[0], words[1], words[2]]);
            const { difference } = stage.verify();
            assert.is_nil(difference);
            assert.equal(1, stage.world.guard.reports.length);
            assert.is_true(stage.world.guard.reports[0].includes("initialState()"));
        }
    });

    describe("stateChanged", () => {
        it("comes once a batch, with the number of events", () => {
            const stage = new ReplayStage(notes(100));
            stage.limits.batchSize = 40;
            stage.start().settle();
            assert.same(
                [
                    { count: 40, isRewind: false },
                    { count: 40, isRewind: false },
                    { count: 20, isRewind: false },
                ],
                stage.changes,
            );
        });

        it("comes once for a rewind, with the number of all events that were applied anew", () => {
            const stage = new ReplayStage(notes(100)).start().settle();
            stage.limits.batchSize = 10;
            stage.insert(note(645, 1, "late"));
            stage.settle();
            const [, rewind] = stage.changes;
            assert.same({ count: 51, isRewind: true }, rewind);
            assert.equal(2, stage.changes.length);
        });

        it("does not come when nothing has changed", () => {
            const stage = new ReplayStage(notes(100)).start().settle();
            const told = stage.changes.length;
            stage.replay.pause();
            stage.replay.resume();
            stage.replay.catchUp(1000);
            stage.settle();
            assert.equal(told, stage.changes.length);
        });
    });

    describe("pause", () => {
        it("leaves the state as it is until resume, however often either is called", () => {
            const stage = new ReplayStage(notes(10)).start().settle();
            stage.replay.pause();
            stage.replay.pause();
            stage.insert(note(5000, 1, "new"), note(5, 1, "late"));
            stage.settle();
            assert.equal(10, (stage.replay.getState() as Words).words.length);
            assert.equal(12, stage.replay.status().lag);
            assert.is_false(stage.replay.catchUp(1000));
            stage.replay.resume();
            stage.replay.resume();
            stage.settle();
            assert.equal(12, (stage.replay.getState() as Words).words.length);
            stage.replay.pause();
            stage.insert(note(6000, 1, "newer"));
            stage.settle();
            assert.equal(1, stage.replay.status().lag);
        });

        it("ends a batch under way at its next event", () => {
            const stage = new ReplayStage(notes(100));
            stage.reducer = (state, event) => {
                addWord(state, event);
                stage.replay.pause();
            };
            stage.start().settle();
            assert.equal("w1", stage.words());
            assert.same([{ count: 1, isRewind: false }], stage.changes);
        });
    });

    describe("catchUp", () => {
        it("applies everything before it returns", () => {
            const stage = new ReplayStage(notes(100));
            stage.limits.batchSize = 3;
            stage.start();
            assert.is_true(stage.replay.catchUp(1000));
            assert.equal(100, (stage.replay.getState() as Words).words.length);
            assert.is_true(stage.replay.catchUp(1000));
        });

        it("does so whatever the interval between batches, and keeps to it afterwards", () => {
            const stage = new ReplayStage(notes(100));
            stage.limits.batchSize = 10;
            stage.limits.interval = 5;
            stage.start();
            stage.world.time.advance(1);
            assert.equal(90, stage.replay.status().lag);
            assert.is_true(stage.replay.catchUp(1000));
            assert.equal(100, (stage.replay.getState() as Words).words.length);
            stage.world.time.advance(10);
            stage.insert(...notes(120).slice(100));
            stage.world.time.advance(2 * FRAME);
            assert.equal(10, stage.replay.status().lag);
            stage.world.time.advance(2 * FRAME);
            assert.equal(10, stage.replay.status().lag);
        });

        it("does so while the saved state is being taken up", () => {
            const saved = new ReplayStage(notes(100)).start().settle().save();
            const stage = new ReplayStage(notes(100)).start(saved);
            stage.world.background.pausesPerSlice = 1;
            assert.is_true(stage.replay.catchUp(1000));
            assert.is_true(stage.replay.status().restored > 68);
            assert.equal(100, (stage.replay.getState() as Words).words.length);
        });

        it("returns at once from within a batch, which then goes on", () => {
            const stage = new ReplayStage(notes(100));
            stage.limits.batchSize = 10;
            const answers: boolean[] = [];
            stage.onState = () => {
                answers.push(stage.replay.catchUp(1000));
            };
            stage.start().settle();
            assert.equal(10, answers.length);
            assert.same([false, true], [answers[0], answers[9]]);
            assert.equal(100, (stage.replay.getState() as Words).words.length);
        });

        it("applies everything from within a callback of other work", () => {
            const stage = new ReplayStage(notes(100)).start().settle();
            stage.insert(note(5, 1, "late"));
            stage.limits.batchSize = 1;
            let answer = false;
            stage.replay.stateAt(START + 500, () => {
                answer = stage.replay.catchUp(1000);
            });
            stage.settle();
            assert.is_true(answer);
        });

        it("returns when a reducer raises", () => {
            const stage = new ReplayStage(notes(100));
            stage.reducer = () => error("no", 0);
            stage.start();
            assert.is_false(stage.replay.catchUp(1000));
            assert.is_not_nil(stage.replay.status().halt);
        });
    });

    describe("stop", () => {
        it("ends a batch in the midst of its pauses, a rewind, an interval, and what is asked aside goes on", () => {
            for (const frames of $range(0, 12)) {
                const stage = new ReplayStage(notes(100));
                stage.world.background.pausesPerSlice = 2;
                stage.limits.batchSize = 10;
                stage.limits.interval = frames % 2 === 0 ? 0 : 2 * FRAME;
                stage.start();
                stage.world.time.advance(frames * FRAME);
                stage.insert(note(5, 1, "late"));
                stage.world.time.advance(FRAME);
                stage.replay.stop();
                stage.world.time.advance(FRAME);
                const { words } = stage.replay.getState() as Words;
                const before = words.join(" ");
                const applied = stage.applied.length;
                stage.settle();
                assert.equal(before, stage.words());
                assert.is_true(stage.applied.length - applied <= stage.limits.batchSize);
                assert.same([], stage.world.guard.reports);
            }
        });
    });

    describe("a state that cannot be copied", () => {
        function withFunction(state: object, event: LedgerEvent): void {
            addWord(state, event);
            (state as unknown as Record<string, unknown>).callback = () => {};
        }

        it("is replayed all the same, and the status names the path, once", () => {
            const stage = new ReplayStage(notes(200));
            stage.reducer = withFunction;
            stage.start().settle();
            const { checkpoints, checkpointProblem } = stage.replay.status();
            assert.equal(0, checkpoints);
            assert.matches("^state%.callback holds a function; ", checkpointProblem!);
            assert.equal(1, stage.world.guard.reports.length);
            stage.insert(note(5, 1, "late"));
            stage.settle();
            assert.equal(201, (stage.replay.getState() as Words).words.length);
            assert.equal(1, stage.world.guard.reports.length);
        });

        it("can be copied again once a better reducer is there", () => {
            const stage = new ReplayStage(notes(200));
            stage.reducer = withFunction;
            stage.start().settle();
            stage.replay.setReducer("note", addWord);
            stage.settle();
            assert.is_nil(stage.replay.status().checkpointProblem);
            assert.is_true(stage.replay.status().checkpoints > 0);
        });

        it("says so to who wants a copy", () => {
            const stage = new ReplayStage(notes(5));
            stage.reducer = withFunction;
            stage.start().settle();
            stage.replay.copy(() => error("there is a copy", 0));
            stage.settle();
            assert.matches("^state%.callback holds", stage.replay.status().checkpointProblem!);
            stage.insert(note(5000, 1, "new"));
            stage.settle();
            assert.equal(0, stage.replay.status().lag);
        });
    });

    it("replays no more than 2n + 64 events for a late event with n behind it", () => {
        const stage = new ReplayStage(notes(1000)).start().settle();
        let total = 1000;
        for (const behind of [0, 1, 5, 31, 32, 33, 100, 300, 500, 900, 1000]) {
            const before = stage.applied.length;
            stage.insert(note(10 * (1000 - behind) + 5, total, "late"));
            total++;
            stage.settle();
            // The late events of the rounds before lie behind this one too.
            const n = behind + (total - 1001);
            assert.is_true(stage.applied.length - before <= 2 * n + 64, `${stage.applied.length - before} for ${n}`);
            assert.equal(total, (stage.replay.getState() as Words).words.length);
        }
    });
});
