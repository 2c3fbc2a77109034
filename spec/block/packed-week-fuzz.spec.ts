import { WEEK_SECONDS } from "../../src/event/key";
import { decodeWeek, findBlock, formatWeek, parseWeek, unpackWeek } from "../../src/block/packed-week";
import type { NativeCodec } from "../../src/ports";
import { fuzzDecoder } from "../codec/fuzz";
import { countSteps } from "../codec/steps";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";
import { randomEvents, WEEK, writeBlock } from "../support/events";
import { NO_NATIVE, TOY_NATIVE } from "../support/natives";

/** Most bytes that a text may stand for: base64 of bytes as they are; the toy compression makes 255 of 2. */
const GROWTH = 128;

const HEADER = { count: 1, hash: 2, fingerprint: 0, lastTime: WEEK * WEEK_SECONDS, lastId: 5 };

function randomText(random: SeededRandom, native: NativeCodec): string {
    const events = randomEvents(random, random.integer(1, 4));
    const header = {
        count: events.length,
        hash: random.integer(0, 65535) * 65536 + random.integer(0, 65535),
        fingerprint: random.integer(0, 65535) * 65536 + random.integer(0, 65535),
        lastTime: WEEK * WEEK_SECONDS + random.integer(0, WEEK_SECONDS - 1),
        lastId: random.integer(0, 65535) * 2 ** 24 + random.integer(0, 2 ** 24 - 1),
    };
    const block = random.integer(0, 1) === 0 ? writeBlock(events) : string.rep("a", random.integer(1, 600));
    return formatWeek(header, block, native, noPause);
}

/** Whether a text is accepted; what is wrong with the answer, where something is. */
function check(input: string, native: NativeCodec): boolean | string {
    if (findBlock(input, native, noPause).length > input.length * GROWTH) return "salvages more than the text can hold";
    const packed = parseWeek(input, WEEK);
    if (packed === undefined) return false;
    const [salvaged] = decodeWeek(packed, native, noPause);
    if (salvaged !== undefined && salvaged.length > input.length * GROWTH) return "more than the text can hold";
    const [block, failure] = unpackWeek(packed, native, noPause);
    if ((block === undefined) !== (failure !== undefined)) return "neither a block nor a reason";
    if (block === undefined) return false;
    return formatWeek(packed, block, native, noPause) === input || "is written otherwise";
}

/** Gives one of a hundred texts: making one takes longer than all that is done with it. */
function textsFor(native: NativeCodec): (this: void, random: SeededRandom) => string {
    const texts: string[] = [];
    return (random) => {
        const index = random.integer(0, 99);
        texts[index] ??= randomText(random, native);
        return texts[index];
    };
}

describe("week text, fuzzed", () => {
    it("accepts of random and damaged texts only what it would write", () => {
        fuzzDecoder(83, textsFor(NO_NATIVE), (input) => check(input, NO_NATIVE));
    });

    it("does so where the client compresses", () => {
        fuzzDecoder(84, textsFor(TOY_NATIVE), (input) => check(input, TOY_NATIVE));
    });

    it("salvages up to the first damaged byte, in time that grows with the length alone", () => {
        const block = writeBlock(randomEvents(new SeededRandom(86), 60));
        const text = formatWeek(HEADER, block, NO_NATIVE, noPause);
        const [payload] = string.find(text, "[^ ]+$");
        for (const digits of [40, 41, 43, 400]) {
            const at = payload + digits;
            const damaged = "b ?" + string.sub(text, 4, at - 1) + "!" + string.sub(text, at + 1);
            assert.equal(string.sub(block, 1, math.floor(digits / 4) * 3), findBlock(damaged, NO_NATIVE, noPause));
        }
        const stepsFor = (length: number) =>
            countSteps(() =>
                findBlock(`b ? ${string.rep("A", length)}!${string.rep("A", length)}`, NO_NATIVE, noPause),
            );
        assert.is_true(stepsFor(400000) < 10 * stepsFor(50000));
    });

    // Found by it.
    it("does not accept a header with a zero in front of a number", () => {
        const text = formatWeek(HEADER, "block", NO_NATIVE, noPause);
        assert.is_true(check(text, NO_NATIVE) === true);
        for (const [digits] of string.gmatch(text, " (%d+)")) {
            const [damaged] = string.gsub(text, ` ${digits} `, ` 0${digits} `);
            assert.not_equal(text, damaged);
            const [block, failure] = unpackWeek(parseWeek(damaged, WEEK)!, NO_NATIVE, noPause);
            assert.is_nil(block);
            assert.equal("header", failure);
        }
    });
});
