import { weekOf } from "../../src/event/key";
import {
    ADVERTISE_INTERVAL_SECONDS,
    ANSWER_JITTER_SECONDS,
    ANSWER_QUIET_SECONDS,
    PASS_ON_LIMIT,
    RANK_STEP_SECONDS,
    REPEATED_WAIT_SECONDS,
    REPLY_LIMIT,
    ROWS_RANK_STEP_SECONDS,
    SUMS_LIMIT,
} from "../../src/sync/constants";
import {
    ADVERTISE,
    ANSWERING,
    encodeAdvertisement,
    encodeAnswering,
    encodeHello,
    encodeRowsRequest,
    EVENTS,
    HELLO,
    ROWS,
    ROWS_REQUEST,
} from "../../src/sync/messages";
import { encodeEntry, encodeMore, encodeRequest, Mode, MORE, REQUEST } from "../../src/sync/requests";
import { rowOf } from "../../src/sync/week-summary";
import { shortIdsOf } from "../../src/sync/short-id";
import { noPause } from "../support/background";
import { START } from "../support/world";
import { claimOf, noteEvent, noteEvents } from "./stage";
import { blockOf, SyncStage } from "./sync-stage";

const WEEK = weekOf(START);
const ROGUE = "Rogue-Realm";
const ASKER = "Asker-Realm";
const MINUTE = 60;

/** Past this client's turn, behind one other. */
const TURN = RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 0.5;

/** A client with 20 events, behind a rogue in rank. */
function secondInRank(): SyncStage {
    const fixture = new SyncStage(noteEvents(20));
    fixture.advertise(1, 0, ROGUE);
    return fixture;
}

