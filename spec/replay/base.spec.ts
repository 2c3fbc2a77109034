import { importedRevocationBody, revocationBody } from "../../src/log/revocations";
import { idMark, markBody } from "../../src/event/import-mark";
import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import type { SealedBase } from "../../src/replay/base";
import { decodeState, encodeState } from "../../src/replay/state-codec";
import type { Background } from "../../src/ports";
import { SeededRandom } from "../random";
import { NO_HANDLE, noPause } from "../support/background";
import { packWeek } from "../support/logs";
import { rounds } from "../support/rounds";
import { FRAME, START } from "../support/world";
import { mostWork } from "../support/work";
import { type ReferenceEvent, replayFromStart } from "./reference";
import { ReplayStage } from "./replay-stage";
import { addWord, note, type Words } from "./stage";

const WEEK = weekOf(START) + 1;

/** Seconds from the start to that week. */
const FLOOR = WEEK * WEEK_SECONDS - START;

/** A base whose state holds one word, or so many as there are names. It counts how often it was opened. */
class Base implements SealedBase {
    readonly week = WEEK;
    opened = 0;
    isBroken = false;

    constructor(
        readonly mark = 5,
        private readonly words: readonly string[] = ["sealed"],
    ) {}

    readonly open: SealedBase["open"] = (pause) => {
        for (const _ of $range(1, 5)) {
            pause();
        }
        this.opened++;
        return this.isBroken ? undefined : { words: [...this.words] };
    };
}

/** Notes at `from`, `from` + 10... seconds after the start. */
function notes(count: number, from: number, name: string): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    for (const index of $range(1, count)) {
        events.push(note(from + 10 * (index - 1), 1, string.format("%s%.0f", name, index)));
    }
    return events;
}

const EARLIER = notes(20, FLOOR - 200, "e");
const LATER = notes(100, FLOOR, "w");

function wordsBehind(events: readonly ReferenceEvent[], before = "sealed"): string {
    const stage = new ReplayStage();
    const decode = ({ time, id, body }: ReferenceEvent) => stage.schema.decode(time, id, body, "")[0];
    const own = events.filter(({ time }) => time >= START + FLOOR);
    return replayFromStart(own, { words: [before] }, decode, addWord).words.join(" ");
}

function stageOver(base: Base, events: readonly ReferenceEvent[] = [...EARLIER, ...LATER]): ReplayStage {
    return new ReplayStage(events).start(undefined, base).settle();
}

