import { expect, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { printable } from "../../src/format/printable";
import { parsePrintable } from "../src/printable-json";

/** The same of a value that is parsed already. */
function spelt(value: unknown): unknown {
    if (typeof value === "string") return printable(value);
    if (Array.isArray(value)) return value.map(spelt);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [printable(key), spelt(item)]));
}

test("what turns a line round or ends it is spelt out", () => {
    expect(parsePrintable(JSON.stringify({ name: "a\u202eb\nc\u001bd", ok: ["é", 1, null] }))).toEqual({
        name: "a\\u{202e}b\\x0ac\\x1bd",
        ok: ["é", 1, null],
    });
    expect(parsePrintable('"\\u202E\\\\n\\/\\""')).toBe('\\u{202e}\\n/"');
});

test("texts at random are as printable() makes them, escaped or not", () => {
    const random = new Random(7);
    const signs = [
        "a",
        "\\",
        '"',
        "\n",
        "\t",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u202e",
        "\u2069",
        "é",
        "😀",
        "/",
        "u",
        "n",
    ];
    for (let round = 0; round < 500; round++) {
        const text = Array.from({ length: random.integer(0, 12) }, () => random.pick(signs)).join("");
        const value = { [text]: [text, { deep: text }] };
        const json = JSON.stringify(value);
        const escaped = json.replace(
            /[^\x20-\x7e]/g,
            (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
        for (const each of [json, escaped]) expect(parsePrintable(each)).toEqual(spelt(value));
    }
});
