import {
    ANSWER_REFILL_SECONDS,
    ANSWER_SPARE_EVENTS,
    CLAIM_EXPIRY_SECONDS,
    DISTRUST_SECONDS,
    FAILURE_LIMIT,
    FAILURE_REFILL_SECONDS,
    STRANGE_REFILL_SECONDS,
    LIE_LIMIT,
    LONE_WINDOW_SECONDS,
    RANK_LIMIT,
    REQUEST_REFILL_SECONDS,
    REQUEST_SPARE_WEEKS,
    ROWS_ANSWER_LIMIT,
    ROWS_ANSWER_REFILL_SECONDS,
    SILENCE_SECONDS,
    SPOKESMAN_SECONDS,
} from "../../src/sync/constants";
import type { Advertisement } from "../../src/sync/messages";
import { Reputation, type ReputationParameters, type Standing } from "../../src/sync/reputation";
import { ManualTime, messageOf } from "../support/world";
import { claimOf } from "./stage";

/** The parameters of the protocol. */
const PROTOCOL: ReputationParameters = {
    claimSeconds: CLAIM_EXPIRY_SECONDS,
    silenceSeconds: SILENCE_SECONDS,
    distrustSeconds: DISTRUST_SECONDS,
    loneSeconds: LONE_WINDOW_SECONDS,
    rankLimit: RANK_LIMIT,
};

/** Others. */
const PARAMETERS: ReputationParameters = {
    claimSeconds: 7,
    silenceSeconds: 5,
    distrustSeconds: 3,
    loneSeconds: 2,
    rankLimit: 4,
};

const ROOT = 7;

class Fixture {
    readonly time = new ManualTime();
    readonly reputation: Reputation;

    constructor(parameters?: ReputationParameters) {
        this.time.advance(1000);
        this.reputation = new Reputation(this.time, parameters);
    }

    /** A peer that claims to serve. */
    addServing(name: string, claim: number): Standing {
        const peer = this.reputation.of(name);
        this.reputation.claimed(peer, claimOf(claim));
        return peer;
    }

    /** Tells rows that do not make their root as often as makes a peer distrusted. */
    lie(peer: Standing, times = LIE_LIMIT): void {
        for (const _ of $range(1, times)) {
            this.reputation.claimed(peer, claimOf(1, [], 0, ROOT));
            this.reputation.toldRows(peer, false);
            this.reputation.claimed(peer, claimOf(1, [], 0, ROOT));
        }
    }

    serving(): string[] {
        return namesOf(this.reputation.serving());
    }

    before(claim: number, name: string, rotation = 0): string[] {
        return namesOf(this.reputation.before(claim, name, rotation));
    }
}

/** A reputation as it is by default and one with other parameters, and what each must have for one of them. */
function both(key: keyof ReputationParameters): { readonly fixture: Fixture; readonly value: number }[] {
    return [
        { fixture: new Fixture(), value: PROTOCOL[key] },
        { fixture: new Fixture(PARAMETERS), value: PARAMETERS[key] },
    ];
}

function namesOf(peers: readonly Standing[]): string[] {
    return peers.map(({ name }) => name);
}

