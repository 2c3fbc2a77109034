import { PAYLOAD_BYTES } from "../../src/comm/frame";
import { LIST_LIMIT, RECENT_WEEKS, ROWS_LIMIT } from "../../src/sync/constants";
import {
    advertisedContent,
    decodeAdvertisement,
    decodeIds,
    decodeRequest,
    decodeRows,
    decodeRowsRequest,
    encodeAdvertisement,
    encodeIds,
    encodeRequest,
    encodeRows,
    encodeRowsRequest,
} from "../../src/sync/messages";
import type { WeekRow } from "../../src/sync/rows";
import { SeededRandom } from "../random";

const U32 = 4294967295;

function rows(first: number, count: number): WeekRow[] {
    const list: WeekRow[] = [];
    for (const index of $range(0, count - 1)) {
        list.push({ week: first + index, count: 1000000, hash: U32, fingerprint: U32 - index });
    }
    return list;
}

function ids(count: number): number[] {
    const list: number[] = [];
    for (const index of $range(1, count)) {
        list.push(16777213 - index);
    }
    return list;
}

describe("messages", () => {
    it("come back as they were, the largest ones too, and fit a frame", () => {
        const advertisement = { claim: U32, base: 2817, root: U32, rows: rows(2817, RECENT_WEEKS + 1) };
        assert.same(advertisement, decodeAdvertisement(encodeAdvertisement(advertisement)));
        assert.is_true(encodeAdvertisement(advertisement).length <= PAYLOAD_BYTES);
        const list = { week: 2820, salt: 16777212, ids: ids(LIST_LIMIT) };
        assert.same(list, decodeIds(encodeIds(list), 1));
        assert.is_true(encodeIds(list).length <= PAYLOAD_BYTES);
        const request = { row: rows(2820, 1)[0], ids: list };
        assert.same(request, decodeRequest(encodeRequest(request)));
        assert.is_true(encodeRequest(request).length <= PAYLOAD_BYTES);
        const answer = { from: 0, to: 65535, rows: rows(2000, ROWS_LIMIT) };
        assert.same(answer, decodeRows(encodeRows(answer)));
        assert.is_true(encodeRows(answer).length <= PAYLOAD_BYTES);
        assert.equal(2820, decodeRowsRequest(encodeRowsRequest(2820)));
    });

    it("come back without rows and ids as well", () => {
        const advertisement = { claim: 0, base: 0, root: 0, rows: [] };
        assert.same(advertisement, decodeAdvertisement(encodeAdvertisement(advertisement)));
        const list = { week: 0, salt: 1, ids: [] };
        assert.same(list, decodeIds(encodeIds(list), 1));
        const answer = { from: 5, to: 9, rows: [] };
        assert.same(answer, decodeRows(encodeRows(answer)));
    });

    it("are not read when they contradict themselves", () => {
        assert.is_nil(decodeAdvertisement(encodeAdvertisement({ claim: 1, base: 10, root: 0, rows: rows(9, 1) })));
        assert.is_nil(decodeRows(encodeRows({ from: 10, to: 12, rows: rows(9, 2) })));
        assert.is_nil(decodeRows(encodeRows({ from: 9, to: 10, rows: rows(9, 2) })));
        const list = { week: 8, salt: 1, ids: [] };
        assert.is_nil(decodeRequest(encodeRequest({ row: rows(9, 1)[0], ids: list })));
        assert.is_nil(decodeIds(encodeIds({ week: 8, salt: 0, ids: [] }), 1));
        assert.is_nil(decodeRowsRequest("\x01\x02\x03"));
    });

    it("say the same of equal logs but for the claim", () => {
        const one = encodeAdvertisement({ claim: 1, base: 9, root: 3, rows: rows(9, 2) });
        const other = encodeAdvertisement({ claim: 2, base: 9, root: 3, rows: rows(9, 2) });
        assert.not_equal(one, other);
        assert.equal(advertisedContent(one), advertisedContent(other));
    });

    it("are read from 10,000 random payloads without an error, and what is read is what was written", () => {
        const random = new SeededRandom(23);
        for (const _ of $range(1, 10000)) {
            const payload = random.bytes(random.integer(0, 40));
            const advertisement = decodeAdvertisement(payload);
            if (advertisement !== undefined) {
                assert.equal(payload, encodeAdvertisement(advertisement));
            }
            const list = decodeIds(payload, 1);
            if (list !== undefined) {
                assert.equal(payload, encodeIds(list));
            }
            const request = decodeRequest(payload);
            if (request !== undefined) {
                assert.equal(payload, encodeRequest(request));
            }
            const answer = decodeRows(payload);
            if (answer !== undefined) {
                assert.equal(payload, encodeRows(answer));
            }
            const base = decodeRowsRequest(payload);
            if (base !== undefined) {
                assert.equal(payload, encodeRowsRequest(base));
            }
        }
    });
});
