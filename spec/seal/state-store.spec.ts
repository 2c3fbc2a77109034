import type { SealContext } from "../../src/seal/context";
import type { Seal } from "../../src/seal/known-seals";
import { StateStore } from "../../src/seal/state-store";
import { NO_UPGRADE } from "../../src/seal/upgrade";
import type { Words } from "../replay/stage";
import { noPause, SteppedBackground } from "../support/background";
import { foreignSeal, HISTORY, NOW, SealStage } from "./stage";

const { seal, draft } = foreignSeal(HISTORY);
const { digest } = draft.state;

/** The store of a session; what it holds may be another seal later. */
class Kept {
    held: Seal | undefined;
    /** What was found, in order. */
    readonly found: (string | undefined)[] = [];
    readonly stage: SealStage;
    readonly store: StateStore;
    readonly background = new SteppedBackground();

    constructor(changes: Partial<SealContext> = {}, stage = new SealStage()) {
        this.stage = stage;
        this.held = seal;
        this.store = new StateStore(
            { ...stage.context, background: this.background, ...changes },
            () => this.held,
            (problem) => this.found.push(problem ?? "none"),
        );
    }

    /** With the state in the file. */
    save(): this {
        this.store.save(seal, draft.state, noPause);
        return this;
    }

    /** A later session over the same file. */
    again(changes: Partial<SealContext> = {}): Kept {
        return new Kept(changes, this.stage);
    }

    damage(): this {
        this.stage.scope.sealState = string.sub(this.stage.scope.sealState!, 1, -8);
        return this;
    }
}

function wordsOf(state: object | undefined): string | undefined {
    return (state as Words | undefined)?.words.join(" ");
}

const ALL = "a1 a2 b1 b2 c1 c2";

describe("StateStore", () => {
    it("opens the state in the file, and none with another digest", () => {
        const { store } = new Kept().save();
        assert.equal(ALL, wordsOf(store.open(digest, noPause)?.state));
        assert.is_nil(store.open(string.rep("x", 16), noPause));
        assert.is_nil(store.open(undefined, noPause));
    });

    it("has none where the file has none, or one that is damaged", () => {
        const { store } = new Kept();
        const damaged = new Kept().save().damage().store;
        for (const one of [store, damaged]) {
            assert.is_nil(one.open(digest, noPause));
            assert.is_false(one.canStart(noPause));
            assert.is_nil(one.base()?.open(noPause));
        }
    });

    it("gives others at once the stream that it has saved itself", () => {
        const { store } = new Kept().save();
        const given: (string | undefined)[] = [];
        store.stream((stream) => given.push(stream));
        assert.same([draft.state.stream], given);
    });

    it("reads it once from the file for all who wait, and gives it at once from then on", () => {
        const { store, background } = new Kept().save().again();
        const given: (string | undefined)[] = [];
        store.stream((stream) => given.push(stream));
        store.stream((stream) => given.push(stream));
        assert.same([0, 1], [given.length, background.waiting()]);
        background.finish();
        store.stream((stream) => given.push(stream));
        const { stream } = draft.state;
        assert.same([stream, stream, stream], given);
        assert.equal(0, background.waiting());
    });

    it("gives nil where there is none, or one that is damaged", () => {
        const kept = new Kept().save().damage().again();
        let answers = 0;
        const note = (stream: string | undefined): void => {
            assert.is_nil(stream);
            answers++;
        };
        kept.store.stream(note);
        kept.store.stream(note);
        kept.background.finish();
        assert.equal(2, answers);
        // The damaged one is in the quarantine now.
        kept.store.stream(note);
        assert.equal(3, answers);
    });

    it("gives a new state where another one was given before", () => {
        const { store } = new Kept().save();
        const other = foreignSeal(HISTORY, NOW - 1);
        store.save(other.seal, other.draft.state, noPause);
        let given: string | undefined;
        store.stream((stream) => (given = stream));
        assert.equal(other.draft.state.stream, given);
    });

    it("knows the state as that of the seal that is held, or of one before, and of no other", () => {
        const kept = new Kept().save();
        const weekOfHead = (held: Seal | undefined): number | undefined => {
            kept.held = held;
            return kept.store.head()?.week;
        };
        const another = string.rep("x", 16);
        assert.equal(NOW, weekOfHead(seal));
        assert.equal(NOW, weekOfHead({ ...seal, digest: another, week: NOW + 1 }));
        assert.is_nil(weekOfHead({ ...seal, digest: another }));
        assert.is_nil(weekOfHead({ ...seal, digest: another, week: NOW - 1 }));
        assert.is_nil(weekOfHead({ ...seal, week: NOW + 1 }));
        assert.is_nil(weekOfHead(undefined));
        assert.is_nil(kept.store.base());
    });

    it("opens a copy for replay each time, which is the caller's own", () => {
        const { store } = new Kept().save();
        const base = store.base()!;
        assert.equal(NOW, base.week);
        const first = base.open(noPause) as Words;
        first.words.push("changed");
        assert.equal(ALL, wordsOf(base.open(noPause)));
    });

    it("marks different states differently for replay", () => {
        const kept = new Kept().save();
        const { mark } = kept.store.base()!;
        const other = foreignSeal(HISTORY, NOW - 1);
        kept.store.save(other.seal, other.draft.state, noPause);
        kept.held = other.seal;
        assert.are_not.equal(mark, kept.store.base()!.mark);
    });

    it("upgrades a state of another version", () => {
        const versions: number[] = [];
        const upgradeState = (state: Record<string, unknown>, from: number): object => {
            versions.push(from);
            return { words: [`upgraded ${wordsOf(state)}`] };
        };
        const { store, found } = new Kept({ stateVersion: 2, upgradeState }).save();
        assert.equal(`upgraded ${ALL}`, wordsOf(store.base()!.open(noPause)));
        assert.is_true(store.canStart(noPause));
        assert.same([1, 1], versions);
        assert.same(["none"], found);
    });

    it("gives the state as it was where the upgrade changed half of it and raised, and tells why", () => {
        const upgradeState = (state: Record<string, unknown>): never => {
            state.words = [];
            error("half way");
        };
        const { store, found } = new Kept({ stateVersion: 2, upgradeState }).save();
        assert.equal(ALL, wordsOf(store.base()!.open(noPause)));
        assert.equal(1, found.length);
        assert.matches("half way", found[0]!);
    });

    it("cannot start from a state of another version without upgrade, and tells why", () => {
        const { store, found } = new Kept({ stateVersion: 2 }).save();
        assert.is_false(store.canStart(noPause));
        assert.same([NO_UPGRADE], found);
    });

    it("starts from one of this version as it is", () => {
        const { store, found } = new Kept().save();
        assert.is_true(store.canStart(noPause));
        assert.equal(ALL, wordsOf(store.base()!.open(noPause)));
        assert.same([], found);
    });

    it("minds the types of the seal that is held, and the version alone of one before", () => {
        let upgrades = 0;
        const upgradeState = (state: Record<string, unknown>): object => {
            upgrades++;
            return state;
        };
        const kept = new Kept({ upgradeState }).save();
        kept.held = { ...seal, types: 1 };
        kept.store.base()!.open(noPause);
        assert.equal(1, upgrades);
        kept.held = { ...seal, types: 1, digest: string.rep("x", 16), week: NOW + 1 };
        kept.store.base()!.open(noPause);
        assert.equal(1, upgrades);
    });
});
