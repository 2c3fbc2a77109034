import { weekOf, WEEK_SECONDS } from "../../src/event/key";
import { SeededRandom } from "../random";
import { noPause, runStepwise, yieldAlways } from "../support/background";
import { isEventBefore, randomEvents, shuffled, type TestEvent, WEEK } from "../support/events";
import { walk, withoutServer } from "../support/logs";
import { NO_NATIVE } from "../support/natives";
import { reload, Store } from "../support/store";
import { rounds } from "../support/rounds";

/** Seconds for which a week has to be at rest; more than that. */
const LONG = 1000;

/** Events of `count` weeks in a row, the last one WEEK. */
function eventsOf(random: SeededRandom, count: number, perWeek: number): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of $range(WEEK - count + 1, WEEK)) {
        for (const event of randomEvents(random, perWeek, week)) events.push(event);
    }
    return events;
}

/** Saves what is at rest, at two times, as the game's clock goes on. */
function rest(store: Store): void {
    store.archive.saveAtRest(0, noPause);
    store.archive.saveAtRest(LONG, noPause);
}

function keysOf(texts: LuaTable<number, string> | undefined): number[] {
    const keys: number[] = [];
    for (const [key] of texts!) keys.push(key);
    return keys.sort((a, b) => a - b);
}

function storeOf(events: readonly TestEvent[]): Store {
    const store = new Store({});
    store.insert(events);
    rest(store);
    return store;
}

