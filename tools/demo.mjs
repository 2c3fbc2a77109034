// `npm run demo [-- OPTION...]`: a simulated guild runs the example addon for some weeks; --help says more.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { compile } from "./compile.mjs";
import { HELP, parseOptions, UsageError } from "./demo/options.mjs";
import { createProgress } from "./demo/progress.mjs";
import { faultsOf, table, verdict } from "./demo/result.mjs";
import { simulate } from "./demo/simulation.mjs";
import { parseTrace } from "./demo/trace.mjs";
import { fail } from "./run.mjs";

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

/** The job that the command line asks for; ends this process when there is none. */
function readJob() {
    try {
        const { help, trace, ...numbers } = parseOptions(process.argv.slice(2));
        if (help) {
            console.log(HELP);
            process.exit(0);
        }
        return trace === undefined ? [numbers] : [{ ...numbers, rows: readTrace(trace) }, basename(trace)];
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        return fail(`demo: ${error.message}\n(npm run demo -- --help)`, MISUSE);
    }
}

const [job, trace] = readJob();
compile();
const progress = createProgress(process.stdout);
for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
        progress.end();
        process.exit(exitCode);
    });
}
const played = trace ?? `${job.weeks} raid weeks`;
console.log(`${job.clients} clients, ${job.officers} officers, ${played}, ${job.loss * 100} % loss, seed ${job.seed}`);
let result;
const { code, errors } = await simulate(job, "build", (record) => {
    if (record.type === "result") result = record;
    else progress.take(record);
});
progress.end();
if (result === undefined || code !== 0) fail(`demo: the simulation ended with ${code}\n${errors}`);
console.log(`\n${table(result)}\n${verdict(result, trace)}`);
process.exitCode = faultsOf(result).length > 0 ? 1 : 0;
