import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BUNDLE, ROOMS_BUNDLE } from "./dist.mjs";
import { root } from "./run.mjs";
import { shake } from "./shake.mjs";

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

test("neither bundle has a module of types alone, and rooms bring no link of their own", () => {
    const read = (file) => readFileSync(join(root, "dist", file), "utf8");
    assert.doesNotMatch(read(BUNDLE), /\["(ports|api\.[^"]*|live\.[^"]*)"\] = function/);
    assert.doesNotMatch(read(ROOMS_BUNDLE), /\["(ports|link\.link|link\.outbox|log\.[^"]*)"\] = function/);
});
