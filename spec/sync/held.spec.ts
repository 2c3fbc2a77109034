import { HELD_MESSAGES } from "../../src/sync/constants";
import { HeldMessages } from "../../src/sync/held";
import { Peers } from "../../src/sync/peers";
import { ManualTime } from "../support/world";

describe("Held messages", () => {
    const peer = new Peers(new ManualTime()).seen("Peer-Realm", 1);

    it("are given in their order, once", () => {
        const held = new HeldMessages();
        for (const payload of ["a", "b"]) assert.is_true(held.add({ type: 2, payload, peer }));
        assert.same(
            ["a", "b"],
            held.take().map(({ payload }) => payload),
        );
        assert.same([], held.take());
    });

    it("are so many at most: the oldest gives way", () => {
        const held = new HeldMessages();
        for (const index of $range(1, HELD_MESSAGES + 2)) {
            const isRoom = held.add({ type: 2, payload: tostring(index), peer });
            assert.equal(index <= HELD_MESSAGES, isRoom);
        }
        const kept = held.take();
        assert.equal(HELD_MESSAGES, kept.length);
        assert.equal("3", kept[0].payload);
    });
});
