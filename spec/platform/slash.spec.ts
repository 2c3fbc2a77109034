import { printLine, registerCommand } from "../../src/platform/slash";
import { FakeGame } from "../support/game";

const globals = _G as unknown as Record<string, unknown>;

describe("The chat window", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    it("shows a line without taking anything in it for markup", () => {
        const lines: string[] = [];
        game.set({ print: (line: string) => void lines.push(line) });
        printLine("|cffff0000red|r");
        assert.same(["||cffff0000red||r"], lines);
    });

    it("has /lel do what was registered last", () => {
        const commands: Record<string, (this: void, text: string) => void> = {};
        const texts: string[] = [];
        game.set({ SlashCmdList: commands, SLASH_LIBEVENTLEDGER1: "" });
        registerCommand((text) => void texts.push(`old ${text}`));
        registerCommand((text) => void texts.push(`new ${text}`));
        assert.equal("/lel", globals.SLASH_LIBEVENTLEDGER1);
        commands.LIBEVENTLEDGER("status");
        assert.same(["new status"], texts);
    });
});
