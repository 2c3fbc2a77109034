import { HEARTY_BYTES, REPEAT_SECONDS } from "../../src/sync/constants";
import { PendingRequest } from "../../src/sync/pending-request";
import { Reputation } from "../../src/sync/reputation";
import { Mode } from "../../src/sync/requests";
import { ManualTime } from "../support/world";
import { LIST, SKETCH, WHOLE } from "./examples";

const PEER = new Reputation(new ManualTime()).of("Asker-Realm");

const FIRST = { ...SKETCH, first: 1, numbers: [10, 20, 30] };

describe("A pending request", () => {
    it("says what it is of, and waits for its turn", () => {
        const request = new PendingRequest(PEER, 7, LIST, 90);
        assert.equal("waiting", request.state);
        assert.equal(PEER, request.peer);
        assert.same(
            [LIST.weekNumber, LIST.count, Mode.List, 7, 90, 90],
            [request.weekNumber, request.count, request.mode, request.salt, request.since, request.firstAt()],
        );
        assert.same(LIST.numbers, request.numbers);
    });

    it("is repeated by one whose sender has got next to nothing since, whatever it lists and however", () => {
        const request = new PendingRequest(PEER, 7, LIST, 90);
        const later = (events: number) => ({ ...LIST, count: LIST.count + events });
        const bytes = HEARTY_BYTES / 10;
        assert.is_true(request.isRepeatedBy(LIST, bytes, 100));
        assert.is_true(request.isRepeatedBy({ ...LIST, numbers: [5, 6], fingerprint: 1 }, bytes, 100));
        assert.is_true(request.isRepeatedBy({ ...WHOLE, weekNumber: LIST.weekNumber, count: LIST.count }, bytes, 100));
        assert.is_true(request.isRepeatedBy(later(9), bytes, 100));
        assert.is_false(request.isRepeatedBy(later(10), bytes, 100));
        assert.is_false(request.isRepeatedBy(LIST, bytes, 90 + REPEAT_SECONDS));
    });

    it("knows when it was asked first", () => {
        assert.equal(60, new PendingRequest(PEER, 7, LIST, 90, 60).firstAt());
    });

    it("takes in sums that follow those that are there", () => {
        const request = new PendingRequest(PEER, 7, FIRST, 90);
        assert.is_true(request.extend(4, [40, 50]));
        assert.is_true(request.extend(6, [60]));
        assert.same([10, 20, 30, 40, 50, 60], request.numbers);
    });

    it("refuses sums that leave a gap, that come again, or that begin anew", () => {
        const request = new PendingRequest(PEER, 7, FIRST, 90);
        request.extend(4, [40]);
        for (const first of [1, 3, 4, 6]) {
            assert.is_false(request.extend(first, [99]), `from ${first}`);
        }
        assert.same([10, 20, 30, 40], request.numbers);
    });

    it("leaves the entry as it was", () => {
        const numbers = [10, 20, 30];
        const request = new PendingRequest(PEER, 7, { ...FIRST, numbers }, 90);
        request.extend(4, [40]);
        assert.same([10, 20, 30], numbers);
    });
});
