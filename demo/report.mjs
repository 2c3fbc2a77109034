// The demo's report: a page of its own that shows what happened in a run.
import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./options.mjs";
import { LEDGER_PAGE, renderPage, ROOMS_PAGE } from "./report/bundle.mjs";
import { createCollector } from "./report/collect.mjs";
import { createRoomsCollector } from "./report/collect-rooms.mjs";

/** Raises a UsageError where no report can be written: better before the run than behind it. */
export function checkReportPath(path) {
    try {
        accessSync(dirname(path), constants.W_OK);
        if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${path} is a folder`);
    } catch (error) {
        throw new UsageError(`--report: ${error.message}`);
    }
}

/**
 * A report that is to be told every record of a sampled job. `write(path, run)`, behind the last record, writes it;
 * `run` is { summary, command, trace }: what was run in words, the command line, and the name of a recorded history.
 */
function reportOf(collector, page) {
    return {
        take: collector.take,
        write: async (path, run) => writeFileSync(path, await renderPage(collector.data(run), page)),
    };
}

/** The report of weeks of a ledger. */
export const createReport = () => reportOf(createCollector(), LEDGER_PAGE);

/** The report of an evening in a room. */
export const createRoomsReport = () => reportOf(createRoomsCollector(), ROOMS_PAGE);
