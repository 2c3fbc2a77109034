import { ANSWER_WAIT_SECONDS, PUT_OFF_LIMIT } from "../../src/sync/constants";
import { Target, Targets } from "../../src/sync/targets";
import { weekOf } from "../../src/event/key";
import { SeededRandom } from "../random";
import { START } from "../support/world";
import { noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);

function target(week: number, count = 10, peer = "Peer-Realm"): Target {
    return new Target({ weekNumber: week, count, hash: 1, fingerprint: 2 }, peer, 100, 90);
}

describe("Targets", () => {
    it("are one a week, listed newest first", () => {
        const targets = new Targets();
        for (const week of [2810, 2815, 2805]) targets.add(target(week));
        assert.equal(3, targets.count());
        assert.same(
            [2815, 2810, 2805],
            targets.list().map(({ row }) => row.weekNumber),
        );
        assert.is_true(targets.drop(2810));
        assert.is_false(targets.drop(2810));
        assert.is_nil(targets.get(2810));
        assert.equal(2815, targets.get(2815)!.row.weekNumber);
        assert.equal(2, targets.count());
    });

    it("stand in order and are counted by peer, whatever comes and goes", () => {
        const random = new SeededRandom(63);
        const targets = new Targets();
        const peers = ["A-Realm", "B-Realm"];
        const expected = new LuaMap<number, string>();
        for (const _ of $range(1, 500)) {
            const week = random.integer(2000, 2060);
            const peer = peers[random.integer(0, 1)];
            const known = targets.get(week);
            if (known === undefined) {
                targets.add(target(week, 10, peer));
                expected.set(week, peer);
            } else if (random.integer(1, 2) === 1) {
                targets.advertised(known, { ...known.row, count: 11 }, peer);
                expected.set(week, peer);
            } else {
                assert.is_true(targets.drop(week));
                expected.delete(week);
            }
        }
        const weeks: number[] = [];
        const counts = [0, 0];
        for (const [week, peer] of expected) {
            weeks.push(week);
            counts[peers.indexOf(peer)]++;
        }
        table.sort(weeks, (a, b) => a > b);
        assert.same(
            weeks,
            targets.list().map(({ row }) => row.weekNumber),
        );
        assert.equal(weeks.length, targets.count());
        assert.same(
            counts,
            peers.map((peer) => targets.countOf(peer)),
        );
    });

    it("tell what the log lacks of them, as far as counts tell", () => {
        const { log } = new Stage(noteEvents(4));
        const targets = new Targets();
        targets.add(target(WEEK, 10, "A-Realm"));
        targets.add(target(WEEK - 1, 3, "B-Realm"));
        assert.same(
            [
                { weekNumber: WEEK, missing: 6, peer: "A-Realm" },
                { weekNumber: WEEK - 1, missing: 3, peer: "B-Realm" },
            ],
            targets.behind(log),
        );
        const fewer = new Targets();
        fewer.add(target(WEEK, 1));
        assert.equal(0, fewer.behind(log)[0].missing);
    });
});

describe("A target", () => {
    it("is put off a few times only, and once by requests that are heard together", () => {
        const one = target(WEEK);
        let now = 100;
        for (const time of $range(1, PUT_OFF_LIMIT)) {
            assert.is_true(one.putOff(now, now + ANSWER_WAIT_SECONDS));
            assert.is_true(one.putOff(now + 0.1, now + 0.1 + ANSWER_WAIT_SECONDS));
            assert.equal(time, one.putOffs);
            assert.equal(now + ANSWER_WAIT_SECONDS, one.dueAt);
            now += ANSWER_WAIT_SECONDS;
        }
        assert.is_false(one.putOff(now, now + ANSWER_WAIT_SECONDS));
        assert.equal(PUT_OFF_LIMIT, one.putOffs);
    });

    it("is asked for once this client or somebody else did", () => {
        const [own, others, nobodys] = [target(WEEK), target(WEEK), target(WEEK)];
        own.asked();
        others.putOff(100, 110);
        assert.same(["asked", "asked", "found"], [own.state, others.state, nobodys.state]);
    });
});
