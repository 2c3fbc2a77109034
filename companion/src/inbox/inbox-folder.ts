/** Writes the inbox into the AddOns folder of an install, and touches nothing else of the game. */
import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../command";
import { replaceFile } from "../store/replace-file";
import { INBOX, type InboxScope, inboxText, TOC_TEXT, writtenOf } from "./inbox-text";

/** What became of it. "made": the folder is new, and the game sees it only after it was started anew. */
export type InboxOutcome =
    | { readonly kind: "none" | "unchanged" | "written" | "made" }
    | { readonly kind: "failed"; readonly problem: string };

/** What to tell the player where the folder was made. */
export const RESTART_ONCE = "restart the game once: it looks for new addons only at its start";

/** The folder of the inbox. @param install the folder of a flavour, which holds `WTF`. */
export const inboxFolder = (install: string): string => join(install, "Interface", "AddOns", INBOX.folder);

/** Bytes of a file of the inbox at most: one that is larger is none that was written here. */
const MOST_BYTES = 4_194_304;

/** What a file holds; undefined where there is none, it cannot be read, or is none that was written here, as a link or a pipe. */
function textOf(path: string): string | undefined {
    try {
        const stats = lstatSync(path);
        return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(path, "latin1") : undefined;
    } catch {
        return undefined;
    }
}

/** Makes the directory entry last: not everywhere can a folder be opened for that. */
function syncFolder(folder: string): void {
    try {
        const handle = openSync(folder, "r");
        fsyncSync(handle);
        closeSync(handle);
    } catch {
        // Then the file system does it by itself.
    }
}

/** Replaces a file of the inbox, whose bytes are characters. */
function putFile(folder: string, name: string, text: string): void {
    replaceFile(join(folder, name), Buffer.from(text, "latin1"));
    syncFolder(folder);
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

function write(folder: string, scopes: readonly InboxScope[], now: number): InboxOutcome {
    const isNew = !existsSync(folder);
    if (isNew) mkdirSync(folder, { recursive: true });
    const before = textOf(join(folder, INBOX.file));
    // The moment alone is no change.
    const isSame = before !== undefined && before === inboxText(scopes, writtenOf(before) ?? now);
    if (!isSame) putFile(folder, INBOX.file, inboxText(scopes, now));
    const tocs = INBOX.tocs.filter((toc) => textOf(join(folder, toc)) !== TOC_TEXT);
    for (const toc of tocs) putFile(folder, toc, TOC_TEXT);
    return { kind: isNew ? "made" : isSame && tocs.length === 0 ? "unchanged" : "written" };
}

/**
 * Brings the inbox of an install up to date. Never raises: what cannot be written is told, and is tried anew with the next call.
 * @param install the folder of a flavour, which holds `WTF`. @param isWanted whether any joined ledger there reads an inbox: else no folder is
 * made, and one that is there is emptied. @param now Unix seconds.
 */
export function writeInbox(
    install: string,
    { isWanted, scopes }: { readonly isWanted: boolean; readonly scopes: readonly InboxScope[] },
    now: number,
): InboxOutcome {
    const folder = inboxFolder(install);
    try {
        if (!existsSync(install)) throw new Error(`${install} is not there`);
        if (isLink(folder)) throw new Error("it is a link to another folder: take it away");
        if (!isWanted && !existsSync(folder)) return { kind: "none" };
        return write(folder, scopes, now);
    } catch (error) {
        const problem = `the inbox could not be written to ${folder} (${messageOf(error)}): let this user write there; what is in it stays as it was`;
        return { kind: "failed", problem };
    }
}
