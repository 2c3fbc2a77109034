import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { revocationBody } from "../../src/log/revocations";
import type { LedgerEvent } from "../../src/api/event";
import type { Skips } from "../../src/replay/applier";
import type { SealedBase } from "../../src/replay/base";
import { SeededRandom } from "../random";
import { packWeek } from "../support/logs";
import { FRAME, START } from "../support/world";
import { type ReferenceEvent, replayFromStart } from "./reference";
import { ReplayStage } from "./replay-stage";
import { addWord, note, type Words } from "./stage";

function notes(count: number): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    for (const index of $range(1, count)) {
        events.push(note(10 * index, 1, string.format("w%.0f", index)));
    }
    return events;
}

function revocation(seconds: number, targetSeconds: number): ReferenceEvent {
    return { time: START + seconds, id: 9, body: revocationBody(START + targetSeconds, 1) };
}

function wordsOf(state: object | undefined): string {
    return (state as Words).words.join(" ");
}

/** What stateAt() is to give: what counts of the whole log, as far as that time. */
function wordsUntil(stage: ReplayStage, events: readonly ReferenceEvent[], time: number): string {
    const decode = ({ time: eventTime, id, body }: ReferenceEvent) => {
        const [event] = stage.schema.decode(eventTime, id, body, "");
        return eventTime <= time ? event : undefined;
    };
    return wordsOf(replayFromStart(events, { words: [] as string[] }, decode, addWord));
}

