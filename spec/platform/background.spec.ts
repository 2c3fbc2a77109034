import { FrameWorker } from "../../src/platform/background";
import { FRAME_BUDGET, FrameBudget } from "../../src/platform/frame-budget";
import { GameGuard } from "../../src/platform/guard";
import type { Clock, Pause, SharedFrame } from "../../src/ports";
import { FakeGame } from "../support/game";

/** A clock that only work moves. */
class WorkClock implements Clock {
    ms = 0;
    frame = 1;

    serverTime(): number {
        return 0;
    }

    uptime(): number {
        return this.frame;
    }

    milliseconds(): number {
        return this.ms;
    }
}

describe("FrameWorker", () => {
    let game: FakeGame;
    let clock: WorkClock;
    let shared: SharedFrame;
    let worker: FrameWorker;
    let isInCombat: boolean;

    before_each(() => {
        game = new FakeGame();
        isInCombat = false;
        game.set({ InCombatLockdown: () => isInCombat });
        clock = new WorkClock();
        shared = { time: 0, used: 0 };
        worker = new FrameWorker(clock, new GameGuard(), new FrameBudget(clock, shared));
    });
    after_each(() => game.end());

    function nextFrame(): void {
        clock.frame++;
        game.nextFrame();
    }

    /** Work of so many steps of half a millisecond; notes each step. */
    function steps(count: number, note: (this: void) => void): void {
        worker.run((pause) => {
            for (const _ of $range(1, count)) {
                clock.ms += 0.5;
                note();
                pause();
            }
        });
    }

    it("does nothing in the call itself, and nothing at all without work", () => {
        let done = 0;
        assert.is_false(game.frames[0].isShown);
        steps(1, () => {
            done++;
        });
        assert.equal(0, done);
        assert.is_true(game.frames[0].isShown);
        nextFrame();
        assert.equal(1, done);
        assert.is_false(game.frames[0].isShown);
    });

    it("keeps to the budget of a frame, and to half of it in combat", () => {
        let done = 0;
        steps(100, () => {
            done++;
        });
        nextFrame();
        assert.equal(FRAME_BUDGET / 0.5, done);
        isInCombat = true;
        const before = done;
        nextFrame();
        assert.is_true(done - before < 5 && done > before);
    });

    it("lets all tasks get on, and ends each", () => {
        const done = [0, 0, 0];
        for (const index of [0, 1, 2]) {
            steps(20, () => {
                done[index]++;
            });
        }
        for (const _ of $range(1, 4)) {
            nextFrame();
        }
        for (const count of done) {
            assert.is_true(count > 0);
        }
        for (const _ of $range(1, 20)) {
            nextFrame();
        }
        assert.same([20, 20, 20], done);
        assert.is_false(game.frames[0].isShown);
    });

    it("goes on with a task that rests in the next frame, whatever is left of this one", () => {
        let done = 0;
        worker.run((_pause, rest) => {
            for (const _ of $range(1, 3)) {
                done++;
                rest();
            }
        });
        nextFrame();
        assert.equal(1, done);
        nextFrame();
        assert.equal(2, done);
        for (const _ of $range(1, 3)) {
            nextFrame();
        }
        assert.equal(3, done);
        assert.is_false(game.frames[0].isShown);
    });

    it("reports a task that raises, and goes on with the others", () => {
        let done = 0;
        worker.run(() => error("broken", 0));
        steps(3, () => {
            done++;
        });
        nextFrame();
        assert.same(["LibEventLedger: broken"], game.errors);
        assert.equal(3, done);
    });

    it("takes the thread of a task that is done for the next one, but not of one that raised or was cancelled", () => {
        const threads: (LuaThread | undefined)[] = [];
        const run = (body: (this: void, pause: Pause) => void) =>
            worker.run((pause) => {
                threads.push(coroutine.running());
                body(pause);
            });
        for (const _ of $range(1, 3)) {
            run(() => {});
            nextFrame();
        }
        assert.equal(threads[0], threads[1]);
        assert.equal(threads[0], threads[2]);
        let isResumed = false;
        const handle = run((pause) => {
            clock.ms += 100;
            pause();
            isResumed = true;
        });
        nextFrame();
        handle.cancel();
        run(() => error("oops"));
        nextFrame();
        run(() => {});
        nextFrame();
        assert.equal(6, threads.length);
        assert.is_false(isResumed);
        assert.equal(threads[2], threads[3]);
        assert.not_equal(threads[3], threads[4]);
        assert.not_equal(threads[4], threads[5]);
    });

    it("gives each task its own pause, also while it drives others", () => {
        const steps: string[] = [];
        const handles = ["a", "b"].map((name) =>
            worker.run((pause) => {
                for (const index of $range(1, 3)) {
                    steps.push(`${name}${tostring(index)}`);
                    if (name === "a" && index === 1) worker.drive(1, () => steps.length >= 2);
                    clock.ms += 100;
                    pause();
                }
            }),
        );
        nextFrame();
        handles[1].cancel();
        for (const _ of $range(1, 4)) nextFrame();
        assert.same(["a1", "b1", "a2", "a3"], steps);
    });

    it("takes up what a task adds", () => {
        let done = 0;
        worker.run(() => {
            steps(2, () => {
                done++;
            });
        });
        nextFrame();
        nextFrame();
        assert.equal(2, done);
    });

    it("works at once when driven, until it is told to stop or time is up", () => {
        let done = 0;
        steps(100, () => {
            done++;
        });
        worker.drive(5, () => false);
        assert.is_true(done >= 10 && done <= 11);
        worker.drive(1000, () => done >= 50);
        assert.is_true(done >= 50);
        worker.drive(1000, () => false);
        assert.equal(100, done);
        worker.drive(1000, () => false);
        assert.is_false(game.frames[0].isShown);
    });

    it("gives tasks without end about the same over time", () => {
        const done = [0, 0, 0, 0];
        for (const index of $range(0, 3)) {
            steps(10000, () => {
                done[index]++;
            });
        }
        for (const _ of $range(1, 80)) {
            nextFrame();
        }
        for (const count of done) {
            assert.equal((80 * FRAME_BUDGET) / 0.5 / 4, count);
        }
    });

    it("is asleep after it was driven to the end, and awake when work is left", () => {
        steps(4, () => {});
        worker.drive(1000, () => false);
        assert.is_false(game.frames[0].isShown);
        nextFrame();
        steps(100, () => {});
        worker.drive(5, () => false);
        assert.is_true(game.frames[0].isShown);
        assert.same([], game.errors);
    });

    it("stops soon after what the driver waits for is done, however much other work there is", () => {
        let isDone = false;
        let others = 0;
        steps(5, () => {
            isDone = true;
        });
        for (const _ of $range(1, 3)) {
            steps(1000, () => {
                others++;
            });
        }
        worker.drive(10000, () => isDone);
        assert.is_true(isDone);
        assert.is_true(clock.ms <= 2 * FRAME_BUDGET, `${clock.ms} ms`);
        assert.is_true(others < 20);
    });

    it("takes at most as long as it is told when driven, tasks that only rest included", () => {
        worker.run((_pause, rest) => {
            while (true) {
                clock.ms += 0.5;
                rest();
            }
        });
        worker.drive(20, () => false);
        assert.is_true(clock.ms >= 20 && clock.ms <= 20.5, `${clock.ms} ms`);
    });

    describe("whose work is cancelled", () => {
        it("does not start it when it had not begun, and goes to sleep", () => {
            let done = 0;
            const handle = worker.run(() => {
                done++;
            });
            handle.cancel();
            nextFrame();
            assert.equal(0, done);
            assert.is_false(game.frames[0].isShown);
        });

        it("ends it where it paused or rests, and goes on with the others", () => {
            const done: string[] = [];
            const resting = worker.run((_pause, rest) => {
                done.push("resting");
                rest();
                done.push("resting, on");
            });
            worker.run((_pause, rest) => {
                rest();
                done.push("other");
            });
            const paused = worker.run((pause) => {
                done.push("paused");
                clock.ms += FRAME_BUDGET;
                pause();
                done.push("paused, on");
            });
            nextFrame();
            assert.same(["resting", "paused"], done);
            paused.cancel();
            resting.cancel();
            for (const _ of $range(1, 5)) nextFrame();
            assert.same(["resting", "paused", "other"], done);
            assert.is_false(game.frames[0].isShown);
        });

        it("ends it at its next pause when it cancels itself, however much of the frame is left", () => {
            const done: string[] = [];
            const handle = worker.run((pause) => {
                done.push("one");
                pause();
                handle.cancel();
                done.push("two");
                pause();
                done.push("three");
            });
            nextFrame();
            nextFrame();
            assert.same(["one", "two"], done);
            assert.is_false(game.frames[0].isShown);
        });

        it("takes no heed when it is done already, or cancelled twice", () => {
            let done = 0;
            const first = worker.run(() => {
                done++;
            });
            nextFrame();
            first.cancel();
            const second = worker.run(() => {
                done++;
            });
            second.cancel();
            second.cancel();
            steps(1, () => {
                done++;
            });
            nextFrame();
            assert.equal(2, done);
        });

        it("ends it while it is driven", () => {
            let done = 0;
            const handle = worker.run((pause) => {
                while (true) {
                    clock.ms += 0.5;
                    done++;
                    pause();
                }
            });
            worker.drive(1000, () => {
                if (done >= 20) handle.cancel();
                return false;
            });
            assert.is_true(done >= 20 && done < 40, `${done} steps`);
        });
    });

    describe("driven by one of its tasks", () => {
        it("keeps to the frame's budget afterwards", () => {
            let done = 0;
            worker.run(() => {
                worker.drive(10000, () => done > 0);
            });
            steps(10000, () => {
                done++;
            });
            nextFrame();
            assert.is_true(clock.ms <= 3 * FRAME_BUDGET, `${clock.ms} ms`);
        });

        it("lets the driver itself go on no longer than it would have", () => {
            worker.run((pause) => {
                clock.ms += FRAME_BUDGET - 0.5;
                worker.drive(10000, () => false);
                for (const _ of $range(1, 100)) {
                    clock.ms += 0.5;
                    pause();
                }
            });
            steps(1, () => {});
            nextFrame();
            assert.is_true(clock.ms <= FRAME_BUDGET + 1, `${clock.ms} ms`);
        });

        it("takes up what rests", () => {
            let isDone = false;
            worker.run((_pause, rest) => {
                for (const _ of $range(1, 5)) {
                    rest();
                }
                isDone = true;
            });
            let wasDone = false;
            worker.run(() => {
                worker.drive(1000, () => isDone);
                wasDone = isDone;
            });
            nextFrame();
            assert.is_true(wasDone);
        });

        it("stays awake for the tasks that are left, the driver among them", () => {
            let isDriverDone = false;
            let isRestingDone = false;
            worker.run((_pause, rest) => {
                rest();
                rest();
                isRestingDone = true;
            });
            worker.run((_pause, rest) => {
                worker.drive(1, () => false);
                rest();
                isDriverDone = true;
            });
            steps(1, () => {});
            for (const _ of $range(1, 5)) {
                nextFrame();
            }
            assert.is_true(isDriverDone);
            assert.is_true(isRestingDone);
            assert.is_false(game.frames[0].isShown);
        });

        it("does not take up the driver itself", () => {
            let depth = 0;
            worker.run((pause) => {
                depth++;
                worker.drive(10, () => false);
                pause();
                depth--;
            });
            nextFrame();
            nextFrame();
            assert.equal(0, depth);
            assert.same([], game.errors);
        });
    });

    it("goes on with the others when a task raises in a later slice, and reports each", () => {
        let done = 0;
        for (const index of $range(1, 2)) {
            worker.run((_pause, rest) => {
                rest();
                error(`broken ${index}`, 0);
            });
        }
        steps(30, () => {
            done++;
        });
        for (const _ of $range(1, 20)) {
            nextFrame();
        }
        assert.same(["LibEventLedger: broken 1", "LibEventLedger: broken 2"], game.errors);
        assert.equal(30, done);
        assert.is_false(game.frames[0].isShown);
    });

    it("shares a frame with other copies of the library, and starves none of them", () => {
        const other = new FrameWorker(clock, new GameGuard(), new FrameBudget(clock, shared));
        const done = [0, 0];
        const endless = (index: number) => (pause: (this: void) => void) => {
            while (done[index] < 100) {
                clock.ms += 0.5;
                done[index]++;
                pause();
            }
        };
        const own = endless(0);
        const others = endless(1);
        worker.run((pause) => own(pause));
        other.run((pause) => others(pause));
        let longest = 0;
        for (const _ of $range(1, 20)) {
            const before = clock.ms;
            nextFrame();
            longest = math.max(longest, clock.ms - before);
        }
        assert.is_true(longest <= FRAME_BUDGET + 0.5, `${longest} ms in one frame`);
        assert.is_true(done[0] >= 30 && done[1] >= 30, `${done[0]} and ${done[1]} steps`);
    });
});
