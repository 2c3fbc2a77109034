import { LogCursor } from "../../src/log/cursor";
import { revocationBody } from "../../src/log/revocations";
import { newBuild } from "../../src/replay/build";
import { noPause } from "../support/background";
import { START } from "../support/world";
import type { ReferenceEvent } from "./reference";
import { addWord, note, Stage, type Words } from "./stage";

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
});
