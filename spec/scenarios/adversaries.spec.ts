import { INVENTION_BYTES, playDenial, playInvention } from "../../scenarios/adversaries";
import { rounds } from "../support/rounds";

const SEEDS = rounds(2);
const OFFICER = 1;
const MEMBER = 2;

/** Most bytes for each invented one: every client asks five times, then distrusts. bench/sync.ts has what is aimed at. */
const AMPLIFICATION = 2;

const undisturbedBySeed = new LuaMap<number, ReturnType<typeof playDenial>>();

/** A first sync without an adversary, played once for all that are held against it. */
function playUndisturbed(seed: number): ReturnType<typeof playDenial> {
    const result = undisturbedBySeed.get(seed) ?? playDenial(seed);
    undisturbedBySeed.set(seed, result);
    return result;
}

describe("Who advertises all weeks every 2 s with the lowest claim, and sends nothing,", () => {
    for (const [who, rank, isInflating, spare] of [
        ["a member without rights", MEMBER, false, 30],
        ["an officer", OFFICER, false, 60],
        ["an officer who claims more than there is", OFFICER, true, 60],
    ] as const) {
        it(`costs a first sync seconds: ${who}`, () => {
            for (const seed of $range(1, SEEDS)) {
                const undisturbed = playUndisturbed(seed);
                const disturbed = playDenial(seed, { rank, isInflating });
                const found = string.format("seed %d: %.1f s, %.1f s", seed, undisturbed.seconds, disturbed.seconds);
                assert.is_true(undisturbed.isEqual && disturbed.isEqual, found);
                assert.is_true(disturbed.seconds <= 2 * undisturbed.seconds + spare, found);
            }
        });
    }
});

describe("Invented advertisements", () => {
    it("delay no live event, and set off bounded traffic", () => {
        for (const seed of $range(1, SEEDS)) {
            const { isEqual, seconds, bytes } = playInvention(seed);
            const found = string.format("seed %d: %.1f s, %d bytes for %d", seed, seconds, bytes, INVENTION_BYTES);
            assert.is_true(isEqual && seconds <= 3, found);
            assert.is_true(bytes <= AMPLIFICATION * INVENTION_BYTES, found);
        }
    });
});
