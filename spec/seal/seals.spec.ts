import type { SubmitRefusal } from "../../src/api/event";
import type { SealContext } from "../../src/seal/context";
import type { PruneResult, SealResult } from "../../src/api/seal";
import { AnswerFlag } from "../../src/sync/seal-host";
import { foreignSeal, HISTORY, nameOf, noteIn, NOW, OTHER, SealStage } from "./stage";

const EXTRA = noteIn(NOW - 2, 9, "x");
const HONEST = foreignSeal(HISTORY);
const WRONG = foreignSeal(HISTORY, NOW, { digest: string.rep("x", 16) });
/** Of the history and one event more. */
const LARGER = foreignSeal([...HISTORY, EXTRA]);
const { digest } = HONEST.seal;
/** As messages name it. */
const NAME = string.sub(digest, 1, 4);
const AUTHOR = nameOf(OTHER);

/** A session that has the history, and holds a seal of it. */
function holding(foreign = HONEST): SealStage {
    return new SealStage([...HISTORY, foreign.event]);
}

/** One that has adopted the seal, with these events of its own. */
function adopted(changes: Partial<SealContext> = {}, events: typeof HISTORY = []): SealStage {
    return new SealStage(events, changes).adopt(HONEST);
}

/** One with nothing, that looks for the state. */
function looking(): SealStage {
    const stage = new SealStage([HONEST.event]);
    stage.seals.rowsTold(HONEST.rows, NOW, AUTHOR);
    stage.inner.world.time.advance(600);
    stage.seals.keeper.lookSoon();
    return stage;
}

function streamOf({ seals }: SealStage, name: string): string | undefined {
    let given: string | undefined = "not called";
    seals.stream(name, (stream) => (given = stream));
    return given;
}

function statusOf({ seals }: SealStage): ReturnType<SealStage["seals"]["status"]> {
    return seals.status([]);
}

function wantedWeeks({ seals, context }: SealStage): number[] {
    const isWanted = seals.historyFilter();
    return context.log
        .absentRows()
        .map(({ weekNumber }) => weekNumber)
        .filter((week) => isWanted(week));
}

/** What comes of seal() when its event is not written. */
function refusedAs(reason: SubmitRefusal): SealResult {
    const stage = new SealStage(HISTORY);
    let result: SealResult | undefined;
    stage.seals.seal(
        NOW,
        false,
        () => $multi(undefined, reason),
        (made) => (result = made),
    );
    assert.is_nil(stage.seals.keeper.held.seal);
    return result!;
}

describe("Seals", () => {
    it("knows the seals of the log after a login", () => {
        const { list } = new SealStage([LARGER.event]).relog().seals.keeper.known;
        assert.same(
            [LARGER.seal.key],
            list.map(({ key }) => key),
        );
    });

    it("holds its own seal at once, with its state", () => {
        const stage = new SealStage(HISTORY);
        const { event } = stage.seal();
        const { held } = stage.seals.keeper;
        assert.same([event!.time, true, true], [held.seal!.time, held.isChecked, held.hasState()]);
        assert.equal(HONEST.seal.digest, held.seal!.digest);
    });

    it("says why the seal is not written", () => {
        assert.same({ reason: "clock" }, refusedAs("clock"));
        assert.same({ reason: "unauthorized" }, refusedAs("unauthorized"));
        assert.same({ reason: "refused" }, refusedAs("sealed"));
        assert.same({ reason: "nothing" }, new SealStage(HISTORY).seal(NOW - 3));
    });

    it("says what pruning dropped, and that there is nothing to prune without a seal", () => {
        const pruned = (stage: SealStage): PruneResult => {
            let result: PruneResult | undefined;
            stage.seals.prune(1, (made) => (result = made));
            return result!;
        };
        assert.same({ weeks: 0, events: 0, reason: "noSeal" }, pruned(new SealStage(HISTORY)));
        assert.same({ weeks: 3, events: 6 }, pruned(holding()));
    });

    it("raises nothing where who is told of the result does", () => {
        const stage = holding();
        stage.seals.prune(1, () => error("a mistake"));
        stage.seals.seal(
            NOW,
            false,
            () => $multi(undefined, "clock"),
            () => error("a mistake"),
        );
        assert.equal(2, stage.inner.world.guard.reports.length);
    });
});

