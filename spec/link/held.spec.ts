import { HELD_MESSAGE_LIMIT, HeldMessages } from "../../src/link/held";
import { Peers } from "../../src/link/peers";
import { ManualTime } from "../support/world";
import { HELD_KIND, Listener } from "./kinds";

describe("Held messages", () => {
    const peer = new Peers(new ManualTime()).seen("Peer-Realm", 1);
    const [handler] = new Listener([HELD_KIND]).handlers;

    it("are given in their order, once", () => {
        const held = new HeldMessages();
        for (const payload of ["a", "b"]) assert.is_true(held.add({ handler, payload, peer, isWhispered: false }));
        assert.same(
            ["a", "b"],
            held.take().map(({ payload }) => payload),
        );
        assert.same([], held.take());
    });

    it("are so many at most: the oldest gives way", () => {
        const held = new HeldMessages();
        for (const index of $range(1, HELD_MESSAGE_LIMIT + 2)) {
            const isRoom = held.add({ handler, payload: tostring(index), peer, isWhispered: false });
            assert.equal(index <= HELD_MESSAGE_LIMIT, isRoom);
        }
        const kept = held.take();
        assert.equal(HELD_MESSAGE_LIMIT, kept.length);
        assert.equal("3", kept[0].payload);
    });

    it("may be added while those that were kept are looked at", () => {
        const held = new HeldMessages();
        held.add({ handler, payload: "a", peer, isWhispered: false });
        for (const message of held.take()) held.add(message);
        assert.equal(1, held.take().length);
    });
});
