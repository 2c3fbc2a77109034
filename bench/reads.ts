/** CPU of reads: what an addon shows of its history. */

import type { EventFilter } from "../src/api/event";
import { formatGuid } from "../src/event/guid";
import { Query, type QuerySource } from "../src/ledger/query";
import type { SavedLedger } from "../src/log/archive";
import type { Log } from "../src/log/log";
import { type Figure, measure } from "./harness";
import { awardHistory, newSchema } from "./support/dkp";
import { fill, loadLog, newLog, saveLog } from "./support/logs";
import { noPause } from "./support/ports";

const EVENTS = 50000;
const WEEKS = 50;

/** Events of a page. */
const PAGE = 50;

/** Milliseconds. */
const PAGE_TARGET = 2;

/** Most of the events have 39 others in common with a player; this one has none. */
const STRANGER = formatGuid(1, 1);

const ROUNDS = 15;

function makeSaved(): SavedLedger {
    const log = newLog();
    fill(log, awardHistory(EVENTS, WEEKS));
    return saveLog(log);
}

function sourceOf(log: Log): QuerySource {
    const schema = newSchema();
    return { log, schema, admission: { toEventOfRow: (time, id, row) => schema.decodeRow(time, id, row, "")[0]! } };
}

/** Milliseconds that it takes to read what a filter selects. */
function timeOf(source: QuerySource, filter: EventFilter): number {
    return (
        measure(() => {
            const query = new Query(source, filter);
            while (query.next(noPause) !== undefined);
        }, ROUNDS) * 1000
    );
}

export function run(): Figure[] {
    const source = sourceOf(loadLog(makeSaved()));
    const page = timeOf(source, { newestFirst: true, limit: PAGE });
    const all = timeOf(source, {});
    const stranger = { player: STRANGER, newestFirst: true, limit: PAGE };
    timeOf(source, stranger);
    const skipped = timeOf(source, stranger);
    const name = (what: string): string => `50,000 packed events: ${what}`;
    return [
        { name: name("the newest 50"), value: page, unit: "ms", target: PAGE_TARGET, atMost: true },
        {
            name: name("of a player without any, weeks read before"),
            value: skipped,
            unit: "ms",
            target: PAGE_TARGET,
            atMost: true,
        },
        { name: name("all of them, in order"), value: all, unit: "ms" },
    ];
}