describe("an archive with units", () => {
    it("puts all weeks but the newest into a few units, and gives their events back", () => {
        const random = new SeededRandom(601);
        const events = eventsOf(random, 30, 30);
        const store = storeOf(shuffled(random, events));
        assert.same([WEEK], keysOf(store.scope.weeks));
        const units = keysOf(store.scope.units);
        assert.is_true(units.length > 1 && units.length < 15, `${units.length} units`);
        assert.is_false(store.archive.isBehind());
        const again = new Store(reload(store.scope));
        assert.same([], again.damaged);
        assert.same(withoutServer(events), walk(again.log));
        assert.same([], again.listener.quarantines);
        for (const week of again.log.weekNumbers) {
            const before = again.log.week(week)!.header();
            const opened = again.log.open(week, noPause)!;
            opened.hash(noPause);
            assert.same(before, opened.header());
        }
    });

    it("keeps a week of its own line when it changes, and makes its unit anew when it is at rest", () => {
        const random = new SeededRandom(602);
        const events = eventsOf(random, 10, 20);
        const store = new Store(reload(storeOf(events).scope));
        const late = { time: (WEEK - 7) * WEEK_SECONDS + 5, id: 77, server: 1, body: "\x01" };
        store.insert([late]);
        assert.is_true(store.archive.isBehind());
        store.archive.save(noPause);
        assert.same([WEEK - 7, WEEK], keysOf(store.scope.weeks));
        const middle = new Store(reload(store.scope));
        const all = [...events, late];
        table.sort(all, isEventBefore);
        assert.same(withoutServer(all), walk(middle.log));
        rest(middle);
        assert.same([WEEK], keysOf(middle.scope.weeks));
        assert.same(withoutServer(all), walk(new Store(reload(middle.scope)).log));
    });

    it("goes on with the unit in front while that is small", () => {
        const random = new SeededRandom(603);
        let scope = storeOf(eventsOf(random, 2, 10)).scope;
        for (const week of $range(WEEK + 1, WEEK + 8)) {
            const store = new Store(reload(scope));
            store.insert(randomEvents(random, 10, week));
            rest(store);
            scope = store.scope;
            assert.same([week], keysOf(scope.weeks));
        }
        assert.is_true(keysOf(scope.units).length < 5);
    });

    it("keeps the weeks of a unit between which another one came", () => {
        for (const seed of $range(1, rounds(15))) {
            const random = new SeededRandom(9900 + seed);
            const events = eventsOf(random, 12, 6);
            const late = [WEEK - 9, WEEK - 6, WEEK - 5].filter(() => random.integer(1, 4) > 1);
            const isLate = ({ time }: TestEvent): boolean => late.includes(weekOf(time));
            const store = new Store(reload(storeOf(events.filter((event) => !isLate(event))).scope));
            store.insert(events.filter((event) => isLate(event)));
            rest(store);
            store.archive.save(noPause);
            const again = new Store(reload(store.scope));
            assert.same(withoutServer(events), walk(again.log), `seed ${seed}`);
            const late2 = { time: (WEEK - 5) * WEEK_SECONDS + 77, id: 77, server: 1, body: "\x01" };
            again.insert([late2]);
            rest(again);
            const all = [...events, late2];
            table.sort(all, isEventBefore);
            assert.same(withoutServer(all), walk(new Store(reload(again.scope)).log), `seed ${seed}`);
        }
    });

    it("writes only what changed: neither a week that is in flux, nor the newest one twice", () => {
        const store = storeOf(eventsOf(new SeededRandom(604), 3, 20));
        const text = store.scope.weeks!.get(WEEK);
        store.insert([{ time: WEEK * WEEK_SECONDS + 604799, id: 2 ** 40 - 1, server: 1, body: "\x01" }]);
        store.insert([{ time: (WEEK - 1) * WEEK_SECONDS + 604799, id: 2 ** 40 - 1, server: 1, body: "\x01" }]);
        store.archive.saveAtRest(2 * LONG, noPause);
        assert.equal(text, store.scope.weeks!.get(WEEK));
        assert.same([WEEK], keysOf(store.scope.weeks));
        store.archive.saveAtRest(2 * LONG + 10, noPause);
        assert.equal(text, store.scope.weeks!.get(WEEK));
        store.archive.saveAtRest(3 * LONG, noPause);
        assert.not_equal(text, store.scope.weeks!.get(WEEK));
        assert.is_false(store.archive.isBehind());
    });

    it("loses nothing whatever comes in while it tidies", () => {
        const random = new SeededRandom(605);
        for (const _ of $range(1, rounds(20))) {
            const events = eventsOf(random, 8, 12);
            const arriving = shuffled(random, events);
            const store = new Store({});
            let now = 0;
            while (arriving.length > 0) {
                for (const __ of $range(1, math.min(arriving.length, 20))) store.insert([arriving.pop()!]);
                now += random.integer(0, 1) * LONG;
                runStepwise(
                    () => store.archive.saveAtRest(now, yieldAlways),
                    () => {
                        if (arriving.length > 0 && random.integer(0, 40) === 0) store.insert([arriving.pop()!]);
                    },
                );
            }
            store.archive.save(noPause);
            assert.same(withoutServer(events), walk(store.log));
            assert.same(withoutServer(events), walk(new Store(reload(store.scope)).log));
        }
    });

    it("keeps aside a unit that is damaged, once, and saves the rest anew", () => {
        const random = new SeededRandom(606);
        const events = eventsOf(random, 6, 30);
        const scope = storeOf(events).scope;
        const [first] = keysOf(scope.units);
        const text = scope.units!.get(first);
        const other = string.sub(text, -9, -9) === "A" ? "B" : "A";
        const damaged = string.sub(text, 1, -10) + other + string.sub(text, -8);
        scope.units!.set(first, damaged);
        const store = new Store(reload(scope));
        const read = walk(store.log);
        assert.is_true(read.length < events.length);
        assert.equal(1, store.scope.quarantine!.length);
        assert.equal(damaged, string.sub(store.scope.quarantine![0], -damaged.length));
        store.insert(events);
        store.archive.save(noPause);
        assert.same(withoutServer(events), walk(new Store(reload(store.scope)).log));
    });

    it("takes the head of a unit only as it was written", () => {
        const scope = storeOf(eventsOf(new SeededRandom(607), 4, 30)).scope;
        const [first] = keysOf(scope.units);
        const text = scope.units!.get(first);
        const [start, finish] = string.find(text, "^u %d+ ()[%w+/=]+");
        for (const at of $range(start!, finish!, 5)) {
            const other = string.sub(text, at, at) === "1" ? "2" : "1";
            scope.units!.set(first, string.sub(text, 1, at - 1) + other + string.sub(text, at + 1));
            const store = new Store(reload(scope));
            assert.same([first], store.damaged);
            assert.equal(1, store.scope.quarantine!.length);
        }
        for (const wrong of [5, {}, "", "u", "u 1 A 1 B", true] as unknown as string[]) {
            scope.units!.set(first, wrong);
            assert.same([first], new Store(reload(scope)).damaged);
        }
    });

    it("makes units in slices of a few events, however large a week is", () => {
        const random = new SeededRandom(609);
        const store = new Store({});
        store.insert([...eventsOf(random, 1, 1).map((event) => ({ ...event, time: event.time + WEEK_SECONDS }))]);
        store.insert(eventsOf(random, 1, 600));
        store.archive.save(noPause);
        let looks = 0;
        let most = 0;
        const server = store.log.directory.server.bind(store.log.directory);
        store.log.directory.server = (creator) => {
            looks++;
            most = math.max(most, looks);
            return server(creator);
        };
        store.archive.saveAtRest(0, () => {
            looks = 0;
        });
        assert.same([WEEK + 1], keysOf(store.scope.weeks));
        assert.is_true(most > 0 && most <= 25, `${most} events in a row`);
    });

    it("reads the weeks of a unit in a row, inflating it once", () => {
        const events = eventsOf(new SeededRandom(608), 6, 30);
        const scope = storeOf(events).scope;
        let inflations = 0;
        const native = {
            ...NO_NATIVE,
            inflate: () => {
                inflations++;
                return undefined;
            },
        };
        const store = new Store(reload(scope), native);
        assert.same(withoutServer(events), walk(store.log));
        assert.equal(keysOf(scope.units).length, inflations);
    });
});