describe("stateAt", () => {
    for (const seed of $range(1, 20)) {
        it(`gives what a plain replay up to that time gives (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const events: ReferenceEvent[] = [];
            for (const event of notes(random.integer(1, 300))) {
                events.push(event);
                if (random.integer(1, 10) === 1) {
                    const seconds = event.time - START;
                    events.push(revocation(seconds + 1, random.integer(1, seconds / 10) * 10));
                }
            }
            const stage = new ReplayStage(events).start().settle();
            stage.world.background.pausesPerSlice = random.integer(0, 3);
            const before = stage.words();
            for (const _ of $range(1, 10)) {
                const time = START + random.integer(-5, 3100);
                let found: object | undefined;
                stage.replay.stateAt(time, (state) => {
                    found = state;
                });
                assert.is_nil(found);
                stage.settle();
                assert.equal(wordsUntil(stage, events, time), wordsOf(found));
            }
            assert.equal(before, stage.words());
        });
    }

    it("gives a state that is the caller's own", () => {
        const stage = new ReplayStage(notes(64)).start().settle();
        let found: object | undefined;
        stage.replay.stateAt(START + 640, (state) => {
            found = state;
        });
        stage.settle();
        const before = stage.words();
        (found as Words).words.push("mine");
        assert.equal(before, stage.words());
        stage.replay.stateAt(START + 640, (state) => {
            found = state;
        });
        stage.settle();
        assert.equal(before, wordsOf(found));
    });

    it("takes in what changes behind the point that it has reached", () => {
        const events = notes(200);
        for (const frames of $range(1, 30, 3)) {
            const stage = new ReplayStage(events).start().settle();
            stage.world.background.pausesPerSlice = 1;
            let found: object | undefined;
            stage.replay.stateAt(START + 500, (state) => {
                found = state;
            });
            stage.world.time.advance(frames * FRAME);
            const changes = [note(15, 1, "late"), revocation(2000, 20), revocation(2001, 400)];
            stage.insert(...changes);
            const isDone = found !== undefined;
            stage.settle();
            const known = isDone ? events : [...events, ...changes];
            assert.equal(wordsUntil(stage, known, START + 500), wordsOf(found), `after ${frames} frames`);
        }
    });

    it("comes to an end although late events keep arriving", () => {
        const stage = new ReplayStage(notes(100)).start().settle();
        stage.world.background.pausesPerSlice = 1;
        let found: object | undefined;
        stage.replay.stateAt(START + 1000, (state) => {
            found = state;
        });
        for (const frame of $range(1, 2000)) {
            stage.insert(note(1, frame, "late"));
            stage.world.time.advance(FRAME);
        }
        assert.is_not_nil(found);
    });

    it("skips events whose reducer raises, and keeps errors of the caller away", () => {
        const stage = new ReplayStage(notes(3));
        stage.reducer = (state, event) => {
            if (event.word === "w2") {
                error("no", 0);
            }
            addWord(state, event);
        };
        stage.start().settle();
        let found: object | undefined;
        stage.replay.stateAt(START + 1000, (state) => {
            found = state;
            error("broken listener", 0);
        });
        stage.settle();
        assert.equal("w1 w3", wordsOf(found));
        assert.equal("broken listener", stage.world.guard.reports[1]);
    });
});

describe("verify", () => {
    it("says that states are equal", () => {
        for (const count of [0, 1, 100]) {
            const stage = new ReplayStage(notes(count)).start().settle();
            assert.same({ isEqual: true }, stage.verify());
        }
    });

    it("finds a reducer that depends on something else, and names the path", () => {
        const stage = new ReplayStage(notes(100));
        let calls = 0;
        stage.reducer = (state, event) => {
            addWord(state, event);
            calls++;
            (state as unknown as Record<string, unknown>).last = { call: calls };
        };
        stage.start().settle();
        assert.same({ isEqual: false, difference: "state.last.call" }, stage.verify());
    });

    it("finds what somebody has changed in the state", () => {
        const stage = new ReplayStage(notes(10)).start().settle();
        (stage.replay.getState() as Words).words[3] = "mine";
        assert.same({ isEqual: false, difference: "state.words[4]" }, stage.verify());
    });

    it("compares states that hold themselves", () => {
        const stage = new ReplayStage(notes(10));
        stage.reducer = (state, event) => {
            addWord(state, event);
            (state as unknown as Record<string, unknown>).self = state;
        };
        stage.start().settle();
        assert.same({ isEqual: true }, stage.verify());
    });

    for (const seed of $range(1, 30)) {
        it(`is right while events, late ones and revocations keep arriving (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const stage = new ReplayStage(notes(100)).start().settle();
            stage.world.background.pausesPerSlice = random.integer(1, 6);
            stage.limits.batchSize = random.integer(1, 50);
            let found: { isEqual: boolean; difference?: string } | undefined;
            stage.replay.verify((verification) => {
                found = verification;
            });
            let frames = 0;
            while (found === undefined && frames < 20000) {
                frames++;
                const chance = frames > 1000 ? 60 : random.integer(1, 60);
                if (chance <= 3) {
                    stage.insert(note(2000 + frames, 1, "new"));
                } else if (chance === 4) {
                    stage.insert(note(random.integer(1, 900), frames, "late"));
                } else if (chance === 5) {
                    stage.insert({ ...revocation(2000 + frames, 10 * random.integer(1, 100)), id: 20 });
                }
                stage.world.time.advance(FRAME);
            }
            assert.is_true(found!.isEqual || found!.difference === "the log kept changing", found!.difference);
            stage.settle();
            assert.same({ isEqual: true }, stage.verify());
            assert.equal(0, stage.replay.status().lag);
        });
    }

    it("is right whenever an event is revoked that it has come past, or put before that", () => {
        for (const frames of $range(0, 30)) {
            for (const change of [revocation(5000, 20), note(15, 1, "late")]) {
                const stage = new ReplayStage(notes(400)).start().settle();
                // Replay is the faster one of the two then: it looks at the clock less often.
                stage.world.background.pausesPerSlice = 8;
                let found: { isEqual: boolean; difference?: string } | undefined;
                stage.replay.verify((verification) => {
                    found = verification;
                });
                stage.world.time.advance(frames * FRAME);
                stage.insert(change);
                stage.settle();
                assert.same({ isEqual: true }, found, `after ${frames} frames`);
            }
        }
    });

    it("compares what is there while replay is paused or stands still", () => {
        const stage = new ReplayStage(notes(50)).start().settle();
        stage.replay.pause();
        stage.insert(note(9000, 1, "new"));
        assert.same({ isEqual: true }, stage.verify());
        stage.replay.resume();
        stage.settle();
        assert.equal(0, stage.replay.status().lag);
        stage.reducer = () => error("no", 0);
        stage.insert(note(9001, 1, "bad"));
        stage.settle();
        assert.is_not_nil(stage.replay.status().halt);
        assert.same({ isEqual: true }, new ReplayStage(notes(5)).start().settle().verify());
    });

    it("says why it cannot compare when replay stands still on the way to a new state", () => {
        const stage = new ReplayStage(notes(50)).start().settle();
        stage.reducer = (state, event: LedgerEvent) => {
            if (event.word === "bad") {
                error("no", 0);
            }
            addWord(state, event);
        };
        stage.insert(note(1, 1, "bad"));
        stage.settle();
        assert.same({ isEqual: false, difference: "replay has stopped on the way to a new state" }, stage.verify());
    });

    it("leaves replay running when it is over, whatever the listener does", () => {
        const stage = new ReplayStage(notes(50)).start().settle();
        stage.replay.verify(() => error("broken listener", 0));
        stage.settle();
        stage.insert(note(9000, 1, "new"));
        stage.settle();
        assert.equal(0, stage.replay.status().lag);
        assert.same(["broken listener"], stage.world.guard.reports);
    });

    it("ends when replay is stopped on the way", () => {
        const stage = new ReplayStage(notes(50)).start().settle();
        stage.limits.batchSize = 1;
        stage.insert(note(1, 1, "late"));
        let isDone = false;
        stage.replay.verify(() => {
            isDone = true;
        });
        stage.world.time.advance(2 * FRAME);
        stage.replay.stop();
        stage.settle();
        assert.is_true(isDone);
    });
});

