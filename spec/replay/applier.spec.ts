import { LogCursor } from "../../src/log/cursor";
import { importedRevocationBody, revocationBody } from "../../src/log/revocations";
import { idMark, markBody } from "../../src/event/import-mark";
import { toId } from "../../src/event/key";
import { encodeBody } from "../../src/event/schema";
import { newBuild } from "../../src/replay/build";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { shuffled } from "../support/events";
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
});
