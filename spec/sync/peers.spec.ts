import {
    CLAIM_EXPIRY,
    DISTRUST,
    LONE_WINDOW,
    MAX_RANK,
    PEER_BURST,
    PEER_RATE,
    SILENCE_PENALTY,
} from "../../src/sync/constants";
import { type Peer, Peers } from "../../src/sync/peers";
import { ManualTime } from "../support/world";

function fixture() {
    const time = new ManualTime();
    time.advance(1000);
    return { time, peers: new Peers(time) };
}

function namesOf(peers: readonly Peer[]): string[] {
    return peers.map(({ name }) => name);
}

describe("Peers", () => {
    it("are listed in the order in which they were first heard, with when they were last", () => {
        const { time, peers } = fixture();
        peers.seen("B-Realm", 1);
        time.advance(5);
        peers.seen("A-Realm", 1);
        peers.seen("B-Realm", 2);
        assert.same(
            ["B-Realm 1005 2", "A-Realm 1005 1"],
            peers.all().map((peer) => `${peer.name} ${peer.lastSeen} ${peer.version}`),
        );
        assert.equal(peers.all()[0], peers.get("B-Realm"));
        assert.is_nil(peers.get("C-Realm"));
    });

    it("rank by claim, then by the bytes of the name, and only those count that claim to serve", () => {
        const { peers } = fixture();
        peers.seen("Listener-Realm", 1);
        peers.claimed(peers.seen("B-Realm", 1), 100, []);
        peers.claimed(peers.seen("D-Realm", 1), 200, []);
        peers.claimed(peers.seen("C-Realm", 1), 100, []);
        assert.same(["B-Realm", "C-Realm", "D-Realm"], namesOf(peers.serving()));
        assert.same([], namesOf(peers.before(99, "Z-Realm", 0)));
        assert.same([], namesOf(peers.before(100, "A-Realm", 0)));
        assert.same(["B-Realm"], namesOf(peers.before(100, "Ba-Realm", 0)));
        assert.same(["B-Realm", "C-Realm", "D-Realm"], namesOf(peers.before(200, "E-Realm", 0)));
    });

    it("agree on the order, each for itself, whatever it is rotated by", () => {
        const names = ["A-Realm", "a-Realm", "É-Realm", "Z-Realm", "Y-Realm"];
        for (const rotation of [0, 1, 2, 4, 5, 2820]) {
            const lengths = new LuaSet<number>();
            let first: string | undefined;
            for (const own of names) {
                const { peers } = fixture();
                for (const other of names) {
                    if (other !== own) peers.claimed(peers.seen(other, 1), 5, []);
                }
                const before = namesOf(peers.before(5, own, rotation));
                assert.is_false(lengths.has(before.length), `two of the same rank, rotated by ${rotation}`);
                lengths.add(before.length);
                assert.is_false(before.includes(own));
                const begins = before[0] ?? own;
                assert.equal(first ?? begins, begins);
                first = begins;
            }
        }
    });

    it("begin with another for each rotation", () => {
        const { peers } = fixture();
        for (const name of ["A-Realm", "B-Realm", "D-Realm"]) peers.claimed(peers.seen(name, 1), 5, []);
        const first = [0, 1, 2, 3].map((rotation) => namesOf(peers.before(5, "C-Realm", rotation))[0] ?? "C-Realm");
        assert.same(["A-Realm", "B-Realm", "C-Realm", "D-Realm"], first);
        assert.same(["D-Realm", "A-Realm", "B-Realm"], namesOf(peers.before(5, "C-Realm", 3)));
    });

    it("lose their rank when they have not advertised for a while", () => {
        const { time, peers } = fixture();
        peers.claimed(peers.seen("A-Realm", 1), 1, []);
        time.advance(CLAIM_EXPIRY - 1);
        peers.seen("A-Realm", 1);
        assert.equal(1, peers.before(5, "B-Realm", 0).length);
        time.advance(1);
        assert.equal(0, peers.before(5, "B-Realm", 0).length);
    });

    it("lose it for a while by silence in their turn, until they are heard answering", () => {
        const { time, peers } = fixture();
        const peer = peers.seen("A-Realm", 1);
        peers.claimed(peer, 1, []);
        peers.wereSilent([peer]);
        assert.equal(0, peers.serving().length);
        peers.answered("A-Realm");
        assert.equal(1, peers.serving().length);
        peers.wereSilent([peer]);
        time.advance(SILENCE_PENALTY - 1);
        assert.equal(0, peers.serving().length);
        time.advance(1);
        assert.equal(1, peers.serving().length);
        peers.answered("Unheard-Realm");
        assert.equal(1, peers.all().length);
    });

    it("lose it and their say for a while when they are distrusted", () => {
        const { time, peers } = fixture();
        const peer = peers.seen("A-Realm", 1);
        peers.claimed(peer, 1, []);
        assert.is_false(peers.isDistrusted(peer));
        peers.distrust("A-Realm");
        peers.distrust("Unheard-Realm");
        assert.is_true(peers.isDistrusted(peer));
        assert.equal(0, peers.serving().length);
        time.advance(DISTRUST - 1);
        assert.is_true(peers.isDistrusted(peer));
        time.advance(1);
        assert.is_false(peers.isDistrusted(peer));
        assert.equal(1, peers.serving().length);
    });

    it("never make anybody wait for more than MAX_RANK of them", () => {
        const { peers } = fixture();
        for (const index of $range(1, 50)) peers.claimed(peers.seen(`P${index}-Realm`, 1), 1, []);
        assert.equal(MAX_RANK, peers.before(5, "Z-Realm", 0).length);
    });

    it("keep the rows of the last advertisement", () => {
        const { peers } = fixture();
        const peer = peers.seen("A-Realm", 1);
        const row = { week: 7, count: 1, hash: 2, fingerprint: 3 };
        peers.claimed(peer, 1, [row]);
        assert.same(row, peer.rows.get(7));
        peers.claimed(peer, 1, [{ ...row, week: 8 }]);
        assert.is_nil(peer.rows.get(7));
    });

    it("are heard out up to a burst, and then so many messages a second", () => {
        const { time, peers } = fixture();
        const peer = peers.seen("A-Realm", 1);
        for (const _ of $range(1, PEER_BURST)) assert.is_true(peers.takeMessage(peer));
        assert.is_false(peers.takeMessage(peer));
        time.advance(1);
        for (const _ of $range(1, PEER_RATE)) assert.is_true(peers.takeMessage(peer));
        assert.is_false(peers.takeMessage(peer));
        assert.is_true(peers.takeMessage(peers.seen("B-Realm", 1)));
        time.advance(3600);
        for (const _ of $range(1, PEER_BURST)) assert.is_true(peers.takeMessage(peer));
        assert.is_false(peers.takeMessage(peer));
    });

    it("are lone while no other has lately shown that it lacks something", () => {
        const { time, peers } = fixture();
        const [first, second] = [peers.seen("A-Realm", 1), peers.seen("B-Realm", 1)];
        peers.lacks(first);
        assert.is_true(peers.isLone(first));
        assert.is_false(peers.isLone(second));
        peers.lacks(second);
        assert.is_false(peers.isLone(first));
        time.advance(LONE_WINDOW + 1);
        assert.is_true(peers.isLone(first));
    });
});
