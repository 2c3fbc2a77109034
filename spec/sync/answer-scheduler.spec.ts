import { AnswerScheduler } from "../../src/sync/answer-scheduler";
import { ANSWER_JITTER_SECONDS, RANK_STEP_SECONDS } from "../../src/sync/constants";
import { Reputation } from "../../src/sync/reputation";
import { Stage } from "./stage";

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    readonly scheduler = new AnswerScheduler(this.context, this.reputation);
    answers = 0;
    isAnswered = false;

    /** Peers that come before this client. */
    addSenders(...names: string[]): void {
        for (const name of names) this.reputation.claimed(this.reputation.of(name), 1, []);
    }

    schedule(isCandidate?: (this: void, peer: { readonly name: string }) => boolean): void {
        this.scheduler.schedule({
            isAnswered: () => this.isAnswered,
            answer: () => {
                this.answers++;
            },
            isCandidate,
        });
    }
}

describe("A turn to answer", () => {
    it("comes at once for the first, and a step later for each that is before", () => {
        const first = new Fixture();
        first.schedule();
        first.advance(0.1);
        assert.equal(1, first.answers);
        const third = new Fixture();
        third.addSenders("A-Realm", "B-Realm");
        third.schedule();
        third.advance(2 * RANK_STEP_SECONDS - 0.1);
        assert.equal(0, third.answers);
        third.advance(ANSWER_JITTER_SECONDS + 0.2);
        assert.equal(1, third.answers);
    });

    it("does not wait for who is no candidate", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm");
        fixture.schedule(({ name }) => name === "A-Realm");
        fixture.advance(RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 0.1);
        assert.equal(1, fixture.answers);
    });

    it("passes when somebody else has answered, and when this client does not serve or does not know yet", () => {
        const answered = new Fixture();
        answered.addSenders("A-Realm");
        answered.schedule();
        answered.isAnswered = true;
        const mute = new Fixture();
        mute.mayServe = false;
        mute.schedule();
        const unsure = new Fixture();
        unsure.mayServe = undefined;
        unsure.schedule();
        for (const fixture of [answered, mute, unsure]) {
            fixture.advance(60);
            assert.equal(0, fixture.answers);
        }
    });

    it("is waited for anew while one before is busy, by each as long as its rank says", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm");
        const busy = fixture.reputation.of("A-Realm");
        fixture.schedule();
        for (const _ of $range(1, 20)) {
            busy.sentAt = fixture.world.time.now;
            fixture.advance(1);
        }
        assert.equal(0, fixture.answers);
        fixture.advance(4 * RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 1);
        assert.equal(1, fixture.answers);
    });

    it("of those who were silent is not waited for again", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm");
        fixture.schedule();
        fixture.advance(RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 0.1);
        fixture.schedule();
        fixture.advance(0.1);
        assert.equal(2, fixture.answers);
    });
});
