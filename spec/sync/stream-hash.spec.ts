import { hash32 } from "../../src/codec/murmur3";
import { streamHash } from "../../src/sync/stream-hash";
import { SeededRandom } from "../random";
import { noPause } from "../support/background";

describe("The hash of a stream", () => {
    it("is MurmurHash3 of all of it, whatever its length", () => {
        const random = new SeededRandom(5);
        for (const length of [0, 1, 7, 8, 1023, 1024, 1025, 2048, 5000]) {
            const stream = random.bytes(length);
            assert.equal(hash32(stream, 0), streamHash(stream, noPause), `${length} bytes`);
        }
    });

    it("is made in slices", () => {
        let pauses = 0;
        streamHash(string.rep("x", 10240), () => {
            pauses++;
        });
        assert.equal(10, pauses);
    });
});
