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
    readonly readers: number;
    /** Events a second, and for how many seconds. */
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

/** How many connect at a time. */
const AT_ONCE = 20;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function play({ way: name, port, readers, rate, seconds }: Plan): Promise<Seen> {
    const way = WAYS[name];
    const written: number[] = [];
    const waits: number[] = [];
    const seen = (event: number): void => {
        const at = written[event];
        if (at !== undefined) waits.push(performance.now() - at);
    };
    for (let count = 0; count < readers; count += AT_ONCE)
        await Promise.all(Array.from({ length: Math.min(AT_ONCE, readers - count) }, () => way.read(port, seen)));
    const write = await way.writer(port);
    const begin = performance.now();
    for (let event = 0; event < rate * seconds; event++) {
        const wait = begin + (event * 1000) / rate - performance.now();
        if (wait > 0) await pause(wait);
        written[event] = performance.now();
        write(event);
    }
    const expected = rate * seconds * readers;
    const end = performance.now() + PATIENCE;
    while (waits.length < expected && performance.now() < end) await pause(20);
    waits.sort((one, other) => one - other);
    const at = (share: number): number => waits[Math.floor(waits.length * share)] ?? NaN;
    return { delivered: waits.length, expected, median: at(0.5), p99: at(0.99) };
}

answer((plan) => play(plan as Plan));
