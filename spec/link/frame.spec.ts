import { MESSAGE_BYTES, PAYLOAD_BYTES } from "../support/world";
import { encodeCobs } from "../../src/codec/cobs";
import { decodeFrame, encodeFrame, PROTOCOL_VERSION } from "../../src/link/frame";
import { toHex } from "../codec/hex";
import { SeededRandom } from "../random";
import { rounds } from "../support/rounds";

/** Nothing, and why, as one text. */
function faultOf(text: string): string {
    const [type, fault, version] = decodeFrame(text, MESSAGE_BYTES);
    assert.is_nil(type);
    return version === undefined ? (fault as string) : `${fault as string} ${version as unknown as number}`;
}

describe("frame", () => {
    it("is COBS over version, type, tag and payload", () => {
        assert.equal("06010312347f", toHex(encodeFrame(3, 0x1234, "\x7f")));
        assert.equal(encodeCobs("\x01\x03\x12\x34\x7f"), encodeFrame(3, 0x1234, "\x7f"));
    });

    it("carries any payload of up to PAYLOAD_BYTES in one message without NUL", () => {
        const random = new SeededRandom(11);
        for (const length of [0, 1, 2, 100, PAYLOAD_BYTES - 1, PAYLOAD_BYTES]) {
            for (const payload of [
                random.bytes(length),
                string.rep("\0", length),
                string.rep(string.char(255), length),
            ]) {
                const tag = random.integer(0, 65535);
                const text = encodeFrame(7, tag, payload);
                assert.is_true(text.length <= MESSAGE_BYTES);
                assert.is_nil(string.find(text, "%z")[0]);
                const [type, readTag, read] = decodeFrame(text, MESSAGE_BYTES);
                assert.equal(7, type);
                assert.equal(tag, readTag);
                assert.equal(payload, read);
            }
        }
    });

    it("tells what is no frame", () => {
        assert.equal("malformedFrame", faultOf(""));
        assert.equal("malformedFrame", faultOf("\0"));
        assert.equal("malformedFrame", faultOf(encodeCobs("\x01\x03\x12")));
        assert.equal("malformedFrame", faultOf("hello, is anybody there?"));
        assert.equal("malformedFrame", faultOf(encodeCobs(string.rep("\x01", MESSAGE_BYTES))));
    });

    it("tells of another version before it looks at anything else", () => {
        assert.equal(`version ${PROTOCOL_VERSION + 1}`, faultOf(encodeCobs("\x02\x03\x12\x34")));
        assert.equal("version 0", faultOf(encodeCobs("\x00\x03\x12\x34")));
    });

    it("survives random texts, and gives back what it reads as it was", () => {
        const random = new SeededRandom(99);
        for (const _ of $range(1, rounds(10000))) {
            const text = random.bytes(random.integer(0, 260));
            const [type, tag, payload] = decodeFrame(text, MESSAGE_BYTES);
            if (type !== undefined) {
                assert.equal(text, encodeFrame(type, tag as number, payload as string));
            }
        }
    });
});
