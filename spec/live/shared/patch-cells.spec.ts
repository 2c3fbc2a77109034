import { encodeCbor } from "../../../src/codec/cbor-encode";
import {
    decodePatch,
    encodePatch,
    keyOf,
    type Patch,
    type PatchId,
    speakerOf,
} from "../../../src/live/shared/patch-cells";
import { fuzzDecoder } from "../../codec/fuzz";
import { SeededRandom } from "../../random";
import { randomObject } from "../object/random-data";

const INCARNATION = 1700000000;
const OPERATORS = { $inc: { n: 1 } };

function read(bytes: string): LuaMultiReturn<[string, Patch] | [undefined]> {
    return decodePatch("Jaina-Realm", { slot: 0, sequence: 1, bytes, incarnation: INCARNATION, isHearsay: false });
}

function write(given: Partial<Patch>, object = "item"): string {
    const id = { author: "Jaina-Realm", incarnation: INCARNATION, number: 1 };
    const patch = { ...id, stamp: { seconds: INCARNATION, counter: 0 }, term: 0, ...given };
    return encodePatch(object, patch, encodeCbor(given.operators ?? OPERATORS)[0]!);
}

function randomPatch(random: SeededRandom): Partial<Patch> {
    const source: PatchId = {
        author: random.bytes(random.integer(1, 9)),
        incarnation: random.integer(0, 9),
        number: 3,
    };
    return {
        number: random.integer(1, 100000),
        stamp: { seconds: INCARNATION + random.integer(-600, 100000), counter: random.integer(0, 999) },
        term: random.integer(0, 9),
        source: random.integer(0, 1) === 1 ? source : undefined,
        operators: randomObject(random, 2),
    };
}

describe("the cell of a patch", () => {
    it("comes out as it was put in", () => {
        const random = new SeededRandom(1);
        for (const _ of $range(1, 300)) {
            const patch = randomPatch(random);
            const bytes = write(patch);
            const [object, decoded] = read(bytes);
            const id = { author: "Jaina-Realm", incarnation: INCARNATION };
            assert.equal("item", object);
            assert.same({ ...id, ...patch, size: bytes.length }, decoded);
        }
    });

    it("is refused without a name or a number, cut off, with more behind it, or with a term of the future", () => {
        assert.is_nil(read(write({}, ""))[0]);
        assert.is_nil(read(write({ number: 0 }))[0]);
        assert.is_nil(read(string.sub(write({}), 1, -2))[0]);
        assert.is_nil(read(`${write({})}\x01`)[0]);
        assert.is_nil(read(write({ term: INCARNATION + 121 }))[0]);
        assert.equal("item", read(write({ term: INCARNATION + 120 }))[0]);
    });

    it("of any bytes is never an error", () => {
        for (const seed of [2, 3]) {
            fuzzDecoder(
                seed,
                (random) => write(randomPatch(random)),
                (input) => {
                    const [object, patch] = read(input);
                    if (object === undefined) return false;
                    return write(patch, object) === `\x0a${string.sub(input, 2)}` || "says something else";
                },
            );
        }
    });

    it("speaks for the author of what it repeats", () => {
        const [, plain] = read(write({}));
        assert.equal("Jaina-Realm", speakerOf(plain!));
        const [, repeat] = read(write({ source: { author: "Thrall-Realm", incarnation: 5, number: 2 } }));
        assert.equal("Thrall-Realm", speakerOf(repeat!));
        assert.equal("Thrall-Realm/5/2", keyOf(repeat!.source!));
        assert.equal("A/9007199254740992/1", keyOf({ author: "A", incarnation: 2 ** 53, number: 1 }));
    });
});
