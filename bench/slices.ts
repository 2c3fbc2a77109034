/** The longest slice of any work of log and archive, weeks of 10,000 events. */

import { Archive, openScope, type SavedLedger } from "../src/log/archive";
import { LogCursor } from "../src/log/cursor";
import type { Log } from "../src/log/log";
import { Revocations } from "../src/log/revocations";
import type { Figure } from "./harness";
import { makeHistory } from "./support/history";
import { fill, loadLog, newLog, saveLog } from "./support/logs";
import { NO_NATIVE, SlicedBackground } from "./support/ports";

const EVENTS = 20000;
const WEEKS = 2;
const TARGET = 5;

function archiveOf(log: Log): Archive {
    return new Archive(openScope({}, "scope")!, log, new Revocations(), NO_NATIVE);
}

/** The longest slice of some work on a log that login has just loaded. */
function longest(saved: SavedLedger, work: (this: void, log: Log, background: SlicedBackground) => void): number {
    const background = new SlicedBackground();
    const log = loadLog(saved, background);
    work(log, background);
    return background.longest;
}

export function run(): Figure[] {
    const history = makeHistory(EVENTS, WEEKS);
    const log = newLog();
    fill(log, history);
    const saved = saveLog(log);
    const first = log.weekNumbers[0];
    const figure = (what: string, value: number): Figure => {
        return { name: `longest slice: ${what}`, value, unit: "ms", target: TARGET, atMost: true };
    };
    return [
        figure(
            "opening a week",
            longest(saved, (packed, background) => background.run((pause) => packed.open(first, pause))),
        ),
        figure(
            "walking packed weeks",
            longest(saved, (packed, background) =>
                background.run((pause) => {
                    const cursor = new LogCursor(packed);
                    while (cursor.next(pause)) pause();
                }),
            ),
        ),
        figure(
            "hashing, archiving",
            longest(saved, (packed, background) => {
                packed.insert(history.times[5], history.ids[5] + 1, history.bodies[5]);
                background.run((pause) => archiveOf(packed).save(pause));
            }),
        ),
    ];
}