describe("Reputation", () => {
    it("has one standing for each name, made when it is first asked for", () => {
        const { reputation } = new Fixture();
        assert.is_nil(reputation.get("A-Realm"));
        const peer = reputation.of("A-Realm");
        assert.equal("A-Realm", peer.name);
        assert.equal(peer, reputation.of("A-Realm"));
        assert.equal(peer, reputation.get("A-Realm"));
        assert.not_equal(peer, reputation.of("B-Realm"));
        assert.is_nil(reputation.get("C-Realm"));
    });

    it("trusts a new peer, which serves nothing yet, has all of its allowances and is not deaf", () => {
        const { reputation } = new Fixture();
        const peer = reputation.of("A-Realm");
        assert.is_false(reputation.isDistrusted(peer));
        assert.is_true(reputation.isLone(peer));
        assert.same([], reputation.serving());
        assert.equal(0, peer.deafUntil);
        assert.is_nil(peer.claim);
        assert.is_nil(peer.sentAt);
        assert.is_false(peer.isProven);
        assert.is_true(reputation.mayFail("A-Realm"));
    });

    it("gives the turn of spokesmen that pass nothing on to the next ones, once", () => {
        const fixture = new Fixture();
        const { reputation } = fixture;
        for (const [index, name] of ipairs(["A-Realm", "B-Realm", "C-Realm", "D-Realm"]))
            fixture.addServing(name, index);
        const first = reputation.spokesmen();
        reputation.loseTurn(0);
        reputation.loseTurn(0);
        const second = reputation.spokesmen();
        for (const name of second) assert.is_false(first.includes(name));
        reputation.loseTurn(1);
        assert.same(first, reputation.spokesmen());
    });

    it("names those as spokesmen, too, that were heard to tell everybody of events, unless they are silent or lie", () => {
        const fixture = new Fixture();
        const { reputation } = fixture;
        const peer = reputation.of("A-Realm");
        peer.busyAt = fixture.time.uptime();
        assert.same(["A-Realm"], reputation.spokesmen());
        fixture.addServing("A-Realm", 1);
        assert.same(["A-Realm"], reputation.spokesmen());
        reputation.wereSilent([peer], fixture.time.uptime());
        assert.same([], reputation.spokesmen());
        fixture.time.advance(CLAIM_EXPIRY_SECONDS);
        assert.same([], reputation.spokesmen());
    });

    it("names two of those that serve as spokesmen, all in turn", () => {
        const fixture = new Fixture();
        const { reputation } = fixture;
        const names = ["A-Realm", "B-Realm", "C-Realm"];
        assert.same([], reputation.spokesmen());
        fixture.addServing(names[0], 1);
        assert.same(["A-Realm"], reputation.spokesmen());
        fixture.addServing(names[1], 2);
        fixture.addServing(names[2], 3);
        const seen = new LuaSet<string>();
        for (const _ of $range(1, 3)) {
            const pair = reputation.spokesmen();
            assert.same(pair, reputation.spokesmen());
            assert.equal(2, pair.length);
            assert.not_equal(pair[0], pair[1]);
            seen.add(pair[0]);
            fixture.time.advance(SPOKESMAN_SECONDS);
        }
        for (const name of names) assert.is_true(seen.has(name), name);
    });

    it("raises for parameters that are not greater than 0, and for a rank limit that is not whole", () => {
        for (const key of Object.keys(PARAMETERS)) {
            for (const value of [0, -1]) {
                messageOf(() => new Fixture({ ...PARAMETERS, [key]: value }));
            }
        }
        assert.is_truthy(
            string.find(
                messageOf(() => new Fixture({ ...PARAMETERS, rankLimit: 1.5 })),
                "rankLimit",
            )[0],
        );
        new Fixture({ ...PARAMETERS, rankLimit: 1, claimSeconds: 0.5 });
    });
});

