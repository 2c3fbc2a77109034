import { AnswerScheduler, type Progress } from "../../src/sync/answer-scheduler";
import {
    ANSWER_JITTER_SECONDS,
    ANSWER_PATIENCE_SECONDS,
    ANSWER_QUIET_SECONDS,
    RANK_STEP_SECONDS,
} from "../../src/sync/constants";
import { Reputation, type Standing } from "../../src/sync/reputation";
import { claimOf, Stage } from "./stage";

class Fixture extends Stage {
    readonly reputation = new Reputation(this.world.time);
    readonly scheduler = new AnswerScheduler(this.context, this.reputation);
    answers = 0;
    progress: Progress = "open";

    /** Peers that come before this client. */
    addSenders(...names: string[]): void {
        for (const name of names) this.reputation.claimed(this.reputation.of(name), claimOf(1));
    }

    schedule(
        isCandidate?: (this: void, peer: { readonly name: string }) => boolean,
        rankLimit?: number,
        askedAt?: number,
    ): void {
        this.scheduler.schedule({
            progress: () => this.progress,
            answer: () => {
                this.answers++;
            },
            isCandidate,
            rankLimit,
            askedAt,
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

    it("passes when somebody else sees to it, and when this client does not serve or does not know yet", () => {
        const taken = new Fixture();
        taken.addSenders("A-Realm");
        taken.schedule();
        taken.progress = "taken";
        const mute = new Fixture();
        mute.mayServe = false;
        mute.schedule();
        const unsure = new Fixture();
        unsure.mayServe = undefined;
        unsure.schedule();
        for (const fixture of [taken, mute, unsure]) {
            fixture.advance(60);
            assert.equal(0, fixture.answers);
        }
    });

    it("hears out who is answering, then answers itself: with what is left", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm");
        fixture.schedule();
        fixture.progress = "answering";
        fixture.advance(60);
        assert.equal(0, fixture.answers);
        fixture.progress = "open";
        fixture.advance(ANSWER_QUIET_SECONDS + 0.1);
        assert.equal(1, fixture.answers);
        assert.equal(2, fixture.reputation.serving().length);
    });

    it("passes when who was answering sees to the rest out of hearing", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm");
        fixture.schedule();
        fixture.progress = "answering";
        fixture.advance(20);
        fixture.progress = "taken";
        fixture.advance(60);
        assert.equal(0, fixture.answers);
    });

    it("comes in the end although somebody answers without end", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm");
        fixture.schedule();
        fixture.progress = "answering";
        fixture.advance(ANSWER_PATIENCE_SECONDS + RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + ANSWER_QUIET_SECONDS + 1);
        assert.equal(1, fixture.answers);
    });

    it("lets no more go first than it is told", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm", "C-Realm");
        fixture.schedule(undefined, 1);
        fixture.advance(RANK_STEP_SECONDS - 0.1);
        assert.equal(0, fixture.answers);
        fixture.advance(ANSWER_JITTER_SECONDS + 0.2);
        assert.equal(1, fixture.answers);
        const first = new Fixture();
        first.addSenders("A-Realm", "B-Realm", "C-Realm");
        first.schedule(undefined, 0);
        first.advance(0.1);
        assert.equal(1, first.answers);
    });

    it("is waited for anew while one before is busy, by each as long as its rank says", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm");
        const busy = fixture.reputation.of("A-Realm");
        fixture.schedule();
        for (const _ of $range(1, 20)) {
            busy.busyAt = fixture.world.time.now;
            fixture.advance(1);
        }
        assert.equal(0, fixture.answers);
        fixture.advance(4 * RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 1);
        assert.equal(1, fixture.answers);
    });

    it("comes as if it had been waited for since it was asked first, whoever is busy", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm", "B-Realm");
        const busy = fixture.reputation.of("A-Realm");
        fixture.advance(100);
        const asked = fixture.world.time.now - RANK_STEP_SECONDS;
        fixture.schedule(undefined, undefined, asked);
        fixture.advance(RANK_STEP_SECONDS - 0.1);
        assert.equal(0, fixture.answers);
        busy.busyAt = fixture.world.time.now;
        fixture.advance(ANSWER_JITTER_SECONDS + 0.2);
        assert.equal(1, fixture.answers);
        fixture.schedule(undefined, undefined, asked - 100);
        fixture.advance(0.1);
        assert.equal(2, fixture.answers);
    });

    it("tells whose turn came before, and does not wait for who is busy with something long when it is brief", () => {
        const fixture = new Fixture();
        fixture.addSenders("A-Realm");
        let told: readonly Standing[] = [];
        fixture.scheduler.schedule({
            progress: () => "open",
            isBrief: true,
            answer: (before) => {
                told = before;
            },
        });
        const a = fixture.reputation.of("A-Realm");
        a.busyAt = fixture.world.time.now + 1;
        fixture.advance(RANK_STEP_SECONDS + ANSWER_JITTER_SECONDS + 0.1);
        assert.is_true(told[0] === a && told.length === 1);
    });
});
