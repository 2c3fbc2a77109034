import { MAX_WEEK_EVENTS } from "../../src/block/packed-week";
import { isSameRow, packRow, packRows, readRow, readRows } from "../../src/log/week-row";
import { toHex } from "../codec/hex";

const ROW = { weekNumber: 2820, count: 300, hash: 0x01020304, fingerprint: 0xfffffffe };

describe("rows", () => {
    it("are u16 week, varint count, u32 hash, u32 fingerprint", () => {
        const bytes = packRow(ROW);
        assert.equal("0b04", string.sub(toHex(bytes), 1, 4));
        assert.equal("01020304fffffffe", string.sub(toHex(bytes), -16));
        const [row, next] = readRow(bytes, 1);
        assert.same(ROW, row);
        assert.equal(bytes.length + 1, next);
    });

    it("are read only when they are whole, ascending and not empty", () => {
        const later = { ...ROW, weekNumber: 2821 };
        assert.same([ROW, later], readRows(packRows([ROW, later]), 1));
        assert.same([], readRows("", 1));
        assert.is_nil(readRows(packRows([later, ROW]), 1));
        assert.is_nil(readRows(packRows([ROW, ROW]), 1));
        assert.is_nil(readRows(packRows([{ ...ROW, count: 0 }]), 1));
        const most = { ...ROW, count: MAX_WEEK_EVENTS };
        assert.same([most], readRows(packRows([most]), 1));
        assert.is_nil(readRows(packRows([{ ...ROW, count: MAX_WEEK_EVENTS + 1 }]), 1));
        const bytes = packRows([ROW, later]);
        const ends = new LuaSet<number>();
        ends.add(packRow(ROW).length);
        ends.add(0);
        for (const length of $range(0, bytes.length - 1)) {
            const rows = readRows(string.sub(bytes, 1, length), 1);
            assert.equal(ends.has(length), rows !== undefined, `cut after ${length} bytes`);
        }
        assert.is_nil(readRows(`${bytes}x`, 1));
    });

    it("are the same when count, hash and fingerprint are", () => {
        assert.is_true(isSameRow(ROW, { ...ROW }));
        assert.is_false(isSameRow(ROW, { ...ROW, count: 301 }));
        assert.is_false(isSameRow(ROW, { ...ROW, hash: 1 }));
        assert.is_false(isSameRow(ROW, { ...ROW, fingerprint: 1 }));
    });
});
