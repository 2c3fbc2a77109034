/** Size, memory and CPU of log and archive. */

import { BlockWriter } from "../src/block/writer";
import { weekOf } from "../src/event/key";
import type { SavedLedger } from "../src/log/archive";
import { Random } from "../realm/random";
import { type Figure, measure, ratio } from "./harness";
import { readRecording, RECORDINGS } from "./support/histories";
import { type History, makeHistory, recordedHistory } from "./support/history";
import { fill, loadLog, newLog, saveLog, savedText } from "./support/logs";
import { noPause } from "./support/ports";

const LARGE = 100000;
const WEEKS = 100;
const BLOCK_LIMIT = 250;

function savedSize(history: History): number {
    return savedText(filledArchive(history)).length / history.count;
}

/** Bytes an event of the blocks that are full: those that the next event of the week did not fit into. */
function wireSize(history: History): number {
    let writer = new BlockWriter(BLOCK_LIMIT);
    let bytes = 0;
    let events = 0;
    for (const index of $range(0, history.count - 1)) {
        const time = history.times[index];
        const id = history.ids[index];
        if (!writer.add(time, id, 4465, history.bodies[index])) {
            if (weekOf(history.times[index - 1]) === weekOf(time)) {
                bytes += writer.size;
                events += writer.count;
            }
            writer = new BlockWriter(BLOCK_LIMIT);
            writer.add(time, id, 4465, history.bodies[index]);
        }
    }
    return bytes / events;
}

/** The least that taking in events can be: keys and bodies behind each other in plain arrays. */
function appendBare(history: History): void {
    const times: number[] = [];
    const ids: number[] = [];
    const bodies: string[] = [];
    for (const index of $range(0, history.count - 1)) {
        times[index] = history.times[index];
        ids[index] = history.ids[index];
        bodies[index] = history.bodies[index];
    }
}

function shuffled(count: number): number[] {
    const indices: number[] = [];
    for (const index of $range(0, count - 1)) indices[index] = index;
    new Random(1).shuffle(indices);
    return indices;
}

/** Distinct strings, numbers and booleans of a table and what it holds. */
function countConstants(value: unknown, seen = new LuaSet<AnyNotNil>()): number {
    let count = 0;
    if (type(value) === "table") {
        for (const [key, item] of pairs(value as LuaTable<AnyNotNil, unknown>)) {
            count += countConstants(key, seen) + countConstants(item, seen);
        }
    } else if (!seen.has(value as AnyNotNil)) {
        seen.add(value as AnyNotNil);
        count = 1;
    }
    return count;
}

/**
 * Bytes that a log takes right after login, its saved table included. Nothing else may hold the saved strings at that
 * time: Lua keeps equal strings once.
 */
function memory(): number {
    const text = savedText(filledArchive(makeHistory(LARGE, WEEKS)));
    collectgarbage("collect");
    const before = collectgarbage("count");
    const log = loadLog(loadFile(text));
    collectgarbage("collect");
    return ((collectgarbage("count") - before) * 1024) / log.count();
}

function filledArchive(history: History): SavedLedger {
    const log = newLog();
    fill(log, history);
    return saveLog(log);
}

function loadFile(text: string): SavedLedger {
    const environment = { Saved: {} };
    setfenv(loadstring(text)[0]!, environment)();
    return environment.Saved;
}

/** Bytes an event of the file that each recorded history is to take. */
const WANTED = [7, 11.5, 7.8, 11, 19];

/** The files of the recorded histories that are there. */
function savedRecordings(): Figure[] {
    const figures: Figure[] = [];
    for (const [index, recording] of ipairs(RECORDINGS)) {
        const past = readRecording(recording);
        if (past !== undefined) {
            const value = savedSize({
                name: recording.name,
                times: past.map(({ time }) => time),
                ids: past.map(({ id }) => id),
                bodies: past.map(({ body }) => body),
                count: past.length,
            });
            const target = WANTED[index - 1];
            figures.push({
                name: `saved file, all columns of ${recording.name}`,
                value,
                unit: "bytes an event",
                target,
                atMost: true,
            });
        }
    }
    return figures;
}

export function run(): Figure[] {
    const bytesInMemory = memory();
    const recorded = recordedHistory();
    const large = makeHistory(LARGE, WEEKS);
    const saved = filledArchive(large);
    const order = shuffled(LARGE);
    return [
        {
            name: `saved file, ${recorded.name}`,
            value: savedSize(recorded),
            unit: "bytes an event",
            target: 14,
            atMost: true,
        },
        ...savedRecordings(),
        {
            name: "full blocks of 250 bytes",
            value: wireSize(recorded),
            unit: "bytes an event",
            target: 11,
            atMost: true,
        },
        {
            name: "memory of the log after login, 100,000 events",
            value: bytesInMemory,
            unit: "bytes an event",
            target: 40,
            atMost: true,
        },
        {
            name: "constants in the file, 100 weeks",
            value: countConstants(saved),
            unit: "",
            target: 1000,
            atMost: true,
        },
        {
            name: "100,000 events in random order, over in key order",
            value: measure(() => hashAll(large, order), 3) / measure(() => hashAll(large), 3),
            unit: "×",
            target: 5,
            atMost: true,
        },
        {
            name: "insert in order, over appending to plain arrays",
            value: ratio(
                () => fill(newLog(), large),
                () => appendBare(large),
            ),
            unit: "×",
            target: 6,
            atMost: true,
        },
        {
            name: "the same, hash and fingerprint included",
            value: ratio(
                () => hashAll(large),
                () => appendBare(large),
                3,
            ),
            unit: "×",
        },
    ];
}

/** Takes a history in and brings hash and fingerprint up to date. */
function hashAll(history: History, order?: readonly number[]): void {
    const log = newLog();
    fill(log, history, order);
    log.hash(noPause);
}
