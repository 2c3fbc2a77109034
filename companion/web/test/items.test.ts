import { expect, test } from "vitest";
import { itemAddress, itemOf, parseItem } from "../src/items";

const LINK = "|cffff8000|Hitem:17182::::::::60:::::|h[Sulfuras, Hand of Ragnaros]|h|r";

test("a link of the game, and an item string", () => {
    expect(parseItem(LINK)).toEqual({ id: 17182, name: "Sulfuras, Hand of Ragnaros" });
    expect(parseItem("item:17182::::::::60")).toEqual({ id: 17182, name: undefined });
    expect(parseItem("item:17182")?.id).toBe(17182);
});

test.each(["", "Sulfuras", "item:", "item:1 and more", "item:12345678901", "item:1<script>", "|Hitem:x|h[a]|h"])(
    "no item: %s",
    (text) => expect(parseItem(text)).toBeUndefined(),
);

test("a cell may be a bare number", () => {
    expect([17182, "17182", 0, -1, 1.5, NaN, "x"].map((cell) => itemOf(cell)?.id)).toEqual([
        17182,
        17182,
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
    ]);
});

test("each flavour has its part of the site; an address holds nothing of the text but the number", () => {
    const item = { id: 17182, name: "javascript:alert(1)" };
    expect(itemAddress(item, "_classic_era_")).toBe("https://www.wowhead.com/classic/item=17182");
    expect(itemAddress(item, "_retail_")).toBe("https://www.wowhead.com/item=17182");
    expect(itemAddress(item, "../..")).toBe("https://www.wowhead.com/item=17182");
});
