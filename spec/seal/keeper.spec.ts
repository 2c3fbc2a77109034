import type { LedgerEvent } from "../../src/api/event";
import { packKey } from "../../src/event/key";
import { JOIN_STALL_SECONDS, type SealKeeper } from "../../src/seal/keeper";
import { SteppedBackground } from "../support/background";
import { foreignSeal, HISTORY, keysOf, noteIn, NOW, OTHER, revokedIn, SealStage } from "./stage";

const ALL = "a1 a2 b1 b2 c1 c2";
const EXTRA = noteIn(NOW - 2, 9, "x");
const HONEST = foreignSeal(HISTORY);
const WEAKER = foreignSeal(HISTORY, NOW - 1, {}, OTHER + 1);
/** Of the history and one event more. */
const LARGER = foreignSeal([...HISTORY, EXTRA]);

/** A session that joins the honest seal, and has an event more. */
function joining(): { stage: SealStage; keeper: SealKeeper } {
    const stage = new SealStage([...HISTORY, EXTRA, HONEST.event]);
    const { keeper } = stage.seals;
    keeper.rowsTold(HONEST.rows, NOW);
    return { stage, keeper };
}

/** One that joins a seal of an event more than it has. */
function lacking(): { stage: SealStage; keeper: SealKeeper } {
    const stage = new SealStage([...HISTORY, LARGER.event]);
    const { keeper } = stage.seals;
    keeper.rowsTold(LARGER.rows, NOW);
    return { stage, keeper };
}

function keyOf({ time, id }: { time: number; id: number }): string {
    return packKey(time, id);
}

