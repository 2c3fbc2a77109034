import type { ReducerFailure } from "../../src/api/replay";
import { newBuild } from "../../src/replay/build";
import { Failures } from "../../src/replay/failures";
import { toId } from "../../src/event/key";
import { CollectingGuard } from "../support/collecting-guard";

const CREATOR = 0xabcd;

function failureAt(time: number, counter = 0, message = "no such player"): ReducerFailure {
    const event = { type: "award", time, creator: CREATOR, counter, creatorGuid: "Player-1-0000ABCD" };
    return { event, message };
}

class Stage {
    readonly guard = new CollectingGuard();
    readonly errors: string[] = [];
    /** The answer of the addon; may raise. */
    judge: (this: void, failure: ReducerFailure) => boolean = () => true;
    readonly failures: Failures = new Failures(this.guard, {
        stateChanged() {},
        reducerError: (event, message) => this.errors.push(`${event.time} ${message}`),
        isSkipped: (failure) => this.judge(failure),
    });

    skippedTimes(): number[] {
        return this.failures.listSkipped().map(({ event }) => event.time);
    }
}

/** A build that has passed the events up to a time. */
function buildAt(time: number) {
    return { ...newBuild({}), time, id: toId(CREATOR, 255) };
}

describe("Failures", () => {
    it("halts when the callback itself raises, and reports both errors", () => {
        const stage = new Stage();
        stage.judge = () => error("callback", 0);
        const failure = failureAt(5);
        assert.is_false(stage.failures.take(failure));
        assert.equal(failure, stage.failures.halted());
        assert.same(['LibEventLedger: reducer of "award": no such player', "callback"], stage.guard.reports);
        assert.same(["5 no such player"], stage.errors);
    });

    it("forgets an event that the callback has ended itself, by a new reducer", () => {
        const stage = new Stage();
        stage.judge = () => {
            stage.failures.rewind(newBuild({}));
            return true;
        };
        assert.is_true(stage.failures.take(failureAt(5)));
        assert.is_nil(stage.failures.halted());
        assert.same([], stage.skippedTimes());
    });

    it("keeps the newer halt when the callback leads to another failure", () => {
        const stage = new Stage();
        const other = failureAt(3);
        stage.judge = ({ event }) => {
            if (event.time !== 5) return false;
            stage.failures.take(other);
            return true;
        };
        stage.failures.take(failureAt(5));
        assert.equal(other, stage.failures.halted());
        assert.same([], stage.skippedTimes());
    });

    it("reports an event once, until a reducer changes", () => {
        const stage = new Stage();
        for (const _ of $range(1, 3)) stage.failures.take(failureAt(5));
        // Another event of the same second is another event.
        stage.failures.take(failureAt(5, 1));
        assert.equal(2, stage.guard.reports.length);
        assert.equal(2, stage.errors.length);
        stage.failures.forgetTold();
        stage.failures.take(failureAt(5));
        assert.equal(3, stage.guard.reports.length);
        assert.equal(3, stage.errors.length);
    });

    it("lists the newest 20 skipped events, in a list that the caller may change", () => {
        const stage = new Stage();
        for (const time of $range(1, 25)) stage.failures.take(failureAt(time));
        const times = stage.skippedTimes();
        assert.equal(20, times.length);
        assert.same([6, 25], [times[0], times[19]]);
        stage.failures.listSkipped().pop();
        assert.equal(20, stage.failures.listSkipped().length);
    });

    it("goes back to what a build has passed: no halt, and only the skipped events behind it", () => {
        const stage = new Stage();
        for (const time of $range(1, 5)) stage.failures.take(failureAt(time));
        stage.judge = () => false;
        stage.failures.take(failureAt(6));
        stage.failures.rewind(buildAt(3));
        assert.is_nil(stage.failures.halted());
        assert.same([1, 2, 3], stage.skippedTimes());
    });

    it("knows which events may end a halt: those up to it", () => {
        const stage = new Stage();
        assert.is_false(stage.failures.mayEndHalt(0, 0));
        stage.judge = () => false;
        stage.failures.take(failureAt(5, 7));
        for (const [time, id, may] of [
            [4, toId(0xffffffff, 255), true],
            [5, toId(CREATOR, 6), true],
            [5, toId(CREATOR, 7), true],
            [5, toId(CREATOR, 8), false],
            [5, toId(CREATOR + 1, 0), false],
            [6, 0, false],
        ] as const) {
            assert.equal(may, stage.failures.mayEndHalt(time, id), `${time} ${id}`);
        }
    });
});
