import { MESSAGE_BYTES, PAYLOAD_BYTES } from "../support/world";
import { decodeFrame, encodeFrame } from "../../src/link/frame";
import { ROWS_PER_MESSAGE } from "../../src/sync/constants";
import {
    advertisedContent,
    decodeAdvertisement,
    decodeHello,
    decodeRows,
    decodeRowsRequest,
    encodeAdvertisement,
    encodeHello,
    encodeRows,
} from "../../src/sync/messages";
import type { WeekSummary } from "../../src/sync/week-summary";
import { toHex } from "../codec/hex";
import { fixtureMessages } from "../fixtures/files";
import { SeededRandom } from "../random";
import { readBlock } from "../support/events";
import { examples } from "./examples";
import { mutate } from "./mutation";
import { readings } from "./reading";

const U32 = 4294967295;

/** The tag in the fixture's frames. */
const TAG = 0xabcd;

function rows(first: number, count: number): WeekSummary[] {
    const list: WeekSummary[] = [];
    for (const index of $range(0, count - 1)) {
        list.push({ weekNumber: first + index, count: 1000000, hash: U32, fingerprint: U32 - index });
    }
    return list;
}

describe("messages", () => {
    it("have the bytes that version 1 gave them, and are read back", () => {
        const kept = fixtureMessages("messages-1.txt");
        const made = examples();
        assert.equal(made.length, kept.length);
        for (const index of $range(0, made.length - 1)) {
            const { name, type, payload, means } = made[index];
            assert.equal(name, kept[index].name);
            assert.equal(toHex(kept[index].text), toHex(encodeFrame(type, TAG, payload)), name);
            const [readType, tag, bytes] = decodeFrame(kept[index].text, MESSAGE_BYTES);
            assert.equal(type, readType);
            assert.equal(TAG, tag);
            const reading = readings[type];
            if (reading !== undefined) {
                assert.same(means, reading(bytes as string)!.means, name);
            }
        }
    });

    it("of events hold blocks, which older versions' are", () => {
        const [kept] = fixtureMessages("messages-1.txt").filter(({ name }) => name === "events");
        const [, , block] = decodeFrame(kept.text, MESSAGE_BYTES);
        const [events, fault] = readBlock(block as string);
        assert.is_nil(fault);
        assert.same(
            [1001, 1001],
            events.map((event) => event.server),
        );
    });

    it("with the largest values and as many rows as there may be fit a frame", () => {
        const advertisement = { claim: U32, base: 2817, root: U32, rows: rows(2817, ROWS_PER_MESSAGE) };
        assert.same(advertisement, decodeAdvertisement(encodeAdvertisement(advertisement)));
        assert.is_true(encodeAdvertisement(advertisement).length <= PAYLOAD_BYTES);
        const answer = { from: 0, to: 65535, rows: rows(2000, ROWS_PER_MESSAGE) };
        assert.same(answer, decodeRows(encodeRows(answer)));
        assert.is_true(encodeRows(answer).length <= PAYLOAD_BYTES);
        assert.equal(U32, decodeHello(encodeHello(U32)));
    });

    it("come back without rows as well", () => {
        const advertisement = { claim: 0, base: 0, root: 0, rows: [] };
        assert.same(advertisement, decodeAdvertisement(encodeAdvertisement(advertisement)));
        const answer = { from: 5, to: 9, rows: [] };
        assert.same(answer, decodeRows(encodeRows(answer)));
    });

    it("are not read when they contradict themselves", () => {
        assert.is_nil(decodeAdvertisement(encodeAdvertisement({ claim: 1, base: 10, root: 0, rows: rows(9, 1) })));
        assert.is_nil(decodeRows(encodeRows({ from: 10, to: 12, rows: rows(9, 2) })));
        assert.is_nil(decodeRows(encodeRows({ from: 9, to: 10, rows: rows(9, 2) })));
        assert.is_nil(decodeRowsRequest("\x01\x02\x03"));
        assert.is_nil(decodeHello("\x01\x02\x03"));
        assert.is_nil(decodeHello("\x01\x02\x03\x04\x05"));
    });

    it("say the same of equal logs but for the claim", () => {
        const one = encodeAdvertisement({ claim: 1, base: 9, root: 3, rows: rows(9, 2) });
        const other = encodeAdvertisement({ claim: 2, base: 9, root: 3, rows: rows(9, 2) });
        assert.not_equal(one, other);
        assert.equal(advertisedContent(one), advertisedContent(other));
    });

    it("are read from 20,000 random and mutated payloads only if they become the same bytes again (seed 23)", () => {
        const random = new SeededRandom(23);
        const originals = examples();
        const read = new LuaMap<number, number>();
        for (const round of $range(1, 20000)) {
            const { type, payload } = originals[random.integer(0, originals.length - 1)];
            const bytes = round % 4 === 0 ? random.bytes(random.integer(0, 40)) : mutate(random, payload);
            const reading = readings[type];
            const result = reading?.(bytes);
            if (result !== undefined) {
                assert.equal(toHex(bytes), toHex(result.again), string.format("type %d, round %d", type, round));
                read.set(type, (read.get(type) ?? 0) + 1);
            }
        }
        for (const { type, name } of originals) {
            if (readings[type] !== undefined) {
                assert.is_true((read.get(type) ?? 0) > 20, `${name}: hardly any was read`);
            }
        }
    });
});
