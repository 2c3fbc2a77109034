/** Throws seeded random and damaged inputs at a decoder. */
import { SeededRandom } from "../random";
import { rounds } from "../support/rounds";
import { toHex } from "./hex";

const INPUTS = rounds(10000);

/** Longest input of plain random bytes. */
const MAX_RANDOM_BYTES = 24;

/** One change to an encoding: a byte replaced, taken out, put in, the end cut off, or another encoding behind it. */
function damage(random: SeededRandom, bytes: string, other: string): string {
    const at = random.integer(1, bytes.length);
    const kind = random.integer(1, 5);
    if (kind === 1) return string.sub(bytes, 1, at - 1) + random.bytes(1) + string.sub(bytes, at + 1);
    if (kind === 2) return string.sub(bytes, 1, at - 1) + string.sub(bytes, at + 1);
    if (kind === 3) return string.sub(bytes, 1, at) + random.bytes(1) + string.sub(bytes, at + 1);
    if (kind === 4) return string.sub(bytes, 1, at - 1);
    return bytes + other;
}

/**
 * Runs a check over many inputs: a third random, a third encodings with one to three changes, a third untouched.
 * @param seed Named in the message of a failure.
 * @param encodeRandom Makes a valid encoding of a random value.
 * @param check Gives true for an input that was accepted, false for one refused, or what is wrong with the answer.
 */
export function fuzzDecoder(
    seed: number,
    encodeRandom: (this: void, random: SeededRandom) => string,
    check: (this: void, input: string) => boolean | string,
): void {
    const random = new SeededRandom(seed);
    let accepted = 0;
    for (const index of $range(1, INPUTS)) {
        let input: string;
        if (index % 3 === 0) {
            input = random.bytes(random.integer(0, MAX_RANDOM_BYTES));
        } else {
            input = encodeRandom(random);
            if (index % 3 === 1) {
                for (const _ of $range(1, random.integer(1, 3))) {
                    if (input.length > 0) input = damage(random, input, encodeRandom(random));
                }
            }
        }
        const [ok, verdict] = pcall(check, input);
        if (!ok || typeof verdict === "string") {
            error(string.format("seed %d, input %d (%s): %s", seed, index, toHex(input), tostring(verdict)));
        }
        if (verdict === true) accepted++;
    }
    // The untouched third at least is accepted; and a decoder that accepts everything checks nothing.
    if (accepted < math.floor(INPUTS / 3) || accepted === INPUTS) {
        error(string.format("seed %d: %d of %d inputs accepted", seed, accepted, INPUTS));
    }
}
