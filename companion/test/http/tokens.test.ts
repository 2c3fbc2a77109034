import { expect, it } from "vitest";
import { drawSecret } from "../../src/http/tokens";

it("draws secrets that a command line takes for no option", () => {
    const texts = Array.from({ length: 500 }, () => drawSecret().toString("base64url"));
    expect(texts.filter((text) => text.startsWith("-"))).toEqual([]);
    expect(new Set(texts).size).toBe(500);
});
