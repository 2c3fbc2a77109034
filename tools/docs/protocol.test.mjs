import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../run.mjs";
import { LEDGER_PROTOCOL, messageKinds, PROTOCOLS, protocolConstants, withTables } from "./protocol.mjs";

const readPage = ({ page }) => readFileSync(join(root, page), "utf8").replaceAll("\r\n", "\n");
const proseOf = (page) => page.replaceAll(/<!-- (\w+) -->[^]*?<!-- end of \1 -->/g, "").replaceAll(/```[^]*?```/g, "");

test("every constant that a page names is one of the code", () => {
    for (const protocol of PROTOCOLS) {
        const constants = protocolConstants(protocol);
        const named = [...proseOf(readPage(protocol)).matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);
        assert.ok(named.length > 20);
        for (const name of named) assert.ok(constants.has(name), name);
    }
});

test("the ledger's prose gives no seconds and no counts of its own: a number lives once, in the code", () => {
    const quantities = [
        ...proseOf(readPage(LEDGER_PROTOCOL)).matchAll(
            /\b\d[\d.,]* (?:s|seconds?|minutes?|hours?|times?|weeks?|messages?|events?)\b/g,
        ),
    ];
    assert.deepEqual(
        quantities.map(([text]) => text),
        [],
    );
});

test("the grammar has a line for each type of message", () => {
    for (const protocol of PROTOCOLS) {
        const grammar = readPage(protocol)
            .match(/```\n[^]*?```/g)
            .join("\n");
        for (const { type, name } of messageKinds(protocol)) {
            const line = new RegExp(`^${type} ${name[0].toUpperCase()}${name.slice(1)} +=`, "m");
            assert.match(grammar, line);
        }
    }
});

test("a page without a place for a table is an error", () => {
    assert.throws(() => withTables("# Protocol", LEDGER_PROTOCOL), /no place for the table "types"/);
});
