/** The text of Inbox.lua and of its tocs: docs/companion-batches.md, "The inbox". */
import { fromText, toText } from "../format/bytes";

/** The folder, and what lies in it. */
export const INBOX = {
    folder: "LibEventLedger_Inbox",
    file: "Inbox.lua",
    tocs: ["LibEventLedger_Inbox.toc", "LibEventLedger_Inbox_Camelot.toc"],
} as const;

/** Both tocs. */
export const TOC_TEXT = `## Interface: 11509, 20506, 50504, 120100, 16001
## Title: LibEventLedger Inbox
## Notes: Written by the LibEventLedger companion. Do not edit.
Inbox.lua
`;

/** Offers of the weeks of a ledger's scope. */
export interface InboxScope {
    readonly ledger: Buffer;
    readonly scope: Buffer;
    /** By week: checked base64. */
    readonly weeks: ReadonlyMap<number, string>;
}

/** A key in double quotes: nothing that stands in it can end it. */
export function quoted(bytes: Buffer): string {
    const escaped = toText(bytes).replace(
        /[^A-Za-z0-9 :_-]/g,
        (each) => `\\${String(each.charCodeAt(0)).padStart(3, "0")}`,
    );
    return `"${escaped}"`;
}

const OPEN = " = {\n";
const tableStart = (indent: string, key: string): string => `${indent}[${key}]${OPEN}`;
const tableEnd = (indent: string): string => `${indent}},\n`;

const INDENT = "    ";
const LEDGER_INDENT = INDENT.repeat(2);
const SCOPE_INDENT = INDENT.repeat(3);
const WEEK_INDENT = INDENT.repeat(4);

const head = (written: number): string =>
    `LibEventLedger_Inbox${OPEN}${INDENT}["version"] = 1,\n${INDENT}["written"] = ${written},\n${tableStart(INDENT, '"ledgers"')}`;
const END = `${tableEnd(INDENT)}}\n`;

/** Characters of a file beside its ledgers. @param written Unix seconds. */
export const frameLength = (written: number): number => head(written).length + END.length;

/** Characters that the table of a ledger, or of a scope in one, has around what is in it. */
export const ledgerLength = (ledger: Buffer): number =>
    tableStart(LEDGER_INDENT, quoted(ledger)).length + tableEnd(LEDGER_INDENT).length;
export const scopeLength = (scope: Buffer): number =>
    tableStart(SCOPE_INDENT, quoted(scope)).length + tableEnd(SCOPE_INDENT).length;

const weekLine = (week: number, text: string): string => `${WEEK_INDENT}[${week}] = "${text}",\n`;

/** Characters of the line of a week beside its text. */
export const weekLength = (week: number): number => weekLine(week, "").length;

/** The text of Inbox.lua. @param scopes in any order, each once. @param written Unix seconds. */
export function inboxText(scopes: readonly InboxScope[], written: number): string {
    const parts = [head(written)];
    const ledgers = new Map<string, InboxScope[]>();
    for (const each of scopes) {
        const name = toText(each.ledger);
        ledgers.set(name, [...(ledgers.get(name) ?? []), each]);
    }
    for (const [ledger, own] of [...ledgers].sort(([one], [other]) => (one < other ? -1 : 1))) {
        parts.push(tableStart(LEDGER_INDENT, quoted(fromText(ledger))));
        for (const { scope, weeks } of [...own].sort((one, other) => Buffer.compare(one.scope, other.scope))) {
            parts.push(tableStart(SCOPE_INDENT, quoted(scope)));
            for (const [week, text] of [...weeks].sort(([one], [other]) => one - other))
                parts.push(weekLine(week, text));
            parts.push(tableEnd(SCOPE_INDENT));
        }
        parts.push(tableEnd(LEDGER_INDENT));
    }
    return parts.join("") + END;
}

/** When a text was written, as it says itself; undefined where it does not. */
export function writtenOf(text: string): number | undefined {
    const match = /^ {4}\["written"\] = (\d{1,10}),$/m.exec(text.slice(0, 200));
    return match === null ? undefined : Number(match[1]);
}
