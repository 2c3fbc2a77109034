import { GameInbox } from "../../src/platform/inbox";
import { FakeGame } from "../support/game";

describe("GameInbox", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    function take(inbox: GameInbox, scope = "s"): unknown[] {
        return [...inbox.take("L", scope)];
    }

    it("is loaded once the player has logged in", () => {
        let isLoggedIn = false;
        game.set({ IsLoggedIn: () => isLoggedIn });
        const inbox = new GameInbox();
        assert.is_false(inbox.isLoaded());
        isLoggedIn = true;
        assert.is_true(inbox.isLoaded());
    });

    it("takes out what is there for a scope, once, and changes nothing else", () => {
        const table = { version: 1, ledgers: { L: { s: "one", t: "two" }, M: { s: "three" } } };
        game.set({ LibEventLedger_Inbox: table });
        const inbox = new GameInbox();
        assert.same(["one", false, true], take(inbox));
        assert.same({ version: 1, ledgers: { L: { t: "two" }, M: { s: "three" } } }, table);
        table.ledgers.L.s = "again";
        const [found, isMalformed, isFirst] = inbox.take("L", "s");
        assert.is_nil(found);
        assert.same([false, false], [isMalformed, isFirst]);
        assert.same(["two", false, true], take(inbox, "t"));
    });

    it("finds nothing where the companion has left nothing", () => {
        for (const table of [false, { version: 1, ledgers: {} }, { version: 1, ledgers: { L: {} } }]) {
            game.set({ LibEventLedger_Inbox: table });
            if (table === false) game.remove("LibEventLedger_Inbox");
            const [found, isMalformed, isFirst] = new GameInbox().take("L", "s");
            assert.is_nil(found);
            assert.same([false, true], [isMalformed, isFirst]);
        }
    });

    it("says what is out of form, and raises nothing", () => {
        const raising = setmetatable({}, { __index: () => error("touched", 0) });
        for (const table of [
            5,
            "x",
            {},
            { version: 2, ledgers: {} },
            { version: 1 },
            { version: 1, ledgers: 7 },
            { version: 1, ledgers: { L: 5 } },
            raising,
        ]) {
            game.set({ LibEventLedger_Inbox: table });
            const [found, isMalformed, isFirst] = new GameInbox().take("L", "s");
            assert.is_nil(found);
            assert.same([true, true], [isMalformed, isFirst]);
        }
    });
});
