import { guidNumber, playerGuid, playerName } from "../../../scenarios/workload/players";

describe("workload players", () => {
    it("have GUIDs beyond int32 that depend on their number alone", () => {
        assert.equal("Player-1001-8A000001", playerGuid(1));
        assert.equal("Player-1001-8A00018B", playerGuid(395));
        assert.equal(0x8a00018b, guidNumber(395));
    });

    it("have a hundred different names of letters alone", () => {
        const names = new LuaSet<string>();
        for (const player of $range(1, 100)) {
            const name = playerName(player);
            assert.not_nil(string.match(name, "^%u%l+$")[0]);
            assert.is_false(names.has(name), name);
            names.add(name);
        }
    });
});
