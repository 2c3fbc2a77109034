import { BULK_JITTER_SECONDS, PUT_OFF_LIMIT, REQUEST_INHIBIT_SECONDS } from "../../src/sync/constants";
import { decodeRowsRequest, ROWS_REQUEST } from "../../src/sync/messages";
import { OldRows } from "../../src/sync/old-rows";
import { Stage } from "./stage";

const BASE = 2817;
const ROOT = 7;
const ASKED = BULK_JITTER_SECONDS + 0.5;

class Fixture extends Stage {
    readonly oldRows = new OldRows(this.context);

    want(isBusy: boolean, root = ROOT): void {
        this.oldRows.want({ claim: 1, base: BASE, root, rows: [] }, isBusy);
        this.advance(ASKED);
    }

    hear(from: number, to: number): void {
        this.oldRows.heard({ from, to, rows: [] });
        this.advance(REQUEST_INHIBIT_SECONDS);
    }

    asked(): number {
        return this.payloads(ROWS_REQUEST.type).length;
    }
}

describe("The rows of old weeks", () => {
    it("are asked for up to the advertised base", () => {
        const fixture = new Fixture();
        fixture.want(false);
        assert.same(
            [BASE],
            fixture.payloads(ROWS_REQUEST.type).map((payload) => decodeRowsRequest(payload)),
        );
    });

    it("are asked for once, however often they are missed", () => {
        const fixture = new Fixture();
        for (const _ of $range(1, REQUEST_INHIBIT_SECONDS)) {
            fixture.oldRows.want({ claim: 1, base: BASE, root: ROOT, rows: [] }, false);
            fixture.advance(0.5);
        }
        assert.equal(1, fixture.asked());
    });

    it("are not asked for again while the weeks that they told of are worked at", () => {
        const fixture = new Fixture();
        fixture.want(false);
        fixture.hear(0, 2750);
        fixture.hear(2750, BASE);
        fixture.want(true);
        fixture.want(true);
        assert.equal(1, fixture.asked());
        fixture.want(false);
        assert.equal(2, fixture.asked());
    });

    it("are asked for again when a part of them was lost", () => {
        const fixture = new Fixture();
        fixture.want(false);
        fixture.hear(0, 2700);
        fixture.hear(2750, BASE);
        fixture.want(true);
        assert.equal(2, fixture.asked());
    });

    it("are asked for again when their root is another", () => {
        const fixture = new Fixture();
        fixture.want(false);
        fixture.hear(0, BASE);
        fixture.want(true, ROOT + 1);
        assert.equal(2, fixture.asked());
    });

    it("are not asked for while somebody else does, but for a while only", () => {
        const fixture = new Fixture();
        for (const second of $range(1, PUT_OFF_LIMIT * REQUEST_INHIBIT_SECONDS + 2 * BULK_JITTER_SECONDS)) {
            fixture.oldRows.requestHeard();
            fixture.oldRows.want({ claim: 1, base: BASE, root: ROOT, rows: [] }, false);
            fixture.advance(1);
            if (second < PUT_OFF_LIMIT * REQUEST_INHIBIT_SECONDS) assert.equal(0, fixture.asked());
        }
        assert.equal(1, fixture.asked());
    });
});