describe("The rank of peers", () => {
    it("goes by claim, then by the bytes of the name, and only those have one that claim to serve", () => {
        const fixture = new Fixture();
        fixture.reputation.of("Listener-Realm");
        fixture.addServing("B-Realm", 100);
        fixture.addServing("D-Realm", 200);
        fixture.addServing("C-Realm", 100);
        assert.same(["B-Realm", "C-Realm", "D-Realm"], fixture.serving());
        assert.same([], fixture.before(99, "Z-Realm"));
        assert.same([], fixture.before(100, "A-Realm"));
        assert.same(["B-Realm"], fixture.before(100, "Ba-Realm"));
        assert.same(["B-Realm", "C-Realm", "D-Realm"], fixture.before(200, "E-Realm"));
    });

    it("is the same for all of them, whatever it is rotated by", () => {
        const names = ["A-Realm", "a-Realm", "É-Realm", "Z-Realm", "Y-Realm"];
        for (const rotation of [0, 1, 2, 4, 5, 2820]) {
            const lengths = new LuaSet<number>();
            let first: string | undefined;
            for (const own of names) {
                const fixture = new Fixture();
                for (const other of names) {
                    if (other !== own) fixture.addServing(other, 5);
                }
                const before = fixture.before(5, own, rotation);
                assert.is_false(lengths.has(before.length), `two of the same rank, rotated by ${rotation}`);
                lengths.add(before.length);
                assert.is_false(before.includes(own));
                const begins = before[0] ?? own;
                assert.equal(first ?? begins, begins);
                first = begins;
            }
        }
    });

    it("begins with another for each rotation", () => {
        const fixture = new Fixture();
        for (const name of ["A-Realm", "B-Realm", "D-Realm"]) fixture.addServing(name, 5);
        const first = [0, 1, 2, 3].map((rotation) => fixture.before(5, "C-Realm", rotation)[0] ?? "C-Realm");
        assert.same(["A-Realm", "B-Realm", "C-Realm", "D-Realm"], first);
        assert.same(["D-Realm", "A-Realm", "B-Realm"], fixture.before(5, "C-Realm", 3));
    });

    it("never makes anybody wait for more than the limit", () => {
        for (const { fixture, value } of both("rankLimit")) {
            for (const index of $range(1, 50)) fixture.addServing(`P${index}-Realm`, 1);
            assert.equal(value, fixture.before(5, "Z-Realm").length);
        }
    });

    it("is lost when a peer has not advertised for a while", () => {
        for (const { fixture, value } of both("claimSeconds")) {
            const peer = fixture.addServing("A-Realm", 1);
            fixture.time.advance(value - 1);
            assert.same(["A-Realm"], fixture.before(5, "B-Realm"));
            fixture.time.advance(1);
            assert.same([], fixture.before(5, "B-Realm"));
            fixture.reputation.claimed(peer, claimOf(1));
            assert.same(["A-Realm"], fixture.before(5, "B-Realm"));
        }
    });

    it("is lost for a while by silence in its turn, until the peer is heard answering", () => {
        for (const { fixture, value } of both("silenceSeconds")) {
            const { reputation, time } = fixture;
            const peer = fixture.addServing("A-Realm", 1);
            fixture.addServing("B-Realm", 2);
            reputation.wereSilent([peer], time.now);
            assert.same(["B-Realm"], fixture.serving());
            reputation.answered("A-Realm");
            assert.same(["A-Realm", "B-Realm"], fixture.serving());
            reputation.wereSilent([peer], time.now);
            assert.same(["A-Realm", "B-Realm"], fixture.serving());
            time.advance(0.1);
            reputation.wereSilent([peer], time.now);
            time.advance(value - 1);
            assert.same(["B-Realm"], fixture.serving());
            time.advance(1);
            assert.same(["A-Realm", "B-Realm"], fixture.serving());
        }
    });
});

