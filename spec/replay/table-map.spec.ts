import { TableMap } from "../../src/replay/table-map";

const MANY = 30000;

describe("A TableMap", () => {
    it("finds all of many tables, and gives the newest value of each", () => {
        const map = new TableMap<number>();
        const keys: object[] = [];
        for (const index of $range(0, MANY - 1)) {
            keys[index] = {};
            map.set(keys[index], index);
        }
        assert.is_nil(map.get({}));
        for (const index of $range(0, MANY - 1, 7)) map.set(keys[index], -index);
        for (const index of $range(0, MANY - 1)) {
            assert.is_true(map.get(keys[index]) === (index % 7 === 0 ? -index : index));
        }
    });
});
