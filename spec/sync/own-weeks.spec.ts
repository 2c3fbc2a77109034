import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { RECENT_WEEKS } from "../../src/sync/constants";
import type { SyncContext } from "../../src/sync/context";
import { OwnWeeks } from "../../src/sync/own-weeks";
import { WEEK_END } from "../../src/sync/week-summary";
import type { TestEvent } from "../support/events";
import { START } from "../support/world";
import { noteEvent, Stage } from "./stage";

const WEEK = weekOf(START);
/** Numbers of events: those of this client are the odd ones. */
const OWN = 1;
const FOREIGN = 2;

/** A client that does not serve, unless told. */
function fixture(events: readonly TestEvent[], mayServe = false, isSending = true): OwnWeeks {
    const stage = new Stage(events);
    stage.mayServe = mayServe;
    const ownId = noteEvent(0, OWN).id;
    const context: SyncContext = {
        ...stage.context,
        isCreator: (id, peer) => id === ownId && peer === stage.context.self,
        isSending: () => isSending,
    };
    const ownWeeks = new OwnWeeks(context);
    // The search is done in slices.
    stage.advance(1);
    return ownWeeks;
}

function eventOf(back: number, number: number): TestEvent {
    return noteEvent(-back * WEEK_SECONDS, number);
}

describe("The weeks in which this client wrote", () => {
    it("are found in the log, among the newest ones", () => {
        const events: TestEvent[] = [];
        for (const back of $range(0, RECENT_WEEKS)) events.push(eventOf(back, back % 2 === 0 ? OWN : FOREIGN));
        const ownWeeks = fixture(events);
        for (const back of $range(0, RECENT_WEEKS - 1)) assert.equal(back % 2 === 0, ownWeeks.has(WEEK - back));
        assert.is_false(ownWeeks.has(WEEK - RECENT_WEEKS));
    });

    it("are those, too, in which it writes from now on", () => {
        const ownWeeks = fixture([]);
        assert.is_false(ownWeeks.has(WEEK));
        ownWeeks.add(WEEK);
        assert.is_true(ownWeeks.has(WEEK));
    });

    it("are searched for when the log has been loaded, which is after the sync is made", () => {
        const stage = new Stage();
        stage.mayServe = undefined;
        const { time, id, body } = eventOf(1, OWN);
        const ownWeeks = new OwnWeeks({ ...stage.context, isCreator: (each) => each === id });
        stage.log.insert(time, id, body);
        stage.advance(1);
        assert.is_true(ownWeeks.has(WEEK - 1));
    });

    it("are not searched for by who serves: it answers for all weeks", () => {
        const ownWeeks = fixture([eventOf(0, OWN)], true);
        assert.is_false(ownWeeks.has(WEEK));
    });
});

describe("Rows of a peer, with empty ones for own weeks that it has nothing of,", () => {
    const events = [eventOf(0, OWN), eventOf(1, OWN), eventOf(2, FOREIGN)];
    const told = [{ weekNumber: WEEK, count: 3, hash: 1, fingerprint: 1 }];

    it("name these weeks, within the range, and none that others wrote", () => {
        const ownWeeks = fixture(events);
        const weekNumbers = (from: number, to: number): number[] =>
            ownWeeks.withEmpty(told, from, to).map(({ weekNumber }) => weekNumber);
        assert.same([WEEK, WEEK - 1], weekNumbers(0, WEEK_END));
        assert.same([WEEK], weekNumbers(WEEK, WEEK_END));
        assert.equal(0, ownWeeks.withEmpty(told, 0, WEEK_END)[1].count);
        assert.equal(1, told.length);
    });

    it("are what the peer told if this client serves or does not send", () => {
        for (const ownWeeks of [fixture(events, true), fixture(events, false, false)]) {
            ownWeeks.add(WEEK - 1);
            assert.same(told, ownWeeks.withEmpty(told, 0, WEEK_END));
        }
    });
});
