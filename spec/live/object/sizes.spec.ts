import { encodeCbor } from "../../../src/codec/cbor";
import { depthOf, sizeOf } from "../../../src/live/object/sizes";
import { EMPTY_ARRAY, NULL } from "../../../src/live/object/values";
import { SeededRandom } from "../../random";
import { randomData } from "./random-data";

describe("sizeOf", () => {
    it("is the length of the encoding", () => {
        const borders = [
            0,
            23,
            24,
            255,
            256,
            65535,
            65536,
            2 ** 32 - 1,
            2 ** 32,
            2 ** 53,
            2 ** 54,
            -1,
            -24,
            -25,
            -256,
            -257,
        ];
        const numbers = [0.5, 0.1, 1e300, -(2 ** 53), 1 / 3];
        const texts = ["", string.rep("a", 23), string.rep("a", 24), string.rep("a", 256), string.char(255)];
        const values: unknown[] = [
            ...borders,
            ...numbers,
            ...texts,
            NULL,
            EMPTY_ARRAY,
            {},
            true,
            { a: borders, b: texts },
        ];
        const random = new SeededRandom(5);
        for (const _ of $range(1, 500)) values.push(randomData(random, 3));
        for (const value of values) assert.equal(encodeCbor(value)[0]!.length, sizeOf(value));
    });
});

describe("depthOf", () => {
    it("counts levels of tables, markers too", () => {
        assert.equal(0, depthOf(1));
        assert.equal(1, depthOf({}));
        assert.equal(1, depthOf(NULL));
        assert.equal(2, depthOf([EMPTY_ARRAY]));
        assert.equal(3, depthOf({ a: 1, b: [1, { c: 1 }] }));
    });
});
