import { CLAIM_EXPIRY, MAX_RANK } from "../../src/sync/constants";
import { Peers } from "../../src/sync/peers";
import { ManualTime } from "../support/world";

describe("Peers", () => {
    it("are listed in the order in which they were first heard, with when they were last", () => {
        const time = new ManualTime();
        const peers = new Peers(time);
        peers.seen("B-Realm", 1);
        time.advance(5);
        peers.seen("A-Realm", 1);
        peers.seen("B-Realm", 1);
        assert.same(
            ["B-Realm 5", "A-Realm 5"],
            peers.all().map((peer) => `${peer.name} ${peer.lastSeen}`),
        );
    });

    it("rank by claim, then by the bytes of the name, and only those count that claim to serve", () => {
        const peers = new Peers(new ManualTime());
        peers.seen("Listener-Realm", 1);
        peers.claimed(peers.seen("B-Realm", 1), 100);
        peers.claimed(peers.seen("D-Realm", 1), 200);
        assert.equal(0, peers.rank(99, "Z-Realm"));
        assert.equal(0, peers.rank(100, "A-Realm"));
        assert.equal(1, peers.rank(100, "C-Realm"));
        assert.equal(1, peers.rank(200, "C-Realm"));
        assert.equal(2, peers.rank(200, "E-Realm"));
        assert.equal(2, peers.rank(300, "A-Realm"));
    });

    it("give every two honest senders different ranks", () => {
        const time = new ManualTime();
        const names = ["A-Realm", "a-Realm", "É-Realm", "Z-Realm"];
        const ranks = new LuaSet<number>();
        for (const own of names) {
            const peers = new Peers(time);
            for (const other of names) {
                if (other !== own) {
                    peers.claimed(peers.seen(other, 1), 5);
                }
            }
            const rank = peers.rank(5, own);
            assert.is_false(ranks.has(rank));
            ranks.add(rank);
        }
    });

    it("lose their rank when they have not advertised for a while", () => {
        const time = new ManualTime();
        const peers = new Peers(time);
        peers.claimed(peers.seen("A-Realm", 1), 1);
        time.advance(CLAIM_EXPIRY - 1);
        peers.seen("A-Realm", 1);
        assert.equal(1, peers.rank(5, "B-Realm"));
        time.advance(1);
        assert.equal(0, peers.rank(5, "B-Realm"));
    });

    it("never make anybody wait for more than MAX_RANK of them", () => {
        const peers = new Peers(new ManualTime());
        for (const index of $range(1, 50)) {
            peers.claimed(peers.seen(`P${index}-Realm`, 1), 1);
        }
        assert.equal(MAX_RANK, peers.rank(5, "Z-Realm"));
    });
});
