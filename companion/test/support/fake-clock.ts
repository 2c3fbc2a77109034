/** Time that passes when a test says so; what is under way by then is done first. */
import type { Random } from "../../../tools/random.mjs";
import type { Cancel, Clock } from "../../src/sync/clock";
import { NOW } from "./guild";

/** Turns of the event loop without anything happening, after which nothing is under way. */
const QUIET_TURNS = 8;

interface Timer {
    readonly at: number;
    readonly work: () => void;
}

export class FakeClock implements Clock {
    private time = 0;
    private timers: Timer[] = [];
    /** Goes up whenever something happens. */
    private activity = 0;

    constructor(private readonly drawn: Random) {}

    readonly now = (): number => this.time;
    readonly unix = (): number => NOW + Math.floor(this.time / 1000);
    readonly random = (): number => this.drawn.integer(0, 999_999) / 1_000_000;

    after(ms: number, work: () => void): Cancel {
        const timer = { at: this.time + ms, work };
        this.timers.push(timer);
        return () => (this.timers = this.timers.filter((other) => other !== timer));
    }

    /** Says that something happens: a frame comes. */
    stir(): void {
        this.activity++;
    }

    /** Waits until nothing is under way but what waits for a time to come. */
    async settle(): Promise<void> {
        let [seen, quiet] = [this.activity, 0];
        while (quiet < QUIET_TURNS) {
            await new Promise((resolve) => setImmediate(resolve));
            quiet = this.activity === seen ? quiet + 1 : 0;
            seen = this.activity;
        }
    }

    /** Lets time pass. */
    async advance(ms: number): Promise<void> {
        const end = this.time + ms;
        await this.settle();
        for (;;) {
            const due = this.timers.reduce<Timer | undefined>(
                (first, timer) => (timer.at <= end && (first === undefined || timer.at < first.at) ? timer : first),
                undefined,
            );
            if (due === undefined) break;
            this.timers = this.timers.filter((other) => other !== due);
            this.time = Math.max(this.time, due.at);
            due.work();
            await this.settle();
        }
        this.time = end;
    }

    /** How many timers wait. */
    get waiting(): number {
        return this.timers.length;
    }
}
