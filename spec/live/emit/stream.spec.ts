import { Stream } from "../../../src/live/emit/stream";

/** A stream, and what it shows: numbers, and gaps as negative ones. */
function streamOf(isFollowed: boolean): LuaMultiReturn<[stream: Stream, shown: number[]]> {
    const shown: number[] = [];
    const stream = new Stream(1, isFollowed, {
        event: ({ number }) => shown.push(number),
        gap: (count) => shown.push(-count),
    });
    return $multi(stream, shown);
}

function take(stream: Stream, number: number, sequence = number * 10): void {
    stream.take({ number, name: "tick", value: undefined }, sequence);
}

describe("the stream of a sender", () => {
    it("shows what comes in order at once, and holds what comes early", () => {
        const [stream, shown] = streamOf(true);
        take(stream, 1);
        take(stream, 3);
        take(stream, 4);
        assert.same([1], shown);
        assert.is_true(stream.isWaiting());
        take(stream, 2);
        assert.same([1, 2, 3, 4], shown);
        assert.is_false(stream.isWaiting());
    });

    it("shows nothing twice", () => {
        const [stream, shown] = streamOf(true);
        for (const number of [1, 3, 3, 1, 2, 2, 3]) take(stream, number);
        assert.same([1, 2, 3], shown);
    });

    it("tells a gap once the sender's board is known beyond it", () => {
        const [stream, shown] = streamOf(true);
        take(stream, 3);
        take(stream, 7);
        stream.known(29);
        assert.same([], shown);
        stream.known(69);
        assert.same([-2, 3], shown);
        stream.known(70);
        assert.same([-2, 3, -3, 7], shown);
        take(stream, 5);
        assert.same([-2, 3, -3, 7], shown);
    });

    it("tells a gap once the sender has taken back what is behind it", () => {
        const [stream, shown] = streamOf(true);
        take(stream, 3);
        take(stream, 4);
        take(stream, 6);
        stream.gone(4);
        assert.same([-2, 3, 4], shown);
        stream.gone(4);
        stream.gone(5);
        assert.same([-2, 3, 4], shown);
    });

    it("that is not followed begins with what comes first, without a gap", () => {
        const [stream, shown] = streamOf(false);
        stream.skip(5);
        take(stream, 9);
        stream.known(90);
        take(stream, 12);
        stream.known(120);
        assert.same([9, -2, 12], shown);
    });

    it("that is not followed goes on behind what was skipped, whatever comes first", () => {
        const [stream, shown] = streamOf(false);
        take(stream, 6);
        stream.skip(4);
        stream.skip(5);
        assert.same([], shown);
        take(stream, 7);
        assert.same([6, 7], shown);
    });
});
