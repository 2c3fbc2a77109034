import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BUNDLE, ROOMS_BUNDLE } from "./dist.mjs";
import { root } from "./run.mjs";
import { dropClassNames, shake } from "./shake.mjs";

const module = (name, ...lines) => [`["${name}"] = function(...) `, ...lines, " end,"].join("\n");
const bundle = (...modules) =>
    ["____modules = {", ...modules, "}", 'local ____entry = require("index", ...)', ""].join("\n");

test("what no module that runs requires is left out", () => {
    const index = module("index", 'local a = require("a")', "return { f = function()", "    end,", "}");
    const a = module("a", "return 1");
    const types = module("types", 'local a = require("a")');
    assert.equal(shake(bundle(types, index, a)), bundle(index, a));
});

test("what is required is there, and what is no bundle is refused", () => {
    assert.throws(() => shake(bundle(module("index", 'require("gone")'))), /there is no module "gone"/);
    assert.throws(() => shake("return 1"), /no bundle of modules/);
});

test("classes have no names, and what else is called so stays", () => {
    const inside = ["local A = __TS__Class()", "local B = ____exports.B", "local c = {}", 'c.name = "c"'];
    const named = inside.flatMap((line) =>
        /^local ([AB])/.test(line) ? [line, `${line[6]}.name = "${line[6]}"`] : [line],
    );
    assert.equal(dropClassNames(`${named.join("\n")}\n`), `${inside.join("\n")}\n`);
    assert.throws(() => dropClassNames("return self.constructor.name"), /what class/);
    const bundles = [BUNDLE, ROOMS_BUNDLE].map((file) => readFileSync(join(root, "dist", file), "utf8"));
    for (const text of bundles) assert.equal(dropClassNames(text), text);
});

test("neither bundle has a module of types alone, and rooms bring no link of their own", () => {
    const read = (file) => readFileSync(join(root, "dist", file), "utf8");
    assert.doesNotMatch(read(BUNDLE), /\["(ports|api\.[^"]*|live\.[^"]*)"\] = function/);
    assert.doesNotMatch(read(ROOMS_BUNDLE), /\["(ports|link\.link|link\.outbox|log\.[^"]*)"\] = function/);
});