describe("Of lists that only grow", () => {
    interface Record {
        word: string;
        mark?: string;
    }

    /** Keeps a record of each word; "mark 5" changes the fifth. */
    function record(this: void, state: object, event: LedgerEvent): void {
        const records = ((state as unknown as { records?: Record[] }).records ??= []);
        const word = event.word as string;
        const [target] = string.match(word, "^mark (%d+)$");
        records.push({ word });
        if (target !== undefined) records[tonumber(target)! - 1].mark = word;
    }

    function stageOf(events: readonly ReferenceEvent[]): ReplayStage {
        const stage = new ReplayStage([], ["records"]);
        stage.reducer = record;
        stage.insert(...events);
        return stage.start().settle();
    }

    it("verify() finds a record that a reducer changed later, even where the state is what the log leads to", () => {
        assert.same({ isEqual: true }, stageOf(notes(100)).verify());
        const stage = stageOf([...notes(100), note(2000, 1, "mark 5")]);
        assert.same({ isEqual: false, difference: "state.records[5].mark" }, stage.verify());
    });

    it("verify() finds a record that was changed from outside", () => {
        const stage = stageOf(notes(100));
        (stage.replay.getState() as { records: Record[] }).records[7].word = "other";
        assert.same({ isEqual: false, difference: "state.records[8].word" }, stage.verify());
    });

    it("stateAt() gives records of its own, and the ledger goes on as before", () => {
        const stage = stageOf(notes(200));
        let older: { records: Record[] } | undefined;
        stage.replay.stateAt(START + 1900, (state) => {
            older = state as typeof older;
        });
        stage.settle();
        assert.equal(190, older!.records.length);
        for (const one of older!.records) one.word = "mine";
        stage.insert(note(1955, 1, "late"));
        stage.settle();
        assert.same({ isEqual: true }, stage.verify());
        assert.equal(201, (stage.replay.getState() as { records: Record[] }).records.length);
    });

    it("stateAt() gives a state of one time when late events cut the lists meanwhile", () => {
        const stage = stageOf(notes(300));
        stage.world.background.pausesPerSlice = 1;
        let older: { records: Record[] } | undefined;
        stage.replay.stateAt(START + 2990, (state) => {
            older = state as typeof older;
        });
        let inserted = 0;
        while (older === undefined) {
            stage.world.time.advance(FRAME);
            inserted++;
            if (inserted < 20) stage.insert(note(2995 - inserted * 7, 2, "late"));
            assert.is_true(inserted < 10000);
        }
        let previous = 0;
        for (const { word } of older.records) {
            const number = tonumber(string.match(word, "^w(%d+)$")[0]);
            assert.is_true(word === "late" || number === previous + 1, word);
            previous = number ?? previous;
        }
        assert.equal(299, previous);
    });
});

