/** Many readers of one room and one writer: how long what is written takes to everybody. Question: what to do; answer: what was seen. */
import { answer } from "../processes";
import { bare } from "./way-bare";
import { hocuspocus } from "./way-hocuspocus";
import { rooms } from "./way-rooms";
import type { Way } from "./way";

/** What to do. */
export interface Plan {
    readonly way: "bare" | "hocuspocus" | "rooms";
    readonly port: number;
    /** Rooms, and readers of each. */
    readonly rooms: number;
    readonly readers: number;
    /** Events a second in all rooms together, and for how many seconds. */
    readonly rate: number;
    readonly seconds: number;
}

/** What was seen. */
export interface Seen {
    /** Deliveries of an event to a reader. */
    readonly delivered: number;
    readonly expected: number;
    /** Milliseconds from writing to reading: of all deliveries the median, and what 99 of 100 stay below. */
    readonly median: number;
    readonly p99: number;
}

const WAYS: Record<Plan["way"], Way> = { bare, hocuspocus, rooms };

/** How long stragglers are waited for, in milliseconds. */
const PATIENCE = 10_000;

/** Milliseconds between the last connection and the first event. */
const SETTLE = 8000;

/** How many connect at a time. */
const AT_ONCE = 20;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function play({ way: name, port, rooms: count, readers, rate, seconds }: Plan): Promise<Seen> {
    const way = WAYS[name];
    const written: number[] = [];
    const waits: number[] = [];
    const seen = (event: number): void => {
        const at = written[event];
        if (at !== undefined) waits.push(performance.now() - at);
    };
    for (let reader = 0; reader < readers * count; reader += AT_ONCE) {
        const next = Array.from({ length: Math.min(AT_ONCE, readers * count - reader) }, (_, index) => reader + index);
        await Promise.all(next.map((each) => way.read(port, seen, each % count)));
    }
    const writers: ((event: number) => void)[] = [];
    for (let room = 0; room < count; room++) writers.push(await way.writer(port, room));
    // That so many came is told to all who are there: what is measured begins when that is over.
    await pause(SETTLE);
    const begin = performance.now();
    for (let event = 0; event < rate * seconds; event++) {
        const wait = begin + (event * 1000) / rate - performance.now();
        if (wait > 0) await pause(wait);
        written[event] = performance.now();
        writers[event % count](event);
    }
    const expected = rate * seconds * readers;
    const end = performance.now() + PATIENCE;
    while (waits.length < expected && performance.now() < end) await pause(20);
    waits.sort((one, other) => one - other);
    const at = (share: number): number => waits[Math.floor(waits.length * share)] ?? NaN;
    return { delivered: waits.length, expected, median: at(0.5), p99: at(0.99) };
}

answer((plan) => play(plan as Plan));