describe("As others see them, seals", () => {
    it("stand for the state that is held, or looked for", () => {
        assert.is_nil(new SealStage(HISTORY).seals.standing());
        assert.equal(digest, holding().seals.standing()!.digest);
        const { seals } = looking();
        assert.equal(digest, seals.standing()!.digest);
        assert.equal(digest, seals.wanted()!.digest);
        assert.is_nil(seals.keeper.held.seal);
    });

    it("say what is known of the state that is named by the first bytes of its digest, and nothing of others", () => {
        assert.equal(AnswerFlag.Checked + AnswerFlag.HasState, holding().seals.flags(NAME));
        assert.equal(AnswerFlag.HasState, adopted().seals.flags(NAME));
        assert.equal(AnswerFlag.Refused, holding(WRONG).seals.flags("xxxx"));
        assert.same([0, 0], [holding().seals.flags("else"), looking().seals.flags(NAME)]);
    });

    it("give the stream of that state alone, and none of one that was not checked", () => {
        const stage = holding();
        assert.equal(HONEST.draft.state.stream, streamOf(stage, NAME));
        assert.is_nil(streamOf(stage, "else"));
        assert.is_nil(streamOf(holding(WRONG), "xxxx"));
        assert.is_nil(streamOf(new SealStage(HISTORY), NAME));
    });

    it("take the stream that is looked for, and say of another one that it is wrong", () => {
        const stage = looking();
        const answers: boolean[] = [];
        const note = (isRight: boolean): void => {
            answers.push(isRight);
        };
        stage.seals.streamReceived(NAME, "else", AUTHOR, note);
        stage.seals.streamReceived(NAME, HONEST.draft.state.stream, AUTHOR, note);
        assert.same([false, true], answers);
        assert.is_nil(stage.seals.wanted());
        assert.equal("a1 a2 b1 b2 c1 c2", stage.state());
    });

    it("say from which week on all is here", () => {
        assert.equal(0, holding().seals.keptFrom());
        assert.equal(NOW, adopted().seals.keptFrom());
        const stage = adopted();
        stage.insert(...HISTORY.slice(4));
        stage.context.log.hash(() => {});
        assert.equal(NOW - 1, stage.seals.keptFrom());
    });

    it("take what others say is not sealed by the keys of the events", () => {
        const stage = new SealStage([...HISTORY, EXTRA, HONEST.event]);
        stage.seals.rowsTold(HONEST.rows, NOW, AUTHOR);
        stage.seals.surplusTold(NOW - 2, [EXTRA]);
        assert.equal("x", stage.orphans());
    });
});

describe("An adopted state", () => {
    it("is unconfirmed until a peer that may speak, and is not its author, says that it has checked it", () => {
        const { seals } = adopted();
        const isUnconfirmed = (): boolean => seals.unconfirmed() !== undefined;
        seals.answered("A-Realm", NAME, AnswerFlag.Checked, false);
        seals.answered(AUTHOR, NAME, AnswerFlag.Checked, true);
        seals.answered("A-Realm", NAME, AnswerFlag.HasState, true);
        seals.answered("A-Realm", "else", AnswerFlag.Checked, true);
        assert.is_true(isUnconfirmed());
        seals.answered("A-Realm", NAME, AnswerFlag.Checked + AnswerFlag.HasState, true);
        assert.is_false(isUnconfirmed());
        assert.is_nil(holding().seals.unconfirmed());
    });

    it("is disputed by a peer that may speak, and is not its author: then the history decides", () => {
        const stage = adopted({ history: "sealed" });
        const { seals } = stage;
        seals.answered("A-Realm", NAME, AnswerFlag.Refused, false);
        seals.answered(AUTHOR, NAME, AnswerFlag.Refused, true);
        assert.same([false, false], [seals.needsHistory(), seals.wantsHistory()]);
        seals.answered("A-Realm", NAME, AnswerFlag.Refused, true);
        assert.same([true, true], [seals.needsHistory(), seals.wantsHistory()]);
        assert.same([NOW - 3, NOW - 2, NOW - 1], wantedWeeks(stage));
        assert.same(["A-Realm"], statusOf(stage).disputedBy);
    });

    it("that is looked for is passed over when somebody says that it is wrong", () => {
        const { seals } = looking();
        seals.answered(AUTHOR, NAME, AnswerFlag.Refused, true);
        assert.is_not_nil(seals.wanted());
        seals.answered("A-Realm", NAME, AnswerFlag.Refused, true);
        assert.is_nil(seals.wanted());
    });

    it("is followed by the history that the options want", () => {
        const full = adopted();
        assert.same([[NOW - 3, NOW - 2, NOW - 1], true], [wantedWeeks(full), full.seals.wantsHistory()]);
        const none = adopted({ history: "sealed" });
        assert.same([[], false, true], [wantedWeeks(none), none.seals.wantsHistory(), none.seals.isUnwanted(NOW - 1)]);
        const kept = adopted({ keepWeeks: 3 });
        assert.same([NOW - 2, NOW - 1], wantedWeeks(kept));
        assert.same([true, false], [kept.seals.isUnwanted(NOW - 3), kept.seals.isUnwanted(NOW - 2)]);
        // What is not absent is wanted.
        assert.is_false(none.seals.isUnwanted(NOW));
    });

    it("is followed by what is lacking of weeks that are here in part, whatever the options want", () => {
        const stage = adopted({ history: "sealed" });
        stage.insert(HISTORY[2]);
        assert.same([NOW - 2], wantedWeeks(stage));
    });
});

