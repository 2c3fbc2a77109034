import { ATTACKS, playCatchUp, playEcho, playLargeEvents, playRequestFlood, playRowsHour } from "../../scenarios/wire";
import type { Outcome } from "../../scenarios/outcome";
import { rounds } from "../support/rounds";

const SEEDS = rounds(6, 1);

/** Seconds by which two runs of one seed may differ anyway: delays are drawn by lot, and not the same ones. */
const SPARE = 6;

const undisturbedBySeed = new LuaMap<number, Outcome>();

/** A catch-up without any attack, played once for all that are held against it. */
function playUndisturbed(seed: number): Outcome {
    const known = undisturbedBySeed.get(seed);
    if (known !== undefined) return known;
    const outcome = playCatchUp(seed);
    undisturbedBySeed.set(seed, outcome);
    return outcome;
}

/** Plays all seeds with and without an attack, and holds the sums against each other. */
function check(
    play: (this: void, seed: number) => Outcome,
    playDisturbed: (this: void, seed: number) => Outcome,
    factor: number,
    spare = SPARE,
): void {
    let usual = 0;
    let disturbed = 0;
    for (const seed of $range(1, SEEDS)) {
        const [without, beside] = [play(seed), playDisturbed(seed)];
        assert.is_true(without.isEqual && beside.isEqual, `seed ${seed}: never equal`);
        usual += without.seconds;
        disturbed += beside.seconds;
    }
    const found = string.format("%.1f s, %.1f s undisturbed, over %d seeds", disturbed, usual, SEEDS);
    assert.is_true(disturbed <= factor * usual + spare * SEEDS, found);
}

describe("A member who catches up is delayed for seconds by", () => {
    for (const [what, name, factor, spare] of [
        ["a member who asks for rows each second", "rows-requests", 1.5, SPARE],
        ["a member who whispers that to all", "rows-requests-whispered", 1.5, SPARE],
        ["an officer who tells no rows", "empty-rows", 2, SPARE],
        ["an officer who says to be at work and sends an event a week", "trickle", 2, 60],
        ["four of them", "trickle-4", 2, 60],
        ["an officer who says to be at work and sends fragments of units without end", "endless-units", 2, 12],
        ["four of those", "endless-units-4", 2, 18],
        ["an officer with another false root every 5 s", "false-root", 1.5, SPARE],
        ["an officer who is always first to advertise what is true, and sends nothing", "monopoly", 1.5, SPARE],
    ] as const) {
        it(what, () => {
            check(playUndisturbed, (seed) => playCatchUp(seed, ATTACKS[name]), factor, spare);
        });
    }
});

describe("Questions for rows", () => {
    it("each second for an hour make the guild send less than twice their bytes", () => {
        for (const name of ["rows-requests", "rows-requests-whispered"]) {
            const { answered, received } = playRowsHour(1, ATTACKS[name]);
            assert.is_true(answered <= 2 * received, `${name}: ${answered} bytes for ${received}`);
        }
    });
});

describe("Large events", () => {
    it("come as fast beside who begins others without end", () => {
        check(
            (seed) => playLargeEvents(seed, false),
            (seed) => playLargeEvents(seed, true),
            2,
            0,
        );
    });
});

describe("A live event", () => {
    it("reaches all within 3 s while somebody asks four times a second for a week of 10,000 events", () => {
        const { isEqual, seconds } = playRequestFlood(1, true);
        assert.is_true(isEqual && seconds <= 3, `${seconds} s`);
    });
});

describe("An officer who has more than the others", () => {
    it("tells them so, though what he advertises is whispered back to him", () => {
        check(
            (seed) => playEcho(seed, false),
            (seed) => playEcho(seed, true),
            1.5,
        );
    });
});
