import { Kept } from "../../src/sync/kept";
import { REPLY_JITTER_SECONDS } from "../../src/sync/constants";
import { KEPT_SECONDS } from "../../src/sync/seal-constants";
import { decodeKept, KEPT } from "../../src/sync/seal-messages";
import { FakeSeals } from "./fake-seals";
import { Stage } from "./stage";

class Fixture extends Stage {
    readonly seals = new FakeSeals();
    readonly kept = new Kept({ ...this.context, seals: this.seals });

    /** So many weeks are not here. @returns what was said so far. */
    keep(from: number): number[] {
        this.seals.kept = from;
        this.kept.update();
        return this.payloads(KEPT.type).map((payload) => decodeKept(payload)!.from);
    }

    /** What was said so far of which weeks are sealed. */
    sealed(): number[] {
        return this.payloads(KEPT.type).map((payload) => decodeKept(payload)!.sealedBefore);
    }
}

describe("What a client says of weeks that are not here", () => {
    it("is said with the first advertisement, and nothing when all are here", () => {
        const fixture = new Fixture();
        assert.same([], fixture.keep(2800));
        fixture.kept.advertised();
        fixture.kept.advertised();
        assert.same([2800], fixture.keep(2800));
        const full = new Fixture();
        full.kept.advertised();
        assert.same([], full.keep(0));
    });

    it("is said again at once when more is gone, and after a while when more has come", () => {
        const fixture = new Fixture();
        fixture.kept.advertised();
        fixture.keep(2800);
        assert.same([2800, 2810], fixture.keep(2810));
        for (const week of [2809, 2808, 2807]) fixture.keep(week);
        assert.same([2800, 2810], fixture.keep(2806));
        fixture.advance(KEPT_SECONDS);
        assert.same([2800, 2810, 0], fixture.keep(0));
    });
});

describe("What a client says of sealed weeks to who has nothing", () => {
    const seal = { week: 2820, digest: string.rep("d", 16), root: 1 };

    it("goes with the next advertisement, once", () => {
        const fixture = new Fixture();
        fixture.seals.seal = seal;
        fixture.kept.newcomerHeard();
        fixture.kept.newcomerHeard();
        fixture.kept.advertised();
        assert.same([2820], fixture.sealed());
        fixture.kept.advertised();
        fixture.advance(10);
        assert.same([2820], fixture.sealed());
    });

    it("comes without one soon, by who may speak", () => {
        const fixture = new Fixture();
        fixture.seals.seal = seal;
        fixture.kept.newcomerHeard();
        fixture.advance(REPLY_JITTER_SECONDS - 0.1);
        assert.same([], fixture.sealed());
        fixture.advance(REPLY_JITTER_SECONDS + 0.2);
        assert.same([2820], fixture.sealed());
        const silent = new Fixture();
        silent.seals.seal = seal;
        silent.mayServe = false;
        silent.kept.newcomerHeard();
        silent.advance(10);
        assert.same([], silent.sealed());
    });

    it("is left out when another client has said as much, or when there is no seal", () => {
        const fixture = new Fixture();
        fixture.kept.newcomerHeard();
        fixture.advance(10);
        fixture.seals.seal = seal;
        fixture.kept.newcomerHeard();
        fixture.kept.heard(2820);
        fixture.advance(10);
        assert.same([], fixture.sealed());
        fixture.kept.newcomerHeard();
        fixture.kept.heard(2819);
        fixture.advance(10);
        assert.same([2820], fixture.sealed());
    });
});
