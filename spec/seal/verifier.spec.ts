import { packKey } from "../../src/event/key";
import { undoBody } from "../../src/log/revocation-body";
import { KEPT_CHANGING } from "../../src/replay/side-replay";
import type { SealContext } from "../../src/seal/context";
import type { Seal } from "../../src/seal/known-seals";
import { openSealedState } from "../../src/seal/sealed-state";
import { isOfVersion, problemOf, type Outcome, Verifier } from "../../src/seal/verifier";
import { addWord, type Words } from "../replay/stage";
import { noPause } from "../support/background";
import { foreignSeal, HISTORY, noteIn, NOW, revokedIn, SealStage } from "./stage";

function verify(context: SealContext, seal: Seal, isWhole = false, rest = noPause): Outcome {
    return new Verifier(context).verify(seal, isWhole, noPause, rest);
}

/** The stage with another replay. */
function withReplay({ context }: SealStage, stateBefore: SealContext["replay"]["stateBefore"]): SealContext {
    return { ...context, replay: { stateBefore } as unknown as SealContext["replay"] };
}

describe("Verifier", () => {
    it('says "right" of a seal whose digest replay gives, with the state', () => {
        const { seal, draft } = foreignSeal(HISTORY);
        const { verdict, state } = verify(new SealStage([...HISTORY, noteIn(NOW, 1, "later")]).context, seal);
        assert.equal("right", verdict);
        assert.same(draft.state, state);
    });

    it('says "wrong" of another digest, without a state', () => {
        const { seal } = foreignSeal(HISTORY, NOW, { digest: string.rep("x", 16) });
        assert.same({ verdict: "wrong" }, verify(new SealStage(HISTORY).context, seal));
    });

    it('says "other" where version or types differ, although the digest is right, and why', () => {
        const stage = new SealStage(HISTORY);
        for (const change of [{ stateVersion: 2 }, { types: 1 }]) {
            const { seal } = foreignSeal(HISTORY, NOW, change);
            const { verdict, problem } = verify(stage.context, seal);
            assert.same(["other", problemOf(stage.context, seal)], [verdict, problem]);
            assert.is_string(problem);
        }
        assert.is_nil(problemOf(stage.context, foreignSeal(HISTORY).seal));
    });

    it("minds the types of the sealed events alone", () => {
        const { context } = new SealStage(HISTORY);
        const { seal } = foreignSeal(HISTORY);
        context.schema.add({ name: "other", id: 2, fields: [] });
        assert.is_true(isOfVersion(context, seal));
        assert.is_false(isOfVersion(context, { ...seal, typeIds: [1, 2] }));
    });

    it('says "other" where a reducer raised, and what', () => {
        const stage = new SealStage(HISTORY);
        stage.inner.reducer = () => error("a mistake");
        const { verdict, problem } = verify(stage.context, foreignSeal(HISTORY).seal);
        assert.equal("other", verdict);
        assert.matches("a mistake", problem!);
    });

    it('says "later" where the log kept changing', () => {
        const context = withReplay(new SealStage(HISTORY), (_week, _skips, _isWhole, done) => {
            done(undefined, KEPT_CHANGING);
        });
        assert.equal("later", verify(context, foreignSeal(HISTORY).seal).verdict);
    });

    it("rests until replay is done", () => {
        let finish: ((this: void) => void) | undefined;
        let rests = 0;
        const context = withReplay(new SealStage(HISTORY), (_week, _skips, _isWhole, done) => {
            finish = () => done({ words: "a1 a2 b1 b2 c1 c2".split(" ") });
        });
        const { verdict } = verify(context, foreignSeal(HISTORY).seal, false, () => {
            rests++;
            if (rests === 3) finish!();
        });
        assert.same(["right", 3], [verdict, rests]);
    });

    it("starts at the first event where it is to check a state that replay starts from", () => {
        const stage = new SealStage(HISTORY);
        stage.seal(NOW - 1);
        stage.inner.replay.rebase({ week: NOW - 1, mark: 1, open: () => ({ words: ["invented"] }) });
        const { seal } = foreignSeal(HISTORY);
        assert.equal("wrong", verify(stage.context, seal, false).verdict);
        assert.equal("right", verify(stage.context, seal, true).verdict);
        // A sealed state is not replayed from itself.
        stage.inner.replay.rebase({ week: NOW, mark: 2, open: () => ({ words: ["invented"] }) });
        assert.equal("right", verify(stage.context, seal, true).verdict);
    });

    it("counts the revocations that the seal covers, and no others", () => {
        const [first, second, third] = HISTORY;
        const [early, late, listed] = [
            revokedIn(NOW - 1, 5, first),
            revokedIn(NOW - 1, 6, second),
            revokedIn(NOW, 5, third),
        ];
        const stage = new SealStage([...HISTORY, early, late, listed, revokedIn(NOW, 6, HISTORY[3])]);
        const [key, lateKey] = [listed, late].map(({ time, id }) => packKey(time, id));
        const [state] = new Verifier(stage.context).stateBefore(
            { week: NOW, revocations: [key], late: [lateKey], boundaries: [] },
            false,
            noPause,
            noPause,
        );
        const { state: opened } = openSealedState(state!.stream, state!.digest, noPause)!;
        assert.equal("a2 b2 c1 c2", (opened as Words).words.join(" "));
    });

    it("has the keys of what is undone in the state", () => {
        const [{ time, id, body }] = HISTORY;
        const undo = { ...noteIn(NOW - 1, 9, ""), body: undoBody(time, id, body, 0) };
        const stage = new SealStage(HISTORY);
        stage.inner.replay.setReducer("note", addWord, (state) => {
            (state as Words).words = ["undone"];
        });
        const terms = { week: NOW, revocations: [], late: [], boundaries: [] };
        stage.seal(NOW - 2);
        stage.insert(undo);
        const [state] = new Verifier(stage.context).stateBefore(terms, false, noPause, noPause);
        const { undone, state: made } = openSealedState(state!.stream, state!.digest, noPause)!;
        assert.equal(packKey(time, id), undone);
        assert.same(["undone"], (made as Words).words);
    });
});
