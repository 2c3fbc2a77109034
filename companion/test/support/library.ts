/** The library's own Lua build, which writes and reads saved files for the tests. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileEntries, runEntry } from "../../../tools/compile-entry.mjs";
import type { StoredEvent } from "../../src/format/key";
import { eventLines, type ScopedEvent } from "./random-events";

/** The repository's top folder. */
export const ROOT = join(import.meta.dirname, "..", "..", "..");

/** The variable that holds what the library has written. */
export const VARIABLE = "Spec_Saved";

/** How the library writes: with the game's Deflate, all weeks but the last in units, with a seal and what belongs to it. */
export type Mode = "deflate" | "units" | "seal";

let folder: string | undefined;

/** Compiles what has to be, once. */
function library(): string {
    folder ??= compileEntries();
    return folder;
}

/** Has the library save events. @returns the revoked ones, as "scope key", separated by a tab and the key in hex. */
export function writeSaved(path: string, events: readonly ScopedEvent[], modes: readonly Mode[] = []): Set<string> {
    const args = [path, VARIABLE, ...modes];
    return new Set(runEntry(library(), "spec/fixtures/write-saved", args, eventLines(events)));
}

/** Has a ledger write what stands in a saved file for tools: spec/fixtures/write-tools.ts. */
export function writeSavedForTools(path: string): void {
    runEntry(library(), "spec/fixtures/write-tools", [path, VARIABLE], "");
}

/** What the library makes of a file. */
export interface LibraryScope {
    /** "time creator counter body" of its events, in order. */
    readonly events: string[];
    /** Weeks and units that could not be read, by what they stand under. */
    readonly damaged: string[];
}

/** Has the library read a file, which Lua has to be able to load. @returns what it reads of each scope. */
export function readSaved(path: string): Map<string, LibraryScope> {
    const scopes = new Map<string, LibraryScope>();
    for (const line of runEntry(library(), "spec/fixtures/read-saved", [path, VARIABLE], "")) {
        const [what, name, ...rest] = line.split("\t");
        const scope = scopes.get(name) ?? { events: [], damaged: [] };
        scopes.set(name, scope);
        (what === "event" ? scope.events : scope.damaged).push(rest.join(" "));
    }
    return scopes;
}

/** An event as readSaved() shows it. */
export function eventText({ time, creator, counter, body }: StoredEvent): string {
    return [time, creator, counter, body.toString("hex")].join(" ");
}

/** A file of the repository. */
export function fixture(...path: string[]): Buffer {
    return readFileSync(join(ROOT, ...path));
}

/** What the library makes of texts that it deflates: with the game's Deflate, or with its own. */
export function deflateLikeLibrary(texts: readonly Buffer[], isNative: boolean): Buffer[] {
    const lines = texts.map((text) => text.toString("hex"));
    const answers = isNative
        ? runEntry(library(), "spec/realm/natives/crosscheck", [], lines.map((hex) => `0\t${hex}\t0300\n`).join(""))
        : runEntry(library(), "spec/codec/crosscheck", [], lines.map((hex) => `deflate\t${hex}\t\n`).join(""));
    return answers.map((answer) => Buffer.from(answer.split("\t")[0], "hex"));
}

/**
 * Has a ledger with the reducers of a module make its states of a saved file, to which it then writes what it saves: spec/fixtures/write-states.ts.
 * @param recording the recorded history that the file is made of first. @returns lines.
 */
export function writeStates(path: string, variable: string, module: string, recording?: string): string[] {
    const args = [path, variable, module, ...(recording === undefined ? [] : [recording])];
    return runEntry(library(), "spec/fixtures/write-states", args, "");
}
