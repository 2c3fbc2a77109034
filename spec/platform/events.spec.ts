import { GameEvents } from "../../src/platform/events";
import { GameGuard } from "../../src/platform/guard";
import { FakeGame } from "../support/game";

describe("GameEvents", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    it("gives each handler the event's arguments, in the order in which they came", () => {
        const events = new GameEvents(new GameGuard());
        const heard: unknown[] = [];
        events.on("A", (...args) => heard.push(["first", ...args]));
        events.on("A", (...args) => heard.push(["second", ...args]));
        events.on("B", () => heard.push("b"));
        game.fire("A", 1, "x");
        game.fire("C");
        assert.same(
            [
                ["first", 1, "x"],
                ["second", 1, "x"],
            ],
            heard,
        );
    });

    it("keeps a handler's error from the others", () => {
        const events = new GameEvents(new GameGuard());
        let heard = 0;
        events.on("A", () => error("broken", 0));
        events.on("A", () => {
            heard++;
        });
        game.fire("A");
        assert.equal(1, heard);
        assert.same(["broken"], game.errors);
    });

    it("leaves events aside that the client does not know, whether it can be asked or raises", () => {
        game.unknownEvents.add("NEW_EVENT");
        const asked: string[] = [];
        const events = new GameEvents(new GameGuard());
        events.on("NEW_EVENT", () => {});
        game.set({
            C_EventUtils: {
                IsEventValid: (event: string) => {
                    asked.push(event);
                    return event !== "NEW_EVENT";
                },
            },
        });
        const others = new GameEvents(new GameGuard());
        others.on("NEW_EVENT", () => {});
        others.on("OLD_EVENT", () => {});
        assert.same(["NEW_EVENT", "OLD_EVENT"], asked);
        assert.is_true(game.frames[1].events.has("OLD_EVENT"));
        assert.is_false(game.frames[1].events.has("NEW_EVENT"));
        assert.same([], game.errors);
    });
});
