import { newBuild } from "../../src/replay/build";
import { Keeper } from "../../src/replay/keeper";
import { noPause } from "../support/background";
import { World } from "../support/world";

describe("Keeper", () => {
    it("takes no state for large that it copied in vain", () => {
        const keeper = new Keeper(new World().time, 2 ** 20, []);
        assert.is_nil(keeper.makeFirst(newBuild({ sum: 1 }), 0, noPause, () => false));
        assert.equal(0, keeper.checkpoints.count());
        assert.is_false(keeper.isMoved);
    });
});
