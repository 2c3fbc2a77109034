import { packKey } from "../../src/event/key";
import { nextPlace } from "../../src/event/place";
import { type Held, OPEN_STALL_SECONDS } from "../../src/seal/held";
import type { Keys } from "../../src/seal/rows";
import { noPause } from "../support/background";
import { type ForeignSeal, foreignSeal, HISTORY, keysOf, noteIn, NOW, OTHER, OWN, revokedIn, SealStage } from "./stage";

const ALL = "a1 a2 b1 b2 c1 c2";
const [FIRST, SECOND] = HISTORY;
const HONEST = foreignSeal(HISTORY);
/** With the digest of another state than the history leads to, and that state. */
const WRONG = wrongSeal();
const NONE = new LuaMap<number, Keys>();

function wrongSeal(): ForeignSeal {
    const { draft } = foreignSeal([noteIn(NOW - 1, 1, "invented")]);
    return { ...foreignSeal(HISTORY, NOW, { digest: draft.state.digest }), draft };
}

function heldOf({ seals }: SealStage): Held {
    return seals.keeper.held;
}

function hold(stage: SealStage, { seal }: ForeignSeal, leftOut = NONE): Held {
    const held = heldOf(stage);
    held.hold(seal, leftOut, () => undefined, noPause);
    return held;
}

/** What came of checking the state; "nothing" when it was not checked. */
function tidy(stage: SealStage, { rows }: ForeignSeal): string {
    stage.context.log.hash(noPause);
    return heldOf(stage).tidy(rows, noPause, noPause) ?? "nothing";
}

/** A session that has adopted a seal, with these events of its own. */
function adopted(foreign: ForeignSeal, events: typeof HISTORY = []): SealStage {
    return new SealStage(events).adopt(foreign);
}

function openWeeks(stage: SealStage): number[] {
    return heldOf(stage).open.map(({ weekNumber }) => weekNumber);
}

function closedWeeks({ context }: SealStage): number[] {
    return [NOW - 3, NOW - 2, NOW - 1, NOW].filter((week) => context.log.isClosed(week));
}

describe("Held", () => {
    it("closes the sealed weeks, and says that the seal counts", () => {
        const stage = new SealStage(HISTORY);
        hold(stage, HONEST);
        assert.same([NOW - 3, NOW - 2, NOW - 1], closedWeeks(stage));
        assert.same([HONEST.seal], stage.sealed);
    });

    it("takes what is left out out of log and state, and sets it aside", () => {
        const extra = [noteIn(NOW - 3, 9, "x"), noteIn(NOW - 1, 9, "z")];
        const stage = new SealStage([...HISTORY, ...extra]);
        const leftOut = new LuaMap<number, Keys>();
        leftOut.set(NOW - 3, keysOf([extra[0]]));
        leftOut.set(NOW - 1, keysOf([extra[1]]));
        hold(stage, HONEST, leftOut);
        assert.same([ALL, ALL, "x z"], [stage.words(), stage.state(), stage.orphans()]);
        assert.equal(2, stage.orphaned.length);
    });

    it("puts a body under its key that is sealed there, and sets aside what stood there alone", () => {
        const [one, two] = [noteIn(NOW - 1, 9, "one"), noteIn(NOW - 1, 9, "two")];
        const stage = new SealStage([...HISTORY, one, two]);
        const { log } = stage.context;
        const sealed = log.week(NOW - 1)!.bodyAt(one.time, one.id) === one.body ? two : one;
        const [time, id] = nextPlace(sealed.time, sealed.id, sealed.body);
        assert.equal(sealed.body, log.week(NOW - 1)!.bodyAt(time, id));
        const leftOut = new LuaMap<number, Keys>();
        leftOut.set(NOW - 1, keysOf([sealed, { ...sealed, time, id }]));
        const rivals = new LuaMap<string, string>();
        rivals.set(packKey(sealed.time, sealed.id), sealed.body);
        heldOf(stage).hold(HONEST.seal, leftOut, () => rivals, noPause);
        const [kept, aside] = sealed === one ? ["one", "two"] : ["two", "one"];
        assert.same([`${ALL} ${kept}`, aside], [stage.words(), stage.orphans()]);
        assert.equal(sealed.body, log.week(NOW - 1)!.bodyAt(sealed.time, sealed.id));
    });

    it("offers own revocations as orphans that came too late to be listed, and no others", () => {
        const [own, other] = [revokedIn(NOW, 1, FIRST, OWN), revokedIn(NOW, 2, SECOND, OTHER)];
        const stage = new SealStage([...HISTORY, own, other]);
        assert.equal("b1 b2 c1 c2", stage.state());
        hold(stage, HONEST);
        assert.same(
            [own.time],
            stage.context.part.orphans().map(({ time }) => time),
        );
        assert.equal(ALL, stage.state());
    });

    it("opens only the weeks that it is told, and a sealed one that was damaged until it has its row", () => {
        const stage = new SealStage(HISTORY);
        const held = hold(stage, HONEST);
        held.openWeeks([HONEST.rows[1]]);
        assert.same([NOW - 3, NOW - 1], closedWeeks(stage));
        held.noteDamage(NOW - 1);
        held.noteDamage(NOW);
        assert.same([NOW - 3], closedWeeks(stage));
        tidy(stage, HONEST);
        assert.same([NOW - 3, NOW - 2, NOW - 1], closedWeeks(stage));
        assert.same([], openWeeks(stage));
    });
});

