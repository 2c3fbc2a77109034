import { packU16 } from "../../src/codec/integers";
import { FragmentAssembler, FRAGMENT_BYTES, splitFragments } from "../../src/link/fragments";
import { PAYLOAD_BYTES } from "../../src/link/frame";
import { SeededRandom } from "../random";
import { shuffled } from "../support/events";

/** Gives fragments to an assembler; what it makes of them, in order. */
function takeAll(assembler: FragmentAssembler, fragments: readonly string[], sender = "A-Realm", now = 0): string[] {
    const wholes: string[] = [];
    for (const fragment of fragments) {
        const whole = assembler.take(sender, fragment, now);
        if (whole !== undefined) {
            wholes.push(whole);
        }
    }
    return wholes;
}

describe("fragments", () => {
    it("split into payloads that fit a frame, and come together in any order", () => {
        const random = new SeededRandom(5);
        for (const length of [1, FRAGMENT_BYTES, FRAGMENT_BYTES + 1, 3 * FRAGMENT_BYTES, 4200]) {
            const bytes = random.bytes(length);
            const fragments = splitFragments(77, bytes);
            assert.equal(math.ceil(length / FRAGMENT_BYTES), fragments.length);
            for (const fragment of fragments) {
                assert.is_true(fragment.length <= PAYLOAD_BYTES);
            }
            assert.same([bytes], takeAll(new FragmentAssembler(), shuffled(random, fragments)));
        }
    });

    it("come together once, whatever arrives twice", () => {
        const bytes = string.rep("x", 700);
        const [first, second, third] = splitFragments(1, bytes);
        assert.same([bytes], takeAll(new FragmentAssembler(), [first, first, second, first, second, third]));
    });

    it("give nothing while one is missing, and nothing of two wholes mixed", () => {
        const assembler = new FragmentAssembler();
        const [a1, , a3] = splitFragments(1, string.rep("a", 700));
        const [, b2] = splitFragments(2, string.rep("b", 700));
        assert.same([], takeAll(assembler, [a1, b2, a3]));
        assert.same([], takeAll(assembler, [splitFragments(1, string.rep("a", 700))[1]], "B-Realm"));
        assert.same([string.rep("a", 700)], takeAll(assembler, [splitFragments(1, string.rep("a", 700))[1]]));
    });

    it("take two wholes of two senders under one number apart", () => {
        const assembler = new FragmentAssembler();
        const ofA = splitFragments(9, string.rep("a", 300));
        const ofB = splitFragments(9, string.rep("b", 300));
        assert.same([], takeAll(assembler, [ofA[0]], "A-Realm"));
        assert.same([], takeAll(assembler, [ofB[1]], "B-Realm"));
        assert.same([string.rep("a", 300)], takeAll(assembler, [ofA[1]], "A-Realm"));
        assert.same([string.rep("b", 300)], takeAll(assembler, [ofB[0]], "B-Realm"));
    });

    it("are given up after a minute", () => {
        const assembler = new FragmentAssembler();
        const [first, second] = splitFragments(1, string.rep("a", 300));
        assert.is_nil(assembler.take("A-Realm", first, 0));
        assert.is_nil(assembler.take("A-Realm", second, 61));
        assert.equal(string.rep("a", 300), assembler.take("A-Realm", first, 62));
    });

    it("refuse what says nonsense of itself", () => {
        const assembler = new FragmentAssembler();
        for (const payload of ["", "\x01", "\x01\x02\x03", packU16(1) + "\x00\x00", packU16(1) + "\x00\x19x"]) {
            assert.is_nil(assembler.take("A-Realm", payload, 0));
        }
        assert.is_nil(assembler.take("A-Realm", packU16(1) + "\x02\x02x", 0));
        assert.is_nil(assembler.take("A-Realm", packU16(1) + string.char(255, 255) + "x", 0));
    });

    it("keep what is unfinished within a bound, the newest first", () => {
        const assembler = new FragmentAssembler();
        const whole = string.rep("a", 300);
        assert.is_nil(assembler.take("A-Realm", splitFragments(0, whole)[0], 0));
        for (const sequence of $range(1, 500)) {
            assert.is_nil(assembler.take("A-Realm", splitFragments(sequence, whole)[0], 0));
        }
        assert.is_nil(assembler.take("A-Realm", splitFragments(0, whole)[1], 0));
        assert.equal(whole, assembler.take("A-Realm", splitFragments(500, whole)[1], 0));
    });
});
