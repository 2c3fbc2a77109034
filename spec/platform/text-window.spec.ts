import { TextWindow } from "../../src/platform/text-window";
import { FakeGame } from "../support/game";

type Method = (this: void, self: object, ...args: unknown[]) => unknown;

/** A region that notes what is called on it: "SetText: text". What is called on what it makes goes to the same list. */
interface Recorded {
    readonly calls: string[];
    readonly scripts: LuaMap<string, (this: void, ...args: unknown[]) => void>;
}

describe("TextWindow", () => {
    let game: FakeGame;
    let made: LuaMap<string, Recorded>;
    let scroll: number;

    function record(kind: string): Recorded {
        const recorded: Recorded = { calls: [], scripts: new LuaMap() };
        made.set(kind, recorded);
        const special: Record<string, Method> = {
            SetScript: (_, name, script) => recorded.scripts.set(name as string, script as (this: void) => void),
            CreateTexture: () => record("Texture"),
            CreateFontString: () => record("FontString"),
            GetVerticalScroll: () => scroll,
            GetVerticalScrollRange: () => 100,
            SetVerticalScroll: (_, offset) => {
                scroll = offset as number;
            },
        };
        const index = (_: object, name: string): unknown =>
            special[name] ??
            ((_self: object, ...args: unknown[]) => {
                recorded.calls.push(`${name} ${args.map((value) => tostring(value)).join(" ")}`);
            });
        return setmetatable(recorded, { __index: index } as object) as unknown as Recorded;
    }

    before_each(() => {
        game = new FakeGame();
        made = new LuaMap();
        scroll = 0;
        game.set({ CreateFrame: (kind: string) => record(kind), UIParent: {}, ChatFontNormal: {} });
    });
    after_each(() => game.end());

    function lastCall(kind: string, name: string): string | undefined {
        const calls = made.get(kind)!.calls.filter((call) => call.startsWith(`${name} `));
        return calls[calls.length - 1];
    }

    it("shows a text, all of it marked, without markup", () => {
        const window = new TextWindow();
        assert.same(["Hide "], made.get("Frame")!.calls.slice(0, 1));
        window.show("Title", "a|b");
        assert.equal("SetText a||b", lastCall("EditBox", "SetText"));
        assert.matches("^SetText Title", lastCall("FontString", "SetText")!);
        assert.is_not_nil(lastCall("EditBox", "SetFocus"));
        assert.is_not_nil(lastCall("EditBox", "HighlightText"));
        const { calls } = made.get("Frame")!;
        assert.equal("Show ", calls[calls.length - 1]);
    });

    for (const [kind, script] of [
        ["EditBox", "OnEscapePressed"],
        ["Button", "OnClick"],
    ]) {
        it(`is closed by ${script}`, () => {
            new TextWindow().show("Title", "text");
            made.get(kind)!.scripts.get(script)!();
            const { calls } = made.get("Frame")!;
            assert.equal("Hide ", calls[calls.length - 1]);
        });
    }

    it("scrolls with the mouse wheel, as far as the text goes", () => {
        new TextWindow().show("Title", "text");
        const wheel = made.get("ScrollFrame")!.scripts.get("OnMouseWheel")!;
        wheel(undefined, 1);
        assert.equal(0, scroll);
        wheel(undefined, -1);
        assert.equal(40, scroll);
        wheel(undefined, -5);
        assert.equal(100, scroll);
    });
});
