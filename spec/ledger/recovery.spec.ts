import { toId } from "../../src/event/key";
import { Recovery, WITNESSES } from "../../src/ledger/recovery";
import { ManualTime, START } from "../support/world";

const OWN = toId(77, 0);

function fixture(savedAt = START - 1000) {
    return new Recovery(new ManualTime(), savedAt);
}

describe("Recovery of own events", () => {
    it("takes none for lost that was saved, or that this client would know of since its login", () => {
        const recovery = fixture();
        assert.is_false(recovery.mayBeLost(START - 1000));
        assert.is_true(recovery.mayBeLost(START - 999));
        assert.is_true(recovery.mayBeLost(START));
        assert.is_false(recovery.mayBeLost(START + 1));
    });

    it("believes what several peers hold alike, and not one peer however often it says so", () => {
        const recovery = fixture();
        for (const _ of $range(1, 10)) assert.is_nil(recovery.offer(START - 5, OWN, "body", "Liar-Realm"));
        assert.is_nil(recovery.offer(START - 5, OWN, "other body", "Anna-Realm"));
        const offer = recovery.offer(START - 5, OWN, "body", "Berta-Realm")!;
        assert.equal(WITNESSES, offer.witnesses.length);
        recovery.settle(offer);
        assert.same(
            ["other body"],
            recovery.list().map(({ body }) => body),
        );
    });

    it("lists what waits for the player in order, and keeps it within a bound", () => {
        const recovery = fixture();
        for (const index of $range(1, 5000)) recovery.offer(START - (index % 900), OWN + index, "body", "Liar-Realm");
        const list = recovery.list();
        assert.is_true(list.length <= 2000);
        for (const index of $range(1, list.length - 1)) {
            const [a, b] = [list[index - 1], list[index]];
            assert.is_true(a.time < b.time || (a.time === b.time && a.id < b.id));
        }
    });
});
