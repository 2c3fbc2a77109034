import { GameGuard } from "../../src/platform/guard";
import { FakeGame } from "../support/game";

describe("GameGuard", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    it("passes arguments on, and an error to the game's handler", () => {
        const guard = new GameGuard();
        const heard: unknown[] = [];
        guard.call((a: number, b: string) => heard.push(a, b), 1, "x");
        assert.same([1, "x"], heard);
        guard.call(() => error("broken", 0));
        assert.same(["broken"], game.errors);
    });

    it("survives a handler that raises itself", () => {
        game.set({ geterrorhandler: () => () => error("worse", 0) });
        new GameGuard().call(() => error("broken", 0));
        assert.same([], game.errors);
    });
});