describe("SealKeeper", () => {
    it("holds the strongest seal of which the rows are here", () => {
        const stage = new SealStage([...HISTORY, WEAKER.event]);
        const { keeper } = stage.seals;
        assert.equal(WEAKER.seal.key, keeper.held.seal!.key);
        stage.insert(LARGER.event);
        assert.equal(WEAKER.seal.key, keeper.held.seal!.key);
        assert.is_nil(keeper.joined());
    });

    it("joins a stronger one when it is told its rows, and holds the one before until it has come to it", () => {
        const stage = new SealStage([...HISTORY, WEAKER.event, LARGER.event]);
        const { keeper } = stage.seals;
        keeper.rowsTold(LARGER.rows, NOW);
        const { seal, lacking: count, surplusCount } = keeper.joined()!;
        assert.same([LARGER.seal.key, 1, 0], [seal.key, count, surplusCount]);
        assert.equal(WEAKER.seal.key, keeper.held.seal!.key);
        stage.insert(EXTRA);
        keeper.lookSoon();
        assert.is_nil(keeper.joined());
        assert.same([LARGER.seal.key, true], [keeper.held.seal!.key, keeper.held.isChecked]);
    });

    it("believes no rows that do not make those of the seal, nor rows of fewer weeks", () => {
        const { keeper } = new SealStage([...HISTORY, LARGER.event]).seals;
        const [first, second, third] = LARGER.rows;
        keeper.rowsTold([first, { ...second, fingerprint: second.fingerprint + 1 }, third], NOW);
        keeper.rowsTold(LARGER.rows.slice(0, 2), NOW);
        keeper.rowsTold(LARGER.rows, NOW - 1);
        assert.is_nil(keeper.joined());
        keeper.rowsTold([...LARGER.rows, { ...third, weekNumber: NOW }], NOW + 1);
        assert.equal(LARGER.seal.key, keeper.joined()!.seal.key);
    });

    it("believes no rows of which the events are not as many as the seal counts", () => {
        const { event, rows } = foreignSeal([...HISTORY, EXTRA], NOW, { count: 8 });
        const { keeper } = new SealStage([...HISTORY, event]).seals;
        keeper.rowsTold(rows, NOW);
        assert.is_nil(keeper.joined());
    });

    it("leaves out what it is told is not sealed, if the rest has the sealed row", () => {
        const { stage, keeper } = joining();
        assert.same([0, 1], [keeper.joined()!.lacking, keeper.joined()!.surplusCount]);
        keeper.surplusTold(NOW - 2, keysOf([HISTORY[2]]));
        keeper.surplusTold(NOW - 2, keysOf([EXTRA, HISTORY[2]]));
        assert.is_not_nil(keeper.joined());
        assert.equal("", stage.orphans());
        keeper.surplusTold(NOW - 2, keysOf([EXTRA]));
        assert.is_nil(keeper.joined());
        assert.same([ALL, "x"], [stage.words(), stage.orphans()]);
    });

    it("remembers what it is told is not sealed until it knows the seal", () => {
        const stage = new SealStage([...HISTORY, EXTRA]);
        const { keeper } = stage.seals;
        keeper.surplusTold(NOW - 2, keysOf([EXTRA]));
        stage.insert(HONEST.event);
        assert.equal(`a1 a2 b1 b2 x c1 c2`, stage.words());
        keeper.rowsTold(HONEST.rows, NOW);
        assert.same([ALL, "x"], [stage.words(), stage.orphans()]);
    });

    it("leaves out what is not among the events of a whole week that came", () => {
        const { stage, keeper } = joining();
        const [, , first, second] = HISTORY;
        keeper.received(first.time, first.id, first.body);
        keeper.lookSoon();
        assert.is_not_nil(keeper.joined());
        keeper.received(second.time, second.id, second.body);
        keeper.lookSoon();
        assert.is_nil(keeper.joined());
        assert.equal("x", stage.orphans());
    });

    it("puts what is sealed in the place of another event under its key, when that comes", () => {
        const twin = noteIn(NOW - 2, 2, "other");
        const [, , first, second] = HISTORY;
        const stage = new SealStage([...HISTORY.filter((event) => event !== second), twin, HONEST.event]);
        const { keeper } = stage.seals;
        keeper.rowsTold(HONEST.rows, NOW);
        for (const { time, id, body } of [first, second]) keeper.received(time, id, body);
        keeper.lookSoon();
        assert.same([ALL, "other"], [stage.words(), stage.orphans()]);
        assert.equal(HONEST.seal.key, keeper.held.seal!.key);
    });

    it("waits for the revocations that a seal lists", () => {
        const revocation = revokedIn(NOW, 5, HISTORY[0]);
        const listing = foreignSeal([...HISTORY, revocation]);
        const stage = new SealStage([...HISTORY, listing.event]);
        const { keeper } = stage.seals;
        assert.equal(1, keeper.joined()!.lacking);
        assert.is_nil(keeper.held.seal);
        stage.insert(revocation);
        keeper.lookSoon();
        assert.is_nil(keeper.joined());
        assert.same([true, "a2 b1 b2 c1 c2"], [keeper.held.isChecked, stage.state()]);
    });

    it("says that nothing comes of joining after a while, and looks for the state then", () => {
        const { stage, keeper } = lacking();
        const { time } = stage.inner.world;
        assert.is_nil(keeper.adoption.sought());
        time.advance(JOIN_STALL_SECONDS - 61);
        keeper.lookSoon();
        assert.is_false(keeper.joined()!.isStalled);
        time.advance(61);
        keeper.lookSoon();
        assert.is_true(keeper.joined()!.isStalled);
        assert.equal(LARGER.seal.key, keeper.adoption.sought()!.key);
    });

    it("lets the player accept the seal that is joined, and no other", () => {
        const { keeper } = lacking();
        assert.is_false(keeper.accept(WEAKER.seal.key));
        assert.is_true(keeper.accept(LARGER.seal.key));
        assert.is_false(new SealStage(HISTORY).seals.keeper.accept(LARGER.seal.key));
    });

    it("forgets a seal whose body lost a conflict, here and in the file", () => {
        const { stage, keeper } = lacking();
        assert.equal(1, stage.context.part.seals().length);
        keeper.removed(LARGER.event.time, LARGER.event.id);
        keeper.look();
        assert.is_nil(keeper.joined());
        assert.same([[], []], [keeper.known.list, stage.context.part.seals()]);
    });

    it("compares the state anew when a listed revocation has become another one", () => {
        const revocation = revokedIn(NOW, 5, HISTORY[0]);
        const listing = foreignSeal([...HISTORY, revocation]);
        const stage = new SealStage([...HISTORY, revocation, listing.event]);
        const {
            keeper,
            keeper: { held },
        } = stage.seals;
        assert.is_true(held.isChecked);
        const { time, id } = revocation;
        stage.context.revocations.remove(time, id);
        keeper.removed(time, id);
        assert.is_true(held.isMismatched());
        assert.same(
            ["state"],
            stage.mismatches.map(({ reason }) => reason),
        );
    });

    it("takes no other event for a seal", () => {
        const stage = new SealStage(HISTORY);
        const { time, id, body } = revokedIn(NOW, 1, HISTORY[0]);
        stage.seals.keeper.added(time, id, body);
        assert.same([[], []], [stage.seals.keeper.known.list, stage.context.part.seals()]);
    });

    it("tells of a wrong state once", () => {
        const { event } = foreignSeal(HISTORY, NOW, { digest: string.rep("x", 16) });
        const stage = new SealStage([...HISTORY, event]);
        stage.insert(noteIn(NOW, 1, "later"));
        stage.seals.keeper.lookSoon();
        stage.seals.keeper.look();
        assert.same(
            [["state", event.time]],
            stage.mismatches.map((mismatch) => [mismatch.reason, mismatch.event.time]),
        );
    });

    it("says that the status has changed when it has, and not at each look", () => {
        const { stage, keeper } = lacking();
        const { changes } = stage;
        keeper.look();
        keeper.look();
        assert.equal(changes, stage.changes);
        stage.insert(EXTRA);
        keeper.look();
        assert.is_true(stage.changes > changes);
    });

    it("looks once at a time, and once more where it is told to on the way", () => {
        const background = new SteppedBackground();
        const stage = new SealStage(HISTORY, { background });
        const { keeper } = stage.seals;
        background.finish();
        keeper.look();
        background.step();
        stage.insert(HONEST.event);
        keeper.look();
        assert.equal(1, background.waiting());
        background.finish();
        assert.equal(HONEST.seal.key, keeper.held.seal!.key);
    });

    it("knows which times are sealed, and which revocations are late", () => {
        const { keeper } = new SealStage([...HISTORY, HONEST.event]).seals;
        const [first] = HISTORY;
        const later = noteIn(NOW, 0, "");
        assert.same([true, false], [keeper.isSealed(later.time - 1), keeper.isSealed(later.time)]);
        const isLate = (target: typeof first | undefined): boolean =>
            keeper.isLate({ time: later.time, creator: 8, counter: 0, target } as unknown as LedgerEvent);
        assert.same([true, false, false], [isLate(first), isLate(later), isLate(undefined)]);
        keeper.held.seal = { ...keeper.held.seal!, revocations: [keyOf(later)] };
        assert.is_false(isLate(first));
    });
});
