// How many tests passed, failed and were skipped, by what each runner prints, and all of them added up.
import { stripVTControlCharacters } from "node:util";

const BUSTED = /^(\d+) success(?:es)? \/ (\d+) failures? \/ (\d+) errors? \/ (\d+) pending /gm;

/** "12 successes / 0 failures / 1 error / 0 pending : 0.34 seconds", the last there is. */
function ofBusted(output) {
    const counts = [...output.matchAll(BUSTED)].at(-1)?.slice(1).map(Number);
    if (counts === undefined) return undefined;
    const [passed, failures, errors, skipped] = counts;
    return { passed, failed: failures + errors, skipped };
}

/** "ℹ pass 12" and so on, or "# pass 12": of the reporters "spec" and "tap". */
function ofNode(output) {
    const count = (name) => {
        const found = [...output.matchAll(new RegExp(`^(?:ℹ|#) ${name} (\\d+)$`, "gm"))].at(-1);
        return found === undefined ? NaN : Number(found[1]);
    };
    const totals = {
        passed: count("pass"),
        failed: count("fail") + count("cancelled"),
        skipped: count("skipped") + count("todo"),
    };
    return Object.values(totals).some(Number.isNaN) ? undefined : totals;
}

/** "Tests  1 failed | 12 passed | 2 skipped | 1 todo (16)", the last there is. */
function ofVitest(output) {
    const line = [...output.matchAll(/^ +Tests +(.*)$/gm)].at(-1)?.[1];
    if (line === undefined) return undefined;
    const count = (name) => Number(new RegExp(`(\\d+) ${name}\\b`).exec(line)?.[1] ?? 0);
    return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") + count("todo") };
}

/** By the name of a runner, what makes totals of its output. */
const READERS = { busted: ofBusted, node: ofNode, vitest: ofVitest };

/** Totals of what a runner printed; undefined where it printed none. */
export function readTotals(runner, output) {
    return READERS[runner](stripVTControlCharacters(output));
}

/**
 * What a job counts for. A test run counts its tests, a check without a runner counts only when it fails.
 * A job that failed has at least one failure, also where it crashed before it counted, or says that all passed.
 */
export function totalsOf({ runner, status, output }) {
    const none = { passed: 0, failed: 0, skipped: 0 };
    const read = runner === undefined ? none : readTotals(runner, output);
    if (read === undefined) return { ...none, failed: 1 };
    return status === 0 ? read : { ...read, failed: Math.max(read.failed, 1) };
}

/** The sum of a list of totals. */
export function addTotals(list) {
    const sum = (name) => list.reduce((total, each) => total + each[name], 0);
    return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** "12 passed, 0 failed, 1 skipped" */
export function totalsLine({ passed, failed, skipped }) {
    return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
