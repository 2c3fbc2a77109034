import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runJobs } from "./jobs.mjs";

const folder = mkdtempSync(join(tmpdir(), "ledger-jobs-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A job that runs some JavaScript. */
const script = (name, code, rest = {}) => ({ name, command: process.execPath, args: ["-e", code], ...rest });

/** Waits for a file that another job makes. */
const waitFor = (path) => `
    const { existsSync } = require("node:fs");
    const timer = setInterval(() => { if (existsSync(${JSON.stringify(path)})) clearInterval(timer); }, 5);`;
const make = (path) => `require("node:fs").writeFileSync(${JSON.stringify(path)}, "");`;

const namesOf = (jobs) => jobs.map(({ name }) => name);

test("the output of each job is kept whole, and told in the order of the list, whichever ends first", async () => {
    const path = join(folder, "second-ended");
    const jobs = [
        script("first", `console.log("one"); console.error("two"); ${waitFor(path)}`),
        script("second", `console.log("three"); ${make(path)}`),
    ];
    const told = [];
    const ended = await runJobs(jobs, (job) => told.push(job), 2);
    assert.deepEqual(told, ended);
    assert.deepEqual(namesOf(told), ["first", "second"]);
    assert.deepEqual(told[0].output.trim().split("\n").sort(), ["one", "two"]);
    assert.equal(told[1].output, "three\n");
    assert.deepEqual(
        told.map(({ status }) => status),
        [0, 0],
    );
});

test("no more jobs run at a time than there are slots", async () => {
    const path = join(folder, "first-ended");
    const jobs = [
        script("first", `setTimeout(() => { ${make(path)} }, 100);`),
        script("second", `process.exit(require("node:fs").existsSync(${JSON.stringify(path)}) ? 0 : 1);`),
    ];
    const [, second] = await runJobs(jobs, () => {}, 1);
    assert.equal(second.status, 0);
});

test("a job that needs another starts after it, and not when that failed", async () => {
    const path = join(folder, "started");
    const jobs = [
        script("late", make(path), { needs: ["broken"] }),
        script("later", make(path), { needs: ["late"] }),
        script("broken", "process.exit(3)"),
        script("sound", ""),
        script("after sound", "", { needs: ["sound"] }),
    ];
    const ended = await runJobs(jobs, () => {}, 2);
    assert.deepEqual(
        ended.map(({ name, status, missing }) => [name, status, missing]),
        [
            ["late", 1, "broken"],
            ["later", 1, "late"],
            ["broken", 3, undefined],
            ["sound", 0, undefined],
            ["after sound", 0, undefined],
        ],
    );
    assert.ok(!existsSync(path));
});

test("a job that is killed or cannot be started has failed, and its output says so", async () => {
    const jobs = [
        script("killed", 'console.log("so far"); process.kill(process.pid, "SIGKILL")'),
        { name: "absent", command: join(folder, "no-such-program"), args: [] },
    ];
    const [killed, absent] = await runJobs(jobs, () => {}, 2);
    assert.notEqual(killed.status, 0);
    assert.match(killed.output, /^so far\n[^]*SIGKILL/);
    assert.notEqual(absent.status, 0);
    assert.match(absent.output, /no-such-program could not be run/);
});

test("a job whose need is not in the list is an error", async () => {
    await assert.rejects(
        runJobs([script("a", "", { needs: ["b"] })], () => {}),
        /no job that could start: a/,
    );
});
