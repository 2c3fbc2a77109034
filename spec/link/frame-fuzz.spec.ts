import { decodeFrame, encodeFrame } from "../../src/link/frame";
import { fuzzDecoder } from "../codec/fuzz";
import type { SeededRandom } from "../random";
import { MESSAGE_BYTES, PAYLOAD_BYTES } from "../support/world";

function randomFrame(random: SeededRandom): string {
    const length = random.integer(0, 3) === 0 ? random.integer(230, PAYLOAD_BYTES) : random.integer(0, 20);
    return encodeFrame(random.integer(0, 255), random.integer(0, 65535), random.bytes(length));
}

describe("frame, fuzzed", () => {
    it("accepts of random and damaged texts only what it would write", () => {
        fuzzDecoder(12, randomFrame, (input) => {
            const [type, tag, payload] = decodeFrame(input, MESSAGE_BYTES);
            if (type === undefined) return false;
            if (input.length > MESSAGE_BYTES) return "longer than a message can be";
            return encodeFrame(type, tag as number, payload as string) === input || "is written otherwise";
        });
    });
});