describe("Held.tidy", () => {
    it("checks the state once, and has it for others then", () => {
        const stage = new SealStage(HISTORY);
        const held = hold(stage, HONEST);
        assert.same([false, false], [held.isChecked, held.hasState()]);
        assert.same(["right", "nothing"], [tidy(stage, HONEST), tidy(stage, HONEST)]);
        assert.same([true, true, false], [held.isChecked, held.hasState(), held.isMismatched()]);
    });

    it("says that it is wrong, has none for others then, and checks again only when types or versions change", () => {
        const stage = new SealStage(HISTORY);
        const held = hold(stage, WRONG);
        assert.same(["wrong", "nothing"], [tidy(stage, WRONG), tidy(stage, WRONG)]);
        assert.same([false, false, true], [held.isChecked, held.hasState(), held.isMismatched()]);
        assert.equal(ALL, stage.state());
        held.checkAnew();
        assert.is_false(held.isMismatched());
        assert.equal("wrong", tidy(stage, WRONG));
    });

    it("makes a state anew that is not in the file any more", () => {
        const stage = new SealStage(HISTORY);
        const held = hold(stage, HONEST);
        tidy(stage, HONEST);
        stage.scope.sealState = undefined;
        assert.is_false(held.hasState());
        assert.equal("right", tidy(stage, HONEST));
        assert.is_true(held.hasState());
    });

    it("opens weeks that are not equal, and checks nothing before all are", () => {
        const stage = new SealStage(HISTORY.slice(1));
        hold(stage, HONEST);
        assert.equal("nothing", tidy(stage, HONEST));
        assert.same([NOW - 3], openWeeks(stage));
        assert.same([NOW - 2, NOW - 1], closedWeeks(stage));
        stage.insert(FIRST);
        assert.equal("right", tidy(stage, HONEST));
        assert.same([NOW - 3, NOW - 2, NOW - 1], closedWeeks(stage));
    });

    it("empties weeks of which nothing is sealed", () => {
        const stage = adopted(HONEST, [noteIn(NOW - 9, 1, "x"), noteIn(NOW - 9, 2, "y")]);
        tidy(stage, HONEST);
        assert.same(["", "x y"], [stage.words(), stage.orphans()]);
        assert.same([], openWeeks(stage));
    });
});

describe("Held.adopt", () => {
    it("goes on from the state, with the weeks absent of which nothing is here, and the others open", () => {
        const stage = adopted(HONEST, [FIRST]);
        const held = heldOf(stage);
        assert.same([ALL, "a1"], [stage.state(), stage.words()]);
        assert.same([[NOW - 2, NOW - 1], [NOW - 3]], [stage.absentWeeks(), openWeeks(stage)]);
        assert.same([true, false, true], [held.isAdopted, held.isChecked, held.hasState()]);
        assert.same([HONEST.seal], stage.sealed);
    });

    it("believes the history from when all of it is here, which gives the state", () => {
        const stage = adopted(HONEST);
        stage.insert(...HISTORY.slice(1));
        assert.equal("nothing", tidy(stage, HONEST));
        stage.insert(FIRST);
        assert.equal("right", tidy(stage, HONEST));
        const held = heldOf(stage);
        assert.same([false, true], [held.isAdopted, held.isChecked]);
        assert.is_false(stage.inner.replay.hasBase());
        assert.equal(ALL, stage.state());
    });

    it("believes the history also where the state was another one", () => {
        const stage = adopted(WRONG);
        assert.equal("invented", stage.state());
        stage.insert(...HISTORY);
        assert.equal("wrong", tidy(stage, WRONG));
        assert.same([ALL, false], [stage.state(), heldOf(stage).isAdopted]);
    });

    it("waits for nothing more in a week of which nothing has come for long", () => {
        const stage = adopted(HONEST, [FIRST]);
        const { time } = stage.inner.world;
        tidy(stage, HONEST);
        time.advance(OPEN_STALL_SECONDS - 1);
        stage.insert(noteIn(NOW - 3, 7, "x"));
        tidy(stage, HONEST);
        time.advance(OPEN_STALL_SECONDS - 1);
        tidy(stage, HONEST);
        assert.same([NOW - 3], openWeeks(stage));
        time.advance(1);
        tidy(stage, HONEST);
        assert.same([[], [NOW - 3, NOW - 2, NOW - 1]], [openWeeks(stage), stage.absentWeeks()]);
        assert.same(["a1 x", ALL], [stage.words(), stage.state()]);
    });

    it("takes out what is not sealed of a week that is here in part, if the rest has the sealed row", () => {
        const extra = noteIn(NOW - 3, 7, "x");
        const stage = adopted(HONEST, [FIRST, SECOND, extra]);
        const held = heldOf(stage);
        held.takeOut(NOW - 3, keysOf([FIRST]), noPause);
        held.takeOut(NOW - 3, keysOf([FIRST, extra]), noPause);
        assert.equal("", stage.orphans());
        held.takeOut(NOW - 3, keysOf([extra]), noPause);
        assert.same(["a1 a2", "x"], [stage.words(), stage.orphans()]);
    });

    it("remembers of each peer once that the state is wrong, and of the first that it is right, until another seal is held", () => {
        const stage = adopted(HONEST);
        const held = heldOf(stage);
        for (const [peer, isRight] of [
            ["A-Realm", false],
            ["B-Realm", false],
            ["A-Realm", false],
            ["C-Realm", true],
        ] as const) {
            held.answered(peer, isRight);
        }
        assert.same([["A-Realm", "B-Realm"], true], [held.disputedBy, held.isConfirmed]);
        held.adopt(WRONG.seal, WRONG.rows, WRONG.draft.state, "", noPause);
        assert.same([[], false], [held.disputedBy, held.isConfirmed]);
    });
});

