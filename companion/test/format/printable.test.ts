import { expect, test } from "vitest";
import { printable } from "../../src/format/printable";

test("what a terminal obeys, and what turns a line round, is spelt out", () => {
    expect(printable("a\x1b[2Jb\n")).toBe(String.raw`a\x1b[2Jb\x0a`);
    expect(printable("#1 \u202eannA\u2066 \u2028x\u200f")).toBe(String.raw`#1 \u{202e}annA\u{2066} \u{2028}x\u{200f}`);
    expect(printable("Ännä-Realm 中 😀")).toBe("Ännä-Realm 中 😀");
});
