import { expect, test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { Buckets } from "../../src/sync/buckets";
import { Windows } from "../../src/sync/windows";
import { FakeClock } from "../support/fake-clock";

test("a bucket lets 200 frames through at once and 50 a second, ten times as many for servers", async () => {
    const clock = new FakeClock(new Random(1));
    const buckets = new Buckets(clock);
    const take = (count: number, bytes = 0, name = "a", isServer = false): number =>
        Array.from({ length: count }, () => buckets.take(name, bytes, isServer)).at(-1) ?? 0;
    expect(take(200)).toBe(0);
    expect(take(1)).toBe(20);
    expect(take(49)).toBe(1000);
    expect(take(1, 0, "b")).toBe(0);
    await clock.advance(1000);
    expect(take(1)).toBe(20);
    expect(take(2000, 0, "server", true)).toBe(0);
    expect(take(1, 0, "server", true)).toBe(2);
    expect(take(1, 16_777_216, "bytes")).toBe(0);
    expect(take(1, 262_144, "bytes")).toBe(1000);
    // What is full again is as one that was never used.
    await clock.advance(3_600_000);
    expect(take(200)).toBe(0);
});

test("a window is full after so many, for a whole window from then on", async () => {
    const clock = new FakeClock(new Random(1));
    const windows = new Windows(clock, 3, 1000);
    for (let count = 0; count < 3; count++) {
        expect(windows.isFull("a")).toBe(false);
        windows.count("a");
        await clock.advance(300);
    }
    expect(windows.isFull("a")).toBe(true);
    expect(windows.isFull("b")).toBe(false);
    await clock.advance(699);
    expect(windows.isFull("a")).toBe(true);
    await clock.advance(1);
    expect(windows.isFull("a")).toBe(false);
});