describe("Held.leadsTo", () => {
    /** A session that has dropped the weeks of a seal of its own, and that seal. */
    function pruned(): { stage: SealStage; held: Held } {
        const stage = new SealStage(HISTORY);
        stage.seal(NOW - 1);
        stage.seals.prune(0, () => {});
        stage.inner.settle();
        return { stage, held: heldOf(stage) };
    }

    it("is true where the history is here", () => {
        assert.is_true(heldOf(new SealStage(HISTORY)).leadsTo(WRONG.seal, WRONG.rows, [], noPause));
    });

    it("is true without it where the state that replay begins with is of the same rows, and the seal knows of it", () => {
        const { stage, held } = pruned();
        const rows = stage.rows();
        const known = [held.seal!];
        const seal = { ...HONEST.seal, boundaries: [NOW - 1] };
        assert.is_true(held.leadsTo(seal, rows, known, noPause));
        assert.is_false(held.leadsTo(HONEST.seal, rows, known, noPause));
        assert.is_false(held.leadsTo(seal, rows, [], noPause));
        assert.is_false(held.leadsTo(seal, rows.slice(1), known, noPause));
    });

    it("is false where other events are revoked of the weeks that are not here", () => {
        const { stage, held } = pruned();
        const revocation = revokedIn(NOW - 1, 9, FIRST);
        stage.insert(revocation);
        const [known, rows] = [[held.seal!], stage.rows()];
        const seal = { ...HONEST.seal, boundaries: [NOW - 1] };
        assert.is_false(held.leadsTo(seal, rows, known, noPause));
        const late = [packKey(revocation.time, revocation.id)];
        assert.is_true(held.leadsTo({ ...seal, late }, rows, known, noPause));
    });
});

describe("Held.load", () => {
    it("goes on from the file with what was checked, from the first event on", () => {
        const stage = new SealStage(HISTORY);
        stage.seal();
        const again = stage.relog();
        const { seal, isChecked, isAdopted } = heldOf(again);
        assert.same([heldOf(stage).seal, true, false], [seal, isChecked, isAdopted]);
        assert.same([NOW - 3, NOW - 2, NOW - 1], closedWeeks(again));
        assert.is_false(again.inner.replay.hasBase());
        assert.equal(ALL, again.state());
    });

    it("begins with the sealed state where the history is not here", () => {
        const stage = adopted(HONEST).insert(noteIn(NOW, 1, "later"));
        heldOf(stage).answered("A-Realm", true);
        const again = stage.relog();
        const { isChecked, isAdopted, isConfirmed } = heldOf(again);
        assert.same([false, true, true], [isChecked, isAdopted, isConfirmed]);
        assert.same([NOW - 3, NOW - 2, NOW - 1], again.absentWeeks());
        assert.equal(`${ALL} later`, again.state());
    });

    it("asks for all where that state cannot be read", () => {
        const stage = adopted(HONEST).insert(noteIn(NOW, 1, "later"));
        stage.scope.sealState = string.sub(stage.scope.sealState!, 1, -8);
        const again = stage.relog();
        assert.is_nil(heldOf(again).seal);
        assert.same([[], []], [again.absentWeeks(), closedWeeks(again)]);
        assert.equal("later", again.state());
    });

    it("takes what is no seal for none: no week is absent", () => {
        const stage = adopted(HONEST);
        stage.context.part.setSeal({ key: HONEST.seal.key, body: "\0\x01", flags: 2 });
        const again = stage.relog();
        assert.is_nil(heldOf(again).seal);
        assert.same([], again.absentWeeks());
    });
});