describe("stateBefore", () => {
    const WEEK = weekOf(START) + 1;
    const FLOOR = WEEK * WEEK_SECONDS - START;
    const EVENTS = [...notes(20), note(FLOOR - 1, 1, "last"), note(FLOOR, 1, "behind")];
    const NO_SKIPS: Skips = {
        isRevoked: () => false,
        isImportRevoked: () => false,
    };

    /** The words of the state that comes, or why there is none; nil while neither has come. */
    function wordsBefore(
        stage: ReplayStage,
        week: number,
        skips: Skips = NO_SKIPS,
    ): (this: void) => string | undefined {
        let answer: string | undefined;
        stage.replay.stateBefore(week, skips, false, (state, problem) => {
            assert.is_nil(answer, "called twice");
            answer = problem ?? wordsOf(state);
        });
        return () => answer;
    }

    function settledBefore(stage: ReplayStage, week: number, skips: Skips = NO_SKIPS): string | undefined {
        const answer = wordsBefore(stage, week, skips);
        stage.settle();
        return answer();
    }

    const ALL = wordsUntil(new ReplayStage(), EVENTS, START + FLOOR - 1);

    it("gives the state of all weeks before one, packed or not, whatever readers see", () => {
        for (const isPacked of [false, true]) {
            const stage = new ReplayStage(EVENTS).start().settle();
            if (isPacked) packWeek(stage.log, WEEK - 1);
            const before = stage.words();
            assert.equal(ALL, settledBefore(stage, WEEK));
            assert.equal("", settledBefore(stage, WEEK - 1));
            assert.equal(`${ALL} behind`, settledBefore(stage, WEEK + 1));
            assert.equal(before, stage.words());
        }
    });

    it("asks for skips instead of the ledger's revocations", () => {
        const stage = new ReplayStage([...EVENTS, revocation(FLOOR + 5, 10), revocation(15, 20)]).start().settle();
        assert.equal(ALL, settledBefore(stage, WEEK));
        const skips: Skips = {
            isRevoked: (time, id) => time === START + 30 && id === 1,
            isImportRevoked: () => false,
        };
        const [expected] = string.gsub(ALL, " w3", "");
        assert.equal(expected, settledBefore(stage, WEEK, skips));
    });

    it("uses no checkpoints, and gives a state that is the caller's own", () => {
        const stage = new ReplayStage(EVENTS).start().settle();
        assert.is_true(stage.replay.status().checkpoints > 0);
        const applied = stage.applied.length;
        let found: object | undefined;
        stage.replay.stateBefore(WEEK, NO_SKIPS, false, (state) => {
            found = state;
        });
        stage.settle();
        assert.equal(applied + 21, stage.applied.length);
        const before = stage.words();
        (found as Words).words.push("mine");
        assert.equal(before, stage.words());
    });

    it("says at which event a reducer raised, unless such events are skipped", () => {
        for (const isSkipping of [false, true]) {
            const stage = new ReplayStage(EVENTS);
            stage.isSkipping = isSkipping;
            stage.reducer = (state, event) => {
                if (event.word === "w2") error("no", 0);
                addWord(state, event);
            };
            stage.start().settle();
            const [skipped] = string.gsub(ALL, " w2 ", " ");
            const problem = `the reducer of "note" raised at an event of ${START + 20}: no`;
            assert.equal(isSkipping ? skipped : problem, settledBefore(stage, WEEK));
        }
    });

    it("takes in what changes behind the point that it has reached", () => {
        for (const frames of $range(1, 20)) {
            const stage = new ReplayStage(EVENTS).start().settle();
            stage.world.background.pausesPerSlice = 1;
            const answer = wordsBefore(stage, WEEK);
            stage.world.time.advance(frames * FRAME);
            const isDone = answer() !== undefined;
            stage.insert(note(15, 1, "late"), note(FLOOR + 5, 2, "no matter"));
            stage.settle();
            const known = isDone ? EVENTS : [...EVENTS, note(15, 1, "late")];
            assert.equal(wordsUntil(stage, known, START + FLOOR - 1), answer(), `after ${frames} frames`);
        }
    });

    it("gives up when late events keep arriving", () => {
        const stage = new ReplayStage(notes(100)).start().settle();
        stage.world.background.pausesPerSlice = 1;
        const answer = wordsBefore(stage, WEEK);
        for (const frame of $range(1, 500)) {
            stage.insert(note(1, frame, "late"));
            stage.world.time.advance(FRAME);
        }
        assert.equal("the log kept changing", answer());
    });

    it("starts from the sealed state where there is one, and gives none before", () => {
        const base: SealedBase = { week: WEEK, mark: 1, open: () => ({ words: ["sealed"] }) };
        const stage = new ReplayStage(EVENTS).start(undefined, base).settle();
        assert.equal("sealed", settledBefore(stage, WEEK));
        assert.equal("sealed behind", settledBefore(stage, WEEK + 1));
        assert.equal("pruned", settledBefore(stage, WEEK - 1));
        const broken = new ReplayStage(EVENTS).start(undefined, { ...base, open: () => undefined }).settle();
        assert.equal("unreadable", settledBefore(broken, WEEK + 1));
    });
});
