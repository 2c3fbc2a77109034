import { expectFunction, expectInteger, expectNumber, expectString, expectTable, misuse } from "../src/misuse";
import { messageOf } from "./support/world";

/** The message of an error without its position. */
function textOf(body: (this: void) => unknown): string {
    const [text] = string.match(messageOf(body), "LibEventLedger: .*$");
    return text;
}

describe("misuse", () => {
    it("names method, argument, what is expected and the value", () => {
        assert.equal(
            "LibEventLedger: submit: 'type' - defined event type expected, got \"awrd\"",
            textOf(() => misuse("submit", "type", "defined event type", "awrd")),
        );
    });

    it("shows any value", () => {
        const shown: [unknown, string][] = [
            ["", '""'],
            [1.5, "1.5"],
            [false, "false"],
            [{}, "table"],
            [() => {}, "function"],
        ];
        for (const [value, text] of shown) {
            assert.equal(
                `LibEventLedger: m: 'a' - x expected, got ${text}`,
                textOf(() => misuse("m", "a", "x", value)),
            );
        }
        assert.equal(
            "LibEventLedger: m: 'a' - x expected, got nil",
            textOf(() => misuse("m", "a", "x", undefined)),
        );
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

    it("say what they take", () => {
        assert.equal(
            "LibEventLedger: m: 'a' - whole number from 1 to 5 expected, got 9",
            textOf(() => expectInteger("m", "a", 9, 1, 5)),
        );
        assert.equal(
            "LibEventLedger: m: 'a' - string of 1 to 16 bytes expected, got \"\"",
            textOf(() => expectString("m", "a", "", 1, 16)),
        );
    });
});
