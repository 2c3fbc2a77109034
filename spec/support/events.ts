/** Random events of a week: few creators, types with no field to many, words that repeat. */
import { encodeByteString, encodeCbor } from "../../src/codec/cbor";
import { BlockReader } from "../../src/block/reader";
import { BlockWriter } from "../../src/block/writer";
import { isKeyBefore, packKey, toId, WEEK_SECONDS } from "../../src/event/key";
import { randomValue } from "../codec/values";
import type { SeededRandom } from "../random";

export interface TestEvent {
    readonly time: number;
    readonly id: number;
    readonly server: number;
    readonly body: string;
}

/** A week of the year 2024. */
export const WEEK = 2820;

const CREATORS = [0, 1, 0xabcd, 0x0600a1b2, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Fields of the types 1 to 7; those of type 8 change from event to event. */
const FIELD_COUNTS = [0, 1, 3, 4, 5, 12, 13];
const MOST_FIELDS = 32;

const WORDS = ["", "ok", "Ragnaros", "Onyxia", "a reason that comes up again and again", "水"];

function randomField(random: SeededRandom): string {
    const kind = random.integer(1, 4);
    if (kind <= 2) {
        const [word] = encodeCbor(WORDS[random.integer(0, WORDS.length - 1)]);
        return word!;
    }
    if (kind === 3) return encodeByteString(random.bytes(random.integer(0, 8)));
    const [bytes] = encodeCbor(randomValue(random, 1));
    return bytes!;
}

/** A well-formed body. */
export function randomBody(random: SeededRandom): string {
    const type = random.integer(1, 8);
    const count = FIELD_COUNTS[type - 1] ?? random.integer(0, MOST_FIELDS);
    const parts = [string.char(type)];
    for (const _ of $range(1, count)) parts.push(randomField(random));
    return table.concat(parts);
}

/** The server id that events of a creator have in specs. */
export function serverOf(creator: number): number {
    return creator % 3 === 0 ? 0 : creator % 7001;
}

export function isEventBefore(this: void, a: TestEvent, b: TestEvent): boolean {
    return isKeyBefore(a.time, a.id, b.time, b.id);
}

/** Different events of a week in order; `count` at most, some by the same creator, in the same second. */
export function randomEvents(random: SeededRandom, count: number, week = WEEK): TestEvent[] {
    const events: TestEvent[] = [];
    const keys = new LuaSet<string>();
    const spans = [count / 4 + 1, 1000, WEEK_SECONDS - 1];
    const span = spans[random.integer(0, spans.length - 1)];
    const start = random.integer(0, 1) * (WEEK_SECONDS - 1 - span);
    for (const _ of $range(1, count)) {
        const creator = CREATORS[random.integer(0, CREATORS.length - 1)];
        const counter = random.integer(0, 3) === 0 ? random.integer(0, 255) : random.integer(0, 2);
        const time = week * WEEK_SECONDS + math.floor(start) + random.integer(0, math.floor(span));
        const id = toId(creator, counter);
        if (keys.has(packKey(time, id))) continue;
        keys.add(packKey(time, id));
        events.push({ time, id, server: serverOf(creator), body: randomBody(random) });
    }
    table.sort(events, isEventBefore);
    return events;
}

/** The same events in another order. */
export function shuffled<T>(random: SeededRandom, list: readonly T[]): T[] {
    const result = [...list];
    for (const last of $range(result.length - 1, 1, -1)) {
        const other = random.integer(0, last);
        const kept = result[last];
        result[last] = result[other];
        result[other] = kept;
    }
    return result;
}

/** A block of events; raises when one is refused. */
export function writeBlock(events: readonly TestEvent[]): string {
    const writer = new BlockWriter();
    for (const { time, id, server, body } of events) {
        if (!writer.add(time, id, server, body)) error("refused by the writer");
    }
    return writer.finish();
}

/** The events of a block up to its first fault, and the fault. */
export function readBlock(block: string): LuaMultiReturn<[events: TestEvent[], fault: string | undefined]> {
    const reader = new BlockReader(block, 1);
    const events: TestEvent[] = [];
    while (reader.next()) {
        events.push({ time: reader.time, id: reader.id, server: reader.server, body: reader.body() });
    }
    return $multi(events, reader.fault);
}