describe("A client among peers who mean harm", () => {
    it("advertises no more often for who says Hello, or what is news, without end", () => {
        const say = [
            (fixture: SyncStage, index: number) => fixture.hear(HELLO, encodeHello(index), ROGUE, index % 2 === 0),
            (fixture: SyncStage, index: number) => {
                const rows = [{ weekNumber: WEEK, count: 1, hash: 1, fingerprint: index }];
                fixture.hear(ADVERTISE, encodeAdvertisement(claimOf(1, rows, WEEK - 3)), ROGUE, false);
            },
        ];
        for (const act of say) {
            const fixture = new SyncStage(noteEvents(20));
            fixture.advance(5);
            fixture.clear();
            for (const index of $range(1, 10 * MINUTE)) {
                act(fixture, index);
                fixture.advance(1);
            }
            const usual = (10 * MINUTE) / ADVERTISE_INTERVAL_SECONDS;
            assert.is_true(fixture.payloads(ADVERTISE.type).length <= 2 * usual + REPLY_LIMIT);
            // Another one is replied to as ever.
            fixture.clear();
            fixture.hear(HELLO, encodeHello(1), "Other-Realm");
            fixture.advance(2);
            assert.equal(1, fixture.payloads(ADVERTISE.type).length);
        }
    });

    it("says what it has under the keys of events that somebody says with other bodies", () => {
        const fixture = secondInRank();
        fixture.isRefusing = true;
        fixture.ask([WEEK], ASKER);
        const forged = noteEvents(20).map((event) => ({ ...event, body: "\x01\x00" }));
        for (const _ of $range(1, 10)) {
            fixture.hear(EVENTS, blockOf(forged), ROGUE);
            fixture.advance(TURN / 10);
        }
        fixture.advance(1);
        assert.equal(20, fixture.sent().length);
    });

    it("does not wait for who says the same few events again and again", () => {
        const fixture = secondInRank();
        fixture.ask([WEEK], ASKER);
        for (const _ of $range(1, 10)) {
            fixture.hear(EVENTS, blockOf(noteEvents(10)), ROGUE);
            fixture.advance(ANSWER_QUIET_SECONDS / 2);
        }
        assert.equal(10, fixture.sent().length);
    });

    it("asks again for a week of which somebody sends only what is here", () => {
        const fixture = new SyncStage(noteEvents(20));
        fixture.advertise(25);
        fixture.advance(4);
        fixture.clear();
        for (const _ of $range(1, (2 * REPEATED_WAIT_SECONDS) / 2)) {
            fixture.hear(EVENTS, blockOf(noteEvents(1)), ROGUE, true);
            fixture.advance(2);
        }
        assert.is_true(fixture.payloads(REQUEST.type).length > 0);
    });

    it("tells rows although a peer that ranks before says to be at work", () => {
        const fixture = secondInRank();
        fixture.hear(ROWS_REQUEST, encodeRowsRequest(WEEK + 1), ASKER);
        for (const _ of $range(1, 8)) {
            fixture.hear(ANSWERING, encodeAnswering([1]), ROGUE);
            fixture.advance((ROWS_RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 0.5) / 8);
        }
        assert.equal(1, fixture.payloads(ROWS.type).length);
    });

    it("does not take for busy who has told only this client so", () => {
        const fixture = secondInRank();
        fixture.ask([WEEK], ASKER);
        for (const _ of $range(1, 8)) {
            fixture.hear(ANSWERING, encodeAnswering([1]), ROGUE, true);
            fixture.advance(TURN / 8);
        }
        fixture.advance(1);
        assert.equal(20, fixture.sent().length);
    });

    it("gives further sums of a request a few times, however often they are asked for", () => {
        const fixture = new SyncStage(noteEvents(100));
        fixture.advertise(100);
        fixture.advance(4);
        const { salt } = fixture.asked();
        fixture.clear();
        for (const _ of $range(1, 30)) {
            fixture.hear(MORE, encodeMore({ salt, weekNumber: WEEK, first: 1 }), ROGUE, true);
            fixture.advance(0.25);
        }
        assert.equal(SUMS_LIMIT, fixture.payloads(REQUEST.type).length);
    });

    it("passes on a bounded number of events that one peer whispers, and takes all in", () => {
        const fixture = new SyncStage();
        fixture.advance(1000);
        fixture.creator = ROGUE;
        fixture.clear();
        const count = 3 * PASS_ON_LIMIT;
        for (const index of $range(1, count)) fixture.hear(EVENTS, blockOf([noteEvent(990, index)]), ROGUE, true);
        fixture.advance(1);
        assert.equal(count, fixture.log.count());
        assert.is_true(fixture.sent().length <= PASS_ON_LIMIT + 10);
    });

    it("believes nothing that is advertised of weeks to come", () => {
        const fixture = new SyncStage(noteEvents(20));
        const later = [{ weekNumber: WEEK + 2, count: 1, hash: 1, fingerprint: 1 }];
        fixture.hear(ADVERTISE, encodeAdvertisement(claimOf(1, later, WEEK - 3)), ROGUE);
        fixture.hear(ADVERTISE, encodeAdvertisement(claimOf(1, [], WEEK + 2)), ROGUE);
        assert.same({ future: 2 }, fixture.ignored);
        assert.same(["unknown", 0], [fixture.sync.state(), fixture.sync.behind().length]);
    });

    it("tells within an interval that it has an event more, however rarely it spoke among others that differ", () => {
        const fixture = new SyncStage(noteEvents(20));
        for (const _ of $range(1, 60)) {
            fixture.advertise(21, 0, ROGUE);
            fixture.advance(ADVERTISE_INTERVAL_SECONDS);
        }
        fixture.clear();
        fixture.hear(EVENTS, blockOf([noteEvent(1, 30)]), ROGUE);
        fixture.advance(1.25 * ADVERTISE_INTERVAL_SECONDS + 1);
        assert.equal(1, fixture.payloads(ADVERTISE.type).length);
    });

    it("takes nobody for silent where there was nothing to say", () => {
        const fixture = secondInRank();
        const ranked = (): number => fixture.sync.reputation.serving().length;
        fixture.hash();
        const { count } = rowOf(fixture.log, WEEK);
        const numbers = shortIdsOf(fixture.log.open(WEEK, noPause)!, 5, undefined, noPause);
        const entry = { weekNumber: WEEK, count, mode: Mode.List, isKeyed: false, isDoubted: false, first: 1, numbers };
        fixture.hear(REQUEST, encodeRequest(5, [encodeEntry({ ...entry, fingerprint: 7 })]), ASKER);
        fixture.advance(TURN);
        assert.same([0, 1], [fixture.sent().length, ranked()]);
        fixture.ask([WEEK], ASKER);
        fixture.advance(TURN);
        assert.same([20, 0], [fixture.sent().length, ranked()]);
    });
});
