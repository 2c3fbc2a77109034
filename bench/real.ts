/**
 * Records and a state that grows with every event, beside numbers only: replay, late events, submits, memory and callbacks, with
 * the lists declared to only grow and without.
 */

import type { SavedLedger } from "../src/log/archive";
import type { LedgerEvent } from "../src/api/event";
import { FAR } from "../src/replay/checkpoints";
import type { Replayer } from "../src/replay/replayer";
import { type Figure, ratio } from "./harness";
import { longestBareSlice } from "./support/bare-slices";
import { callbackTime, collectingBetween } from "./support/callbacks";
import { withoutCollector } from "./support/collector";
import { award, awardHistory, newStandings } from "./support/dkp";
import type { Client, Realm } from "../realm/realm";
import { addOfficer, checkErrors, createGuildRealm } from "./support/guild";
import type { History } from "./support/history";
import { fill, loadLog, newLog, saveLog } from "./support/logs";
import { type AwardLedger, insertLate, readyEvents, ReplayStage } from "./support/replay-stage";

const MANY = 100000;
const SOME = 20000;
const EVENTS_A_WEEK = 1000;
const ROUNDS = 3;

interface Entry {
    readonly time: number;
    readonly amount: number;
    readonly reason: string;
}

interface Records {
    readonly points: LuaTable<string, number>;
    readonly history: (Entry & { readonly player: string; readonly officer: number })[];
    readonly lists: LuaTable<string, Entry[]>;
}

function newRecords(): Records {
    return { points: new LuaTable(), history: [], lists: new LuaTable() };
}

/** Points, a record of the history, and one of the player's own. */
function record(this: void, state: object, event: LedgerEvent): void {
    const { points, history, lists } = state as Records;
    const { time } = event;
    const amount = event.amount as number;
    const reason = event.reason as string;
    for (const player of event.players as string[]) {
        points.set(player, (points.get(player) ?? 0) + amount);
        let list = lists.get(player);
        if (list === undefined) {
            list = [];
            lists.set(player, list);
        }
        list[list.length] = { time, amount, reason };
        history[history.length] = { time, player, amount, reason, officer: event.creator };
    }
}

const DECLARED: AwardLedger = { initialState: newRecords, reducer: record, appendOnly: ["history", "lists.*"] };
const PLAIN: AwardLedger = { ...DECLARED, appendOnly: [] };
const SMALL: AwardLedger = { initialState: newStandings, reducer: award, appendOnly: [] };

const clock = os.clock;

function historyOf(count: number): History {
    return awardHistory(count, count / EVENTS_A_WEEK);
}

function savedOf(history: History): SavedLedger {
    const log = newLog();
    fill(log, history);
    return saveLog(log);
}

function applyBare(
    { initialState, reducer }: AwardLedger,
    events: readonly LedgerEvent[],
    count = events.length,
): object {
    const state = initialState();
    for (const index of $range(0, count - 1)) reducer(state, events[index]);
    return state;
}

function fullFigure(what: string, ledger: AwardLedger, saved: SavedLedger, target: number): Figure {
    const events = readyEvents(loadLog(saved));
    const work = (): void => {
        new ReplayStage(loadLog(saved), ledger).start().settle();
    };
    return {
        name: `full replay of 100,000 until readers have the state, over the bare reducer: ${what}`,
        value: ratio(work, () => applyBare(ledger, events), ROUNDS),
        unit: "×",
        target,
        atMost: true,
    };
}

/** What a late event with so many behind it costs. */
interface Cost {
    milliseconds: number;
    events: number;
}

/** Seconds of play before each late event. */
const APART = 61;

/** The least milliseconds, and the most events, of some late events with n others behind them. */
function costOf(stage: ReplayStage, history: History, n: number): Cost {
    const cost = { milliseconds: math.huge, events: 0 };
    for (const _ of $range(1, ROUNDS)) {
        // Those that came before, none of them further back, count among the n.
        const at = history.count - math.max(1, n - (stage.log.count() - history.count)) - 1;
        stage.play(APART);
        const { calls } = stage;
        const id = history.ids[at] + 1 + (stage.log.count() - history.count);
        insertLate(stage, history.times[at], id, history.bodies[at]);
        const start = clock();
        stage.replay.changed(history.times[at], id);
        stage.settle();
        cost.milliseconds = math.min(cost.milliseconds, (clock() - start) * 1000);
        cost.events = math.max(cost.events, stage.calls - calls);
    }
    return cost;
}

