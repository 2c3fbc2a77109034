import { PAYLOAD_BYTES } from "../support/world";
import {
    decodeMore,
    decodeRequest,
    decodeWant,
    encodeEntry,
    encodeMore,
    encodeRequest,
    encodeWant,
    ENTRY_LIMIT,
    Mode,
    REQUEST_HEAD_BYTES,
    WANT_LIMIT,
} from "../../src/sync/requests";
import { fromHex, toHex } from "../codec/hex";
import { LIST, MORE_EXAMPLE, REQUEST_EXAMPLE, SKETCH, WANT_EXAMPLE, WHOLE } from "./examples";

const LARGEST = 16777212;

function numbers(count: number): number[] {
    const list: number[] = [];
    for (const index of $range(1, count)) list.push(LARGEST - index);
    return list;
}

function join(salt: number, entries: readonly (typeof WHOLE)[]): string {
    return encodeRequest(
        salt,
        entries.map((entry) => encodeEntry(entry)),
    );
}

describe("requests", () => {
    it("say that their sender reads units by an entry that older copies pass over", () => {
        const payload = encodeRequest(5, [encodeEntry(WHOLE)], true);
        assert.equal("000005ffff0000" + toHex(encodeEntry(WHOLE)), toHex(payload));
        assert.same({ salt: 5, entries: [WHOLE], readsUnits: true }, decodeRequest(payload));
        // Nothing is asked for.
        assert.is_nil(decodeRequest(encodeRequest(5, [], true)));
    });

    it("are a salt and entries, each in its mode", () => {
        assert.same(REQUEST_EXAMPLE, decodeRequest(join(REQUEST_EXAMPLE.salt, REQUEST_EXAMPLE.entries)));
        assert.equal(`0b01${"00"}00`, toHex(encodeEntry(WHOLE)));
        assert.equal("0b020201cafebabe02000001fffffc", toHex(encodeEntry(LIST)));
        assert.equal("0b03f4030280000000" + "4e03" + "0000000000ff010000", toHex(encodeEntry(SKETCH)));
    });

    it("fit a message with the most numbers that an entry may have", () => {
        const largest = { ...SKETCH, count: 2 ** 21 - 1, numbers: numbers(ENTRY_LIMIT) };
        const payload = join(LARGEST, [largest]);
        assert.is_true(payload.length <= PAYLOAD_BYTES);
        assert.same({ salt: LARGEST, entries: [largest], readsUnits: false }, decodeRequest(payload));
        const list = { ...LIST, count: ENTRY_LIMIT, numbers: numbers(ENTRY_LIMIT) };
        assert.same({ salt: 1, entries: [list], readsUnits: false }, decodeRequest(join(1, [list])));
    });

    it("are not read without a salt or an entry, or when anything is cut off or left over", () => {
        assert.is_nil(decodeRequest(""));
        assert.is_nil(decodeRequest(join(1, [])));
        assert.is_nil(decodeRequest(join(0, [WHOLE])));
        const ends = new LuaSet<number>();
        let end = REQUEST_HEAD_BYTES;
        for (const entry of REQUEST_EXAMPLE.entries) {
            end += encodeEntry(entry).length;
            ends.add(end);
        }
        const payload = join(REQUEST_EXAMPLE.salt, REQUEST_EXAMPLE.entries);
        for (const length of $range(0, payload.length)) {
            const isRead = decodeRequest(string.sub(payload, 1, length)) !== undefined;
            assert.equal(ends.has(length), isRead, string.format("cut after %d", length));
        }
    });

    it("are not read with an unknown mode, sums from 0 on, or a count that is not the shortest", () => {
        assert.is_nil(decodeRequest(fromHex("000001" + "0b010003")));
        assert.is_nil(decodeRequest(join(1, [{ ...SKETCH, first: 0 }])));
        assert.is_nil(decodeRequest(fromHex("000001" + "0b01800000")));
    });

    it("of no ids are lists, too", () => {
        const empty = { ...LIST, count: 0, mode: Mode.List, numbers: [] };
        assert.same({ salt: 5, entries: [empty], readsUnits: false }, decodeRequest(join(5, [empty])));
    });
});

describe("wants", () => {
    it("are salt, week and coefficients, as many as fit", () => {
        assert.same(WANT_EXAMPLE, decodeWant(encodeWant(WANT_EXAMPLE)));
        assert.equal("fffffc0b04000005fffff6", toHex(encodeWant(WANT_EXAMPLE)));
        const largest = { ...WANT_EXAMPLE, coefficients: numbers(WANT_LIMIT) };
        assert.is_true(encodeWant(largest).length <= PAYLOAD_BYTES);
        assert.same(largest, decodeWant(encodeWant(largest)));
    });

    it("are not read without a salt or coefficients, or with part of one", () => {
        assert.is_nil(decodeWant(encodeWant({ ...WANT_EXAMPLE, salt: 0 })));
        const all = { ...WANT_EXAMPLE, coefficients: [] };
        assert.same(all, decodeWant(encodeWant(all)));
        const payload = encodeWant(WANT_EXAMPLE);
        for (const length of [0, 4, 6, 7, 9, 10]) assert.is_nil(decodeWant(string.sub(payload, 1, length)));
    });
});

describe("calls for more", () => {
    it("are salt, week and the first power", () => {
        assert.same(MORE_EXAMPLE, decodeMore(encodeMore(MORE_EXAMPLE)));
        assert.equal("0000010b044e", toHex(encodeMore(MORE_EXAMPLE)));
    });

    it("are not read from the power 0 on, cut off, or with something left over", () => {
        assert.is_nil(decodeMore(encodeMore({ ...MORE_EXAMPLE, first: 0 })));
        assert.is_nil(decodeMore(string.sub(encodeMore(MORE_EXAMPLE), 1, 5)));
        assert.is_nil(decodeMore(`${encodeMore(MORE_EXAMPLE)}x`));
    });
});
