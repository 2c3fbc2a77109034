/** A SavedVariables file on disk: the ledgers in it, as far as they can be read. */
import { readFileSync, statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { Budget } from "./budget";
import { splitConflict } from "./conflict";
import { type Ledger, readLedger } from "./ledger";
import { readLuaFile } from "./lua-file";
import type { LuaTable } from "./lua-value";

/** The largest file that is read, in bytes. The game itself does not load such a one. */
const MAX_FILE = 1024 * 1024 * 1024;

/** A ledger of a file. */
export interface SavedLedger extends Ledger {
    /** The variable that holds it, and where in it: of each side of a git conflict the same. */
    readonly path: string;
}

/** The ledgers of a file, and what of the file itself is broken: cut off, or with the marks of a git conflict. */
export interface SavedFile {
    /** One that the sides of a git conflict have differently is there for each side, as "MyDKP_Saved (HEAD)". */
    readonly ledgers: readonly SavedLedger[];
    /** With lines: "line 7: a string is cut off". */
    readonly problems: readonly string[];
}

/** Whether a file may hold a ledger at all: one has this word in it. */
export function mayHoldLedger(bytes: Buffer): boolean {
    return bytes.includes("scopes");
}

/** Reads the ledgers of a file. Never raises. */
export function readSavedVariables(bytes: Buffer): SavedFile {
    const { sides, problems } = splitConflict(bytes);
    const read = sides.map((side) => ({ name: side.name, ...readLuaFile(side.bytes) }));
    const found = new Map<string, { path: string; value: LuaTable }>();
    for (const { name, ledgers } of read) {
        for (const [path, value] of ledgers) {
            const isCommon = read.every((other) => isDeepStrictEqual(other.ledgers.get(path), value));
            found.set(isCommon ? path : `${path} (${name})`, { path, value });
        }
    }
    const budget = new Budget();
    return {
        ledgers: [...found].map(([variable, { path, value }]) => ({ path, ...readLedger(variable, value, budget) })),
        problems: [
            ...problems,
            ...read.flatMap(({ name, problems: own }) => own.map((each) => (name === "" ? each : `${each} (${name})`))),
        ],
    };
}

/** The bytes of a file. Raises an Error where it cannot be read, is too large, or is none, as a pipe is. */
export function readBytes(path: string): Buffer {
    const stats = statSync(path);
    if (!stats.isFile()) throw new Error(`${path} is no file`);
    if (stats.size > MAX_FILE) throw new Error(`${path} has ${stats.size} bytes: more than ${MAX_FILE} are not read`);
    return readFileSync(path);
}
