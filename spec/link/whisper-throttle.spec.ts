import { TokenBucket } from "../../src/link/token-bucket";
import { WhisperThrottle } from "../../src/link/whisper-throttle";
import { World } from "../support/world";

class Fixture {
    readonly time = new World().time;
    readonly own = new TokenBucket(this.time, 10, 3);
    readonly shared = new TokenBucket(this.time, 10, 1);
    isFree = false;
    isWaiting = false;
    readonly throttle = new WhisperThrottle(
        this.own,
        this.shared,
        () => this.isFree,
        () => this.isWaiting,
    );
}

describe("The throttle of whispers", () => {
    it("is their own pace where the game counts none of them, whatever waits for everybody", () => {
        const free = new Fixture();
        free.isFree = true;
        free.isWaiting = true;
        free.throttle.take(9);
        assert.same([1, 10], [free.throttle.available(), free.shared.available()]);
        assert.equal(1 / 3, free.throttle.secondsUntil(2));
        free.throttle.drain();
        assert.same([0, 10], [free.own.available(), free.shared.available()]);
    });

    it("is the pace of all messages under the prefix where the game counts them together", () => {
        const { throttle, time, own, shared } = new Fixture();
        shared.take(8);
        assert.equal(2, throttle.available());
        throttle.take(2);
        assert.same([8, 0], [own.available(), shared.available()]);
        assert.equal(1, throttle.secondsUntil(1));
        time.advance(3);
        assert.equal(3, throttle.available());
        throttle.drain();
        assert.same([0, 0], [own.available(), shared.available()]);
    });

    it("keeps to the pace of all ledgers' whispers there, too", () => {
        const { throttle, own } = new Fixture();
        own.take(10);
        assert.equal(0, throttle.available());
        assert.equal(1, throttle.secondsUntil(3));
    });

    it("gives way there to what waits for everybody", () => {
        const fixture = new Fixture();
        fixture.isWaiting = true;
        assert.equal(0, fixture.throttle.available());
        assert.is_true(fixture.throttle.secondsUntil(1) > 0);
        fixture.isWaiting = false;
        assert.equal(10, fixture.throttle.available());
        assert.equal(0, fixture.throttle.secondsUntil(1));
    });
});
