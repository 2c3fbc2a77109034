import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../run.mjs";
import { messageKinds, protocolConstants, withTables } from "./protocol.mjs";

const page = readFileSync(join(root, "docs", "protocol.md"), "utf8").replaceAll("\r\n", "\n");
const prose = page.replaceAll(/<!-- (\w+) -->[^]*?<!-- end of \1 -->/g, "").replaceAll(/```[^]*?```/g, "");

test("every constant that the page names is one of the code", () => {
    const constants = protocolConstants();
    const named = [...prose.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);
    assert.ok(named.length > 20);
    for (const name of named) assert.ok(constants.has(name), name);
});

test("the prose gives no seconds and no counts of its own: a number lives once, in the code", () => {
    const quantities = [
        ...prose.matchAll(/\b\d[\d.,]* (?:s|seconds?|minutes?|hours?|times?|weeks?|messages?|events?)\b/g),
    ];
    assert.deepEqual(
        quantities.map(([text]) => text),
        [],
    );
});

test("the grammar has a line for each type of message", () => {
    const [, grammar] = /## Messages[^]*?```\n([^]*?)```/.exec(page);
    for (const { type, name } of messageKinds()) {
        const line = new RegExp(`^${type} ${name[0].toUpperCase()}${name.slice(1)} +=`, "m");
        assert.match(grammar, line);
    }
});

test("a page without a place for a table is an error", () => {
    assert.throws(() => withTables("# Protocol"), /no place for the table "types"/);
});
