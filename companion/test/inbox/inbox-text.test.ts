/** Inbox.lua and its tocs, byte for byte as the document has them, and read by Lua itself. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { blocksOf } from "../../../tools/docs/markdown.mjs";
import { vectors } from "../../../tools/docs/companion-vectors.mjs";
import { Random } from "../../../tools/random.mjs";
import { viewOf } from "../../src/agent/room-view";
import { readLuaFile } from "../../src/format/lua-file";
import type { LuaTable } from "../../src/format/lua-value";
import { encodeChecked } from "../../src/format/text";
import {
    frameLength,
    inboxText,
    type InboxScope,
    ledgerLength,
    scopeLength,
    TOC_TEXT,
    weekLength,
    writtenOf,
} from "../../src/inbox/inbox-text";
import { planInbox } from "../../src/inbox/offers";
import { NOTHING_REFUSED } from "../../src/inbox/refusals";
import { foldRoom } from "../../src/room/room";
import { LEDGER, NOW, SCOPE } from "../support/guild";
import { readInbox } from "../support/inbox-oracle";
import { shown } from "../support/documents";
import { fixture } from "../support/library";
import { savedOf } from "../support/saved";

const folder = mkdtempSync(join(tmpdir(), "companion-inbox-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blocks = [...blocksOf(fixture("docs", "companion-batches.md").toString("utf8"))];
const SEED = Number(process.env["SEED"] ?? 15);

describe("the text of the inbox", () => {
    it("is that of the document, and so is the toc", () => {
        const weeks = new Map([[2820, encodeChecked(shown("offer"))]]);
        const text = inboxText([{ ledger: LEDGER, scope: SCOPE, weeks }], NOW);
        expect(text).toBe(blocks.find(({ language }) => language === "lua")?.text);
        expect(blocks.map((block) => block.text)).toContain(TOC_TEXT);
        expect(writtenOf(text)).toBe(NOW);
    });

    it("has the offer of the document for its room", () => {
        const room = foldRoom(shown("room"), [shown("founding"), vectors().scope, shown("batch")]);
        const rooms = [{ view: viewOf(room), files: [savedOf("A", [])] }];
        const { scopes, isWanted, waiting } = planInbox(rooms, NOTHING_REFUSED, NOW);
        expect([isWanted, waiting]).toEqual([true, 0]);
        expect(inboxText(scopes, NOW)).toBe(blocks.find(({ language }) => language === "lua")?.text);
    });

    it("is read by Lua and by the reader of saved files, whatever ledgers and scopes are called", () => {
        console.log(`inbox text: seed ${SEED}`);
        const random = new Random(SEED);
        const all = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
        const hostile = ['"]]="', "]]", "a\nb\r\0c", '\\"', "--[[", '"] = os.exit() --', "\\065", "scopes", "version"];
        const names = [
            ...hostile.map((text) => Buffer.from(text)),
            ...Array.from({ length: 16 }, (_, index) => all.subarray(16 * index, 16 * index + 16)),
            ...Array.from({ length: 20 }, () => random.bytes(random.integer(1, 16))),
        ];
        const scopes = names.map((ledger, index): InboxScope => {
            const scope = index === 0 ? all.subarray(0, 255) : random.pick(names);
            const weeks = new Map([[random.integer(0, 7101), encodeChecked(shown("offer"))]]);
            return { ledger, scope, weeks };
        });
        const unique = [...new Map(scopes.map((each) => [each.ledger.toString("hex"), each])).values()];
        const text = inboxText(unique, NOW);
        // Nothing in it that is not printable: no encoding can change it.
        expect(/^[\n\x20-\x7e]*$/.test(text)).toBe(true);
        const path = join(folder, "Hostile.lua");
        writeFileSync(path, text, "latin1");
        const read = readInbox(path).map(({ ledger, scope, week }) => `${ledger} ${scope} ${week}`);
        const expected = unique.map(
            ({ ledger, scope, weeks }) => `${ledger.toString("hex")} ${scope.toString("hex")} ${[...weeks.keys()][0]}`,
        );
        expect(read.sort()).toEqual(expected.sort());
        // As if it were a saved file, whose reader keeps tables that hold "scopes".
        const asSaved = readLuaFile(Buffer.from(text.replace('["ledgers"]', '["scopes"]'), "latin1"));
        expect(asSaved.problems).toEqual([]);
        const table = asSaved.ledgers.get("LibEventLedger_Inbox")?.get("scopes") as LuaTable;
        const own = [...table].flatMap(([ledger, inner]) =>
            [...(inner as LuaTable)].map(([scope, weeks]) =>
                [
                    Buffer.from(String(ledger), "latin1").toString("hex"),
                    Buffer.from(String(scope), "latin1").toString("hex"),
                    [...(weeks as LuaTable).keys()][0],
                ].join(" "),
            ),
        );
        expect(own.sort()).toEqual(expected);
    });

    it("ascends by bytes and numbers, and is as long as its parts are said to be", () => {
        const scope = (ledger: string, name: string, ...weeks: number[]): InboxScope => ({
            ledger: Buffer.from(ledger, "latin1"),
            scope: Buffer.from(name, "latin1"),
            weeks: new Map(weeks.map((week) => [week, "AAAA"])),
        });
        const scopes = [scope("b", "\xff", 10, 9), scope("b", "Z", 2), scope("B", "a", 100), scope("b", "a", 1)];
        const text = inboxText(scopes, NOW);
        expect(text.match(/^ +\["?[^\]]+\]/gm)?.slice(3)).toEqual([
            ...['        ["B"]', '            ["a"]', "                [100]"],
            ...['        ["b"]', '            ["Z"]', "                [2]"],
            ...['            ["a"]', "                [1]"],
            ...['            ["\\255"]', "                [9]", "                [10]"],
        ]);
        const parts = [
            frameLength(NOW),
            ...["B", "b"].map((name) => ledgerLength(Buffer.from(name))),
            ...scopes.map(({ scope: name }) => scopeLength(name)),
            ...[10, 9, 2, 100, 1].map((week) => weekLength(week) + 4),
        ];
        expect(text).toHaveLength(parts.reduce((sum, length) => sum + length, 0));
        expect(writtenOf("")).toBe(undefined);
    });
});
