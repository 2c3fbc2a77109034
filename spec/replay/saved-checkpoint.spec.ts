import { weekOf } from "../../src/event/key";
import { revocationBody } from "../../src/log/revocations";
import { SeededRandom } from "../random";
import { packWeek } from "../support/logs";
import { FRAME, START } from "../support/world";
import type { ReferenceEvent } from "./reference";
import { ReplayStage } from "./replay-stage";
import { addWord, note } from "./stage";

const DAMAGE_ROUNDS = 500;

/** Notes at 10, 20, 30... seconds after the start. */
function notes(count: number): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    for (const index of $range(1, count)) {
        events.push(note(10 * index, 1, string.format("w%.0f", index)));
    }
    return events;
}

function revocation(seconds: number, targetSeconds: number, id = 9): ReferenceEvent {
    return { time: START + seconds, id, body: revocationBody(START + targetSeconds, 1) };
}

/** The checkpoint that a client with this log saves. */
function savedOf(events: readonly ReferenceEvent[]): string {
    return new ReplayStage(events).start().settle().save()!;
}

/** Number of events behind the state that a text holds. */
function positionOf(text: string): number {
    const [count] = string.match(text, "^%d+ %d+ %d+ (%d+) ");
    return tonumber(count)!;
}

/** The words of a client that replays everything. */
function wordsOf(events: readonly ReferenceEvent[]): string {
    return new ReplayStage(events).start().settle().words();
}

