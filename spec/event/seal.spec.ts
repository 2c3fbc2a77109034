import { fuzzDecoder } from "../codec/fuzz";
import { packKey } from "../../src/event/key";
import { decodeSeal, encodeSeal, LISTED_LIMIT, type SealContent } from "../../src/event/seal";
import { Schema } from "../../src/event/schema";
import { targetOf } from "../../src/log/revocations";

const CONTENT: SealContent = {
    week: 2820,
    count: 100000,
    root: 4294967295,
    rows: "rows of 16 bytes",
    digest: "\0\x01state 16 bytes",
    stateVersion: 3,
    typeIds: [1, 2, 255],
    types: 123456,
    revocations: [packKey(5, 7), packKey(5, 8)],
    late: [packKey(4, 1)],
    boundaries: [2700, 2800],
};

const TIME = 2821 * 604800;

describe("A seal's body", () => {
    it("says what the seal says", () => {
        assert.are.same(CONTENT, decodeSeal(encodeSeal(CONTENT)!));
        const least: SealContent = {
            ...CONTENT,
            week: 1,
            count: 0,
            root: 0,
            stateVersion: 0,
            typeIds: [],
            types: 0,
            revocations: [],
            late: [],
            boundaries: [],
        };
        assert.are.same(least, decodeSeal(encodeSeal(least)!));
    });

    it("is an event of type seal, and no revocation", () => {
        const body = encodeSeal(CONTENT)!;
        const [event] = new Schema().decode(TIME, 256, body, "Player-1-00000001");
        assert.are.equal("seal", event!.type);
        assert.are.equal(2820, event!.week);
        assert.are.equal(CONTENT.digest, event!.digest);
        assert.is_nil(targetOf(body));
    });

    it("lists no more revocations than it may", () => {
        const keys: string[] = [];
        for (const index of $range(1, LISTED_LIMIT + 1)) {
            keys.push(packKey(index, 0));
        }
        assert.is_not_nil(encodeSeal({ ...CONTENT, revocations: keys.slice(1) }));
        assert.is_nil(encodeSeal({ ...CONTENT, revocations: keys }));
    });

    it("is refused where anything is out of order", () => {
        const wrong: Partial<SealContent>[] = [
            { week: 0 },
            { week: 65536 },
            { count: 1.5 },
            { count: -1 },
            { root: 4294967296 },
            { rows: "short" },
            { digest: "much longer than 16" },
            { typeIds: [2, 2] },
            { typeIds: [3, 2] },
            { late: ["short"] },
            { boundaries: [5, 5] },
            { boundaries: [6, 5] },
            { boundaries: [5, 2820] },
            { boundaries: [2821] },
            { revocations: ["short"] },
            { revocations: [packKey(5, 8), packKey(5, 7)] },
            { revocations: [packKey(5, 8), packKey(5, 8)] },
        ];
        for (const change of wrong) {
            assert.is_nil(decodeSeal(encodeSeal({ ...CONTENT, ...change })!));
        }
    });

    it("has one form, and is refused in any other", () => {
        fuzzDecoder(
            20261130,
            (random) =>
                encodeSeal({
                    ...CONTENT,
                    week: random.integer(2801, 65535),
                    root: random.integer(0, 4294967295),
                    rows: random.bytes(16),
                    digest: random.bytes(16),
                    revocations: random.integer(0, 1) === 0 ? [] : CONTENT.revocations,
                })!,
            (input) => {
                const content = input.startsWith("\0") ? decodeSeal(input) : undefined;
                return content !== undefined && (encodeSeal(content) === input || "is not written as it was read");
            },
        );
    });
});
