import { Lifetime } from "../src/lifetime";
import { FrameWorker } from "../src/platform/background";
import { FrameBudget } from "../src/platform/frame-budget";
import { GameGuard } from "../src/platform/guard";
import { ImmediateBackground, SteppedBackground } from "./support/background";
import { FakeGame } from "./support/game";
import { ManualTime, World } from "./support/world";

describe("A lifetime", () => {
    let time: ManualTime;
    let background: SteppedBackground;
    let lifetime: Lifetime;
    let heard: string[];
    before_each(() => {
        time = new ManualTime();
        background = new SteppedBackground();
        lifetime = new Lifetime(time, background);
        heard = [];
    });

    const note = (text: string) => (): void => {
        heard.push(text);
    };

    /** Handles that it keeps. */
    function heldCount(): number {
        let count = 0;
        for (const _ of (lifetime as unknown as { handles: LuaSet<object> }).handles) count++;
        return count;
    }

    it("lets timers, tickers and work go on while it lasts", () => {
        lifetime.after(1, note("after"));
        lifetime.every(2, note("every"));
        lifetime.run((pause) => {
            heard.push("work");
            pause();
            heard.push("more work");
        });
        time.advance(4);
        background.finish();
        assert.same(["after", "every", "every", "work", "more work"], heard);
    });

    it("ends all of them", () => {
        lifetime.after(1, note("after"));
        lifetime.after(0, note("next frame"));
        lifetime.every(2, note("every"));
        lifetime.run(note("work"));
        time.advance(0);
        lifetime.end();
        time.advance(100);
        background.finish();
        assert.same([], heard);
        assert.equal(0, time.waiting());
        assert.equal(0, background.waiting());
        assert.equal(0, heldCount());
    });

    it("starts nothing any more when it has ended, and says nothing of it", () => {
        lifetime.end();
        lifetime.after(0, note("after")).cancel();
        lifetime.after(0, note("after"));
        lifetime.every(1, note("every"));
        lifetime.run(note("work"));
        assert.equal(0, time.waiting());
        assert.equal(0, background.waiting());
        time.advance(10);
        assert.same([], heard);
    });

    it("may end twice", () => {
        lifetime.every(1, note("every"));
        lifetime.end();
        lifetime.end();
        time.advance(10);
        assert.same([], heard);
    });

    it("ends one of them alone when that is cancelled, as often as it is", () => {
        const timer = lifetime.after(1, note("after"));
        const ticker = lifetime.every(1, note("every"));
        const work = lifetime.run(note("work"));
        lifetime.every(5, note("other"));
        for (const handle of [timer, ticker, work, ticker]) handle.cancel();
        assert.equal(1, heldCount());
        time.advance(5);
        background.finish();
        assert.same(["other"], heard);
    });

    it("does not hold what ended by itself", () => {
        const timer = lifetime.after(1, note("after"));
        const work = lifetime.run((pause) => pause());
        assert.equal(2, heldCount());
        time.advance(1);
        assert.equal(1, heldCount());
        background.finish();
        assert.equal(0, heldCount());
        timer.cancel();
        work.cancel();
        assert.same(["after"], heard);
    });

    it("does not hold work that was done at once", () => {
        lifetime = new Lifetime(time, new ImmediateBackground());
        lifetime.run(note("work"));
        assert.same(["work"], heard);
        assert.equal(0, heldCount());
    });

    it("holds no more after ten thousand timers than after one", () => {
        for (const _ of $range(1, 10000)) {
            lifetime.after(0, () => {});
            time.advance(0.1);
        }
        assert.equal(0, heldCount());
    });

    it("ends from within a timer: none of the same moment comes after it", () => {
        lifetime.after(1, () => lifetime.end());
        lifetime.after(1, note("after"));
        lifetime.every(1, note("every"));
        time.advance(10);
        assert.same([], heard);
        assert.equal(0, time.waiting());
    });

    it("ends from within a ticker, that ticker included", () => {
        lifetime.every(1, () => {
            heard.push("tick");
            lifetime.end();
        });
        time.advance(10);
        assert.same(["tick"], heard);
        assert.equal(0, time.waiting());
    });

    it("does not start what a timer starts after it has ended it", () => {
        lifetime.after(1, () => {
            lifetime.end();
            lifetime.after(0, note("after"));
            lifetime.run(note("work"));
        });
        time.advance(10);
        background.finish();
        assert.same([], heard);
    });

    it("stops work at its next pause, be it that work which ended it", () => {
        lifetime.run((pause) => {
            heard.push("one");
            lifetime.end();
            heard.push("two");
            pause();
            heard.push("three");
        });
        lifetime.run(note("other"));
        background.finish();
        assert.same(["one", "two"], heard);
        assert.equal(0, background.waiting());
        assert.equal(0, heldCount());
    });

    it("stops work that waits in its midst", () => {
        lifetime.run((pause) => {
            heard.push("one");
            pause();
            heard.push("two");
        });
        background.step();
        lifetime.end();
        background.finish();
        assert.same(["one"], heard);
    });

    it("drives the work of the background, its own included", () => {
        let isDone = false;
        lifetime.run((pause) => {
            pause();
            isDone = true;
        });
        lifetime.drive(1000, () => isDone);
        assert.is_true(isDone);
    });

    it("leaves alone what others started", () => {
        time.after(1, note("after"));
        time.every(2, note("every"));
        background.run(note("work"));
        new Lifetime(time, background).after(3, note("other lifetime"));
        lifetime.end();
        time.advance(3);
        background.finish();
        assert.same(["after", "every", "other lifetime", "work"], heard);
    });

    it("takes an error in its work for the end of that work", () => {
        const world = new World();
        lifetime = new Lifetime(world.time, world.background);
        lifetime.run(() => error("broken", 0));
        world.time.advance(1);
        assert.same(["broken"], world.guard.reports);
        lifetime.end();
        assert.equal(0, heldCount());
    });
});

describe("A lifetime in the game", () => {
    let game: FakeGame;
    let lifetime: Lifetime;
    before_each(() => {
        game = new FakeGame();
        game.set({ InCombatLockdown: () => false });
        const time = new ManualTime();
        const worker = new FrameWorker(time, new GameGuard(), new FrameBudget(time, { time: -1, used: 0 }));
        lifetime = new Lifetime(time, worker);
    });
    after_each(() => game.end());

    it("stops work at its next pause, however much of the frame is left", () => {
        const heard: string[] = [];
        lifetime.run((pause) => {
            heard.push("one");
            pause();
            heard.push("two");
            lifetime.end();
            pause();
            heard.push("three");
        });
        lifetime.run(() => heard.push("other"));
        for (const _ of $range(1, 5)) game.nextFrame();
        assert.same(["one", "two"], heard);
        assert.is_false(game.frames[0].isShown);
        assert.same([], game.errors);
    });
});