/** Milliseconds of the bare reducer for so many events more, at the size that the state has. */
function bareTime(ledger: AwardLedger, events: readonly LedgerEvent[], count: number): number {
    const { reducer } = ledger;
    let best = math.huge;
    for (const _ of $range(1, ROUNDS)) {
        const state = applyBare(ledger, events, events.length - count);
        collectgarbage("collect");
        const start = clock();
        for (const index of $range(events.length - count, events.length - 1)) reducer(state, events[index]);
        best = math.min(best, (clock() - start) * 1000);
    }
    return best;
}

function stageOf(ledger: AwardLedger, saved: SavedLedger): ReplayStage {
    const stage = new ReplayStage(loadLog(saved), ledger).start();
    stage.settle();
    return stage;
}

const DISTANCES = [100, 300, 1295, 5000];

/** Late events where there are checkpoints at several distances. */
function lateFigures(what: string, ledger: AwardLedger, saved: SavedLedger, history: History): Figure[] {
    const events = readyEvents(loadLog(saved));
    const stage = stageOf(ledger, saved);
    const one = costOf(stage, history, 1);
    let worst = 0;
    let most = 0;
    for (const n of DISTANCES) {
        const bare = bareTime(ledger, events, math.min(2 * n + 64, events.length));
        const cost = costOf(stage, history, n);
        worst = math.max(worst, cost.milliseconds / bare);
        most = math.max(most, cost.events / (2 * n + 64));
    }
    return [
        {
            name: `late event n back among 20,000, ${what}, over replaying 2n + 64 bare; worst of n = 100 to 5,000`,
            value: worst,
            unit: "×",
            target: 10,
            atMost: true,
        },
        { name: "the same, events replayed over 2n + 64", value: most, unit: "×", target: 1, atMost: true },
        { name: "the same, n = 1", value: one.milliseconds, unit: "ms", target: 0.5, atMost: true },
        ...longestFigures(`20,000, ${what}, late events and saves`, stage, () => {
            const other = stageOf(ledger, saved);
            for (const n of [1, ...DISTANCES]) costOf(other, history, n);
            return other;
        }),
    ];
}

/** Seconds of play until the checkpoint of a large state stands near the end. */
function renewalTime(stage: ReplayStage): number {
    const { keeper } = (stage.replay as unknown as { replayer: Replayer }).replayer;
    return stage.frames.until(() => stage.log.count() - (keeper.checkpoints.newest()?.count ?? 0) <= FAR);
}

const NEAR_DISTANCES = [1, 64, 128];

function plainFigures(saved: SavedLedger, history: History): Figure[] {
    const stage = stageOf(PLAIN, saved);
    let milliseconds = 0;
    let events = 0;
    let seconds = 0;
    for (const n of NEAR_DISTANCES) {
        const cost = costOf(stage, history, n);
        milliseconds = math.max(milliseconds, cost.milliseconds);
        events = math.max(events, cost.events);
        seconds = math.max(seconds, renewalTime(stage));
    }
    return [
        {
            name: "late event n back among 20,000, plain state, worst of n = 1 to 128: events replayed",
            value: events,
            unit: "events",
            target: 256,
            atMost: true,
        },
        { name: "the same, processor time", value: milliseconds, unit: "ms", target: 1.5, atMost: true },
        {
            name: "the same, until ready for the next",
            value: seconds,
            unit: "s of game time",
            target: 60,
            atMost: true,
        },
        ...longestFigures("20,000, plain state, late events and saves", stage, () => {
            const other = stageOf(PLAIN, saved);
            for (const n of NEAR_DISTANCES) {
                costOf(other, history, n);
                renewalTime(other);
            }
            return other;
        }),
    ];
}

