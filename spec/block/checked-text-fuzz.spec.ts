import { decodeChecked, encodeChecked } from "../../src/block/checked-text";
import { fuzzDecoder } from "../codec/fuzz";
import { noPause } from "../support/background";
import { NO_NATIVE } from "../support/natives";

describe("checked text, fuzzed", () => {
    it("accepts of random and damaged texts only what it would write", () => {
        fuzzDecoder(
            85,
            (random) => encodeChecked(random.bytes(random.integer(0, 40)), NO_NATIVE, noPause),
            (input) => {
                const bytes = decodeChecked(input, NO_NATIVE, noPause);
                if (bytes === undefined) return false;
                return encodeChecked(bytes, NO_NATIVE, noPause) === input || "is written otherwise";
            },
        );
    });
});
