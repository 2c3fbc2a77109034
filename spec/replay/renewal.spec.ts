import { FAR, LARGE_BYTES, NEAR } from "../../src/replay/checkpoints";
import type { LedgerEvent } from "../../src/api/event";
import { revocationBody } from "../../src/log/revocations";
import { FRAME, START } from "../support/world";
import { note, Stage, type Words } from "./stage";

const EVENTS = 1500;

/** Longer than a new checkpoint takes to be made, and than one late event keeps the next from taking it. */
const MINUTE = 61;

/** Fields of a record of which so many are more than is saved. */
const VAST_FIELDS = 90;

/** A word, and a record that makes the state large. */
function record(this: void, state: object, event: LedgerEvent, fields: number): void {
    const { words } = state as Words;
    const word = event.word as string;
    words.push(word);
    const entry: Record<string, unknown> = { word };
    for (const index of $range(1, fields)) entry[`f${tostring(index)}`] = index;
    (state as Record<string, unknown>)[`r${words.length}`] = entry;
}

class LargeStage extends Stage {
    applied = 0;
    private filled = 0;

    constructor(
        checkpointBytes = 2 ** 24,
        private readonly fields = 4,
    ) {
        super((state, event) => {
            this.applied++;
            record(state, event, fields);
        }, checkpointBytes);
        this.world.time.lookCost = 0.05;
    }

    fill(count: number): this {
        this.filled = count;
        for (const second of $range(1, count)) this.insert(note(10 * second, 1, `w${second}`));
        return this;
    }

    grow(count: number): this {
        this.fill(count).settle();
        return this;
    }

    /** Lets frames pass until readers see the whole log. @returns how many events that applies. */
    catchUp(): number {
        const before = this.applied;
        let frames = 0;
        while (!this.replayer.isCurrent()) {
            this.world.time.advance(FRAME);
            frames++;
            assert.is_true(frames < 10000);
        }
        return this.applied - before;
    }

    /** Puts in an event with so many others behind it. @returns how many events that applies until the state is right. */
    late(n: number): number {
        this.insert(note(10 * (this.filled - n) + 1, this.log.count(), `late${n}`));
        return this.catchUp();
    }

    /** Events from the newest checkpoint to the end; all when there is none. */
    distance(): number {
        return this.log.count() - (this.replayer.keeper.checkpoints.newest()?.count ?? 0);
    }

    /** Fails unless the state is what the log leads to. */
    check(): void {
        const other = new LargeStage(2 ** 24, this.fields);
        for (const weekNumber of this.log.weekNumbers) {
            const { times, ids, bodies, size } = this.log.week(weekNumber)!;
            for (const index of $range(0, size - 1)) {
                other.insert({ time: times[index], id: ids[index], body: bodies[index] });
            }
        }
        other.settle();
        assert.same(other.replayer.getState(), this.replayer.getState());
        assert.same([], this.world.guard.reports);
    }
}

describe("The checkpoint of a large state", () => {
    it("is left near the end by a long replay, and is the only one", () => {
        const stage = new LargeStage().grow(EVENTS);
        assert.is_true(stage.distance() >= NEAR && stage.distance() <= FAR);
        assert.equal(1, stage.replayer.keeper.checkpoints.count());
        assert.is_true(stage.replayer.keeper.checkpoints.size() > LARGE_BYTES);
        assert.equal(EVENTS, stage.applied);
    });

    it("makes late events cheap, again after a minute", () => {
        const stage = new LargeStage().grow(EVENTS);
        for (const n of [1, 100, 120]) {
            const applied = stage.late(n);
            assert.is_true(applied <= FAR, `${applied} of ${n}`);
            stage.world.time.advance(MINUTE);
            assert.is_true(stage.distance() >= NEAR && stage.distance() <= FAR, `${stage.distance()} after ${n}`);
        }
        stage.check();
    });

    it("stays where it is for late events that follow within a minute, once they have paid for it", () => {
        const stage = new LargeStage().grow(EVENTS);
        stage.late(50);
        stage.late(51);
        for (const n of [52, 53, 54]) {
            const applied = stage.late(n);
            assert.is_true(applied <= FAR, `${applied} of ${n}`);
        }
        stage.check();
    });

    it("takes a hundredth of the time to be made anew", () => {
        const stage = new LargeStage().grow(EVENTS);
        stage.late(1);
        let most = 0;
        let frames = 0;
        while (stage.distance() > FAR) {
            const before = stage.applied;
            stage.world.time.advance(FRAME);
            most = math.max(most, stage.applied - before);
            frames++;
            assert.is_true(frames < 10000);
        }
        // A look at the clock after each event takes 0.05 ms here, and a frame has 0.156.
        assert.is_true(most >= 1 && most <= 4, `${most}`);
    });

    it("is moved along while events come in order", () => {
        const stage = new LargeStage().grow(EVENTS);
        for (const index of $range(1, 600)) {
            stage.insert(note(10 * EVENTS + index, 1, "next"));
            stage.world.time.advance(0.25);
            assert.is_true(stage.distance() <= FAR + 20);
        }
        assert.equal(1, stage.replayer.keeper.checkpoints.count());
        stage.check();
    });

    it("is right whatever comes late while it is being made", () => {
        const stage = new LargeStage().grow(EVENTS);
        stage.late(3);
        for (const n of [1400, 700, 1450, 5]) {
            stage.world.time.advance(5);
            stage.late(n);
        }
        stage.insert({ time: START + 10 * EVENTS + 9, id: 3, body: revocationBody(START + 20, 1) });
        stage.world.time.advance(MINUTE);
        stage.late(2);
        stage.check();
        assert.equal(EVENTS + 5, (stage.replayer.getState() as Words).words.length);
    });

    it("is first made in the background where the state is too large to be saved: readers wait for no copy of it", () => {
        const stage = new LargeStage(2 ** 24, VAST_FIELDS).fill(EVENTS);
        assert.is_true(stage.catchUp() < EVENTS + 10);
        assert.is_true(stage.distance() > EVENTS - 10);
        stage.world.time.advance(MINUTE);
        assert.is_true(stage.distance() >= NEAR && stage.distance() <= FAR, `${stage.distance()}`);
        assert.is_true(stage.late(100) <= FAR);
        stage.check();
    });

    it("is a copy as ever where late events come before that: only the first replays everything", () => {
        // Their replay takes longer than a copy.
        const many = 3 * EVENTS;
        const stage = new LargeStage(2 ** 24, VAST_FIELDS / 3).fill(many);
        stage.catchUp();
        assert.is_true(stage.late(100) > many - 10);
        assert.is_true(stage.distance() >= NEAR && stage.distance() <= FAR, `${stage.distance()}`);
        assert.is_true(stage.late(90) <= FAR);
        stage.check();
    });

    it("is not used by two at a time: who reads it in slices pins it", () => {
        const stage = new LargeStage().grow(EVENTS);
        const { checkpoints } = stage.replayer.keeper;
        const checkpoint = checkpoints.newest()!;
        checkpoints.pin();
        stage.late(1);
        assert.equal(checkpoint, checkpoints.newest());
        assert.is_false(checkpoint.state === stage.replayer.getState());
        checkpoints.unpin();
        stage.check();
    });

    it("is not made where checkpointBytes is 0, nor is any", () => {
        const stage = new LargeStage(0).grow(EVENTS);
        stage.world.time.advance(MINUTE);
        assert.equal(0, stage.replayer.keeper.checkpoints.count());
        assert.equal(EVENTS + 1, stage.late(1));
        stage.world.time.advance(MINUTE);
        assert.equal(2 * EVENTS + 1, stage.applied);
        stage.check();
    });
});
