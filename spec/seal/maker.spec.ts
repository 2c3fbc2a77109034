import { decodeSeal, type SealContent } from "../../src/event/seal";
import { packKey, WEEK_SECONDS } from "../../src/event/key";
import type { Seal } from "../../src/seal/known-seals";
import { type Draft, type Refused, SealMaker } from "../../src/seal/maker";
import { digestOfRows, openSealedState } from "../../src/seal/sealed-state";
import { rootOf } from "../../src/sync/roots";
import { addWord, type Words } from "../replay/stage";
import { noPause } from "../support/background";
import { foreignSeal, HISTORY, noteIn, NOW, OTHER, revokedIn, SealStage } from "./stage";

function make(stage: SealStage, week = NOW, isForced = false, pause = noPause): Draft | Refused {
    return new SealMaker(stage.context, stage.seals.keeper).make(week, isForced, pause, noPause);
}

function draftOf(stage: SealStage, week = NOW, pause = noPause): Draft {
    const made = make(stage, week, false, pause);
    return "body" in made ? made : error(`${made.reason} ${made.problem}`);
}

/** What a seal of this stage would say. */
function contentOf(stage: SealStage, week = NOW): SealContent {
    return decodeSeal(draftOf(stage, week).body) ?? error("no seal");
}

function wordsOf({ state }: Draft): string {
    return (openSealedState(state.stream, state.digest, noPause)!.state as Words).words.join(" ");
}

/** Inserts an event of a week at the first pause behind each replay, `most` of them. */
function disturbing(stage: SealStage, week: number, most: number): (this: void) => void {
    let isReplayed = false;
    let made = 0;
    stage.inner.replay.pause();
    stage.inner.reducer = (state, event) => {
        addWord(state, event);
        isReplayed ||= event.word === "c2";
    };
    return () => {
        if (isReplayed && made < most) {
            isReplayed = false;
            made++;
            stage.insert(noteIn(week, 100 + made, `late${made}`));
        }
    };
}

