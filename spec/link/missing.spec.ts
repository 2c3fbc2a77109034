import { describeMessage } from "../../src/link/message-kind";
import { encodeMissing, MISSING } from "../../src/link/missing";
import { fuzzDecoder } from "../codec/fuzz";
import { SeededRandom } from "../random";

describe("Missing", () => {
    it("names any fragments of a whole", () => {
        const random = new SeededRandom(11);
        for (const total of $range(1, 24)) {
            const indices: number[] = [];
            for (const index of $range(0, total - 1)) {
                if (index === total - 1 || random.integer(0, 1) === 1) indices[indices.length] = index;
            }
            const missing = { sequence: 0x1234, total, indices };
            assert.same(missing, MISSING.decode(encodeMissing(missing)));
        }
    });

    it("is the bytes of docs/protocol.md", () => {
        const payload = encodeMissing({ sequence: 0x0102, total: 10, indices: [0, 9] });
        assert.equal("\x01\x02\x0a\x01\x02", payload);
        assert.equal("missing: 2 fragments of 10", describeMessage(MISSING, MISSING.type, payload));
    });

    it("that names none, or others than there are, is refused", () => {
        for (const payload of [
            "",
            "\x01\x02",
            "\x01\x02\x08",
            "\x01\x02\x08\x00",
            "\x01\x02\x08\x01\x00",
            string.char(1, 2, 7, 128),
            "\x01\x02\x00",
            "\x01\x02\x19\x01\x00\x00\x00",
        ]) {
            assert.is_nil(MISSING.decode(payload));
        }
        fuzzDecoder(
            15,
            (random) => {
                const total = random.integer(1, 24);
                return encodeMissing({
                    sequence: random.integer(0, 65535),
                    total,
                    indices: [random.integer(0, total - 1)],
                });
            },
            (payload) => {
                const missing = MISSING.decode(payload);
                return missing !== undefined && (encodeMissing(missing) === payload || "another payload");
            },
        );
    });
});
