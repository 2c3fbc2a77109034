// Runs jobs (tools/jobs.mjs) and tells of them: their output in order, that of failures at the end, then all totals.
import { runJobs } from "./jobs.mjs";
import { addTotals, totalsLine, totalsOf } from "./totals.mjs";

const failed = (job) => job.missing === undefined && totalsOf(job).failed > 0;

function tell(job) {
    if (job.missing !== undefined) return console.log(`\n== ${job.name}: not run, for ${job.missing} failed`);
    if (failed(job)) return console.log(`\n== ${job.name}: FAILED, see the end`);
    console.log(`\n== ${job.name} (${job.seconds.toFixed(1)} s)`);
    process.stdout.write(job.output);
}

function tellFailure(job) {
    console.log(`\n== FAILED: ${job.name}, exit code ${job.status}`);
    process.stdout.write(job.output);
    if (job.status === 0) console.log(`${job.name} printed no totals, or counted a failure and ended with 0`);
}

/**
 * Runs jobs beside each other. The last line that is printed is "all: 12 passed, 0 failed, 1 skipped".
 * @returns The exit code: 0 when each job ran and none failed.
 */
export async function runChecks(jobs) {
    const ended = await runJobs(jobs, tell);
    const failures = ended.filter(failed);
    for (const job of failures) tellFailure(job);

    console.log("\n== totals");
    const ran = ended.filter(({ missing }) => missing === undefined);
    for (const runner of new Set(ran.map((job) => job.runner))) {
        const totals = addTotals(ran.filter((job) => job.runner === runner).map(totalsOf));
        // A check has nothing to count but that it failed.
        if (runner !== undefined || totals.failed > 0) console.log(`${runner ?? "checks"}: ${totalsLine(totals)}`);
    }
    console.log(`all: ${totalsLine(addTotals(ran.map(totalsOf)))}`);
    return failures.length > 0 || ran.length < ended.length ? 1 : 0;
}
