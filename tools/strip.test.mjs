import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { BUNDLE, ROOMS_BUNDLE } from "./dist.mjs";
import { RELEASES } from "./keep-bundle.mjs";
import { runLua } from "./lua.mjs";
import { root } from "./run.mjs";
import { stripIndentation } from "./strip.mjs";

const folder = mkdtempSync(join(tmpdir(), "ledger-strip-"));
after(() => rmSync(folder, { recursive: true, force: true }));

// Constants, instructions, names, and the line of each instruction: all that there is at run time.
const DUMP = `
    for _, path in ipairs(arg) do
        local file = assert(io.open(path, "rb"))
        local code = string.dump(assert(loadstring(file:read("*a"), "=chunk")))
        file:close()
        print((string.gsub(code, ".", function(char) return string.format("%02x", string.byte(char)) end)))
    end
`;

/** What Lua compiles each of two texts to, as hexadecimal digits. */
function compiled(...texts) {
    const paths = texts.map((text, index) => join(folder, `${index}.lua`));
    texts.forEach((text, index) => writeFileSync(paths[index], text));
    const script = join(folder, "dump.lua");
    writeFileSync(script, DUMP);
    const output = runLua([script, ...paths], {
        stdio: ["ignore", "pipe", "inherit"],
        encoding: "utf8",
        maxBuffer: 2 ** 26,
    });
    return output.trim().split("\n");
}

const SAMPLE = `local function f(x)
    local text = [[
        indented
    ]]
\tlocal other = "one\\
        two"
    --[==[ a comment
        of two lines ]==]
    if x then
        return text, other -- [[
    end
        return [=[ ]] ]=], '--[['
end
return f
`;

test("indentation goes, and what looks like it inside a string stays", () => {
    assert.equal(
        stripIndentation(SAMPLE),
        `local function f(x)
local text = [[
        indented
    ]]
local other = "one\\
        two"
--[==[ a comment
of two lines ]==]
if x then
return text, other -- [[
end
return [=[ ]] ]=], '--[['
end
return f
`,
    );
});

test("what is stripped compiles to the same, lines and names included", () => {
    const release = readFileSync(join(root, RELEASES, "LibEventLedger-0.1.0.lua"), "utf8");
    for (const text of [SAMPLE, release]) {
        const stripped = stripIndentation(text);
        assert.ok(stripped.length < text.length);
        const [before, then] = compiled(text, stripped);
        assert.equal(then === before, true);
    }
});

test("a difference in a string, a name or a line is seen", () => {
    const [before, ...changed] = compiled(
        "local a = [[ x ]]",
        "local a = [[x ]]",
        "local b = [[ x ]]",
        "\nlocal a = [[ x ]]",
    );
    for (const other of changed) assert.notEqual(other, before);
});

test("the bundles have no indentation left", () => {
    for (const file of [BUNDLE, ROOMS_BUNDLE]) {
        const text = readFileSync(join(root, "dist", file), "utf8");
        assert.equal(stripIndentation(text), text);
    }
});
