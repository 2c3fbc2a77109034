import { digestOf } from "../../src/event/body";
import { COUNTERS, counterOf, creatorOf, toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { firstCounter, isKept, nextPlace } from "../../src/event/place";
import { SeededRandom } from "../random";
import { shuffled } from "../support/events";

const TIME = 1705537000;

/** The places of a body from the first one of a second on. */
function placesOf(body: string, time: number, count: number): [time: number, id: number][] {
    let id = toId(9, firstCounter(body));
    let second = time;
    const places: [number, number][] = [];
    for (const _ of $range(1, count)) {
        places.push([second, id]);
        [second, id] = nextPlace(second, id, body);
    }
    return places;
}

/** Puts bodies one by one where they belong, as a log does. "time id body" of all in order. */
function settle(bodies: readonly string[]): string[] {
    const present = new LuaMap<string, string>();
    for (const body of bodies) {
        let moving = body;
        let [time, id] = [TIME, toId(9, firstCounter(body))];
        while (true) {
            const key = `${string.format("%.0f %.0f", time, id)}`;
            const other = present.get(key);
            if (other === undefined || !isKept(time, id, other, moving)) {
                present.set(key, moving);
                if (other === undefined) break;
                moving = other;
            }
            [time, id] = nextPlace(time, id, moving);
        }
    }
    const lines: string[] = [];
    for (const [key, body] of present) lines.push(`${key} ${body}`);
    table.sort(lines);
    return lines;
}

describe("places", () => {
    it("begin at a counter that follows from the body, for ever", () => {
        // MurmurHash3 x86_32 mod 256, from an implementation that is not this one, seed 0. Version 0.1 began there, too.
        assert.equal(171, firstCounter("\x01"));
        assert.equal(12, firstCounter("\x01\x05"));
    });

    it("are all 256 counters of a second, then those of the next, each once", () => {
        const places = placesOf("\x01", TIME, 3 * COUNTERS);
        const seen = new LuaSet<string>();
        for (const index of $range(0, 3 * COUNTERS - 1)) {
            const [time, id] = places[index];
            assert.equal(TIME + math.floor(index / COUNTERS), time);
            assert.equal(9, creatorOf(id));
            assert.equal((171 + index) % COUNTERS, counterOf(id));
            seen.add(string.format("%.0f %.0f", time, id));
        }
        let count = 0;
        for (const _ of seen) count++;
        assert.equal(3 * COUNTERS, count);
    });

    it("stay in their week, so that an event that moves is where its week is open", () => {
        const last = weekOf(TIME) * WEEK_SECONDS + WEEK_SECONDS - 1;
        const places = placesOf("\x01", last, COUNTERS + 1);
        assert.same([last + 1 - WEEK_SECONDS, toId(9, 171)], places[COUNTERS]);
    });

    it("keep the body with the larger digest, and of equal digests the one that is first in byte order no more", () => {
        const [a, b] = ["\x01\x01", "\x01\x02"];
        for (const counter of $range(0, 50)) {
            const id = toId(9, counter);
            assert.equal(digestOf(TIME, id, a) > digestOf(TIME, id, b), isKept(TIME, id, a, b));
            assert.equal(!isKept(TIME, id, a, b), isKept(TIME, id, b, a));
        }
    });

    it("lead to the same outcome whatever the order of the bodies, also when a second is more than full", () => {
        const random = new SeededRandom(71);
        for (const count of [2, 40, 200, 256, 300]) {
            const bodies: string[] = [];
            for (const index of $range(1, count))
                bodies.push(string.char(1, 0x19, 1 + math.floor(index / 200), index % 200));
            const expected = settle(bodies);
            assert.equal(count, expected.length);
            for (const _ of $range(1, 3)) assert.same(expected, settle(shuffled(random, bodies)));
        }
    });
});
