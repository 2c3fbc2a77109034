import { toId, weekOf } from "../../src/event/key";
import { revocationBody } from "../../src/log/revocations";
import type { LedgerEvent } from "../../src/api/event";
import type { Reducer } from "../../src/replay/applier";
import { SeededRandom } from "../random";
import { shuffled } from "../support/events";
import { packWeek } from "../support/logs";
import { rounds } from "../support/rounds";
import { type ReferenceEvent, replayFromStart } from "./reference";
import { note, Stage } from "./stage";

const ROUNDS = rounds(80);
const UNRULY_ROUNDS = rounds(60);

interface Entry {
    readonly word: string;
    readonly more: { readonly sum: number };
}

/** A state with lists that only grow, at two depths, and with others. */
interface Records {
    words: string[];
    sum: number;
    history?: Entry[];
    lists: Record<string, Entry[] | string[] | undefined>;
    /** Not declared: the last five words. */
    recent: string[];
    players: Record<string, { sum: number; log: number[] } | undefined>;
}

const DECLARED = ["words", "history", "lists.*", "players.*.log"];

function numberOf(event: LedgerEvent): number {
    return tonumber(string.match(event.word as string, "%d+")[0])!;
}

/** Keeps to what is declared, but otherwise does what it likes with the lists. */
function record(this: void, state: object, event: LedgerEvent): void {
    const records = state as Records;
    const number = numberOf(event);
    const word = event.word as string;
    records.lists ??= {};
    records.players ??= {};
    records.recent ??= [];
    records.words.push(word);
    records.sum = (records.sum ?? 0) + number;
    records.history ??= [];
    records.history.push({ word, more: { sum: records.sum } });
    records.recent.push(word);
    if (records.recent.length > 5) table.remove(records.recent, 1);
    const player = `p${number % 4}`;
    const known = (records.players[player] ??= { sum: 0, log: [] });
    known.sum += number;
    known.log.push(number % 3);
    const list = (records.lists[player] ??= []) as Entry[];
    list.push({ word, more: { sum: number } });
    if (number % 7 === 0) records.lists[player] = undefined;
    if (number % 9 === 0) records.players[`p${number % 3}`] = undefined;
    if (number % 11 === 0) records.history = [];
    if (number % 13 === 0) records.lists.other = records.lists[player];
    if (number % 17 === 0) records.history = undefined;
    if (number % 19 === 0) records.lists.history = records.history;
}

/** Takes items away, and puts others between, at either end and in the middle. */
function unruly(this: void, state: object, event: LedgerEvent): void {
    record(state, event);
    const { words, history, lists } = state as Records;
    const number = numberOf(event);
    if (number % 5 === 0) table.remove(words);
    if (number % 23 === 0) table.remove(words, 1);
    if (number % 29 === 0 && history !== undefined) table.insert(history, 1, { word: "first", more: { sum: 1 } });
    const list = lists[`p${number % 2}`] as Entry[] | undefined;
    if (number % 31 === 0 && list !== undefined && list.length > 2) table.remove(list, 2);
}

function randomEvents(random: SeededRandom, most: number): ReferenceEvent[] {
    const events: ReferenceEvent[] = [];
    const span = random.integer(0, 1) === 0 ? 2 * most : 3 * 604800;
    const keys = new LuaSet<string>();
    for (const _ of $range(1, random.integer(1, most))) {
        const seconds = random.integer(0, span);
        const id = toId(random.integer(1, 3), random.integer(0, 3));
        const key = string.format("%d %.0f", seconds, id);
        if (!keys.has(key)) {
            keys.add(key);
            const isRevocation = events.length > 0 && random.integer(1, 8) === 1;
            const target = events[random.integer(0, math.max(events.length - 1, 0))];
            events.push(
                isRevocation
                    ? { time: note(seconds, id, "").time, id, body: revocationBody(target.time, target.id) }
                    : note(seconds, id, `w${random.integer(1, 500)}`),
            );
        }
    }
    return events;
}

/** Mostly in order, with some that come late by a little or by much; or in any order. */
function arrivalOrder(random: SeededRandom, events: readonly ReferenceEvent[]): ReferenceEvent[] {
    if (random.integer(0, 4) === 0) return shuffled(random, events);
    const late = new LuaMap<ReferenceEvent, number>();
    const span = random.integer(0, 1) === 0 ? 10 : 700;
    for (const event of events) {
        late.set(event, event.time + (random.integer(1, 6) === 1 ? random.integer(1, span) : 0));
    }
    const ordered = [...events];
    const rank = (event: ReferenceEvent): number => late.get(event)! * 2 ** 12 + (event.id % 2 ** 12);
    table.sort(ordered, (a, b) => rank(a) < rank(b));
    return ordered;
}

function expectedOf(stage: Stage, events: readonly ReferenceEvent[], reducer: Reducer): object {
    const decode = ({ time, id, body }: ReferenceEvent) => stage.schema.decode(time, id, body, "")[0];
    return replayFromStart(events, { words: [] } as object, decode, reducer);
}

function play(random: SeededRandom, stage: Stage, reducer: Reducer): void {
    stage.limits.batchSize = [3, 40, 1000, 1000][random.integer(0, 3)];
    stage.limits.budget = [0, 4, 4][random.integer(0, 2)];
    stage.world.time.lookCost = [0, 0, 0.05][random.integer(0, 2)];
    stage.world.background.pausesPerSlice = random.integer(0, 3);
    const events = arrivalOrder(random, randomEvents(random, random.integer(0, 3) === 0 ? 1500 : 300));
    let arrived = 0;
    for (const event of events) {
        stage.insert(event);
        arrived++;
        const chance = random.integer(1, 12);
        if (chance <= 4) {
            stage.world.time.advance(random.integer(0, 6) / 64);
        } else if (chance === 6 && random.integer(0, 20) === 0) {
            packWeek(stage.log, weekOf(event.time));
        } else if (random.integer(0, 60) === 0) {
            stage.settle();
            assert.same(expectedOf(stage, events.slice(0, arrived), reducer), stage.replayer.getState());
        }
    }
    stage.settle();
    assert.same(expectedOf(stage, events, reducer), stage.replayer.getState());
    assert.equal(0, stage.replayer.lag());
}

describe("Replay with lists that only grow, against a plain replay from the start,", () => {
    for (const round of $range(1, ROUNDS)) {
        const seed = 32452843 + round;
        it(`agrees whatever arrives when, and whatever becomes of the lists (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const stage = new Stage(record, [1, 3000, 2 ** 20][random.integer(0, 2)], DECLARED);
            play(random, stage, record);
            assert.is_nil(stage.replayer.keeper.snapshots.problem);
            assert.same([], stage.world.guard.reports);
        });
    }

    for (const round of $range(1, UNRULY_ROUNDS)) {
        const seed = 49979687 + round;
        it(`agrees where reducers take items away and put some between (seed ${seed})`, () => {
            const random = new SeededRandom(seed);
            const stage = new Stage(unruly, 2 ** 20, DECLARED);
            play(random, stage, unruly);
            const { problem } = stage.replayer.keeper.snapshots;
            assert.equal(problem === undefined ? 0 : 1, stage.world.guard.reports.length);
        });
    }
});
