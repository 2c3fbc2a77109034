import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, commandsOf, linksOf, sectionsOf } from "./markdown.mjs";

test("blocks of code are found with their language, and the file that a line before them names", () => {
    const page = [
        "`a/b.lua`:",
        "",
        "```lua",
        "return 1",
        "```",
        "Not `c.lua`: this one.",
        "```ts",
        "let x;",
        "```",
        "- item",
        "",
        "    ```yaml",
        "    a:",
        "        b: 1",
        "    ```",
        "",
    ].join("\n");
    assert.deepEqual(blocksOf(page), [
        { language: "lua", text: "return 1\n", path: "a/b.lua" },
        { language: "ts", text: "let x;\n", path: undefined },
        { language: "yaml", text: "a:\n    b: 1\n", path: undefined },
    ]);
});

test("commands are the scripts behind npm run", () => {
    assert.deepEqual(commandsOf("`npm run demo -- --seed 1`, npm test, `npm run docs:check`"), ["demo", "docs:check"]);
});

test("links are those within the repository, and none in code", () => {
    const page = "[a](b.md) [c](#d) [e](f/g.md#h-i) [web](https://x.y)\n```lua\nt[1](2)\n```\n";
    assert.deepEqual(linksOf(page), [
        { file: "b.md", section: undefined },
        { file: "", section: "d" },
        { file: "f/g.md", section: "h-i" },
    ]);
});

test("sections are named as in links", () => {
    assert.deepEqual(sectionsOf("# What's `this`?\n\n## A b-c\n"), ["whats-this", "a-b-c"]);
});
