import { CLAIM_EXPIRY_SECONDS, STANDSTILL_FIRST_SECONDS, STANDSTILL_LONGEST_SECONDS } from "../../src/sync/constants";
import { Standstills } from "../../src/sync/standstills";
import type { WeekSummary } from "../../src/sync/week-summary";
import { ManualTime } from "../support/world";

const WEEK = 2810;
const PEER = "Peer-Realm";
const OTHER = "Other-Realm";

/** A week of so many events, whose fingerprint is this. */
function row(count: number, fingerprint: number, weekNumber = WEEK): WeekSummary {
    return { weekNumber, count, hash: 1, fingerprint };
}

const OWN = row(10, 100);
const THEIRS = row(12, 400);

class Fixture {
    readonly time = new ManualTime();
    readonly standstills: Standstills;

    constructor(firstSeconds?: number) {
        this.standstills = new Standstills(this.time, firstSeconds);
    }

    isLeft(theirs = THEIRS, own = OWN, peer = PEER): boolean {
        return this.standstills.isLeft(peer, theirs, own);
    }

    /** Seconds for which a difference is left alone from now on. */
    leftFor(theirs = THEIRS, own = OWN, peer = PEER): number {
        const start = this.time.now;
        while (this.isLeft(theirs, own, peer)) this.time.advance(1);
        return this.time.now - start;
    }
}

describe("A difference that stands still", () => {
    it("is left alone for a while, then for twice as long each time, up to a bound", () => {
        const fixture = new Fixture();
        assert.is_false(fixture.isLeft());
        for (const failures of $range(1, 9)) {
            fixture.standstills.note(PEER, THEIRS, OWN);
            const expected = math.min(STANDSTILL_FIRST_SECONDS * 2 ** (failures - 1), STANDSTILL_LONGEST_SECONDS);
            assert.equal(expected, fixture.leftFor());
            assert.equal(failures, fixture.standstills.list()[0].failures);
        }
    });

    it("is left alone at first for as long as is told", () => {
        const fixture = new Fixture(7);
        fixture.standstills.note(PEER, THEIRS, OWN);
        assert.equal(7, fixture.leftFor());
        fixture.standstills.note(PEER, THEIRS, OWN);
        assert.equal(14, fixture.leftFor());
    });

    it("stays the same when both take in an event, also where fingerprints wrap around", () => {
        const fixture = new Fixture();
        fixture.standstills.note(PEER, row(12, 3), row(10, 4294967295));
        assert.is_true(fixture.isLeft(row(13, 8), row(11, 4)));
        assert.is_false(fixture.isLeft(row(13, 9), row(11, 4)));
    });

    it("is another when one of both takes in an event, or another one is exchanged for it", () => {
        const fixture = new Fixture();
        fixture.standstills.note(PEER, THEIRS, OWN);
        assert.is_false(fixture.isLeft(row(13, 450)));
        assert.is_false(fixture.isLeft(THEIRS, row(11, 150)));
        assert.is_false(fixture.isLeft(row(12, 401)));
        assert.is_false(fixture.isLeft(row(13, 400)));
        assert.is_true(fixture.isLeft());
    });

    it("counts anew when it is another", () => {
        const fixture = new Fixture();
        for (const _ of $range(1, 4)) fixture.standstills.note(PEER, THEIRS, OWN);
        fixture.standstills.note(PEER, row(13, 450), row(11, 151));
        assert.equal(1, fixture.standstills.list()[0].failures);
        assert.equal(STANDSTILL_FIRST_SECONDS, fixture.leftFor(row(13, 450), row(11, 151)));
        assert.equal(1, fixture.standstills.count());
    });

    it("is one of each peer and week", () => {
        const fixture = new Fixture();
        fixture.standstills.note(PEER, THEIRS, OWN);
        assert.is_false(fixture.isLeft(THEIRS, OWN, OTHER));
        assert.is_false(fixture.isLeft(row(12, 400, WEEK + 1), row(10, 100, WEEK + 1)));
        fixture.standstills.note(OTHER, THEIRS, OWN);
        fixture.standstills.note(PEER, row(12, 400, WEEK + 1), row(10, 100, WEEK + 1));
        assert.equal(3, fixture.standstills.count());
    });

    it("is left alone for longer when the own week failed with many: several that lack different events say no more", () => {
        const fixture = new Fixture();
        const lacking = [1, 2, 3, 4].map((index) => row(9, index));
        for (const [index, theirs] of ipairs(lacking)) fixture.standstills.note(`P${index}-Realm`, theirs, OWN);
        assert.equal(
            STANDSTILL_FIRST_SECONDS * 2 ** (lacking.length - 1),
            fixture.leftFor(lacking[0], OWN, "P1-Realm"),
        );
        // Who was never talked to is talked to at once, whatever the others said.
        assert.is_false(fixture.isLeft(row(9, 50), OWN, "New-Realm"));
    });

    it("tells of the own week that it has failed, until that is another", () => {
        const fixture = new Fixture();
        assert.is_false(fixture.standstills.hasFailed(OWN));
        fixture.standstills.note(PEER, THEIRS, OWN);
        assert.is_true(fixture.standstills.hasFailed(OWN));
        assert.is_false(fixture.standstills.hasFailed(row(11, 150)));
        assert.is_false(fixture.standstills.hasFailed(row(10, 100, WEEK + 1)));
        fixture.time.advance(2 * STANDSTILL_LONGEST_SECONDS);
        assert.is_true(fixture.standstills.hasFailed(OWN));
    });

    it("is forgotten when it is told to, once", () => {
        const fixture = new Fixture();
        fixture.standstills.note(PEER, THEIRS, OWN);
        fixture.standstills.note(OTHER, THEIRS, OWN);
        fixture.standstills.forget(PEER, WEEK);
        fixture.standstills.forget(PEER, WEEK);
        fixture.standstills.forget(PEER, WEEK - 1);
        assert.equal(1, fixture.standstills.count());
        assert.is_false(fixture.isLeft());
        assert.is_true(fixture.isLeft(THEIRS, OWN, OTHER));
    });
});

