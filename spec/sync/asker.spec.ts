import { Priority } from "../../src/link/outbox-queues";
import { weekOf } from "../../src/event/key";
import { Asker, type Wanted } from "../../src/sync/asker";
import { SKETCH_LIMIT } from "../../src/sync/constants";
import { decodeRequest, ENTRY_LIMIT, Mode, type Request, REQUEST } from "../../src/sync/requests";
import { rowOf } from "../../src/sync/week-summary";
import { shortIdsOf } from "../../src/sync/short-id";
import { powerSums } from "../../src/sync/sketch";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);

/** More weeks than fit into one message. */
const MANY = 100;

/** A week that was advertised with so many events. */
function wanted(advertised: number): Wanted {
    return { advertised, isKeyed: false, isDoubted: false };
}

class Fixture extends Stage {
    readonly asker = new Asker(this.context);

    /** Asks for weeks that are all advertised with so many events, and lets it be said. */
    ask(weeks: readonly number[], advertised: number): void {
        this.asker.ask(weeks, () => wanted(advertised));
        this.advance(1);
    }

    requests(): Request[] {
        return this.payloads(REQUEST.type).map((payload) => decodeRequest(payload)!);
    }

    ids(salt: number): number[] {
        return shortIdsOf(this.log.open(WEEK, noPause)!, salt, undefined, noPause);
    }
}

function weeksOf(requests: readonly Request[]): number[] {
    const weeks: number[] = [];
    for (const { entries } of requests) for (const { weekNumber: week } of entries) weeks.push(week);
    return weeks;
}

describe("An asker", () => {
    it("says of each week what the log has of it, although nobody hashed it before", () => {
        const fixture = new Fixture(noteEvents(100));
        fixture.ask([WEEK - 1, WEEK], 100);
        const requests = fixture.requests();
        assert.equal(1, requests.length);
        const [{ salt, entries }] = requests;
        const whole = entries.find(({ weekNumber: week }) => week === WEEK - 1)!;
        assert.same([Mode.Whole, 0, 0], [whole.mode, whole.count, whole.fingerprint]);
        const sketch = entries.find(({ weekNumber: week }) => week === WEEK)!;
        assert.same([Mode.Sketch, 100, 1], [sketch.mode, sketch.count, sketch.first]);
        assert.same(powerSums(fixture.ids(salt), 1, sketch.numbers.length, noPause), sketch.numbers);
        fixture.hash();
        assert.equal(rowOf(fixture.log, WEEK).fingerprint, sketch.fingerprint);
    });

    it("leaves out weeks that are no longer wanted when it is their turn", () => {
        const fixture = new Fixture();
        let isWanted = true;
        fixture.asker.ask([WEEK - 1, WEEK], (week) => (week === WEEK || isWanted ? wanted(40) : undefined));
        isWanted = false;
        fixture.advance(1);
        assert.same([WEEK], weeksOf(fixture.requests()));
        const [{ salt }] = fixture.requests();
        assert.not_nil(fixture.asker.askedWith(WEEK, salt));
        assert.is_nil(fixture.asker.askedWith(WEEK - 1, salt));
    });

    it("says nothing when none is wanted", () => {
        const fixture = new Fixture();
        fixture.asker.ask([WEEK], () => undefined);
        fixture.advance(1);
        assert.equal(0, fixture.said.length);
    });

    it("shares many weeks out among messages of one salt, none of which replaces another", () => {
        const fixture = new Fixture();
        const weeks: number[] = [];
        for (const index of $range(1, MANY)) weeks.push(index);
        fixture.ask(weeks, 40);
        const requests = fixture.requests();
        assert.is_true(requests.length > 1);
        assert.same(weeks, weeksOf(requests));
        const keys = new LuaSet<string>();
        for (const [index, { key, priority }] of ipairs(fixture.said)) {
            assert.equal(Priority.Control, priority);
            assert.equal(requests[0].salt, requests[index - 1].salt);
            assert.is_false(keys.has(key), key);
            keys.add(key);
        }
    });

    it("knows the salt of the last request for a week only", () => {
        const fixture = new Fixture();
        fixture.ask([WEEK - 1, WEEK], 40);
        fixture.ask([WEEK], 40);
        const [first, second] = fixture.requests();
        assert.are_not.equal(first.salt, second.salt);
        assert.not_nil(fixture.asker.askedWith(WEEK - 1, first.salt));
        assert.is_nil(fixture.asker.askedWith(WEEK, first.salt));
        assert.not_nil(fixture.asker.askedWith(WEEK, second.salt));
    });

    it("gives further sums of the events as they were when it asked", () => {
        const fixture = new Fixture(noteEvents(100));
        fixture.ask([WEEK], 100);
        const [{ salt, entries }] = fixture.requests();
        const ids = fixture.ids(salt);
        fixture.insert(noteEvents(5, 100));
        const first = entries[0].numbers.length + 1;
        fixture.asker.moreAsked({ salt, weekNumber: WEEK, first });
        fixture.advance(1);
        const [, further] = fixture.requests();
        const [entry] = further.entries;
        assert.same([salt, WEEK, 100, first], [further.salt, entry.weekNumber, entry.count, entry.first]);
        assert.equal(entries[0].fingerprint, entry.fingerprint);
        assert.same(powerSums(ids, first, ENTRY_LIMIT, noPause), entry.numbers);
    });

    it("gives sums up to the last one of a sketch, and none behind it", () => {
        const fixture = new Fixture(noteEvents(100));
        fixture.ask([WEEK], 100);
        const [{ salt }] = fixture.requests();
        fixture.clear();
        fixture.asker.moreAsked({ salt, weekNumber: WEEK, first: SKETCH_LIMIT + 1 });
        fixture.advance(1);
        assert.equal(0, fixture.said.length);
        fixture.asker.moreAsked({ salt, weekNumber: WEEK, first: SKETCH_LIMIT });
        fixture.advance(1);
        const [{ entries }] = fixture.requests();
        assert.same(powerSums(fixture.ids(salt), SKETCH_LIMIT, 1, noPause), entries[0].numbers);
    });

    it("gives no sums for what it did not ask", () => {
        const fixture = new Fixture(noteEvents(100));
        fixture.ask([WEEK], 100);
        const [{ salt }] = fixture.requests();
        fixture.asker.moreAsked({ salt: salt + 1, weekNumber: WEEK, first: 2 });
        fixture.asker.moreAsked({ salt, weekNumber: WEEK - 1, first: 2 });
        fixture.advance(1);
        assert.equal(1, fixture.said.length);
    });
});