describe("A standing", () => {
    it("is distrusted for a while, and has no rank then", () => {
        for (const { fixture, value } of both("distrustSeconds")) {
            const { reputation, time } = fixture;
            const peer = fixture.addServing("A-Realm", 1);
            fixture.lie(peer);
            assert.is_true(reputation.isDistrusted(peer));
            assert.is_false(reputation.isDistrusted(reputation.of("B-Realm")));
            assert.same([], fixture.serving());
            time.advance(value - 1);
            assert.is_true(reputation.isDistrusted(peer));
            time.advance(1);
            assert.is_false(reputation.isDistrusted(peer));
            assert.same(["A-Realm"], fixture.serving());
        }
    });

    it("is distrusted for rows that do not make the root that it goes on to advertise, not for one slip between true ones", () => {
        const fixture = new Fixture();
        const { reputation } = fixture;
        const peer = reputation.of("A-Realm");
        for (const _ of $range(1, 20)) {
            fixture.lie(peer, LIE_LIMIT - 1);
            assert.is_false(reputation.isDistrusted(peer));
            reputation.toldRows(peer, true);
        }
        fixture.lie(peer);
        assert.is_true(reputation.isDistrusted(peer));
    });

    it("is not distrusted when its log has changed between advertisement and rows", () => {
        const { reputation } = new Fixture();
        const peer = reputation.of("A-Realm");
        for (const root of $range(1, 20)) {
            reputation.claimed(peer, claimOf(1, [], 0, root));
            reputation.toldRows(peer, false);
        }
        assert.is_false(reputation.isDistrusted(peer));
    });

    it("that was distrusted has all its slips again", () => {
        const fixture = new Fixture();
        const peer = fixture.reputation.of("A-Realm");
        fixture.lie(peer);
        fixture.time.advance(DISTRUST_SECONDS);
        fixture.lie(peer, LIE_LIMIT - 1);
        assert.is_false(fixture.reputation.isDistrusted(peer));
    });

    it("is never distrusted for what led to nothing: it is asked for little then, until something was had", () => {
        const { reputation, time } = new Fixture();
        const peer = reputation.of("A-Realm");
        for (const _ of $range(1, FAILURE_LIMIT)) {
            assert.is_true(reputation.mayFail("A-Realm"));
            reputation.failed("A-Realm");
        }
        assert.is_false(reputation.mayFail("A-Realm"));
        assert.is_true(reputation.mayFail("B-Realm"));
        for (const _ of $range(1, 100)) reputation.failed("A-Realm");
        assert.is_false(reputation.isDistrusted(peer));
        time.advance(STRANGE_REFILL_SECONDS - 1);
        assert.is_false(reputation.mayFail("A-Realm"));
        time.advance(1);
        assert.is_true(reputation.mayFail("A-Realm"));
        reputation.failed("A-Realm");
        assert.is_false(reputation.mayFail("A-Realm"));
        assert.is_false(peer.isProven);
        reputation.proved("A-Realm");
        assert.is_true(peer.isProven);
        for (const _ of $range(1, FAILURE_LIMIT)) {
            assert.is_true(reputation.mayFail("A-Realm"));
            reputation.failed("A-Realm");
        }
        assert.is_false(reputation.mayFail("A-Realm"));
        time.advance(FAILURE_REFILL_SECONDS);
        assert.is_true(reputation.mayFail("A-Realm"));
    });

    it("says whether an advertisement is news: another claim of the same log is none", () => {
        const { reputation } = new Fixture();
        const peer = reputation.of("A-Realm");
        const row = { weekNumber: 7, count: 1, hash: 2, fingerprint: 3 };
        const news = (advertisement: Advertisement): boolean => reputation.claimed(peer, advertisement);
        assert.is_true(news(claimOf(1, [row], 5, 9)));
        assert.is_false(news(claimOf(1, [row], 5, 9)));
        assert.is_false(news(claimOf(2, [row], 5, 9)));
        assert.is_true(news(claimOf(2, [row], 6, 9)));
        assert.is_true(news(claimOf(2, [row], 6, 10)));
        assert.is_true(news(claimOf(2, [{ ...row, fingerprint: 4 }], 6, 10)));
        assert.is_true(news(claimOf(2, [], 6, 10)));
        assert.is_true(reputation.claimed(reputation.of("B-Realm"), claimOf(2, [], 6, 10)));
        assert.same([6, 10], [peer.base, peer.root]);
    });

    it("keeps the rows of the last advertisement", () => {
        const { reputation } = new Fixture();
        const peer = reputation.of("A-Realm");
        const row = { weekNumber: 7, count: 1, hash: 2, fingerprint: 3 };
        reputation.claimed(peer, claimOf(1, [row]));
        assert.same(row, peer.rows.get(7));
        reputation.claimed(peer, claimOf(4, [{ ...row, weekNumber: 8 }]));
        assert.is_nil(peer.rows.get(7));
        assert.same([4, 1000], [peer.claim, peer.claimedAt]);
    });

    it("is lone while no other peer has lately shown that it lacks something", () => {
        for (const { fixture, value } of both("loneSeconds")) {
            const { reputation, time } = fixture;
            const [first, second] = [reputation.of("A-Realm"), reputation.of("B-Realm")];
            reputation.lacks(first);
            assert.is_true(reputation.isLone(first));
            assert.is_false(reputation.isLone(second));
            reputation.lacks(second);
            assert.is_false(reputation.isLone(first));
            time.advance(value);
            assert.is_false(reputation.isLone(first));
            time.advance(1);
            assert.is_true(reputation.isLone(first));
        }
    });

    it("stays deaf for its time, whatever it advertises or answers", () => {
        const { reputation } = new Fixture();
        const peer = reputation.of("A-Realm");
        peer.deafUntil = 100;
        reputation.claimed(peer, claimOf(1));
        reputation.answered("A-Realm");
        assert.equal(100, reputation.of("A-Realm").deafUntil);
    });
});

