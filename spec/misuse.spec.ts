import {
    expectFunction,
    expectList,
    expectNames,
    expectInteger,
    expectNumber,
    expectString,
    expectTable,
    misuse,
    mustBe,
    raise,
    show,
} from "../src/misuse";
import { messageOf } from "./support/world";

/** The message of an error without its position. */
function textOf(body: (this: void) => unknown): string {
    const [text] = string.match(messageOf(body), "LibEventLedger: .*$");
    return text;
}

describe("misuse", () => {
    it("raises a sentence with method, argument and value", () => {
        assert.equal(
            "LibEventLedger: submit: 'type' must be a defined event type, got \"awrd\"",
            textOf(() => misuse("submit", "type", mustBe("a defined event type", "awrd"))),
        );
        assert.equal(
            "LibEventLedger: createLedger: 'saved' is already used by ledger \"A\"",
            textOf(() => misuse("createLedger", "saved", 'is already used by ledger "A"')),
        );
        assert.equal(
            "LibEventLedger: submit: field 'a' is not one of \"b\"",
            textOf(() => raise("submit", "field 'a' is not one of \"b\"")),
        );
    });

    it("raises at the line of whoever called", () => {
        // In braces: what is returned would be a tail call, which leaves no line.
        const bodies = [
            () => {
                misuse("m", "a", "x");
            },
            () => {
                raise("m", "x");
            },
            () => {
                expectTable("m", "a", 5);
            },
            () => {
                expectString("m", "a", 5, 1, 2);
            },
        ];
        for (const body of bodies) {
            assert.matches("spec[/\\]misuse_spec%.lua:%d+: LibEventLedger: m: ", messageOf(body));
        }
    });

    it("shows any value", () => {
        const shown: [unknown, string][] = [
            ["", '""'],
            [1.5, "1.5"],
            [math.huge, "inf"],
            [false, "false"],
            [{}, "a table"],
            [() => {}, "a function"],
        ];
        for (const [value, text] of shown) {
            assert.equal(text, show(value));
        }
        assert.equal("nil", show(undefined));
        assert.equal("must be x, got nil", mustBe("x", undefined));
    });
});

describe("expectations", () => {
    function refuses(body: (this: void) => void): boolean {
        const [ok] = pcall(body);
        return !ok;
    }

    it("take what they say", () => {
        for (const [value, isWhole, isAny] of [
            [1, true, true],
            [5, true, true],
            [0, false, false],
            [6, false, false],
            [2.5, false, true],
            [0 / 0, false, false],
            [1 / 0, false, false],
            ["3", false, false],
        ] as const) {
            assert.equal(isWhole, !refuses(() => expectInteger("m", "a", value, 1, 5)));
            assert.equal(isAny, !refuses(() => expectNumber("m", "a", value, 1, 5)));
        }
        for (const [value, isRight] of [
            ["a", true],
            ["abc", true],
            ["", false],
            ["abcd", false],
            [12, false],
        ] as const) {
            assert.equal(isRight, !refuses(() => expectString("m", "a", value, 1, 3)));
        }
        assert.is_false(refuses(() => expectTable("m", "a", {})));
        assert.is_true(refuses(() => expectTable("m", "a", "x")));
        assert.is_false(refuses(() => expectFunction("m", "a", () => {})));
        assert.is_true(refuses(() => expectFunction("m", "a", {})));
    });

    it("take lists, and no tables with names or gaps", () => {
        for (const list of [[], [1], [1, "x", {}]]) {
            assert.is_false(refuses(() => expectList("m", "a", list)));
        }
        const gap = new LuaTable<number, number>();
        gap.set(1, 1);
        gap.set(3, 3);
        const mixed = new LuaTable<string | number, number>();
        mixed.set(1, 1);
        mixed.set("x", 2);
        for (const wrong of [{ amount: "number" }, gap, mixed]) {
            assert.equal(
                "LibEventLedger: m: 'a' must be a list, got a table with names or gaps",
                textOf(() => expectList("m", "a", wrong)),
            );
        }
        assert.equal(
            "LibEventLedger: m: 'a' must be a table, got 5",
            textOf(() => expectList("m", "a", 5)),
        );
    });

    it("take known names, and say which other one may be meant", () => {
        const known = ["from", "to", "creator"];
        assert.is_false(refuses(() => expectNames("m", { from: 1, creator: 2 }, known)));
        assert.is_false(refuses(() => expectNames("m", {}, known)));
        assert.equal(
            "LibEventLedger: m: 'creater' is unknown; did you mean 'creator'?",
            textOf(() => expectNames("m", { from: 1, creater: 2 }, known)),
        );
        assert.equal(
            "LibEventLedger: m: 'player' is unknown; known are from, to, creator",
            textOf(() => expectNames("m", { player: 2 }, known)),
        );
        assert.equal(
            "LibEventLedger: m: '1' is unknown; known are from, to, creator",
            textOf(() => expectNames("m", ["from"], known)),
        );
    });

    it("say what they take", () => {
        assert.equal(
            "LibEventLedger: m: 'a' must be a whole number from 1 to 5, got 9",
            textOf(() => expectInteger("m", "a", 9, 1, 5)),
        );
        assert.equal(
            "LibEventLedger: m: 'a' must be a string of 1 to 16 bytes, got \"\"",
            textOf(() => expectString("m", "a", "", 1, 16)),
        );
    });
});