describe("SealMaker", () => {
    it("names count, root and digest of the rows of the weeks before, and nothing of those from there on", () => {
        const stage = new SealStage([...HISTORY, noteIn(NOW, 1, "later")]);
        const { week, count, root, rows } = contentOf(stage, NOW - 1);
        const sealed = stage.rows(NOW - 1);
        assert.same([NOW - 1, 4, 2], [week, count, sealed.length]);
        assert.equal(rootOf(sealed, noPause), root);
        assert.equal(digestOfRows(sealed, noPause), rows);
    });

    it("gives the state that these weeks lead to, of which the seal names the digest", () => {
        const stage = new SealStage([...HISTORY, noteIn(NOW, 1, "later")]);
        const draft = draftOf(stage, NOW - 1);
        assert.equal("a1 a2 b1 b2", wordsOf(draft));
        assert.equal(decodeSeal(draft.body)!.digest, draft.state.digest);
    });

    it("says the same of the same events, in whatever order they came", () => {
        const backwards = HISTORY.slice().reverse();
        assert.equal(draftOf(new SealStage(HISTORY)).body, draftOf(new SealStage(backwards)).body);
    });

    it("names the types of the sealed events, and those that the seal before names, ascending", () => {
        const stage = new SealStage([...HISTORY, { ...noteIn(NOW, 1, "later"), body: "\x05" }]);
        assert.same([1], contentOf(stage).typeIds);
        stage.insert({ ...noteIn(NOW - 1, 5, "other"), body: "\x03" });
        assert.same([1, 3], contentOf(stage).typeIds);
        stage.seals.keeper.held.seal = {
            week: NOW - 2,
            boundaries: [],
            revocations: [],
            typeIds: [2],
        } as unknown as Seal;
        assert.same([1, 2, 3], contentOf(stage).typeIds);
    });

    it("names the weeks of the seals before it, the newest 256", () => {
        const stage = new SealStage(HISTORY);
        stage.seal(NOW - 2);
        stage.seal(NOW - 1);
        assert.same([NOW - 2, NOW - 1], contentOf(stage).boundaries);
        const many: number[] = [];
        for (const week of $range(1, 256)) many.push(week);
        const { held } = stage.seals.keeper;
        held.seal = { ...held.seal!, boundaries: many };
        assert.same([...many.slice(1), NOW - 1], contentOf(stage).boundaries);
    });

    it("lists the revocations of later weeks that count for what is sealed, ascending, and skips what they name", () => {
        const later = noteIn(NOW, 1, "later");
        const many = HISTORY.slice(0, 4);
        for (const seconds of $range(11, 40)) many.push(noteIn(NOW - 3, seconds, "revoked"));
        const listed = many.map((event, index) => revokedIn(NOW, 99 - index, event));
        const stage = new SealStage([...many, ...HISTORY.slice(4), later, revokedIn(NOW, 7, later), ...listed]);
        const keys = listed.map(({ time, id }) => packKey(time, id));
        assert.same(keys.reverse(), contentOf(stage).revocations);
        assert.equal("c1 c2", wordsOf(draftOf(stage)));
    });

    it("names revocations that came too late for the seal before as late, and passes over them", () => {
        const stage = new SealStage(HISTORY);
        stage.seal(NOW - 1);
        const late = revokedIn(NOW - 1, 9, HISTORY[0]);
        stage.insert(late);
        assert.same([packKey(late.time, late.id)], contentOf(stage).late);
        assert.equal("a1 a2 b1 b2 c1 c2", wordsOf(draftOf(stage)));
    });

    it("makes none of weeks that are sealed, or without events", () => {
        const stage = new SealStage(HISTORY);
        assert.same({ reason: "nothing" }, make(stage, NOW - 3));
        stage.seal(NOW - 1);
        assert.same({ reason: "nothing" }, make(stage, NOW - 1));
        assert.same({ reason: "nothing" }, make(stage, NOW - 2));
        assert.is_true("body" in make(stage, NOW));
    });

    it("outdoes one that is joined only where it is forced to, and of later weeks", () => {
        const { event, rows } = foreignSeal([...HISTORY, noteIn(NOW - 3, 3, "lacking")], NOW - 1);
        const stage = new SealStage([...HISTORY, event]);
        stage.seals.keeper.rowsTold(rows, NOW - 1);
        assert.same({ reason: "joining" }, make(stage));
        assert.same({ reason: "joining" }, make(stage, NOW - 1, true));
        assert.is_true("body" in make(stage, NOW, true));
    });

    it("begins again where a sealed week changes on the way, and gives up where that does not end", () => {
        const once = new SealStage(HISTORY);
        const draft = draftOf(once, NOW, disturbing(once, NOW - 1, 1));
        assert.equal("a1 a2 b1 b2 c1 c2 late1", wordsOf(draft));
        assert.equal(7, decodeSeal(draft.body)!.count);
        const always = new SealStage(HISTORY);
        assert.same({ reason: "changing" }, make(always, NOW, false, disturbing(always, NOW - 1, 100)));
    });

    it("does not mind what comes from that week on", () => {
        const stage = new SealStage(HISTORY);
        const draft = draftOf(stage, NOW, disturbing(stage, NOW, 100));
        assert.equal("a1 a2 b1 b2 c1 c2 late1", stage.words());
        assert.equal("a1 a2 b1 b2 c1 c2", wordsOf(draft));
    });

    it("says why there is no state", () => {
        const stage = new SealStage(HISTORY);
        stage.inner.reducer = () => error("a mistake");
        const { reason, problem } = make(stage) as Refused;
        assert.equal("state", reason);
        assert.matches("a mistake", problem!);
    });

    it("refuses more late revocations than a seal can name", () => {
        const events = [];
        for (const seconds of $range(1, 257)) events.push(noteIn(NOW - 3, seconds, "x"));
        const stage = new SealStage(events);
        stage.seal(NOW - 1);
        for (const event of events.slice(1)) {
            stage.insert({ ...revokedIn(NOW - 1, 1, event), time: event.time + 2 * WEEK_SECONDS });
        }
        assert.equal(256, contentOf(stage).late.length);
        stage.insert(revokedIn(NOW - 1, 0, events[0], OTHER + 1));
        assert.same({ reason: "revocations" }, make(stage));
    });
});
