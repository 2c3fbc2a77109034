import { formatScope } from "../../src/log/saved-lua";
import type { SavedScope } from "../../src/log/archive";
import { createLedger, dump, type NotesState, startLedger } from "../support/ledgers";
import { World } from "../support/world";
import type { Ledger } from "../../src/ledger/ledger";

function load(text: string, variable: string): object {
    const [chunk] = loadstring(`${text} return ${variable}`);
    return (chunk as (this: void) => object)();
}

function textOf(world: World, ledger: Ledger<NotesState>): string {
    let text: string | undefined;
    assert.is_true(ledger.exportText((given) => (text = given)));
    world.time.advance(5);
    return text!;
}

describe("The text of a scope", () => {
    it("is what the game would write, in one order", () => {
        const weeks = new LuaTable<number, string>();
        const units = new LuaTable<number, string>();
        weeks.set(9, "b 1");
        weeks.set(2, "b 2");
        units.set(3, 'u "3"');
        const saved: SavedScope = { weeks, units, directory: "AAAAAQ==", checkpoint: "not this", savedAt: 5 };
        const text = formatScope("Name_Saved", 'guild:"Ann\\Bob"', saved, () => {});
        assert.equal(
            'Name_Saved = {\n    ["version"] = 2,\n    ["scopes"] = {\n        ["guild:\\"Ann\\\\Bob\\""] = {\n' +
                '            ["units"] = {\n                [3] = "u \\"3\\"",\n            },\n' +
                '            ["weeks"] = {\n                [2] = "b 2",\n                [9] = "b 1",\n            },\n' +
                '            ["directory"] = "AAAAAQ==",\n        },\n    },\n}\n',
            text,
        );
        const read = load(text, "Name_Saved") as { scopes: Record<string, SavedScope> };
        assert.same("b 1", read.scopes['guild:"Ann\\Bob"'].weeks!.get(9));
    });

    it("holds all events, as another client reads them", () => {
        const world = new World();
        const ledger = startLedger(world);
        world.time.advance(5);
        for (const index of $range(1, 50)) {
            ledger.submit("note", { text: `note ${index}`, amount: index });
            world.time.sleep(index % 10 === 0 ? 700000 : 1);
        }
        const saved = load(textOf(world, ledger), "Spec_Saved");
        const other = startLedger(new World(), { saved });
        assert.equal(dump(ledger), dump(other));
        assert.is_true(dump(other).length > 0);
    });

    it("is not given where nothing is open", () => {
        assert.is_false(createLedger().exportText(() => {}));
    });

    it("needs somebody who takes it", () => {
        const ledger = startLedger();
        const [ok, message] = pcall(() => ledger.exportText(undefined as never));
        assert.is_false(ok);
        assert.matches("exportText", tostring(message));
        assert.matches("done", tostring(message));
    });
});
