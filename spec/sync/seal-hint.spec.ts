import { weekOf } from "../../src/event/key";
import { SealHint } from "../../src/sync/seal-hint";
import { SEAL_HINT_SECONDS } from "../../src/sync/seal-constants";
import { START } from "../support/world";
import { FakeSeals } from "./fake-seals";
import { noteEvents, Stage } from "./stage";

const WEEK = weekOf(START);

class Fixture extends Stage {
    readonly seals = new FakeSeals();
    ends = 0;
    readonly hint = new SealHint({ ...this.context, seals: this.seals }, () => {
        this.ends++;
    });

    /** Whether the last sealed week and the first one behind are held back. */
    held(): [boolean, boolean] {
        return [this.hint.holdsBack(WEEK), this.hint.holdsBack(WEEK + 1)];
    }
}

describe("What a newcomer hears of sealed weeks", () => {
    it("holds them back for a while, and then says that it does not", () => {
        const fixture = new Fixture();
        assert.same([false, false], fixture.held());
        fixture.hint.heard(WEEK + 1);
        assert.same([true, false], fixture.held());
        fixture.advance(SEAL_HINT_SECONDS - 1);
        assert.same([true, false], fixture.held());
        assert.equal(0, fixture.ends);
        fixture.advance(2);
        assert.same([false, false], fixture.held());
        assert.equal(1, fixture.ends);
    });

    it("counts once in a session, whoever says it", () => {
        const fixture = new Fixture();
        fixture.hint.heard(WEEK + 1);
        fixture.hint.heard(WEEK + 2);
        assert.same([true, false], fixture.held());
        fixture.advance(SEAL_HINT_SECONDS + 1);
        fixture.hint.heard(WEEK + 2);
        assert.same([false, false], fixture.held());
    });

    it("is nothing to who has some of them, or has a seal", () => {
        const member = new Fixture(noteEvents(3));
        member.hint.heard(WEEK + 1);
        assert.same([false, false], member.held());
        const fixture = new Fixture();
        fixture.hint.heard(0);
        fixture.hint.heard(WEEK + 1);
        fixture.seals.seal = { week: WEEK + 1, digest: string.rep("d", 16), root: 1 };
        assert.same([false, false], fixture.held());
    });
});
