// Runs programs beside each other, as many as there are cores, and keeps the output of each together.
//
// A job: { name, command, args }, and where wanted
//   env     its environment, instead of this process's own
//   shell   whether it takes a shell to start it
//   runner  whose totals it prints (tools/totals.mjs); a job without one is a plain check
//   needs   names of jobs that have to succeed before it starts
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { root } from "./run.mjs";

/** Starts a program, keeps what it prints, and resolves to how it ended. One that does not start has failed. */
function start({ command, args, env = process.env, shell = false }) {
    const begun = performance.now();
    const child = spawn(command, args, { cwd: root, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => parts.push(part));
    return new Promise((resolve) => {
        const end = (status, note = "") => {
            const output = Buffer.concat(parts).toString() + note;
            resolve({ status, output, seconds: (performance.now() - begun) / 1000 });
        };
        child.on("error", (error) => end(1, `${command} could not be run: ${error.message}\n`));
        child.on("close", (code, signal) => end(code ?? 1, signal === null ? "" : `\nended by ${signal}\n`));
    });
}

/**
 * Runs jobs, those first in the list first.
 * @param tell Is called with each job that ended, in the order of the list: the job with status, output and seconds, and
 * with `missing` where it did not start, because that job did not succeed. Its status is not 0 then.
 * @param slots How many run at a time.
 * @returns What `tell` was called with, as a list.
 */
export async function runJobs(jobs, tell, slots = availableParallelism()) {
    const waiting = [...jobs];
    const running = new Set();
    const ended = new Map();
    let told = 0;

    const end = (job, result) => {
        ended.set(job.name, { ...job, ...result });
        while (told < jobs.length && ended.has(jobs[told].name)) tell(ended.get(jobs[told++].name));
    };
    const begin = (job) => {
        waiting.splice(waiting.indexOf(job), 1);
        const missing = job.needs?.find((name) => ended.get(name).status !== 0);
        if (missing !== undefined) return end(job, { status: 1, output: "", seconds: 0, missing });
        const run = start(job).then((result) => {
            running.delete(run);
            end(job, result);
        });
        running.add(run);
    };
    const isReady = ({ needs = [] }) => needs.every((name) => ended.has(name));

    while (waiting.length > 0 || running.size > 0) {
        const next = running.size < slots ? waiting.find(isReady) : undefined;
        if (next !== undefined) begin(next);
        else if (running.size > 0) await Promise.race(running);
        else throw new Error(`no job that could start: ${waiting.map(({ name }) => name).join(", ")}`);
    }
    return jobs.map(({ name }) => ended.get(name));
}
