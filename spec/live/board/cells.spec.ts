import { Cells } from "../../../src/live/board/cells";

describe("the cells of a board", () => {
    it("know how many bytes they take", () => {
        const cells = new Cells();
        const put = (bytes: string): unknown =>
            cells.put({ slot: 3, sequence: 1, bytes, incarnation: 1, isHearsay: false });
        put("12345");
        assert.equal(5, cells.bytes);
        put("123");
        assert.equal(3, cells.bytes);
        put("");
        assert.equal(0, cells.bytes);
    });
});
