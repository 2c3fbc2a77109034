import { ADOPT_EVENTS, ADOPT_WITNESSES, Adoption, HOLD_BACK_SECONDS, type Need } from "../../src/seal/adoption";
import type { SealContext } from "../../src/seal/context";
import type { Held } from "../../src/seal/held";
import type { Seal } from "../../src/seal/known-seals";
import { sealState } from "../../src/seal/sealed-state";
import { ImmediateBackground, noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";
import { ManualTime } from "../support/world";

const WEEK = 2820;
const LITTLE: Need = { lacking: 1, isForced: false, isAccepted: false };
const FORCED: Need = { ...LITTLE, isForced: true };

interface AdoptionStage {
    readonly adoption: Adoption;
    readonly time: ManualTime;
    readonly seal: Seal;
    /** The first bytes of its digest. */
    readonly name: string;
    /** Gives the state. @returns whether it was taken for the right one. */
    readonly give: (this: void) => boolean;
    /** How often the state was adopted. */
    readonly adopted: (this: void) => number;
}

/** @param weeks that are here. */
function stageOf(weekNumbers: readonly number[], upgradeState?: SealContext["upgradeState"]): AdoptionStage {
    const time = new ManualTime();
    let adoptions = 0;
    const [made] = sealState({ sum: 1 }, [], NO_NATIVE, noPause);
    const seal = { key: "a", week: WEEK, stateVersion: 1, digest: made!.digest } as Seal;
    const context = {
        clock: time,
        log: { weekNumbers },
        background: new ImmediateBackground(),
        stateVersion: 2,
        upgradeState,
    };
    const held = { adopt: () => adoptions++ };
    const adoption = new Adoption(context as unknown as SealContext, held as unknown as Held, () => {});
    const name = string.sub(made!.digest, 1, 4);
    const give = (): boolean => {
        let isRight = false;
        adoption.received(name, made!.stream, (answer) => (isRight = answer));
        return isRight;
    };
    return { adoption, time, seal, name, give, adopted: () => adoptions };
}

const upgraded = (): object => ({ sum: 2 });

describe("Adoption", () => {
    it("looks for the state where more than a few events are lacking, or it has to", () => {
        for (const need of [{ ...LITTLE, lacking: ADOPT_EVENTS + 1 }, FORCED]) {
            const { adoption, seal } = stageOf([], upgraded);
            adoption.consider(seal, [], { ...LITTLE, lacking: ADOPT_EVENTS });
            assert.is_nil(adoption.sought());
            adoption.consider(seal, [], need);
            assert.is_true(adoption.sought() === seal);
        }
    });

    it("takes the state at once where nothing is here of the sealed weeks", () => {
        const { adoption, seal, give, adopted } = stageOf([WEEK], upgraded);
        adoption.consider(seal, [], FORCED);
        assert.is_true(give());
        assert.equal(1, adopted());
        assert.is_nil(adoption.sought());
    });

    it("keeps it until enough have checked it where something is", () => {
        const { adoption, seal, give, adopted } = stageOf([WEEK - 1], upgraded);
        adoption.consider(seal, [], FORCED);
        adoption.witnessed("A-Realm");
        assert.is_true(give());
        assert.equal(0, adopted());
        assert.is_true(adoption.unwitnessed() === seal);
        assert.is_false(adoption.holdsBack(WEEK - 1));
        assert.is_string(adoption.problem);
        adoption.witnessed("A-Realm");
        assert.equal(0, adopted());
        assert.equal(2, ADOPT_WITNESSES);
        adoption.witnessed("B-Realm");
        assert.equal(1, adopted());
        assert.is_nil(adoption.sought() ?? adoption.unwitnessed());
        assert.is_nil(adoption.problem);
    });

    it("takes it without them where the player accepts the seal, before it is here or after", () => {
        for (const isEarly of [true, false]) {
            const { adoption, seal, give, adopted } = stageOf([WEEK - 1], upgraded);
            adoption.consider(seal, [], { ...FORCED, isAccepted: isEarly });
            give();
            assert.equal(isEarly ? 1 : 0, adopted());
            adoption.consider(seal, [], { ...FORCED, isAccepted: true });
            assert.equal(1, adopted());
        }
    });

    it("passes over what a peer says is wrong, whatever is lacking then", () => {
        const { adoption, seal, name } = stageOf([WEEK - 1], upgraded);
        adoption.consider(seal, [], FORCED);
        adoption.dispute("else");
        assert.is_true(adoption.sought() === seal);
        adoption.dispute(name);
        adoption.consider(seal, [], FORCED);
        assert.is_nil(adoption.sought());
    });

    it("says of another stream that it is not the state", () => {
        const { adoption, seal, name, adopted } = stageOf([], upgraded);
        adoption.consider(seal, [], FORCED);
        let isRight: boolean | undefined;
        adoption.received(name, "else", (answer) => (isRight = answer));
        assert.is_false(isRight);
        assert.equal(0, adopted());
        assert.is_true(adoption.sought() === seal);
    });

    it("takes no state of another version that cannot be upgraded, and says so until it ends", () => {
        const { adoption, seal } = stageOf([]);
        adoption.consider(seal, [], FORCED);
        assert.is_nil(adoption.sought());
        assert.is_string(adoption.problem);
        adoption.end();
        assert.is_nil(adoption.problem);
    });

    it("holds the sealed weeks back for a while", () => {
        const { adoption, seal, time } = stageOf([], upgraded);
        adoption.consider(seal, [], FORCED);
        assert.same([true, false], [adoption.holdsBack(WEEK - 1), adoption.holdsBack(WEEK)]);
        time.advance(HOLD_BACK_SECONDS);
        assert.is_false(adoption.holdsBack(WEEK - 1));
    });
});
