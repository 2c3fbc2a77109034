import { Inhibitor } from "../../src/sync/inhibitor";
import { packKey, toId } from "../../src/event/key";
import { noPause } from "../support/background";
import { ManualTime, START } from "../support/world";

describe("Inhibitor", () => {
    it("remembers what was said for its seconds, counted from the last time", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 10);
        assert.is_false(inhibitor.isInhibited("a"));
        inhibitor.note("a");
        time.advance(9);
        assert.is_true(inhibitor.isInhibited("a"));
        assert.is_false(inhibitor.isInhibited("b"));
        inhibitor.note("a");
        time.advance(9.5);
        assert.is_true(inhibitor.isInhibited("a"));
        time.advance(0.5);
        assert.is_false(inhibitor.isInhibited("a"));
    });

    it("keeps all that still count when it clears up, however many there are", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 10);
        for (const index of $range(1, 600)) {
            inhibitor.note(`old ${index}`);
        }
        time.advance(5);
        for (const index of $range(1, 600)) {
            inhibitor.note(`new ${index}`);
        }
        assert.is_true(inhibitor.isInhibited("old 1"));
        time.advance(6);
        inhibitor.note("last");
        for (const index of $range(1, 600)) {
            assert.is_false(inhibitor.isInhibited(`old ${index}`));
            assert.is_true(inhibitor.isInhibited(`new ${index}`));
        }
        assert.is_true(inhibitor.isInhibited("last"));
    });

    it("clears up tens of thousands of packed keys in many small pieces", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 10);
        const NOTES = 30000;
        for (const index of $range(1, NOTES)) inhibitor.note(packKey(START + index, toId(index % 7, 0)));
        for (const index of $range(1, NOTES)) inhibitor.note(packKey(START, toId(index * 13, 0)));
        const all = inhibitor.count();
        time.advance(11);
        let most = 0;
        let before = all;
        inhibitor.sweep(() => {
            most = math.max(most, before - inhibitor.count());
            before = inhibitor.count();
        });
        assert.equal(0, inhibitor.count());
        assert.is_true(most <= all / 32, `${most} of ${all}`);
    });

    it("makes no garbage when it clears up and most still counts, and gives memory back when little does", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 100);
        const NOTES = 20000;
        const inUse = (): number => collectgarbage("count");
        const sweep = (): void => inhibitor.sweep(noPause);
        for (const index of $range(1, NOTES)) inhibitor.note(packKey(START + index, toId(index % 7, 0)));
        collectgarbage("collect");
        collectgarbage("stop");
        const before = inUse();
        sweep();
        const made = inUse() - before;
        collectgarbage("restart");
        assert.is_true(made < 10, `${made} kB`);
        time.advance(101);
        sweep();
        collectgarbage("collect");
        assert.is_true(before - inUse() > 0.04 * NOTES, `${before - inUse()} kB of ${before}`);
    });

    it("tells, for as long as its memory is, whether something was said since a moment", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor(time, 3, 100);
        time.advance(50);
        assert.is_false(inhibitor.wasNotedSince("a", 0));
        inhibitor.note("a");
        time.advance(90);
        assert.is_false(inhibitor.isInhibited("a"));
        assert.is_true(inhibitor.wasNotedSince("a", 50));
        assert.is_false(inhibitor.wasNotedSince("a", 50.5));
        for (const index of $range(1, 600)) inhibitor.note(`other ${index}`);
        assert.is_true(inhibitor.wasNotedSince("a", 50));
        time.advance(20);
        inhibitor.sweep(noPause);
        assert.is_false(inhibitor.wasNotedSince("a", 0));
    });

    it("takes keys of any kind, and tells them apart", () => {
        const inhibitor = new Inhibitor<number | string>(new ManualTime(), 10);
        inhibitor.note(7);
        assert.is_true(inhibitor.isInhibited(7));
        assert.is_false(inhibitor.isInhibited("7"));
        const weeks = new Inhibitor<number>(new ManualTime(), 10);
        weeks.note(2820);
        assert.same([true, false], [weeks.isInhibited(2820), weeks.isInhibited(2821)]);
    });

    it("lets be said again what it is told to forget", () => {
        const inhibitor = new Inhibitor(new ManualTime(), 10, 100);
        inhibitor.note("a");
        inhibitor.note("b");
        inhibitor.forget("a");
        inhibitor.forget("c");
        assert.same([false, true], [inhibitor.isInhibited("a"), inhibitor.isInhibited("b")]);
        assert.is_false(inhibitor.wasNotedSince("a", 0));
        assert.equal(1, inhibitor.count());
    });

    it("counts what it keeps: a key once, however often it is noted", () => {
        const inhibitor = new Inhibitor<number>(new ManualTime(), 10);
        for (const index of $range(1, 30)) inhibitor.note(index % 10);
        assert.equal(10, inhibitor.count());
    });

    it("drops in a sweep what is older than its memory, and no more", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor<number>(time, 3, 100);
        for (const index of $range(1, 20)) inhibitor.note(index);
        time.advance(60);
        for (const index of $range(16, 25)) inhibitor.note(index);
        inhibitor.sweep(noPause);
        assert.equal(25, inhibitor.count());
        time.advance(40);
        inhibitor.sweep(noPause);
        assert.equal(10, inhibitor.count());
        assert.is_true(inhibitor.wasNotedSince(16, 60));
        assert.is_false(inhibitor.wasNotedSince(15, 0));
        time.advance(60);
        inhibitor.sweep(noPause);
        assert.equal(0, inhibitor.count());
    });

    it("drops the expired by itself when there are many, so that it does not grow with what is said in all", () => {
        const time = new ManualTime();
        const inhibitor = new Inhibitor<number>(time, 10);
        let most = 0;
        for (const index of $range(1, 20000)) {
            inhibitor.note(index);
            most = math.max(most, inhibitor.count());
            time.advance(0.1);
        }
        assert.is_true(most >= 100 && most < 1100, `${most}`);
    });
});
