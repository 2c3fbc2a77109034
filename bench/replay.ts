/** CPU and game time of replay. */

import { LogCursor } from "../src/log/cursor";
import { creatorOf } from "../src/event/key";
import type { Log } from "../src/log/log";
import type { LedgerEvent } from "../src/api/event";
import type { SavedLedger } from "../src/log/archive";
import { Applier } from "../src/replay/applier";
import { newBuild } from "../src/replay/build";
import { DEFAULT_CHECKPOINT_BYTES } from "../src/replay/checkpoints";
import { Replay } from "../src/replay/replay";
import { type Figure, ratio } from "./harness";
import { award, awardHistory, newSchema, newStandings, type Standings } from "./support/dkp";
import { Frames, strictGuard } from "./support/frames";
import type { History } from "./support/history";
import { fill, loadLog, newLog, newRevocations, saveLog } from "./support/logs";
import { noPause, NO_NATIVE } from "./support/ports";

const EVENTS = 100000;
const WEEKS = 100;

/** How far back the late event of the second figure lies. */
const BACK = 6400;

interface Stage {
    readonly frames: Frames;
    readonly replay: Replay;
    /** Number of calls of the reducer. */
    calls: number;
    /** Fewest awards that a reader saw since it was set. */
    fewest: number;
}

function newStage(log: Log): Stage {
    const frames = new Frames();
    const applier = new Applier(newSchema(), newRevocations(), log.directory);
    const replay = new Replay(
        {
            log,
            applier,
            initialState: newStandings,
            limits: { batchSize: 1000, budget: 4, interval: 0 },
            checkpointBytes: DEFAULT_CHECKPOINT_BYTES,
            clock: frames.clock,
            timers: frames.timers,
            background: frames.worker,
            guard: strictGuard,
            listener: {
                stateChanged(state) {
                    stage.fewest = math.min(stage.fewest, (state as Standings).awards);
                },
                reducerError() {},
                isSkipped: () => false,
            },
        },
        NO_NATIVE,
        () => ({ stateVersion: 1, schema: 1, revocations: 0 }),
    );
    const stage: Stage = { frames, replay, calls: 0, fewest: 0 };
    applier.setReducer("award", (state, event) => {
        stage.calls++;
        award(state, event);
    });
    return stage;
}

function isCurrent(stage: Stage): boolean {
    return stage.replay.status().lag === 0;
}

/** All events as tables: what the bare loop of the reducer runs over. */
function readyEvents(log: Log): LedgerEvent[] {
    const schema = newSchema();
    const cursor = new LogCursor(log);
    const events: LedgerEvent[] = [];
    let count = 0;
    while (cursor.next(noPause)) {
        const [event] = schema.decode(cursor.time, cursor.id, cursor.body(), log.directory.guid(creatorOf(cursor.id)));
        events[count] = event!;
        count++;
    }
    return events;
}

function replayPacked(saved: SavedLedger): void {
    const log = loadLog(saved);
    const applier = new Applier(newSchema(), newRevocations(), log.directory);
    applier.setReducer("award", award);
    const build = newBuild(newStandings());
    const cursor = new LogCursor(log);
    while (cursor.next(noPause)) applier.apply(build, cursor);
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
    const log = loadLog(saved);
    const stage = newStage(log);
    stage.replay.start(undefined, () => true);
    const full = stage.frames.until(() => isCurrent(stage));
    const longestFull = stage.frames.longest;

    let worst = 0;
    let before = EVENTS;
    stage.fewest = EVENTS;
    let seconds = 0;
    for (const { back, time, id, body } of late) {
        const { calls } = stage;
        // The week is packed: opening it is not replay, but is part of the time until the state is current.
        log.insert(time, id, body);
        stage.frames.until(() => log.count() > before);
        stage.replay.changed(time, id);
        seconds = stage.frames.until(() => isCurrent(stage));
        before++;
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
            value: stage.fewest / EVENTS,
            unit: "×",
            target: 1,
        },
    ];
}

function loginFigure(saved: SavedLedger): Figure {
    const first = newStage(loadLog(saved));
    first.replay.start(undefined, () => true);
    first.frames.until(() => isCurrent(first));
    const text = first.replay.saveCheckpoint(noPause);

    const second = newStage(loadLog(saved));
    second.replay.start(text, () => true);
    second.frames.until(() => isCurrent(second));
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
