import { splitFragments, type SplitWhole } from "../../src/link/fragments";
import { KEEP_BYTES, KEEP_SECONDS, KeptWholes } from "../../src/link/kept-wholes";
import { SeededRandom } from "../random";
import { ManualTime, PAYLOAD_BYTES } from "../support/world";
import { NOTICE_KIND } from "./kinds";

const ASKER = "Asker-Realm";

/** A whole of some fragments, all on their way. */
function wholeOf(bytes: number, seed = 1): SplitWhole {
    const whole = splitFragments(NOTICE_KIND, new SeededRandom(seed).bytes(bytes), PAYLOAD_BYTES)!;
    whole.taken = whole.payloads.length;
    return whole;
}

class Fixture {
    readonly time = new ManualTime();
    readonly kept = new KeptWholes(this.time);

    /** The fragments that a peer is sent again when it asks for these, or for all. */
    ask(whole: SplitWhole, indices?: readonly number[], peer = ASKER, isWhispered = true): string[] {
        const total = whole.payloads.length;
        const all = whole.payloads.map((_, index) => index);
        const next = this.kept.wanted({ sequence: whole.sequence, total, indices: indices ?? all }, peer, isWhispered);
        const payloads: string[] = [];
        let payload = next?.();
        while (payload !== undefined) {
            payloads.push(payload);
            payload = next?.();
        }
        return payloads;
    }
}

describe("Wholes that were sent", () => {
    it("are sent again in part, to who asks", () => {
        const fixture = new Fixture();
        const whole = wholeOf(1000);
        fixture.kept.note(whole);
        assert.same([whole.payloads[1], whole.payloads[3]], fixture.ask(whole, [1, 3]));
        assert.same([], fixture.ask(wholeOf(1000, 2)));
    });

    it("are sent again no further than they were sent", () => {
        const fixture = new Fixture();
        const whole = wholeOf(1000);
        whole.taken = 2;
        fixture.kept.note(whole);
        assert.same(whole.payloads.slice(0, 2), fixture.ask(whole));
    });

    it("that one player heard are sent again to nobody else", () => {
        const fixture = new Fixture();
        const whole = wholeOf(1000);
        fixture.kept.note(whole, ASKER);
        assert.same([], fixture.ask(whole, undefined, "Other-Realm"));
        assert.same([], fixture.ask(whole, undefined, ASKER, false));
        assert.same(whole.payloads, fixture.ask(whole));
    });

    it("are sent again once for each peer, and twice for all of them together beyond the share of each", () => {
        const fixture = new Fixture();
        const whole = wholeOf(2000);
        const total = whole.payloads.length;
        fixture.kept.note(whole);
        let sum = 0;
        for (const round of $range(1, 20)) {
            sum += fixture.ask(whole).length;
            assert.equal(total, sum, `round ${round}`);
        }
        const rogues = 20;
        for (const index of $range(1, rogues)) sum += fixture.ask(whole, undefined, `Rogue${index}-Realm`).length;
        const share = math.ceil(total / 4) + 1;
        assert.equal(2 * total + (rogues + 1) * share, sum);
        // Nothing of that is taken from whom others leave alone.
        for (const index of $range(1, 40)) {
            const lost = [index % total, (index + 3) % total];
            assert.equal(2, fixture.ask(whole, lost, `Joiner${index}-Realm`).length);
        }
    });

    it("are not sent again to everybody while they just were", () => {
        const fixture = new Fixture();
        const whole = wholeOf(1000);
        fixture.kept.note(whole);
        assert.equal(1, fixture.ask(whole, [2], ASKER, false).length);
        assert.equal(0, fixture.ask(whole, [2], "Other-Realm", false).length);
        fixture.time.advance(4);
        assert.equal(1, fixture.ask(whole, [2], "Other-Realm", false).length);
    });

    it("wait once, however often they are asked for meanwhile", () => {
        const fixture = new Fixture();
        const whole = wholeOf(1000);
        const missing = { sequence: whole.sequence, total: whole.payloads.length, indices: [1] };
        fixture.kept.note(whole);
        const first = fixture.kept.wanted(missing, ASKER, true)!;
        const second = fixture.kept.wanted({ ...missing, indices: [1, 2] }, ASKER, true)!;
        assert.same([whole.payloads[1], whole.payloads[2]], [first(), second()]);
        assert.is_nil(first());
    });

    it("are forgotten after a minute, and the oldest when they take too much room", () => {
        const fixture = new Fixture();
        const whole = wholeOf(1000);
        fixture.kept.note(whole);
        fixture.time.advance(KEEP_SECONDS);
        fixture.kept.note(whole);
        fixture.time.advance(KEEP_SECONDS);
        assert.equal(1, fixture.ask(whole, [0]).length);
        fixture.time.advance(1);
        assert.equal(0, fixture.ask(whole, [1]).length);
        assert.equal(0, fixture.kept.count());
        for (const seed of $range(1, 30)) fixture.kept.note(wholeOf(5000, seed));
        const count = math.floor(KEEP_BYTES / 5000);
        assert.is_true(fixture.kept.count() <= count && fixture.kept.count() > count / 2);
        assert.equal(21, fixture.ask(wholeOf(5000, 30)).length);
        assert.equal(0, fixture.ask(wholeOf(5000, 1)).length);
    });
});
