import { revocationBody } from "../../src/log/revocations";
import { noPause } from "../support/background";
import { START } from "../support/world";
import type { ReferenceEvent } from "./reference";
import { ReplayStage } from "./replay-stage";
import { addWord, note } from "./stage";

function notes(count: number): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    for (const index of $range(1, count)) events.push(note(10 * index, 1, `w${index}`));
    return events;
}

/** A stage whose state has so many entries for each event. */
function stageWith(entries: number, count: number): ReplayStage {
    const stage = new ReplayStage(notes(count));
    stage.reducer = (state, event) => {
        addWord(state, event);
        const more: number[] = [];
        for (const index of $range(1, entries)) more[index - 1] = index;
        if (entries > 0) (state as Record<string, unknown>)[event.word as string] = more;
    };
    return stage.start().settle();
}

describe("The checkpoint in the archive", () => {
    it("is that of a state that is read sooner than made anew, and of no other", () => {
        const small = stageWith(0, 200);
        assert.is_not_nil(small.save());
        const large = stageWith(10, 200);
        assert.is_true(large.replay.status().checkpoints > 0);
        assert.is_nil(large.save());
        assert.is_nil(large.replay.status().saveProblem);
    });

    it("is written again when that is worth it, and before logout", () => {
        const stage = stageWith(0, 200);
        const text = stage.save();
        assert.is_nil(stage.save());
        const grow = (from: number, to: number): void => {
            for (const index of $range(from, to)) stage.insert(note(3000 + index, 1, "more"));
            stage.settle();
        };
        grow(1, 20);
        const second = stage.replay.saveCheckpoint(noPause, false);
        const last = second ?? stage.save();
        assert.is_not_nil(last);
        assert.is_false(last === text);
        assert.is_nil(stage.save());
    });

    it("keeps its content when something behind it is revoked, and names the number", () => {
        const stage = stageWith(0, 200);
        const text = stage.save()!;
        stage.insert({ time: START + 9000, id: 1, body: revocationBody(START + 2000, 1) });
        const other = stage.replay.saveCheckpoint(noPause, false)!;
        const [rest] = string.match(text, "^%d+ %d+ 0 (.*)$");
        const [otherRest] = string.match(other, "^%d+ %d+ 1 (.*)$");
        assert.is_not_nil(rest);
        assert.equal(rest, otherRest);
    });

    it("is taken out when something before it has changed and there is no other", () => {
        const stage = stageWith(0, 40);
        assert.is_not_nil(stage.save());
        stage.limits.batchSize = 1;
        stage.insert(note(1, 1, "first"));
        assert.equal("", stage.save());
        assert.is_nil(stage.save());
    });

    it("holds the lists that only grow as they were at its position", () => {
        const events = notes(300);
        const stage = new ReplayStage(events, ["words"]).start().settle();
        const text = stage.save();
        const next = new ReplayStage(events, ["words"]).start(text).settle();
        assert.is_nil(next.replay.status().restoreFailure);
        assert.is_true(next.replay.status().restored < 300);
        assert.equal(stage.words(), next.words());
        next.insert(note(5, 1, "first"));
        next.settle();
        assert.equal(`first ${stage.words()}`, next.words());
    });
});
