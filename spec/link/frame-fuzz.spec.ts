import { decodeFrame, encodeFrame, MESSAGE_BYTES, PAYLOAD_BYTES } from "../../src/link/frame";
import { Mailbox, type Ways } from "../../src/link/mailbox";
import { fuzzDecoder } from "../codec/fuzz";
import type { SeededRandom } from "../random";

function randomFrame(random: SeededRandom): string {
    const length = random.integer(0, 3) === 0 ? random.integer(230, PAYLOAD_BYTES) : random.integer(0, 20);
    return encodeFrame(random.integer(0, 255), random.integer(0, 65535), random.bytes(length));
}

describe("frame, fuzzed", () => {
    it("accepts of random and damaged texts only what it would write", () => {
        fuzzDecoder(12, randomFrame, (input) => {
            const [type, tag, payload] = decodeFrame(input);
            if (type === undefined) return false;
            if (input.length > MESSAGE_BYTES) return "longer than a message can be";
            return encodeFrame(type, tag as number, payload as string) === input || "is written otherwise";
        });
    });

    it("lets a mailbox count what it does not open", () => {
        let versions = 0;
        const listener = {
            produced() {},
            otherVersion() {
                versions++;
            },
        };
        const mailbox = new Mailbox({} as Ways, 0x1234, listener);
        fuzzDecoder(
            13,
            (random) => encodeFrame(random.integer(0, 255), 0x1234, random.bytes(random.integer(0, 20))),
            (input) => {
                const before = (mailbox.faults.malformed ?? 0) + (mailbox.faults.version ?? 0);
                const [type, payload] = mailbox.open(input, "Thrall-Realm");
                const faults = (mailbox.faults.malformed ?? 0) + (mailbox.faults.version ?? 0) - before;
                const [decoded, tag] = decodeFrame(input);
                if ((mailbox.faults.version ?? 0) !== versions) return "told of another version, or not";
                if (faults !== (decoded === undefined ? 1 : 0)) return "not counted once";
                if (type === undefined) return decoded === undefined || tag !== 0x1234 ? false : "not opened";
                return encodeFrame(type, 0x1234, payload) === input || "opened as something else";
            },
        );
    });
});
