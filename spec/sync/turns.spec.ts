import { ANSWER_JITTER, RANK_STEP } from "../../src/sync/constants";
import { Peers } from "../../src/sync/peers";
import { Turns } from "../../src/sync/turns";
import { Stage } from "./stage";

class Fixture extends Stage {
    readonly peers = new Peers(this.world.time);
    readonly turns = new Turns(this.context, this.peers);
    answers = 0;
    isAnswered = false;

    /** Peers that come before this client. */
    addSenders(...names: string[]): void {
        for (const name of names) this.peers.claimed(this.peers.seen(name, 1), 1, []);
    }

    await(isCandidate?: (this: void, peer: { readonly name: string }) => boolean): void {
        this.turns.await({
            isAnswered: () => this.isAnswered,
            answer: () => {
                this.answers++;
            },
            isCandidate,
        });
    }
}

describe("A turn", () => {
    it("comes at once for the first, and a step later for each that is before", () => {
        const first = new Fixture();
        first.await();
        first.advance(0.1);
        assert.equal(1, first.answers);
        const third = new Fixture();
        third.addSenders("A-Realm", "B-Realm");
        third.await();
        third.advance(2 * RANK_STEP - 0.1);
        assert.equal(0, third.answers);
        third.advance(ANSWER_JITTER + 0.2);
        assert.equal(1, third.answers);
    });

    it("does not wait for who is no candidate", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm");
        fixture.await(({ name }) => name === "A-Realm");
        fixture.advance(RANK_STEP + ANSWER_JITTER + 0.1);
        assert.equal(1, fixture.answers);
    });

    it("passes when somebody else has answered, when this client may not speak, and when it was stopped", () => {
        const answered = new Fixture();
        answered.addSenders("A-Realm");
        answered.await();
        answered.isAnswered = true;
        const mute = new Fixture();
        mute.maySpeak = false;
        mute.await();
        const stopped = new Fixture();
        stopped.await();
        stopped.turns.stop();
        for (const fixture of [answered, mute, stopped]) {
            fixture.advance(60);
            assert.equal(0, fixture.answers);
        }
    });

    it("is waited for anew while one before is busy, by each as long as its rank says", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm");
        const busy = fixture.peers.get("A-Realm")!;
        fixture.await();
        for (const _ of $range(1, 20)) {
            busy.sentAt = fixture.world.time.now;
            fixture.advance(1);
        }
        assert.equal(0, fixture.answers);
        fixture.advance(4 * RANK_STEP + ANSWER_JITTER + 1);
        assert.equal(1, fixture.answers);
    });

    it("of those who were silent is not waited for again", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm");
        fixture.await();
        fixture.advance(RANK_STEP + ANSWER_JITTER + 0.1);
        fixture.await();
        fixture.advance(0.1);
        assert.equal(2, fixture.answers);
    });
});
