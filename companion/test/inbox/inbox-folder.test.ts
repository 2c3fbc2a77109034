/** The folder of the inbox among the game's addons. */
import { execFileSync } from "node:child_process";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { inboxFolder, writeInbox } from "../../src/inbox/inbox-folder";
import { inboxText, TOC_TEXT } from "../../src/inbox/inbox-text";
import { LEDGER, NOW, SCOPE } from "../support/guild";

const made: string[] = [];
let install: string;
beforeEach(() => {
    install = mkdtempSync(join(tmpdir(), "companion-addons-"));
    made.push(install);
});
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const content = (text: string) => ({
    isWanted: true,
    scopes: [{ ledger: LEDGER, scope: SCOPE, weeks: new Map([[2820, text]]) }],
});
const inbox = (): string => readFileSync(join(inboxFolder(install), "Inbox.lua"), "latin1");

describe("the inbox's folder", () => {
    it("is made with what belongs into it, and nothing else", () => {
        expect(writeInbox(install, content("AAAA"), NOW)).toEqual({ kind: "made" });
        expect(readdirSync(inboxFolder(install)).sort()).toEqual([
            ...["Inbox.lua", "LibEventLedger_Inbox.toc", "LibEventLedger_Inbox_Camelot.toc"],
        ]);
        expect(inbox()).toBe(inboxText(content("AAAA").scopes, NOW));
        for (const toc of ["LibEventLedger_Inbox.toc", "LibEventLedger_Inbox_Camelot.toc"])
            expect(readFileSync(join(inboxFolder(install), toc), "latin1")).toBe(TOC_TEXT);
        expect(readdirSync(install)).toEqual(["Interface"]);
    });

    it("is not made where no ledger reads an inbox", () => {
        expect(writeInbox(install, { isWanted: false, scopes: [] }, NOW)).toEqual({ kind: "none" });
        expect(readdirSync(install)).toEqual([]);
    });

    it("is written where its content changes, not where time goes by", () => {
        writeInbox(install, content("AAAA"), NOW);
        const before = statSync(join(inboxFolder(install), "Inbox.lua")).ino;
        expect(writeInbox(install, content("AAAA"), NOW + 5)).toEqual({ kind: "unchanged" });
        expect([inbox(), statSync(join(inboxFolder(install), "Inbox.lua")).ino]).toEqual([
            ...[inboxText(content("AAAA").scopes, NOW), before],
        ]);
        expect(writeInbox(install, content("BBBB"), NOW + 6)).toEqual({ kind: "written" });
        expect(inbox()).toBe(inboxText(content("BBBB").scopes, NOW + 6));
        expect(writeInbox(install, { isWanted: false, scopes: [] }, NOW + 7)).toEqual({ kind: "written" });
        expect(inbox()).toBe(inboxText([], NOW + 7));
    });

    it("is mended where something else has changed it", () => {
        writeInbox(install, content("AAAA"), NOW);
        writeFileSync(join(inboxFolder(install), "LibEventLedger_Inbox.toc"), "x");
        writeFileSync(join(inboxFolder(install), "Inbox.lua"), "os.exit()");
        writeFileSync(join(inboxFolder(install), "Other.txt"), "kept");
        expect(writeInbox(install, content("AAAA"), NOW)).toEqual({ kind: "written" });
        expect(inbox()).toBe(inboxText(content("AAAA").scopes, NOW));
        expect(readFileSync(join(inboxFolder(install), "Other.txt"), "utf8")).toBe("kept");
    });

    it("that cannot be written is told with what to do, and what was there stays", () => {
        writeInbox(install, content("AAAA"), NOW);
        // A folder under the name of the file beside: nothing can be written there, whoever runs this.
        mkdirSync(join(inboxFolder(install), "Inbox.lua.new"));
        const outcome = writeInbox(install, content("BBBB"), NOW);
        expect(outcome).toMatchObject({ kind: "failed" });
        expect("problem" in outcome && outcome.problem).toMatch(
            /^the inbox could not be written to .*let this user write there/,
        );
        expect(inbox()).toBe(inboxText(content("AAAA").scopes, NOW));
        expect(writeInbox(join(install, "gone"), content("AAAA"), NOW)).toMatchObject({ kind: "failed" });
        expect(existsSync(join(install, "gone"))).toBe(false);
    });

    it.skipIf(process.getuid?.() === 0)("without rights is told", () => {
        chmodSync(install, 0o500);
        expect(writeInbox(install, content("AAAA"), NOW)).toMatchObject({ kind: "failed" });
        chmodSync(install, 0o700);
    });
});

describe("what somebody has laid into the inbox's folder", { skip: process.platform === "win32" }, () => {
    const lay = (): string => {
        const folder = inboxFolder(install);
        mkdirSync(folder, { recursive: true });
        return folder;
    };

    it("leads no writing to another file", () => {
        const precious = join(install, "precious");
        writeFileSync(precious, "mine");
        const folder = lay();
        for (const name of ["Inbox.lua", "LibEventLedger_Inbox.toc"]) {
            symlinkSync(precious, join(folder, name));
            symlinkSync(precious, join(folder, `${name}.new`));
        }
        expect(writeInbox(install, content("AAAA"), NOW)).toEqual({ kind: "written" });
        expect(readFileSync(precious, "latin1")).toBe("mine");
        expect(inbox()).toBe(inboxText(content("AAAA").scopes, NOW));
        expect(readdirSync(folder).sort()).toEqual([
            ...["Inbox.lua", "LibEventLedger_Inbox.toc", "LibEventLedger_Inbox_Camelot.toc"],
        ]);
    });

    it("is not written through a link that leads out of the game", () => {
        const outside = mkdtempSync(join(tmpdir(), "companion-outside-"));
        made.push(outside);
        writeFileSync(join(outside, "Inbox.lua"), "mine");
        mkdirSync(join(install, "Interface", "AddOns"), { recursive: true });
        symlinkSync(outside, inboxFolder(install));
        expect(writeInbox(install, content("AAAA"), NOW)).toMatchObject({ kind: "failed" });
        expect(readdirSync(outside)).toEqual(["Inbox.lua"]);
        expect(readFileSync(join(outside, "Inbox.lua"), "latin1")).toBe("mine");
    });

    it("holds nothing up, as a pipe or a file without end would", () => {
        const folder = lay();
        execFileSync("mkfifo", [join(folder, "Inbox.lua")]);
        symlinkSync("/dev/zero", join(folder, "LibEventLedger_Inbox.toc"));
        expect(writeInbox(install, content("AAAA"), NOW)).toEqual({ kind: "written" });
        expect(inbox()).toBe(inboxText(content("AAAA").scopes, NOW));
    });
});