describe("A saved checkpoint", () => {
    const events = notes(100);
    const saved = savedOf(events);
    const position = positionOf(saved);

    function failureOf(stage: ReplayStage, text: unknown = saved): string | undefined {
        stage.start(text).settle();
        const { restored, restoreFailure } = stage.replay.status();
        assert.equal(restoreFailure === undefined ? position : 0, restored);
        return restoreFailure;
    }

    it("is taken up, and only what lies behind it is replayed", () => {
        const stage = new ReplayStage(events);
        assert.is_nil(failureOf(stage));
        assert.is_true(position > 68 && position < 100);
        assert.equal(100 - position, stage.applied.length);
        assert.equal(`w${position + 1}`, stage.applied[0]);
        assert.equal(wordsOf(events), stage.words());
        assert.equal(0, stage.replay.status().lag);
        assert.is_true(stage.replay.status().checkpoints > 0);
    });

    it("is taken up from a log whose weeks are packed", () => {
        const stage = new ReplayStage(events);
        packWeek(stage.log, weekOf(START));
        assert.is_nil(failureOf(stage));
        assert.equal(100 - position, stage.applied.length);
    });

    it("is told to readers even when nothing lies behind it", () => {
        const whole = notes(16);
        const stage = new ReplayStage(whole).start(savedOf(whole)).settle();
        assert.equal(0, stage.applied.length);
        assert.equal(wordsOf(whole), stage.words());
        assert.same([{ count: 16, isRewind: false }], stage.changes);
    });

    it("makes a late event cheap as well", () => {
        const stage = new ReplayStage(events).start(saved).settle();
        stage.insert(note(975, 1, "late"));
        stage.settle();
        assert.is_true(stage.applied.length < 20, `${stage.applied.length} applied`);
        assert.equal(wordsOf([...events, note(975, 1, "late")]), stage.words());
    });

    it("is not saved again as long as it stands", () => {
        const stage = new ReplayStage(events).start(saved).settle();
        assert.is_nil(stage.save());
        const first = new ReplayStage(events).start().settle();
        assert.is_not_nil(first.save());
        assert.is_nil(first.save());
    });

    describe("is not taken up, with the reason in the status,", () => {
        it("when there is none", () => {
            assert.equal("none", failureOf(new ReplayStage(events), ""));
            const stage = new ReplayStage(events).start().settle();
            assert.equal("none", stage.replay.status().restoreFailure);
        });

        it("when the revocations had to be looked for", () => {
            const stage = new ReplayStage(events);
            stage.replay.start(saved, () => false);
            stage.settle();
            assert.equal("revocations", stage.replay.status().restoreFailure);
            assert.equal(wordsOf(events), stage.words());
        });

        it("when it is no such text", () => {
            for (const text of ["x", "1 2 3", 5, {}, true, `${saved} x`, ` ${saved}`]) {
                const stage = new ReplayStage(events);
                assert.equal("malformed", failureOf(stage, text));
                assert.equal(wordsOf(events), stage.words());
            }
        });

        it("when the version of the state is another", () => {
            const stage = new ReplayStage(events);
            stage.stateVersion = 2;
            assert.equal("stateVersion", failureOf(stage));
        });

        it("when the types are others", () => {
            const stage = new ReplayStage(events);
            stage.schema.add({ name: "more", id: 2, fields: [] });
            assert.equal("types", failureOf(stage));
        });

        it("when there are more revocations, before its position or behind", () => {
            for (const seconds of [505, 5000]) {
                const stage = new ReplayStage([...events, revocation(seconds, 20)]);
                assert.equal("revocations", failureOf(stage));
                assert.equal(wordsOf([...events, revocation(seconds, 20)]), stage.words());
            }
        });

        it("when the log before it has one event more, fewer, or another", () => {
            const more = [...events, note(5, 1, "more")];
            const fewer = events.slice(1);
            const other = [note(10, 1, "other"), ...events.slice(1)];
            const moved = [note(11, 1, "w1"), ...events.slice(1)];
            for (const changed of [more, fewer, other, moved]) {
                const stage = new ReplayStage(changed);
                assert.equal("log", failureOf(stage));
                assert.equal(wordsOf(changed), stage.words());
            }
        });

        it("when its position is not there any more", () => {
            const stage = new ReplayStage(events.slice(0, 50));
            assert.equal("log", failureOf(stage));
            assert.equal(50, stage.applied.length);
        });

        it("when the state is damaged", () => {
            const [head] = string.match(saved, "^(.* )%S+$");
            assert.equal("damaged", failureOf(new ReplayStage(events), `${head}AAAA`));
            assert.equal("damaged", failureOf(new ReplayStage(events), `${head}!`));
        });
    });

    it("never raises and never misleads, however it is damaged", () => {
        const seed = 1618;
        const random = new SeededRandom(seed);
        const expected = wordsOf(events);
        for (const round of $range(1, DAMAGE_ROUNDS)) {
            const at = random.integer(1, saved.length);
            const byte = string.char(random.integer(32, 126));
            const cut = random.integer(0, 1);
            const text = string.sub(saved, 1, at - 1) + byte + string.sub(saved, at + cut);
            const stage = new ReplayStage(events).start(text).settle();
            assert.equal(expected, stage.words(), `seed ${seed}, round ${round}`);
            assert.same([], stage.world.guard.reports, `seed ${seed}, round ${round}`);
        }
    });

    describe("while it is taken up", () => {
        /** A client that has begun to take it up, and pauses at every opportunity. */
        function begun(frames: number): ReplayStage {
            const stage = new ReplayStage(events);
            stage.world.background.pausesPerSlice = 1;
            stage.start(saved);
            stage.world.time.advance(frames * FRAME);
            return stage;
        }

        /** Frames that it takes. */
        function framesNeeded(): number {
            const stage = begun(0);
            let frames = 0;
            while (stage.replay.status().restored === 0) {
                stage.world.time.advance(FRAME);
                frames++;
                assert.is_true(frames < 1000);
            }
            return frames;
        }

        it("takes in events that belong before it, and such behind it, and revocations, at any moment", () => {
            const needed = framesNeeded();
            assert.is_true(needed > 4);
            for (const arriving of [note(15, 1, "early"), note(5000, 1, "late"), revocation(2000, 20)]) {
                const expected = wordsOf([...events, arriving]);
                for (const frames of $range(0, needed + 3)) {
                    const stage = begun(frames);
                    stage.insert(arriving);
                    assert.is_true(stage.replay.status().lag >= 0);
                    stage.settle();
                    assert.equal(expected, stage.words(), `after ${frames} frames`);
                    assert.equal(0, stage.replay.status().lag);
                }
            }
        });

        it("applies everything anew when a reducer is replaced, and says why", () => {
            for (const frames of $range(1, framesNeeded() - 1)) {
                const stage = begun(frames);
                stage.replay.setReducer("note", (state) => addWord(state, { word: "x" } as never));
                stage.settle();
                assert.equal(string.rep("x ", 100), `${stage.words()} `, `after ${frames} frames`);
                assert.equal("types", stage.replay.status().restoreFailure);
            }
        });

        it("survives that the week is packed meanwhile", () => {
            for (const frames of $range(1, framesNeeded())) {
                const stage = begun(frames);
                packWeek(stage.log, weekOf(START));
                stage.settle();
                assert.equal(wordsOf(events), stage.words(), `after ${frames} frames`);
                assert.same([], stage.world.guard.reports);
            }
        });

        it("survives that the ledger is paused, and shows the state all the same", () => {
            const stage = begun(2);
            stage.replay.pause();
            stage.settle();
            assert.equal(position, stage.replay.status().restored);
            assert.equal(0, stage.applied.length);
            stage.replay.resume();
            stage.settle();
            assert.equal(100 - position, stage.applied.length);
        });
    });

    describe("is saved again", () => {
        it("when a revocation came, although the position is the same", () => {
            const stage = new ReplayStage(events).start(saved).settle();
            const late = revocation(2000, 980);
            stage.insert(late);
            stage.settle();
            const text = stage.save();
            assert.is_not_nil(text);
            const next = new ReplayStage([...events, late]).start(text).settle();
            assert.equal(positionOf(text!), next.replay.status().restored);
            assert.equal(stage.words(), next.words());
        });

        it("when one revocation took the place of another, with position and number the same", () => {
            // Two revocations under one key: the log keeps that with the larger digest.
            const before = [...events, revocation(2000, 20)];
            const after = [...events, revocation(2000, 30)];
            const both = [...before, revocation(2000, 30)];
            const winner = wordsOf(both) === wordsOf(after) ? before : after;
            const loser = winner === before ? after : before;
            assert.is_false(wordsOf(before) === wordsOf(after));
            const stage = new ReplayStage(winner).start().settle();
            stage.save();
            stage.insert(loser[100]);
            stage.settle();
            const text = stage.save();
            assert.is_not_nil(text);
            const next = new ReplayStage(both).start(text).settle();
            assert.equal(positionOf(text!), next.replay.status().restored);
            assert.equal(wordsOf(both), next.words());
        });

        it("when types were defined, although the position is the same", () => {
            const stage = new ReplayStage(events).start(saved).settle();
            stage.schema.add({ name: "more", id: 2, fields: [] });
            stage.replay.setReducer("more", () => {});
            stage.settle();
            const next = new ReplayStage(events);
            next.schema.add({ name: "more", id: 2, fields: [] });
            const text = stage.save();
            next.start(text).settle();
            assert.equal(positionOf(text!), next.replay.status().restored);
        });

        it("from an older position, or taken out, when what it was made of has changed and replay is not done", () => {
            const stage = new ReplayStage(events).start(saved).settle();
            stage.limits.batchSize = 1;
            stage.insert(note(5, 1, "first"));
            assert.equal("", stage.save());
            assert.is_nil(stage.save());
            stage.settle();
            const next = new ReplayStage([...events, note(5, 1, "first")]).start(stage.save()).settle();
            assert.equal(stage.words(), next.words());
            assert.is_nil(next.replay.status().restoreFailure);
        });
    });

    it("is not saved of a state that holds a table twice", () => {
        const stage = new ReplayStage(events);
        stage.reducer = (state, event) => {
            addWord(state, event);
            const shared = {};
            (state as unknown as Record<string, unknown>).pair = [shared, shared];
        };
        stage.start().settle();
        assert.is_nil(stage.save());
        assert.is_true(stage.replay.status().checkpoints > 0);
    });
});
