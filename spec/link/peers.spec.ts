import { PEER_BURST_MESSAGES, PEER_MESSAGES_PER_SECOND, Peers } from "../../src/link/peers";
import { ManualTime } from "../support/world";

describe("Peers", () => {
    it("are known from when they were first heard, in that order", () => {
        const time = new ManualTime();
        const peers = new Peers(time);
        assert.is_nil(peers.get("A-Realm"));
        assert.same([], peers.all());
        const a = peers.seen("A-Realm", 1);
        peers.seen("B-Realm", 1);
        time.advance(5);
        assert.equal(a, peers.seen("A-Realm", 2));
        assert.equal(a, peers.get("A-Realm"));
        assert.same(
            ["A-Realm", "B-Realm"],
            peers.all().map(({ name }) => name),
        );
        assert.equal(5, a.lastSeen);
        assert.equal(2, a.version);
        assert.equal(0, peers.get("B-Realm")!.lastSeen);
    });

    it("have each their own allowance of messages", () => {
        const time = new ManualTime();
        const peers = new Peers(time);
        const a = peers.seen("A-Realm", 1);
        const b = peers.seen("B-Realm", 1);
        assert.equal(PEER_BURST_MESSAGES, a.messages.take(1000));
        assert.equal(1, b.messages.take(1));
        time.advance(1);
        assert.equal(PEER_MESSAGES_PER_SECOND, peers.seen("A-Realm", 1).messages.take(1000));
    });
});
