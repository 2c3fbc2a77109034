/** The longest slice of any work of log and archive, weeks of 10,000 events. */

import { Archive, openScope, type SavedLedger } from "../src/log/archive";
import { Admission } from "../src/log/admission";
import { LogCursor } from "../src/log/cursor";
import { formatGuid } from "../src/event/guid";
import type { ImportEntry } from "../src/api/import";
import { Importer } from "../src/ledger/importer";
import type { Log } from "../src/log/log";
import type { Background, Identity } from "../src/ports";
import type { Figure } from "./harness";
import { newSchema } from "./support/dkp";
import { strictGuard } from "./support/frames";
import { makeHistory } from "./support/history";
import { fill, loadLog, newLog, newRevocations, saveLog } from "./support/logs";
import { BenchClock, NO_NATIVE, SlicedBackground } from "./support/ports";

const EVENTS = 20000;
const WEEKS = 2;
const TARGET = 5;
const ROUNDS = 5;

function archiveOf(log: Log): Archive {
    return new Archive(openScope({}, "scope")!, log, newRevocations(), NO_NATIVE);
}

/** A history to import: most of it of one second, as when its times were lost. */
function importEntries(): ImportEntry[] {
    const entries: ImportEntry[] = [];
    const creator = formatGuid(4465, 5000);
    for (const index of $range(0, EVENTS - 1)) {
        const values = { players: [creator], amount: index, reason: "imported" };
        entries[index] = { type: "award", time: 1622419200 + math.max(0, index - EVENTS / 2), creator, values };
    }
    return entries;
}

const IMPORTING_PLAYER: Identity = {
    name: "Thrall-Realm",
    guid: "Player-4465-00000001",
    guidOf: () => undefined,
    guidEnding: () => undefined,
    nameOf: () => undefined,
    told: () => [],
    isRosterDue: () => false,
    scope: (kind) => $multi(true, kind),
};

function importAll(log: Log, background: Background, entries: readonly ImportEntry[]): void {
    const schema = newSchema();
    const admission = new Admission(log, schema, new BenchClock(), strictGuard, () => true, {
        refused: () => {},
        serverTold: () => {},
        isCreator: () => false,
        state: () => undefined,
    });
    background.run((pause) => new Importer(log, schema, admission, IMPORTING_PLAYER, () => false).run(entries, pause));
}

interface Work {
    readonly name: string;
    readonly makeLog: (this: void, background: Background) => Log;
    readonly run: (this: void, log: Log, background: Background) => void;
}

/** The longest slice of some work, the garbage collector's steps included; the shortest of several rounds. */
function longest({ makeLog, run: work }: Work): number {
    let best = math.huge;
    for (const _ of $range(1, ROUNDS)) {
        const background = new SlicedBackground();
        const log = makeLog(background);
        collectgarbage("collect");
        work(log, background);
        best = math.min(best, background.longest);
    }
    return best;
}

interface Past {
    readonly saved: SavedLedger;
    readonly first: number;
    /** An event that belongs among the others. */
    readonly late: { readonly time: number; readonly id: number; readonly body: string };
}

/** The history itself is not kept: the collector takes a large table in one step. */
function makePast(): Past {
    const history = makeHistory(EVENTS, WEEKS);
    const log = newLog();
    fill(log, history);
    const late = { time: history.times[5], id: history.ids[5] + 1, body: history.bodies[5] };
    return { saved: saveLog(log), first: log.weekNumbers[0], late };
}

function worksOn({ saved, first, late }: Past): Work[] {
    // As login leaves it.
    const load = (background: Background): Log => loadLog(saved, background);
    return [
        {
            name: "opening a week",
            makeLog: load,
            run: (packed, background) => background.run((pause) => packed.open(first, pause)),
        },
        {
            name: "walking packed weeks",
            makeLog: load,
            run: (packed, background) =>
                background.run((pause) => {
                    const cursor = new LogCursor(packed);
                    while (cursor.next(pause)) pause();
                }),
        },
        {
            name: "hashing, archiving",
            makeLog: load,
            run: (packed, background) => {
                packed.insert(late.time, late.id, late.body);
                background.run((pause) => archiveOf(packed).save(pause));
            },
        },
    ];
}

export function run(): Figure[] {
    const figure = (work: Work): Figure => {
        return { name: `longest slice: ${work.name}`, value: longest(work), unit: "ms", target: TARGET, atMost: true };
    };
    const figures = worksOn(makePast()).map((work) => figure(work));
    const entries = importEntries();
    const importing: Work = {
        name: "importing",
        makeLog: newLog,
        run: (empty, background) => importAll(empty, background, entries),
    };
    return [...figures, figure(importing)];
}