/** @param again does the same once more. */
function longestFigures(what: string, { frames }: ReplayStage, again: (this: void) => ReplayStage): Figure[] {
    const longest = withoutCollector(() => again().frames.longest);
    return [
        { name: `longest callback: ${what}`, value: frames.longest, unit: "ms", target: 5, atMost: true },
        { name: "the same, the garbage collector standing still", value: longest, unit: "ms", target: 5, atMost: true },
    ];
}

/** Events that the bare reducer is given again and again, and how often it makes its state. */
const FEW = 1000;
const TIMES = 3;

/** The longest slice of the bare reducer, for comparison. */
function bareFigures(saved: SavedLedger): Figure[] {
    const events = readyEvents(loadLog(saved)).slice(0, FEW);
    collectgarbage("collect");
    const figure = (records: string, count: number): Figure => ({
        name: `longest slice of the bare reducer with the same budget, collector included: ${records} records, made ${TIMES} times`,
        value: longestBareSlice(DECLARED, events, count, TIMES),
        unit: "ms",
    });
    return [figure("100,000", MANY), figure("20,000", SOME)];
}

function inUse(): number {
    collectgarbage("collect");
    collectgarbage("collect");
    return collectgarbage("count");
}

/** Memory of log, state and checkpoints over that of the state, once all is done. */
function memoryFigure(what: string, ledger: AwardLedger, saved: SavedLedger, target: number): Figure {
    // The game's functions lead to the frames of the stage before, and to all that is still under way there.
    new ReplayStage(newLog(), ledger);
    let before = inUse();
    const stage = new ReplayStage(loadLog(saved), ledger).start();
    stage.settle();
    stage.play(APART);
    const whole = inUse() - before;
    const events = readyEvents(stage.log);
    before = inUse();
    const state = applyBare(ledger, events);
    const alone = inUse() - before;
    if ((state as Records).history.length !== SOME) error("not all was applied", 0);
    return {
        name: `memory of log, state and checkpoints over the state, 20,000: ${what}`,
        value: whole / alone,
        unit: "×",
        target,
        atMost: true,
    };
}

const IMPORT = `
    local count, now, hasRecords, isDeclared = ...
    Saved = {}
    Ledger = LibStub("LibEventLedger-1.0"):createLedger({
        name = "Real",
        saved = Saved,
        authorize = LibStub("LibEventLedger-1.0").policies.guildRank(1),
        appendOnly = isDeclared and { "history", "lists.*" } or nil,
        initialState = function() return { points = {}, history = {}, lists = {}, count = 0 } end,
    })
    Ledger:define("award", { id = 1, fields = { "player:guid", "amount", "reason" } }, function(state, event)
        local player, amount, reason, time = event.player, event.amount, event.reason, event.time
        state.points[player] = (state.points[player] or 0) + amount
        state.count = state.count + 1
        if not hasRecords then
            return
        end
        local list = state.lists[player]
        if not list then
            list = {}
            state.lists[player] = list
        end
        list[#list + 1] = { time = time, amount = amount, reason = reason }
        state.history[#state.history + 1] =
            { time = time, player = player, amount = amount, reason = reason, officer = event.creator }
    end)
    Ledger:start()
    local entries = {}
    for index = 1, count do
        entries[index] = {
            type = "award",
            time = now - 100 * 86400 + math.floor(index * 100 * 86400 / count) - 1,
            creator = string.format("Player-1001-%08X", index % 3 + 1),
            values = {
                player = string.format("Player-1001-%08X", index % 40 + 1),
                amount = index % 50,
                reason = hasRecords and "Item " .. index % 300 or index % 300,
            },
        }
    end
    Ledger:importEvents(entries, function() IsImported = true end)
`;

const SUBMIT = `
    local index, hasRecords = ...
    local reason = hasRecords and "Item " .. index or index
    Ledger:submit("award", { player = UnitGUID("player"), amount = index, reason = reason })
`;

const SUBMITS = 120;

/** Milliseconds. */
const LOGOUT_TARGET = 20;

/** Seconds of play from one submit to the next. */
const SUBMIT_EVERY = 5;

