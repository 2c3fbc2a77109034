/** The command `inspect`: shows what a SavedVariables file of the library holds (docs/storage.md). */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { BROKEN, type Command, DAMAGED, messageOf, Misuse } from "../command";
import { namedTypes, parseTypes } from "../format/event-types";
import type { Ledger } from "../format/ledger";
import { printable } from "../format/printable";
import { problemLines } from "../format/problem-lines";
import { readBytes, readSavedVariables, type SavedFile } from "../format/saved-file";
import { csvLines, jsonLines, summaryLines, type TypesOf } from "./output";

const USAGE = `usage: npm run inspect -- FILE.lua [--events | --csv] [--variable NAME] [--scope NAME] [--fields FILE.json]

Shows what LibEventLedger keeps in a SavedVariables file: weeks, counts and hashes, recomputed from the events.

  --events         every event, one JSON object a line
  --csv            every event as CSV
  --variable NAME  of this saved variable only
  --scope NAME     of this scope only: "guild:Name-Realm", or the name the addon gave
  --fields FILE    names of types and fields, as JSON: { "1": { "name": "award", "fields": ["player:guid", "amount"] } };
                   without it those that the file itself tells
  --help           this text

Exit code: 0, 1 when something that the library wrote is damaged, 2 on misuse, 3 when the file itself is broken: cut off, or
with the marks of a git conflict, of which both sides are shown. What and where goes to standard error; the rest is shown.`;

const OPTIONS = {
    events: { type: "boolean", default: false },
    csv: { type: "boolean", default: false },
    variable: { type: "string" },
    scope: { type: "string" },
    fields: { type: "string" },
    help: { type: "boolean", default: false },
} as const;

interface Options {
    readonly events: boolean;
    readonly csv: boolean;
    readonly variable?: string | undefined;
    readonly scope?: string | undefined;
    readonly fields?: string | undefined;
    readonly help: boolean;
}

function readArguments(args: readonly string[]): { values: Options; positionals: string[] } {
    try {
        return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    } catch (error) {
        throw new Misuse(messageOf(error));
    }
}

/** Which types a ledger has: those of --fields, else those that its file tells. */
function readTypes(path: string | undefined): TypesOf {
    if (path === undefined) return ({ types }) => namedTypes(types?.types ?? []);
    try {
        const types = parseTypes(readFileSync(path, "utf8"));
        return () => types;
    } catch (error) {
        throw new Misuse(`--fields: ${messageOf(error)}`);
    }
}

function readFile(path: string): SavedFile {
    try {
        return readSavedVariables(readBytes(path));
    } catch (error) {
        throw new Misuse(messageOf(error));
    }
}

/** The ledgers of the file that --variable and --scope leave. A variable is there for each side of a git conflict. */
function select({ ledgers, problems }: SavedFile, { variable, scope }: Options): Ledger[] {
    if (ledgers.length === 0 && problems.length > 0) return [];
    if (ledgers.length === 0) throw new Misuse("no variable of the file is a table of LibEventLedger");
    const isMeant = ({ variable: name }: Ledger): boolean =>
        variable === undefined || name === variable || name.startsWith(`${variable} (`);
    const meant = ledgers.filter(isMeant);
    const names = ledgers.map(({ variable: name }) => name);
    if (meant.length === 0) throw new Misuse(`--variable: one of ${names.join(", ")} expected, got "${variable}"`);
    if (scope === undefined) return meant;
    const scopes = meant.flatMap((ledger) => ledger.scopes.map(({ name }) => name));
    if (!scopes.includes(scope)) throw new Misuse(`--scope: one of ${scopes.join(", ")} expected, got "${scope}"`);
    return meant.map((ledger) => ({ ...ledger, scopes: ledger.scopes.filter(({ name }) => name === scope) }));
}

function linesOf(ledgers: readonly Ledger[], { events, csv, fields }: Options): Generator<string> {
    const types = readTypes(fields);
    if (csv) return csvLines(ledgers, types);
    return events ? jsonLines(ledgers, types) : summaryLines(ledgers, types);
}

export const inspect: Command = {
    usage: USAGE,
    run(args, tell, warn) {
        const { values, positionals } = readArguments(args);
        if (values.help) {
            tell(USAGE);
            return 0;
        }
        if (positionals.length !== 1) throw new Misuse("one FILE.lua expected");
        if (values.events && values.csv) throw new Misuse("either --events or --csv");
        const [path] = positionals;
        const file = readFile(path);
        const ledgers = select(file, values);
        for (const line of linesOf(ledgers, values)) tell(line);
        const damage = [...problemLines(ledgers)];
        damage.forEach(warn);
        for (const problem of file.problems) warn(`${path}: ${printable(problem)}`);
        if (file.problems.length > 0) return BROKEN;
        return damage.length > 0 ? DAMAGED : 0;
    },
};
