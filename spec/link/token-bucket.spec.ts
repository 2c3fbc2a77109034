import { TokenBucket } from "../../src/link/token-bucket";
import { ManualTime } from "../support/world";

const CAPACITY = 10;
const RATE = 0.1;

describe("TokenBucket", () => {
    let time: ManualTime;
    let bucket: TokenBucket;
    before_each(() => {
        time = new ManualTime();
        bucket = new TokenBucket(time, CAPACITY, RATE);
    });

    it("is full at first, and grants what is left, no more", () => {
        assert.equal(CAPACITY, bucket.available());
        assert.equal(7, bucket.take(7));
        assert.equal(3, bucket.take(7));
        assert.equal(0, bucket.take(1));
    });

    it("comes back over time, and not beyond what it holds", () => {
        bucket.take(CAPACITY);
        time.advance(50);
        assert.equal(5, bucket.take(CAPACITY));
        time.advance(1000);
        assert.equal(CAPACITY, bucket.take(2 * CAPACITY));
    });

    it("grants whole tokens: half of one is kept until the other half is there", () => {
        bucket.take(CAPACITY);
        time.advance(5);
        assert.equal(0, bucket.take(1));
        assert.equal(0.5, bucket.available());
        time.advance(5);
        assert.equal(1, bucket.take(1));
    });

    it("says how long it takes until there are so many", () => {
        assert.equal(0, bucket.secondsUntil(CAPACITY));
        bucket.take(CAPACITY);
        assert.equal(10, bucket.secondsUntil(1));
        time.advance(4);
        assert.is_true(math.abs(bucket.secondsUntil(1) - 6) < 1e-9);
        time.advance(6);
        assert.equal(0, bucket.secondsUntil(1));
    });

    it("has none left when drained, and comes back from that moment on", () => {
        time.advance(5);
        bucket.drain();
        assert.equal(0, bucket.available());
        time.advance(10);
        assert.equal(1, bucket.take(CAPACITY));
    });

    it("grows with what it may hold: full when nothing was taken yet, else with time", () => {
        bucket.resize(2 * CAPACITY, RATE);
        assert.equal(2 * CAPACITY, bucket.take(100));
        bucket.resize(4 * CAPACITY, 10 * RATE);
        assert.equal(0, bucket.take(1));
        time.advance(30);
        assert.equal(30, bucket.take(100));
    });

    it("shrinks with what it may hold", () => {
        bucket.resize(3, RATE);
        assert.equal(3, bucket.take(100));
    });
});