describe("An allowance", () => {
    /** What is granted of both to a peer that asks for so much, in a log of so many weeks and events. */
    const kinds = [
        {
            name: "of requests is twice the weeks that there are and some more",
            take: (reputation: Reputation, peer: Standing, wanted: number, here: number) =>
                reputation.takeRequests(peer, wanted, here),
            capacityOf: (here: number) => 2 * here + REQUEST_SPARE_WEEKS,
            refillSeconds: REQUEST_REFILL_SECONDS,
        },
        {
            name: "of answers is the events that there are and some more",
            take: (reputation: Reputation, peer: Standing, wanted: number, here: number) =>
                reputation.takeAnswers(peer, wanted, here),
            capacityOf: (here: number) => here + ANSWER_SPARE_EVENTS,
            refillSeconds: ANSWER_REFILL_SECONDS,
        },
    ];

    for (const { name, take, capacityOf, refillSeconds } of kinds) {
        it(`${name}, for each peer, refilled with time`, () => {
            const { reputation, time } = new Fixture();
            const [peer, other] = [reputation.of("A-Realm"), reputation.of("B-Realm")];
            const capacity = capacityOf(300);
            assert.equal(10, take(reputation, peer, 10, 300));
            assert.equal(capacity - 10, take(reputation, peer, 10 * capacity, 300));
            assert.equal(0, take(reputation, peer, 1, 300));
            assert.equal(capacity, take(reputation, other, 10 * capacity, 300));
            time.advance(refillSeconds / 2);
            assert.equal(capacity / 2, take(reputation, peer, 10 * capacity, 300));
            time.advance(10 * refillSeconds);
            assert.equal(capacity, take(reputation, peer, 10 * capacity, 300));
        });

        it(`${name}, also of a log that has just begun or has grown`, () => {
            const { reputation, time } = new Fixture();
            const peer = reputation.of("A-Realm");
            assert.equal(capacityOf(0), take(reputation, peer, 1e6, 0));
            time.advance(2 * refillSeconds);
            assert.equal(capacityOf(1000), take(reputation, peer, 1e6, 1000));
        });
    }

    it("of answers to questions for rows is a few, for each peer, refilled with time", () => {
        const { reputation, time } = new Fixture();
        const { rowsAnswers } = reputation.of("A-Realm");
        assert.equal(ROWS_ANSWER_LIMIT, rowsAnswers.take(40));
        assert.equal(0, rowsAnswers.take(1));
        assert.equal(1, reputation.of("B-Realm").rowsAnswers.take(1));
        time.advance(ROWS_ANSWER_REFILL_SECONDS);
        assert.equal(1, rowsAnswers.take(40));
    });

    it("of requests is none of answers", () => {
        const { reputation } = new Fixture();
        const peer = reputation.of("A-Realm");
        reputation.takeRequests(peer, 1e6, 10);
        assert.equal(5, reputation.takeAnswers(peer, 5, 10));
    });
});
