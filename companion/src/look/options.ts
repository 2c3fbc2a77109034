/** The command line of `look`. */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { parseArgs } from "node:util";
import { messageOf, Misuse } from "../command";
import { type EventTypes, parseTypes } from "../format/event-types";
import { findGame, usualFolders } from "./game-folders";

export const USAGE = `usage: npm run companion -- look [FOLDER|FILE.lua] [--port N] [--open] [--db-folder FOLDER] [--modules FOLDER]
    [--fields FILE.json]

Lists the ledgers of LibEventLedger in the game's SavedVariables, and what is damaged in them. FOLDER is that of the game, of one of
its flavours, its WTF, or any folder with such files; without it the game is looked for. None of these files is changed, and nothing is
sent.

  --port N            shows the ledgers on http://127.0.0.1:N/ until it is stopped; 0 takes a port that is free
  --open              also answers programs of this computer that have not signed in by the link that is printed; no website in any case
  --db-folder FOLDER  keeps all events in databases there, one for each guild, also those that the game loses; without it a page is
                      made of what the files have now
  --modules FOLDER    files .lua with reducers of ledgers, beside those that addons of the game name in their .toc: by them the page
                      shows states. docs/companion-modules.md
  --fields FILE       names of types and fields, as JSON: { "1": { "name": "award", "fields": ["player:guid", "amount"] } }
  --sample            a guild of 40 over a season in place of the game: npm run companion -- --sample
  --help              this text

Exit code: 0, 1 when something that the library wrote is damaged or a file cannot be read, 2 on misuse and where the databases cannot be
used, 3 when a file with a ledger itself is broken: cut off, or with the marks of a git conflict.`;

const OPTIONS = {
    port: { type: "string" },
    open: { type: "boolean", default: false },
    "db-folder": { type: "string" },
    modules: { type: "string" },
    fields: { type: "string" },
    help: { type: "boolean", default: false },
} as const;

const MAX_PORT = 65535;

/** What `look` is asked to do. */
export interface LookOptions {
    readonly isHelp: boolean;
    /** The folder or file. */
    readonly path: string;
    /** Where to serve; undefined: not at all. */
    readonly port: number | undefined;
    /** Whether programs of this computer are answered without signing in. */
    readonly isOpen: boolean;
    readonly dbFolder: string | undefined;
    /** A folder of modules. */
    readonly modules: string | undefined;
    readonly types: EventTypes;
}

function parse(args: readonly string[]) {
    try {
        return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    } catch (error) {
        throw new Misuse(messageOf(error));
    }
}

function readPort(text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    const port = /^\d{1,5}$/.test(text) ? Number(text) : MAX_PORT + 1;
    if (port > MAX_PORT) throw new Misuse(`--port: 0 to ${MAX_PORT} expected, got "${text}"`);
    return port;
}

function readTypes(path: string | undefined): EventTypes {
    try {
        return path === undefined ? new Map() : parseTypes(readFileSync(path, "utf8"));
    } catch (error) {
        throw new Misuse(`--fields: ${messageOf(error)}`);
    }
}

function gameFolder(): string {
    const found = findGame(process.platform, homedir());
    if (found !== undefined) return found;
    const places = usualFolders(process.platform, homedir()).join(", ");
    throw new Misuse(`the game was not found in ${places}: name its FOLDER, or try --sample`);
}

/** Reads the arguments. Raises Misuse. */
export function readOptions(args: readonly string[]): LookOptions {
    const { values, positionals } = parse(args);
    if (positionals.length > 1) throw new Misuse("one FOLDER or FILE.lua expected");
    const { help: isHelp, port, open: isOpen, fields, modules, "db-folder": dbFolder } = values;
    if (dbFolder === "") throw new Misuse("--db-folder: a FOLDER expected");
    return {
        isHelp,
        path: isHelp ? "" : (positionals.at(0) ?? gameFolder()),
        port: readPort(port),
        isOpen,
        dbFolder,
        modules,
        types: readTypes(fields),
    };
}