describe("The differences that stand still", () => {
    it("are listed newest week first, then by peer, with what the peer has more or fewer", () => {
        const fixture = new Fixture();
        const weeks = [WEEK, WEEK + 2, WEEK + 1];
        for (const weekNumber of weeks) {
            fixture.standstills.note("b-Realm", row(12, 400, weekNumber), row(10, 100, weekNumber));
            fixture.standstills.note("B-Realm", row(3, 50, weekNumber), row(10, 100, weekNumber));
        }
        const found = fixture.standstills.list().map(({ peer, weekNumber, surplus }) => [weekNumber, peer, surplus]);
        assert.same(
            [WEEK + 2, WEEK + 1, WEEK].flatMap((weekNumber) => [
                [weekNumber, "B-Realm", -7],
                [weekNumber, "b-Realm", 2],
            ]),
            found,
        );
    });

    it("is forgotten when nobody has looked at it for long, and not before", () => {
        const { time, standstills } = new Fixture();
        for (const weekNumber of $range(1, 100)) {
            standstills.note(PEER, row(12, 400, weekNumber), row(10, 100, weekNumber));
        }
        time.advance(CLAIM_EXPIRY_SECONDS);
        standstills.sweep();
        assert.equal(100, standstills.count());
        time.advance(STANDSTILL_FIRST_SECONDS + 1);
        standstills.sweep();
        assert.equal(0, standstills.count());
        assert.is_false(standstills.hasFailed(row(10, 100, 1)));
    });

    it("is forgotten of the weeks before a base whose roots are equal, with that peer alone", () => {
        const { standstills } = new Fixture();
        for (const peer of [PEER, OTHER]) {
            for (const weekNumber of [WEEK - 1, WEEK]) {
                standstills.note(peer, row(12, 400, weekNumber), row(10, 100, weekNumber));
            }
        }
        standstills.forgetBefore(PEER, WEEK);
        const left = standstills.list().map(({ peer, weekNumber }) => `${peer} ${weekNumber}`);
        assert.same([`${OTHER} ${WEEK}`, `${PEER} ${WEEK}`, `${OTHER} ${WEEK - 1}`], left);
    });
});