describe("Pruning by itself", () => {
    it("is due while weeks are here that are not kept, unless these are to decide which state is right", () => {
        assert.same([true, false], [holding().seals.hasToPrune(2), holding().seals.hasToPrune(4)]);
        assert.is_false(new SealStage(HISTORY).seals.hasToPrune(0));
        const stage = adopted().insert(...HISTORY.slice(4));
        stage.context.log.hash(() => {});
        assert.is_true(stage.seals.hasToPrune(0));
        stage.seals.answered("A-Realm", NAME, AnswerFlag.Refused, true);
        assert.is_false(stage.seals.hasToPrune(0));
    });
});

describe("The status of seals", () => {
    it("tells what is known of the state", () => {
        const told = (stage: SealStage): unknown[] => {
            const { standing, isConfirmed, absentWeeks, absentEvents } = statusOf(stage);
            return [standing ?? "none", isConfirmed ?? "nil", absentWeeks, absentEvents];
        };
        assert.same(["none", "nil", 0, 0], told(new SealStage(HISTORY)));
        assert.same(["checked", "nil", 0, 0], told(holding()));
        assert.same(["rows", "nil", 0, 0], told(holding(WRONG)));
        const stage = adopted();
        assert.same(["adopted", false, 3, 6], told(stage));
        stage.seals.answered("A-Realm", NAME, AnswerFlag.Checked, true);
        assert.same(["adopted", true, 3, 6], told(stage));
    });

    it("tells of the seal that is joined, and of none else", () => {
        const stage = new SealStage([...HISTORY, LARGER.event]);
        assert.is_nil(statusOf(stage).joining);
        stage.seals.rowsTold(LARGER.rows, NOW, AUTHOR);
        const { event, lacking, surplus, isFetching, isStalled } = statusOf(stage).joining!;
        assert.same([LARGER.event.time, 1, 0, false, false], [event.time, lacking, surplus, isFetching, isStalled]);
    });

    it("tells that the state is being fetched until it is here", () => {
        const stage = new SealStage([HISTORY[0], HONEST.event]);
        stage.seals.rowsTold(HONEST.rows, NOW, AUTHOR);
        stage.inner.world.time.advance(600);
        stage.seals.keeper.lookSoon();
        assert.is_true(statusOf(stage).joining!.isFetching);
        // One witness is missing still: something of the sealed weeks is here.
        stage.seals.streamReceived(NAME, HONEST.draft.state.stream, AUTHOR, () => {});
        assert.is_false(statusOf(stage).joining!.isFetching);
        assert.is_string(statusOf(stage).problem);
        assert.equal(digest, stage.seals.unconfirmed()!.digest);
    });

    it("counts orphans, and names who holds something else", () => {
        const stage = new SealStage([...HISTORY, EXTRA, HONEST.event]);
        stage.seals.rowsTold(HONEST.rows, NOW, AUTHOR);
        stage.seals.surplusTold(NOW - 2, [EXTRA]);
        const { orphans, lostOrphans, differing } = stage.seals.status(["B-Realm"]);
        assert.same([1, 0, ["B-Realm"]], [orphans, lostOrphans, differing]);
    });
});
