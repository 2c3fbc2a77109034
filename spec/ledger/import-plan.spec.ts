import { toId } from "../../src/event/key";
import { firstCounter } from "../../src/event/place";
import { placeBehind, Second } from "../../src/ledger/import-plan";
import { Log } from "../../src/log/log";
import { SeededRandom } from "../random";
import { ImmediateBackground, noPause } from "../support/background";
import { shuffled } from "../support/events";
import { RecordingListener } from "../support/log-listener";
import { walk } from "../support/logs";
import { NO_NATIVE } from "../support/natives";
import { rounds } from "../support/rounds";

const TIME = 1705537000;
const CREATOR = 9;

function bodies(from: number, to: number): string[] {
    const list: string[] = [];
    for (const index of $range(from, to)) list.push(string.char(1, 0x19, 1 + math.floor(index / 256), index % 256));
    return list;
}

function newLog(): { log: Log; listener: RecordingListener } {
    const listener = new RecordingListener();
    return { log: new Log(new ImmediateBackground(), NO_NATIVE, listener), listener };
}

/** Puts bodies where the plan says. @returns how many found no place in their second. */
function importAll(log: Log, list: readonly string[]): number {
    const second = new Second(log, TIME, CREATOR);
    for (const body of list) second.seat(body, noPause);
    for (const counter of $range(0, 255)) {
        const body = second.arrival(counter);
        if (body !== undefined) log.insert(TIME, toId(CREATOR, counter), body);
    }
    for (const body of second.beyond) {
        const [time, id] = placeBehind(log, TIME, CREATOR, body, noPause);
        log.insert(time, id, body);
    }
    return second.beyond.length;
}

describe("the plan of an import", () => {
    it("puts each body of a list where it stays, without a conflict in the log", () => {
        for (const count of [1, 40, 200, 256]) {
            const { log, listener } = newLog();
            assert.equal(0, importAll(log, bodies(1, count)));
            assert.equal(count, log.count());
            assert.same([], listener.conflicts);
        }
    });

    it("makes the same log whoever imports which part first, also when a second is more than full", () => {
        const random = new SeededRandom(304);
        for (const count of [2, 60, 256, 280]) {
            const all = bodies(1, count);
            const { log } = newLog();
            // As the log itself does it, one by one.
            for (const body of all) log.insert(TIME, toId(CREATOR, firstCounter(body)), body);
            const expected = walk(log);
            assert.equal(count, expected.length);
            for (const _ of $range(1, rounds(40, 6))) {
                const other = newLog().log;
                const order = shuffled(random, all);
                const cut = random.integer(0, count);
                importAll(other, order.slice(0, cut));
                importAll(other, order.slice(cut));
                assert.same(expected, walk(other));
            }
        }
    });

    it("knows what stands in the second, of that creator alone", () => {
        const { log } = newLog();
        const [a, b] = bodies(1, 2);
        log.insert(TIME, toId(CREATOR, 0), a);
        log.insert(TIME, toId(CREATOR, 255), a);
        log.insert(TIME, toId(CREATOR + 1, 0), b);
        log.insert(TIME + 1, toId(CREATOR, 0), b);
        const second = new Second(log, TIME, CREATOR);
        assert.equal(2, second.count(a));
        assert.equal(0, second.count(b));
        for (const counter of $range(0, 255)) assert.is_nil(second.arrival(counter));
        second.seat(b, noPause);
        assert.equal(b, second.arrival(firstCounter(b)));
    });

    it("finds a body behind a full second where it stands already", () => {
        const { log } = newLog();
        importAll(log, bodies(1, 256));
        const [late] = bodies(900, 900);
        const [time, id] = placeBehind(log, TIME, CREATOR, late, noPause);
        assert.same([TIME + 1, toId(CREATOR, firstCounter(late))], [time, id]);
        log.insert(time, id, late);
        assert.same([time, id], [...placeBehind(log, TIME, CREATOR, late, noPause)]);
    });
});