/** Returns the seconds of the submits themselves. */
function submitAll(realm: Realm, client: Client, hasRecords: boolean): number {
    let direct = 0;
    for (const index of $range(1, SUBMITS)) {
        const start = clock();
        client.run(SUBMIT, index, hasRecords);
        direct += clock() - start;
        realm.advance(SUBMIT_EVERY);
    }
    return direct;
}

/** Processor time of a client that submits, whatever it does meanwhile, for each submit. */
function submitFigures(what: string, hasRecords: boolean, isDeclared: boolean): Figure[] {
    const realm = createGuildRealm({});
    const client = addOfficer(realm, "Thrall");
    client.login();
    realm.advance(20);
    client.run(IMPORT, SOME, realm.getServerTime(), hasRecords, isDeclared);
    if (!realm.advanceUntil(() => client.evaluate("IsImported") === true, 600)) error("not imported", 0);
    realm.advance(120);
    collectgarbage("collect");
    client.resetLongestCallback();
    const idle = callbackTime(() => realm.advance(SUBMITS * SUBMIT_EVERY));
    let direct = 0;
    const callbacks = callbackTime(() => {
        direct = submitAll(realm, client, hasRecords);
    });
    checkErrors(realm);
    if (client.evaluate("Ledger:getState().count") !== SOME + SUBMITS) error("submits are missing", 0);
    const longest = client.getLongestCallback().ms;
    client.resetLongestCallback();
    collectingBetween(() => {
        submitAll(realm, client, hasRecords);
    });
    const longestAlone = client.getLongestCallback().ms;
    client.resetLongestCallback();
    client.logout();
    checkErrors(realm);
    return [
        {
            name: `120 submits among 20,000, the whole client, for each submit: ${what}`,
            value: ((direct + callbacks - idle) / SUBMITS) * 1000,
            unit: "ms",
            target: 0.5,
            atMost: true,
        },
        {
            name: `longest callback meanwhile: ${what}`,
            value: longest,
            unit: "ms",
            target: 5,
            atMost: true,
        },
        {
            name: "the same, the garbage collector at work between the callbacks",
            value: longestAlone,
            unit: "ms",
            target: 5,
            atMost: true,
        },
        {
            name: `longest callback of the logout after that night: ${what}`,
            value: client.getLongestCallback().ms,
            unit: "ms",
            target: LOGOUT_TARGET,
            atMost: true,
        },
    ];
}

function replayed(ledger: AwardLedger, saved: SavedLedger): ReplayStage {
    collectgarbage("collect");
    const stage = stageOf(ledger, saved);
    stage.play(10);
    return stage;
}

/** A full replay in a client's frames. */
function longestReplays(saved: SavedLedger): Figure[] {
    const declared = longestFigures("full replay of 100,000 and saves, declared lists", replayed(DECLARED, saved), () =>
        replayed(DECLARED, saved),
    );
    const stage = replayed(PLAIN, saved);
    const plain = longestFigures("full replay of 100,000 and saves, plain state", stage, () => replayed(PLAIN, saved));
    const seconds = 10 + renewalTime(stage);
    return [
        ...declared,
        ...plain,
        {
            name: "full replay of 100,000, plain state, until its checkpoint is made in the background",
            value: seconds,
            unit: "s of game time",
        },
    ];
}

export function run(): Figure[] {
    const many = savedOf(historyOf(MANY));
    const history = historyOf(SOME);
    const some = savedOf(history);
    return [
        fullFigure("growing state, declared lists", DECLARED, many, 4),
        fullFigure("growing state, plain", PLAIN, many, 4),
        fullFigure("numbers only", SMALL, many, 7),
        ...lateFigures("numbers only", SMALL, some, history),
        ...lateFigures("declared lists", DECLARED, some, history),
        ...plainFigures(some, history),
        ...submitFigures("numbers only", false, false),
        ...submitFigures("records, declared lists", true, true),
        ...submitFigures("records, plain state", true, false),
        memoryFigure("declared lists", DECLARED, some, 1.1),
        memoryFigure("plain state", PLAIN, some, 2.3),
        ...longestReplays(many),
        ...bareFigures(some),
    ];
}
