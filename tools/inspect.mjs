// `npm run inspect -- FILE.lua`: shows what a SavedVariables file of the library holds (docs/storage.md).
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseTypes } from "./inspect/fields.mjs";
import { isLedger, readLedger } from "./inspect/ledger.mjs";
import { readVariables } from "./inspect/lua-file.mjs";
import { csvLines, jsonLines, problemLines, summaryLines } from "./inspect/output.mjs";
import { fail } from "./run.mjs";

const USAGE = `usage: npm run inspect -- FILE.lua [--events | --csv] [--variable NAME] [--scope NAME] [--fields FILE.json]

Shows what LibEventLedger keeps in a SavedVariables file: weeks, counts and hashes, recomputed from the events.

  --events         every event, one JSON object a line
  --csv            every event as CSV
  --variable NAME  of this saved variable only
  --scope NAME     of this scope only: "guild:Name-Realm", or the name the addon gave
  --fields FILE    names of types and fields, as JSON: { "1": { "name": "award", "fields": ["player:guid", "amount"] } }
  --help           this text

Exit code: 0, 1 when something that the library wrote is damaged, 2 on misuse, 3 when the file itself is broken: cut off, or
with the marks of a git conflict, of which both sides are shown. What and where goes to standard error; the rest is shown.`;

const DAMAGED = 1;
const MISUSE = 2;
const BROKEN = 3;

const OPTIONS = {
    events: { type: "boolean", default: false },
    csv: { type: "boolean", default: false },
    variable: { type: "string" },
    scope: { type: "string" },
    fields: { type: "string" },
    help: { type: "boolean", default: false },
};

const misuse = (message) => fail(`inspect: ${message}\n${USAGE}`, MISUSE);

function readArguments() {
    try {
        return parseArgs({ options: OPTIONS, allowPositionals: true });
    } catch (error) {
        return misuse(error.message);
    }
}

function readTypes(path) {
    try {
        return path === undefined ? new Map() : parseTypes(readFileSync(path, "utf8"));
    } catch (error) {
        return misuse(`--fields: ${error.message}`);
    }
}

function readFile(path) {
    try {
        return readVariables(path);
    } catch (error) {
        return misuse(error.message);
    }
}

/** The ledgers of the file that --variable and --scope leave. A variable is there for each side of a git conflict. */
function select({ variables, problems }, { variable, scope }) {
    const isBroken = problems.length > 0;
    const names = [...variables.keys()].filter((name) => isLedger(variables.get(name), isBroken));
    if (names.length === 0 && isBroken) return [];
    if (names.length === 0) misuse("no variable of the file is a table of LibEventLedger");
    const isMeant = (name) => variable === undefined || name === variable || name.startsWith(`${variable} (`);
    if (!names.some(isMeant)) misuse(`--variable: one of ${names.join(", ")} expected, got "${variable}"`);
    const ledgers = names.filter(isMeant).map((name) => readLedger(name, variables.get(name)));
    const scopes = ledgers.flatMap((ledger) => ledger.scopes.map(({ name }) => name));
    if (scope === undefined) return ledgers;
    if (!scopes.includes(scope)) misuse(`--scope: one of ${scopes.join(", ")} expected, got "${scope}"`);
    return ledgers.map((ledger) => ({ ...ledger, scopes: ledger.scopes.filter(({ name }) => name === scope) }));
}

function linesOf(ledgers, { events, csv, fields }) {
    const types = readTypes(fields);
    if (csv) return csvLines(ledgers, types);
    return events ? jsonLines(ledgers, types) : summaryLines(ledgers);
}

function main() {
    const { values, positionals } = readArguments();
    if (values.help) {
        console.log(USAGE);
        return;
    }
    if (positionals.length !== 1) misuse("one FILE.lua expected");
    if (values.events && values.csv) misuse("either --events or --csv");
    const [path] = positionals;
    const file = readFile(path);
    const ledgers = select(file, values);
    for (const line of linesOf(ledgers, values)) console.log(line);
    for (const problem of problemLines(ledgers)) {
        console.error(problem);
        process.exitCode = DAMAGED;
    }
    for (const problem of file.problems) {
        console.error(`${path}: ${problem}`);
        process.exitCode = BROKEN;
    }
}

// `npm run inspect -- ... | head` closes the pipe early.
process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
});
main();
