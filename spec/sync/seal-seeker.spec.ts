import { REQUEST_JITTER_SECONDS } from "../../src/sync/constants";
import {
    SEAL_PAUSE_LIMIT_SECONDS,
    SEAL_PAUSE_SECONDS,
    SEAL_TRIES,
    SEAL_WAIT_SECONDS,
} from "../../src/sync/seal-constants";
import { decodeSealRequest, SEAL_REQUEST } from "../../src/sync/seal-messages";
import { SealSeeker } from "../../src/sync/seal-seeker";
import { Stage } from "./stage";

const SEAL = { week: 2800, digest: "0123456789abcdef" };

class Fixture extends Stage {
    readonly seeker = new SealSeeker(this.context);

    /** Asks as often as is due. @returns the uptimes of the questions. */
    seekFor(seconds: number, seal = SEAL): number[] {
        const end = this.world.time.now + seconds;
        while (this.world.time.now < end) this.advance(this.seeker.seek(seal));
        return this.said.map(({ at }) => at);
    }
}

describe("The question for a state", () => {
    it("is asked a few times, then with growing pauses, and counts how often", () => {
        const fixture = new Fixture();
        assert.is_false(fixture.seeker.hasAsked("0123"));
        const times = fixture.seekFor(8 * 3600);
        assert.is_true(times[0] <= REQUEST_JITTER_SECONDS && fixture.seeker.hasAsked("0123"));
        const gaps: number[] = [];
        for (const index of $range(1, times.length - 1)) gaps.push(times[index] - times[index - 1]);
        for (const index of $range(0, gaps.length - 1)) {
            const isPause = index >= SEAL_TRIES - 1;
            const pause = SEAL_PAUSE_SECONDS * 2 ** (index - SEAL_TRIES + 1);
            assert.equal(isPause ? math.min(pause, SEAL_PAUSE_LIMIT_SECONDS) : SEAL_WAIT_SECONDS, gaps[index]);
        }
        const asked = fixture.payloads(SEAL_REQUEST.type).map((payload) => decodeSealRequest(payload)!);
        for (const [place, request] of ipairs(asked)) {
            assert.same({ week: 2800, digest: "0123", tries: place - 1 }, request);
        }
    });

    it("is asked sooner when somebody comes, but not at once again", () => {
        const fixture = new Fixture();
        const times = fixture.seekFor(7200);
        const last = times[times.length - 1];
        fixture.seeker.hasten();
        fixture.advance(math.max(0, last + SEAL_PAUSE_SECONDS - fixture.world.time.now));
        const count = fixture.said.length;
        fixture.seeker.seek(SEAL);
        assert.equal(count + 1, fixture.said.length);
        fixture.seeker.hasten();
        fixture.seeker.seek(SEAL);
        assert.equal(count + 1, fixture.said.length);
    });

    it("begins anew about another seal", () => {
        const fixture = new Fixture();
        fixture.seekFor(3600);
        fixture.clear();
        fixture.seekFor(30, { week: 2801, digest: "fedcba9876543210" });
        assert.equal(SEAL_TRIES, fixture.said.length);
        assert.is_false(fixture.seeker.hasAsked("0123"));
    });
});
