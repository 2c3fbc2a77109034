import { LogCursor } from "../../src/log/cursor";
import { importedRevocationBody, revocationBody } from "../../src/log/revocations";
import { idMark, markBody } from "../../src/event/import-mark";
import type { LedgerEvent } from "../../src/api/event";
import { counterOf, creatorOf, isKeyBefore, toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { encodeBody, REVOKE } from "../../src/event/schema";
import { Applier, type Reducer } from "../../src/replay/applier";
import { newBuild } from "../../src/replay/build";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { shuffled } from "../support/events";
import { packUnit } from "../support/logs";
import { rounds } from "../support/rounds";
import { START } from "../support/world";
import type { ReferenceEvent } from "./reference";
import { addWord, note, NOTE, Stage, type Words } from "./stage";

/** A cursor at the first event of a log with these events, and a stage that replays nothing by itself. */
function stageAt(...events: ReferenceEvent[]): [Stage, LogCursor] {
    const stage = new Stage();
    stage.replayer.stop();
    stage.insert(...events);
    const cursor = new LogCursor(stage.log);
    cursor.next(noPause);
    return [stage, cursor];
}

function newWords(): Words {
    return { words: [] };
}

describe("Applier", () => {
    it("moves a build past an event, and changes its state", () => {
        const [stage, cursor] = stageAt(note(1, 7, "a"));
        const build = newBuild(newWords());
        assert.is_nil(stage.applier.apply(build, cursor));
        assert.same({ state: { words: ["a"] }, time: START + 1, id: 7, count: 1 }, build);
    });

    it("passes over what is revoked, is of an unknown type, or has no reducer", () => {
        const unknown = { time: START + 1, id: 7, body: "\x63" };
        const revocation = { time: START + 1, id: 7, body: revocationBody(START, 1) };
        for (const event of [unknown, revocation]) {
            const [stage, cursor] = stageAt(event);
            const build = newBuild(newWords());
            assert.is_nil(stage.applier.apply(build, cursor));
            assert.same({ state: { words: [] }, time: START + 1, id: 7, count: 1 }, build);
        }
        const [stage, cursor] = stageAt(note(1, 7, "a"), { ...revocation, time: START + 2 });
        stage.insert({ time: START + 3, id: 1, body: revocationBody(START + 1, 7) });
        const build = newBuild(newWords());
        assert.is_nil(stage.applier.apply(build, cursor));
        assert.same({ words: [] }, build.state);
        assert.equal(1, build.count);
    });

    it("gives the event and the message when a reducer raises, and stays before it", () => {
        const [stage, cursor] = stageAt(note(1, 7, "a"));
        stage.applier.setReducer("note", () => error({} as string, 0));
        const build = newBuild(newWords());
        const failure = stage.applier.apply(build, cursor)!;
        assert.equal("a", failure.event.word);
        assert.matches("^table: ", failure.message);
        assert.equal(0, build.count);
        assert.equal(-1, build.time);
        stage.applier.setReducer("note", addWord);
        assert.is_nil(stage.applier.apply(build, cursor));
        assert.same({ words: ["a"] }, build.state);
    });

    it("tells of a key by itself", () => {
        const [stage] = stageAt(note(1, 7, "a"));
        const build = newBuild(newWords());
        stage.applier.pass(build, 5, 6);
        assert.same({ state: { words: [] }, time: 5, id: 6, count: 1 }, build);
    });

    describe("with imported events", () => {
        /** An imported note of one second. */
        function imported(id: number, word: string, importId: string | number, seconds = 1): ReferenceEvent {
            const { time, body } = note(seconds, id, word);
            return { time, id, body: markBody(body, 1, idMark(importId)!)! };
        }

        const [ANNA, BERT] = [toId(1, 0), toId(2, 0)];

        function wordsOf(stage: Stage): string {
            stage.settle();
            return stage.words();
        }

        it("applies the first of a second that has an id, whoever wrote it and whatever it says", () => {
            const events = [
                imported(ANNA, "a", "r1"),
                imported(ANNA + 7, "late", "r1"),
                imported(BERT, "b", "r1"),
                imported(BERT + 1, "c", "r2"),
                imported(ANNA, "d", "r1", 2),
            ];
            const random = new SeededRandom(81);
            for (const _ of $range(1, 10)) {
                const stage = new Stage();
                for (const event of shuffled(random, events)) {
                    stage.insert(event);
                    if (random.integer(1, 2) === 1) stage.settle();
                }
                assert.equal("a c d", wordsOf(stage));
            }
        });

        it("applies a row beside an event of another type with its id: others may write that type", () => {
            const stage = new Stage();
            stage.schema.add({ name: "vote", id: 2, fields: [{ name: "word", kind: "any" }] });
            const [vote] = encodeBody({ name: "vote", id: 2, fields: NOTE.fields }, { word: "v" });
            const { time, id, body } = imported(BERT, "award", "r1");
            stage.insert({ time, id: ANNA, body: markBody(vote!, 1, idMark("r1")!)! });
            stage.insert({ time, id, body });
            assert.equal("award", wordsOf(stage));
        });

        it("knows which come first when it starts between the events of a second", () => {
            const stage = new Stage();
            for (const counter of $range(0, 99)) stage.insert(imported(ANNA + counter, `w${counter}`, counter));
            stage.settle();
            assert.is_true(stage.replayer.keeper.checkpoints.count() > 0);
            const before = stage.words();
            for (const counter of $range(0, 99)) stage.insert(imported(BERT + counter, "again", counter));
            assert.equal(before, wordsOf(stage));
            // An event that comes late starts a state aside, from a checkpoint.
            stage.insert(note(1, ANNA + 100, "new"));
            assert.equal(`${before} new`, wordsOf(stage));
        });

        it("tells the last that another one comes before, unless that is the same event at another place", () => {
            const stage = new Stage();
            stage.insert(imported(ANNA, "a", "r1"), imported(ANNA + 5, "a", "r1"));
            assert.equal("a", wordsOf(stage));
            assert.is_nil(stage.applier.importRepeat);
            stage.insert(imported(ANNA + 9, "other", "r1"));
            stage.settle();
            assert.equal("other", stage.applier.importRepeat!.word);
            stage.insert(imported(BERT, "a", "r1"));
            stage.settle();
            assert.equal(2, stage.applier.importRepeat!.creator);
            stage.setReducer("note", addWord);
            assert.is_nil(stage.applier.importRepeat);
            assert.equal("a", wordsOf(stage));
            assert.equal(2, stage.applier.importRepeat!.creator);
        });

        it("passes over all that a revocation names by id, and applies the first again when that is revoked", () => {
            const stage = new Stage();
            const revocation = { time: START + 9, id: 7, body: importedRevocationBody("r1")! };
            stage.insert(
                imported(ANNA, "a", "r1"),
                revocation,
                imported(BERT, "b", "r1"),
                imported(BERT, "c", "r2", 2),
            );
            assert.equal("c", wordsOf(stage));
            stage.insert(imported(ANNA, "d", "r1", 3));
            assert.equal("c", wordsOf(stage));
            stage.insert({ time: START + 10, id: 7, body: revocationBody(START + 9, 7) });
            assert.equal("a c d", wordsOf(stage));
            stage.insert({ time: START + 11, id: 7, body: revocationBody(START + 1, ANNA, "r1") });
            assert.equal("c", wordsOf(stage));
        });

        it("applies an event again whose reducer raised and is replaced", () => {
            const stage = new Stage(() => error("broken", 0));
            stage.insert(imported(ANNA, "a", "r1"), imported(BERT, "b", "r1"));
            stage.settle();
            assert.equal("", stage.words());
            stage.setReducer("note", addWord);
            assert.equal("a", wordsOf(stage));
        });
    });

    describe("with events that are read ahead", () => {
        const VOTE = {
            name: "vote",
            id: 2,
            fields: [
                { name: "word", kind: "any" as const },
                { name: "weight", kind: "number" as const, isRequired: true },
            ],
        };

        /** One of all that a log may hold. */
        function someEvent(random: SeededRandom, seconds: number): ReferenceEvent {
            const { time, id, body } = note(seconds, toId(random.integer(1, 2), random.integer(0, 1)), `w${seconds}`);
            const kind = random.integer(1, 12);
            if (kind === 1) return { time, id, body: "\x63" };
            if (kind === 2) return note(seconds, id, "bad");
            if (kind === 3) return { time, id, body: markBody(body, 1, idMark(random.integer(1, 3))!)! };
            if (kind === 4) return { time, id, body: "\x02\x61x" };
            if (kind < 8) return { time, id, body: encodeBody(VOTE, { word: `v${seconds}`, weight: kind })[0]! };
            return { time, id, body };
        }

        function stageOfUnit(events: readonly ReferenceEvent[]): Stage {
            const stage = new Stage();
            stage.schema.add(VOTE);
            for (const type of ["note", "vote"]) {
                stage.applier.setReducer(type, (state, event) => {
                    if (event.word === "bad") error("bad", 0);
                    addWord(state, event);
                    if (event.weight === 5) stage.applier.interrupt();
                });
            }
            stage.replayer.stop();
            stage.insert(...events);
            packUnit(stage.log);
            return stage;
        }

        it("applies them as it applies each by itself, and stops where it is to", () => {
            const random = new SeededRandom(83);
            for (const _ of $range(1, rounds(100))) {
                const events: ReferenceEvent[] = [];
                for (const index of $range(1, random.integer(1, 200))) {
                    const spread = random.integer(1, 20) === 1 ? WEEK_SECONDS : 1;
                    events.push(someEvent(random, (events.length === 0 ? 0 : index) + spread));
                }
                events.sort((a, b) => (isKeyBefore(a.time, a.id, b.time, b.id) ? -1 : 1));
                const stage = stageOfUnit(events);
                const target = events[random.integer(0, events.length - 1)];
                if (random.integer(1, 2) === 1) {
                    stage.insert({
                        time: START + 3 * WEEK_SECONDS,
                        id: 1,
                        body: revocationBody(target.time, target.id),
                    });
                }
                const one = newBuild(newWords());
                const single = new LogCursor(stage.log);
                const many = newBuild(newWords());
                const cursor = new LogCursor(stage.log);
                while (cursor.next(noPause)) {
                    const [passed, failure] = stage.applier.applyRun(many, cursor, random.integer(1, 50));
                    for (const _each of $range(1, passed)) {
                        single.next(noPause);
                        assert.is_nil(stage.applier.apply(one, single));
                    }
                    if (failure !== undefined) {
                        single.next(noPause);
                        assert.same(failure, stage.applier.apply(one, single));
                        for (const build of [one, many]) stage.applier.pass(build, cursor.time, cursor.id);
                    }
                    assert.same([single.time, single.id, single.body()], [cursor.time, cursor.id, cursor.body()]);
                    assert.same(one, many);
                }
                assert.is_false(single.next(noPause));
                assert.equal(stage.log.count(), many.count);
            }
        });

        it("applies many at once", () => {
            const stage = new Stage();
            stage.replayer.stop();
            for (const index of $range(1, 100)) stage.insert(note(index, 7, "a"));
            packUnit(stage.log);
            const cursor = new LogCursor(stage.log);
            const build = newBuild(newWords());
            cursor.next(noPause);
            const [passed, failure] = stage.applier.applyRun(build, cursor, 64);
            assert.equal(64, passed);
            assert.is_nil(failure);
            assert.equal(START + 64, cursor.time);
            assert.equal(64, build.count);
        });

        it("stops behind an event whose reducer defines another one, changes the log, or holds replay", () => {
            const events = ["a", "b", "c", "d"].map((word, index) => note(2 * index, 7, word));
            const shout = (state: object, event: LedgerEvent): void => {
                (state as Words).words.push(`${event.word as string}!`);
            };
            const changes: LuaMap<string, (this: void, stage: Stage) => void> = new LuaMap();
            changes.set("a! b! c! d!", (stage) => stage.setReducer("note", shout));
            changes.set("a b new c d", (stage) => {
                stage.log.open(weekOf(START), noPause);
                stage.insert(note(3, 7, "new"));
            });
            changes.set("a b", (stage) => stage.replayer.runner.hold());
            for (const [expected, change] of changes) {
                const stage = new Stage((state, event) => {
                    addWord(state, event);
                    if (event.word === "b") change(stage);
                });
                stage.replayer.runner.hold();
                stage.insert(...events);
                packUnit(stage.log);
                stage.replayer.runner.release();
                stage.settle();
                assert.equal(expected, stage.words());
            }
        });
    });

    describe("with revocations that carry the body of their target", () => {
        const TARGET = note(-WEEK_SECONDS, toId(7, 3), "gone");

        /** One of a note that this client need not hold. */
        function revocationOf({ time, id, body }: ReferenceEvent, seconds: number, by: number): ReferenceEvent {
            const target = { time, creator: creatorOf(id), counter: counterOf(id) };
            const [own] = encodeBody(REVOKE, { target, targetBody: body, targetServer: 0 });
            return { time: START + seconds, id: by, body: own! };
        }

        function undoWord(this: void, state: object, event: LedgerEvent): void {
            const { words } = state as Words;
            words[words.length] = `-${event.word as string}`;
        }

        /** The words of these events, read ahead or one by one. @param revoked ids of the revocations that do not count. */
        function wordsOf(
            events: readonly ReferenceEvent[],
            isPacked: boolean,
            undo: Reducer | undefined,
            revoked: readonly number[] = [],
        ): string {
            const [stage] = stageAt(...events);
            if (isPacked) packUnit(stage.log);
            const revocations: Applier["revocations"] = {
                size: 1,
                isRevoked: (_time: number, id: number) => revoked.includes(id),
                isImportRevoked: () => false,
            };
            const applier = new Applier(stage.schema, revocations, stage.log.directory);
            applier.setReducer("note", addWord);
            applier.setUndo("note", undo);
            const build = newBuild(newWords());
            const cursor = new LogCursor(stage.log);
            while (cursor.next(noPause)) {
                const [, failure] = applier.applyRun(build, cursor, 100);
                assert.is_nil(failure);
            }
            assert.equal(stage.log.count(), build.count);
            return (build.state as Words).words.join(" ");
        }

        it("undoes it where they stand, unless they are revoked themselves", () => {
            const events = [note(1, 7, "a"), revocationOf(TARGET, 2, 8), note(3, 7, "b"), revocationOf(TARGET, 4, 9)];
            for (const isPacked of [false, true]) {
                assert.equal("a -gone b -gone", wordsOf(events, isPacked, undoWord));
                assert.equal("a -gone b", wordsOf(events, isPacked, undoWord, [9]));
                assert.equal("a b -gone", wordsOf(events, isPacked, undoWord, [8]));
            }
        });

        it("gives the event as a reducer saw it", () => {
            const { time, id, body } = TARGET;
            const marked = markBody(body, 1, idMark("r1")!)!;
            let seen: LedgerEvent | undefined;
            wordsOf([revocationOf({ time, id, body: marked }, 2, 8)], false, (_state, event) => {
                seen = event;
            });
            assert.same(
                {
                    type: "note",
                    time: TARGET.time,
                    creator: 7,
                    counter: 3,
                    creatorGuid: new Stage().log.directory.guid(7),
                    word: "gone",
                    importId: "r1",
                },
                seen,
            );
        });

        it("passes over them where the type has no undo, or what they carry is no event of it", () => {
            const events = [note(1, 7, "a"), revocationOf(TARGET, 2, 8)];
            for (const isPacked of [false, true]) {
                assert.equal("a", wordsOf(events, isPacked, undefined));
                for (const body of ["", "\x63", "\x01", "\x01\xff", "\x01\x01\x01\x01", "\x00\xf6"]) {
                    const odd = revocationOf({ ...TARGET, body }, 2, 8);
                    const expected = body === "\x01" ? "a -nil" : "a";
                    const undo: Reducer = (state, event) => {
                        (state as Words).words.push(`-${tostring(event.word)}`);
                    };
                    assert.equal(expected, wordsOf([note(1, 7, "a"), odd], isPacked, undo), body);
                }
            }
        });

        it("takes an error in it for a reducer's, of the revocation", () => {
            const [stage, cursor] = stageAt(revocationOf(TARGET, 2, 8));
            stage.applier.setUndo("note", () => error("cannot undo", 0));
            const build = newBuild(newWords());
            const failure = stage.applier.apply(build, cursor)!;
            assert.equal("cannot undo", failure.message);
            assert.equal("revoke", failure.event.type);
            assert.equal(START + 2, failure.event.time);
            assert.equal(0, build.count);
            stage.applier.setUndo("note", undefined);
            assert.is_nil(stage.applier.apply(build, cursor));
            assert.equal(1, build.count);
        });
    });

    it("with other skips asks these alone", () => {
        const [stage] = stageAt(
            note(1, 7, "a"),
            note(2, 7, "b"),
            { time: START + 3, id: 1, body: revocationBody(START + 1, 7) },
            note(4, 2, "c"),
            { ...note(4, 3, ""), body: markBody(note(4, 3, "d").body, 1, idMark("r1")!)! },
            { ...note(4, 4, ""), body: markBody(note(4, 4, "e").body, 1, idMark("r2")!)! },
        );
        const applier = stage.applier.withSkips({
            isRevoked: (time) => time === START + 2,
            isImportRevoked: (importId, time) => importId === "r2" && time === START + 4,
        });
        const build = newBuild(newWords());
        const cursor = new LogCursor(stage.log);
        while (cursor.next(noPause)) {
            assert.is_nil(applier.apply(build, cursor));
        }
        assert.same({ words: ["a", "c", "d"] }, build.state);
        assert.equal(6, build.count);
    });
});
