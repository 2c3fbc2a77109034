/** CPU and game time of replay. */

import { LogCursor } from "../src/log/cursor";
import type { SavedLedger } from "../src/log/archive";
import { Applier } from "../src/replay/applier";
import { newBuild } from "../src/replay/build";
import { type Figure, ratio } from "./harness";
import { award, awardHistory, newSchema, newStandings, type Standings } from "./support/dkp";
import type { History } from "./support/history";
import { fill, loadLog, newLog, newRevocations, saveLog } from "./support/logs";
import { noPause } from "./support/ports";
import { type AwardLedger, insertLate, readyEvents, ReplayStage } from "./support/replay-stage";

const EVENTS = 100000;
const WEEKS = 100;

/** How far back the late event of the second figure lies. */
const BACK = 6400;

const STANDINGS: AwardLedger = { initialState: newStandings, reducer: award, appendOnly: [] };

function replayPacked(saved: SavedLedger): void {
    const log = loadLog(saved);
    const applier = new Applier(newSchema(), newRevocations(), log.directory);
    applier.setReducer("award", award);
    const build = newBuild(newStandings());
    const cursor = new LogCursor(log);
    while (cursor.next(noPause)) applier.applyRun(build, cursor, EVENTS);
}

function cpuFigure(saved: SavedLedger): Figure {
    const events = readyEvents(loadLog(saved));
    const bare = (): void => {
        const state = newStandings();
        for (const event of events) award(state, event);
    };
    return {
        name: "replay of 100,000 packed events, over the bare reducer on ready tables",
        value: ratio(() => replayPacked(saved), bare, 5),
        unit: "×",
        target: 10,
        atMost: true,
    };
}

/** An event that arrives late, with so many behind it. */
interface LateEvent {
    readonly back: number;
    readonly time: number;
    readonly id: number;
    readonly body: string;
}

function lateEvents(history: History): LateEvent[] {
    return [1, 10, 100, 1000, BACK].map((back) => {
        const at = EVENTS - back - 1;
        return { back, time: history.times[at], id: history.ids[at] + 1, body: history.bodies[at] };
    });
}

/** Nothing else may be large here: the garbage collector takes a table of 100,000 entries in one step. */
function lateFigures(saved: SavedLedger, late: readonly LateEvent[]): Figure[] {
    collectgarbage("collect");
    const stage = new ReplayStage(loadLog(saved), STANDINGS).start();
    let fewest = 0;
    stage.onState = (state) => {
        fewest = math.min(fewest, (state as Standings).awards);
    };
    const full = stage.settle();
    const longestFull = stage.frames.longest;

    let worst = 0;
    fewest = EVENTS;
    let seconds = 0;
    for (const { back, time, id, body } of late) {
        const { calls } = stage;
        insertLate(stage, time, id, body);
        stage.replay.changed(time, id);
        seconds = stage.settle();
        worst = math.max(worst, (stage.calls - calls) / (2 * back + 64));
    }
    return [
        {
            name: "events replayed for one late event with n behind it, over 2n + 64; worst of n = 1 to 6,400",
            value: worst,
            unit: "×",
            target: 1,
            atMost: true,
        },
        {
            name: "late event 6,400 back, until current",
            value: seconds,
            unit: "s of game time",
            target: 1,
            atMost: true,
        },
        { name: "full replay at 60 frames/s", value: full, unit: "s of game time", target: 10, atMost: true },
        { name: "longest callback during it", value: longestFull, unit: "ms", target: 5, atMost: true },
        { name: "longest callback with rewinds", value: stage.frames.longest, unit: "ms", target: 5, atMost: true },
        {
            name: "fewest events that a reader saw during the rewinds, over those before",
            value: fewest / EVENTS,
            unit: "×",
            target: 1,
        },
    ];
}

function loginFigure(saved: SavedLedger): Figure {
    const first = new ReplayStage(loadLog(saved), STANDINGS).start();
    first.settle();
    const text = first.replay.saveCheckpoint(noPause, true);

    const second = new ReplayStage(loadLog(saved), STANDINGS).start(text);
    second.settle();
    const after = EVENTS - second.replay.status().restored;
    return {
        name: "events replayed at login with an archived checkpoint, beyond those after it",
        value: second.calls - after,
        unit: "events",
        target: 0,
        atMost: true,
    };
}

function makeSaved(): LuaMultiReturn<[saved: SavedLedger, late: LateEvent[]]> {
    const history = awardHistory(EVENTS, WEEKS);
    const log = newLog();
    fill(log, history);
    return $multi(saveLog(log), lateEvents(history));
}

export function run(): Figure[] {
    const [saved, late] = makeSaved();
    return [...lateFigures(saved, late), loginFigure(saved), cpuFigure(saved)];
}
