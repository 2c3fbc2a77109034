import { describeGame } from "../../src/platform/game-client";
import { FakeGame } from "../support/game";

describe("describeGame", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    it("tells version, build, flavour and language", () => {
        game.set({
            GetBuildInfo: () => $multi("1.15.9", "58000", "Nov 1 2026", 11509),
            WOW_PROJECT_ID: 2,
            GetLocale: () => "deDE",
        });
        assert.equal("game: version 1.15.9, build 58000, interface 11509, project 2, language deDE", describeGame());
    });

    it("does without what a client does not tell", () => {
        game.remove("GetBuildInfo");
        game.remove("WOW_PROJECT_ID");
        game.remove("GetLocale");
        assert.equal("game: version ?, build ?, interface ?, project nil, language nil", describeGame());
    });
});