describe("Replay over a sealed state", () => {
    it("starts from it, and applies only what stands from its week on", () => {
        for (const isPacked of [false, true]) {
            const base = new Base();
            const stage = new ReplayStage([...EARLIER, ...LATER]);
            if (isPacked) {
                packWeek(stage.log, WEEK - 1);
                packWeek(stage.log, WEEK);
            }
            assert.is_nil(stage.replay.knownState());
            stage.start(undefined, base).settle();
            assert.equal(wordsBehind(LATER), stage.words());
            assert.equal(100, stage.applied.length);
            assert.equal(0, stage.replay.status().lag);
            assert.equal(1, base.opened);
            assert.is_not_nil(stage.replay.knownState());
        }
    });

    it("is told of even when nothing lies behind it", () => {
        const stage = new ReplayStage(EARLIER).start(undefined, new Base());
        assert.is_true(stage.replay.status().lag > 0);
        assert.is_nil(stage.replay.knownState());
        stage.settle();
        assert.equal("sealed", stage.words());
        assert.same([{ count: 0, isRewind: false }], stage.changes);
        assert.equal(0, stage.replay.status().lag);
    });

    it("takes in what comes late from its week on, up to the first second of it", () => {
        for (const seconds of [FLOOR, FLOOR + 5, FLOOR + 985]) {
            const stage = stageOver(new Base());
            const late = note(seconds, 0, "late");
            stage.insert(late);
            stage.settle();
            assert.equal(wordsBehind([late, ...LATER]), stage.words());
            assert.equal(0, stage.replay.status().lag);
        }
    });

    it("is opened for each replay that has no checkpoint to start from, and not kept", () => {
        const base = new Base();
        const stage = stageOver(base, notes(5, FLOOR, "w"));
        for (const index of $range(1, 3)) {
            stage.insert(note(FLOOR, 10 - index, "late"));
            stage.settle();
            assert.equal(1 + index, base.opened);
        }
    });

    it("takes no notice of what changes before its week", () => {
        const stage = stageOver(new Base());
        const before = stage.words();
        const applied = stage.applied.length;
        const changes = stage.changes.length;
        stage.insert(note(FLOOR - 1, 7, "late"), {
            time: START + FLOOR - 1,
            id: 8,
            body: revocationBody(EARLIER[3].time, 1),
        });
        assert.equal(0, stage.replay.status().lag);
        stage.settle();
        assert.equal(before, stage.words());
        assert.equal(applied, stage.applied.length);
        assert.equal(changes, stage.changes.length);
        assert.is_true(stage.verify().isEqual);
    });

    it("takes in what a revocation names by id", () => {
        const { time, id, body } = note(FLOOR + 15, 3, "imported");
        const imported = { time, id, body: markBody(body, 1, idMark("r1")!)! };
        const stage = stageOver(new Base(), [imported, ...LATER]);
        assert.is_true(stage.applied.includes("imported"));
        assert.not_equal(wordsBehind(LATER), stage.words());
        stage.insert({ time: START + FLOOR + 9000, id: 9, body: importedRevocationBody("r1")! });
        stage.settle();
        assert.equal(wordsBehind(LATER), stage.words());
    });

    for (const seed of $range(1, 20)) {
        it(`gives what a plain replay from it gives, however events arrive (seed ${seed})`, () => {
            const random = new SeededRandom(seed * 7919);
            const base = new Base();
            const stage = new ReplayStage();
            stage.world.background.pausesPerSlice = random.integer(1, 3);
            stage.start(undefined, base);
            const events: ReferenceEvent[] = [];
            for (const index of $range(1, random.integer(1, 200))) {
                const seconds = FLOOR + random.integer(-300, 1000);
                const target = events[random.integer(0, events.length)] as ReferenceEvent | undefined;
                const isRevocation = target !== undefined && random.integer(1, 8) === 1;
                const event = isRevocation
                    ? { time: target.time + 1, id: 1000 + index, body: revocationBody(target.time, target.id) }
                    : note(seconds, index, `w${index}`);
                events.push(event);
                stage.insert(event);
                if (random.integer(1, 4) === 1) {
                    stage.world.time.advance(random.integer(0, 5) * FRAME);
                }
                if (random.integer(1, 30) === 1) {
                    packWeek(stage.log, WEEK);
                }
            }
            stage.settle();
            assert.equal(wordsBehind(events), stage.words());
            assert.equal(0, stage.replay.status().lag);
            assert.is_true(stage.verify().isEqual);
        });
    }

    describe("that comes while a state is shown", () => {
        it("takes its place at once when all is applied, and is left in the same way", () => {
            const stage = new ReplayStage([...EARLIER, ...LATER]).start().settle();
            stage.world.background.pausesPerSlice = 1;
            const full = stage.words();
            const told = new LuaSet<string>();
            stage.onState = () => {
                told.add(stage.words());
            };
            stage.replay.rebase(new Base());
            assert.is_true(stage.replay.status().lag > 0);
            stage.settle();
            const sealed = wordsBehind(LATER);
            assert.equal(sealed, stage.words());
            stage.replay.rebase(undefined);
            stage.settle();
            assert.equal(full, stage.words());
            told.delete(sealed);
            told.delete(full);
            assert.is_nil(next(told as object as LuaTable)[0]);
            assert.equal(0, stage.replay.status().lag);
        });

        it("takes the place of another one, also on the way", () => {
            for (const frames of $range(0, 12)) {
                const stage = new ReplayStage([...EARLIER, ...LATER]);
                stage.world.background.pausesPerSlice = 1;
                stage.start(undefined, new Base());
                stage.world.time.advance(frames * FRAME);
                stage.replay.rebase(new Base(6, ["other"]));
                stage.settle();
                assert.equal(wordsBehind(LATER, "other"), stage.words(), `after ${frames} frames`);
                assert.is_true(stage.verify().isEqual);
            }
        });

        it("makes replay go on where it had halted before its week", () => {
            const stage = new ReplayStage([...EARLIER, ...LATER]);
            stage.reducer = (state, event) => {
                if (event.word === "e5") error("no", 0);
                addWord(state, event);
            };
            stage.start().settle();
            assert.is_not_nil(stage.replay.status().halt);
            stage.replay.rebase(new Base());
            stage.settle();
            assert.is_nil(stage.replay.status().halt);
            assert.equal(wordsBehind(LATER), stage.words());
        });
    });

    describe("and its saved checkpoints", () => {
        const events = [...EARLIER, ...LATER];
        const saved = stageOver(new Base(), events).save()!;

        it("are taken up over the same state, which then need not be opened, with its weeks here or not", () => {
            for (const here of [events, LATER]) {
                const base = new Base();
                const stage = stageOver(base, []);
                const login = new ReplayStage(here).start(saved, base).settle();
                assert.is_nil(login.replay.status().restoreFailure);
                assert.is_true(login.replay.status().restored > 60);
                assert.equal(100 - login.replay.status().restored, login.applied.length);
                assert.equal(wordsBehind(LATER), login.words());
                assert.equal(1, base.opened, "by the first stage");
                assert.equal("sealed", stage.words());
                login.insert(note(FLOOR, 0, "late"));
                login.settle();
                assert.equal(wordsBehind([note(FLOOR, 0, "late"), ...LATER]), login.words());
                assert.is_true(login.verify().isEqual);
            }
        });

        it("stay right while events come before its week, and not when one comes behind it", () => {
            const early = new ReplayStage([...events, note(FLOOR - 5, 9, "x")]).start(saved, new Base()).settle();
            assert.is_nil(early.replay.status().restoreFailure);
            early.insert(note(FLOOR - 6, 9, "y"));
            assert.is_nil(early.save());
            const late = new ReplayStage([...events, note(FLOOR + 5, 9, "x")]).start(saved, new Base()).settle();
            assert.equal("log", late.replay.status().restoreFailure);
            assert.equal(wordsBehind([...LATER, note(FLOOR + 5, 9, "x")]), late.words());
        });

        it("are not taken up over another one, nor without one, nor the other way round", () => {
            const full = new ReplayStage(events).start().settle();
            const fullSaved = full.save()!;
            const cases: { text: string; base?: Base }[] = [
                { text: saved, base: new Base(6) },
                { text: saved },
                { text: fullSaved, base: new Base() },
            ];
            for (const { text, base } of cases) {
                const stage = new ReplayStage(events).start(text, base).settle();
                assert.equal("types", stage.replay.status().restoreFailure);
                assert.equal(base === undefined ? full.words() : wordsBehind(LATER), stage.words());
            }
        });

        it("give way when another base comes while they are read", () => {
            const stage = new ReplayStage(events);
            stage.world.background.pausesPerSlice = 1;
            stage.start(saved, new Base());
            stage.world.time.advance(2 * FRAME);
            stage.replay.rebase(new Base(6, ["other"]));
            stage.settle();
            assert.equal("log", stage.replay.status().restoreFailure);
            assert.equal(wordsBehind(LATER, "other"), stage.words());
            assert.equal(
                "",
                new ReplayStage(events).start(saved, new Base()).settle().replay.status().restoreFailure ?? "",
            );
        });
    });

    it("that cannot be made is waited for, and tried again when there is a reason", () => {
        const base = new Base();
        base.isBroken = true;
        const stage = stageOver(base);
        assert.equal(1, base.opened);
        assert.is_true(stage.replay.status().lag > 0);
        assert.is_nil(stage.replay.knownState());
        assert.equal("", stage.words());
        assert.is_false(stage.verify().isEqual);
        let answer: unknown[] = [];
        stage.replay.stateAt(START + FLOOR + 50, (state, problem) => {
            answer = [state === undefined, problem];
        });
        stage.settle();
        assert.same([true, "unreadable"], answer);
        base.isBroken = false;
        stage.replay.rebase(base);
        stage.settle();
        assert.equal(0, stage.replay.status().lag);
        assert.is_not_nil(stage.replay.knownState());
        assert.equal(wordsBehind(LATER), stage.words());
    });

    it("gives older states from its week on, and none before", () => {
        const stage = stageOver(new Base());
        for (const [seconds, expected] of [
            [FLOOR - 1, "pruned"],
            [0, "pruned"],
            [FLOOR, "sealed w1"],
            [FLOOR + 25, "sealed w1 w2 w3"],
            [FLOOR + 9000, wordsBehind(LATER)],
        ] as [number, string][]) {
            let answer: string | undefined;
            stage.replay.stateAt(START + seconds, (state, problem) => {
                answer = problem ?? (state as Words).words.join(" ");
            });
            stage.settle();
            assert.equal(expected, answer);
        }
    });

    it("is what verify() replays from", () => {
        const stage = stageOver(new Base());
        assert.same({ isEqual: true }, stage.verify());
        (stage.replay.getState() as Words).words[0] = "changed";
        assert.same({ isEqual: false, difference: "state.words[1]" }, stage.verify());
    });

    it("gets a checkpoint in the background where it is large", () => {
        const base = new Base(
            5,
            notes(5000, 0, "sealed").map((_event, index) => `sealed${index}`),
        );
        const events = notes(600, FLOOR, "w");
        const stage = stageOver(base, events.slice(0, 100));
        assert.equal(0, stage.replay.status().checkpoints);
        stage.world.time.lookCost = 0.01;
        stage.insert(...events.slice(100));
        stage.settle();
        stage.world.time.advance(60);
        assert.equal(1, stage.replay.status().checkpoints);
        const { opened } = base;
        stage.insert(note(FLOOR + 5985, 3, "late"));
        stage.settle();
        // The late event went on from the checkpoint itself: another one is made from the start.
        assert.equal(opened + 1, base.opened);
        assert.equal(1, stage.replay.status().checkpoints);
        assert.is_true(stage.verify().isEqual);
    });

    it("of very many records is gone on with in small steps", () => {
        const records: object[] = [];
        for (const index of $range(1, rounds(100000, 20000))) {
            records[index - 1] = { who: "Thrall", what: index };
        }
        const [bytes] = encodeState({ words: [], records }, noPause);
        const events = notes(600, FLOOR, "w");
        let pauseNow = noPause;
        const pause = (): void => pauseNow();
        const background: Background = {
            run(body) {
                body(pause, pause);
                return NO_HANDLE;
            },
            drive() {},
        };
        const stage = new ReplayStage(events, [], background);
        const most = mostWork((counting) => {
            pauseNow = counting;
            stage.start(undefined, { week: WEEK, mark: 5, open: (slice) => decodeState(bytes!, slice) });
            assert.equal(600, (stage.replay.getState() as Words).words.length);
            assert.equal(0, stage.replay.status().lag);
            let isEqual = false;
            stage.replay.verify((verification) => {
                ({ isEqual } = verification);
            });
            assert.is_true(isEqual);
        });
        assert.is_true(most <= 50000, `${most} instructions`);
    });
});
