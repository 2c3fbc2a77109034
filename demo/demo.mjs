// `npm run demo [-- OPTION...]`: a simulated guild runs the example addon for some weeks; --help says more.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { compile } from "../tools/compile.mjs";
import { commandOf, HELP, parseOptions, UsageError } from "./options.mjs";
import { checkReportPath } from "./report.mjs";
import { createLedgerShow, createRoomsShow } from "./shows.mjs";
import { simulate } from "./simulation.mjs";
import { parseTrace } from "./trace.mjs";
import { fail } from "../tools/run.mjs";

const MISUSE = 2;
/** Of a shell: 128 and the number of the signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

function readTrace(path) {
    let text;
    try {
        text = readFileSync(path, "utf8");
    } catch (error) {
        throw new UsageError(`--trace: ${error.message}`);
    }
    return parseTrace(text, path);
}

/** What the command line asks for: the job, and what is not for the simulation; ends this process when there is none. */
function readCommand() {
    try {
        const { help, trace, report, ...numbers } = parseOptions(process.argv.slice(2));
        if (help) {
            console.log(HELP);
            process.exit(0);
        }
        if (report !== undefined) checkReportPath(report);
        const job = { ...numbers, isSampled: report !== undefined };
        const command = commandOf({ trace, ...numbers });
        return trace === undefined
            ? { job, report, command }
            : { job: { ...job, rows: readTrace(trace) }, report, command, trace: basename(trace) };
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        return fail(`demo: ${error.message}\n(npm run demo -- --help)`, MISUSE);
    }
}

const { job, report: path, command, trace } = readCommand();
compile();
const show = job.isRooms ? createRoomsShow(job, process.stdout) : createLedgerShow(job, process.stdout, trace);
for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
        show.end();
        process.exit(exitCode);
    });
}
console.log(show.summary);
const report = path === undefined ? undefined : show.createReport();
let result;
const { code, errors } = await simulate(job, "build", (record) => {
    report?.take(record);
    if (record.type === "result") result = record;
    else show.take(record);
});
show.end();
if (result === undefined || code !== 0) fail(`demo: the simulation ended with ${code}\n${errors}`);
console.log(`\n${show.describe(result)}`);
if (report !== undefined) {
    await report.write(path, { summary: show.summary, command, trace });
    console.log(`report: ${path}`);
}
process.exitCode = show.isGood(result) ? 0 : 1;
