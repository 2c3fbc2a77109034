import { NumberHeap } from "./heap";

const ceil = math.ceil;
const floor = math.floor;

/** Rounding slack in ticks, far above the error of adding seconds in doubles and far below a tick. */
const SLACK = 1e-6;

/** Something that is due at a moment. */
export interface Scheduled {
    run(): void;
}

/**
 * The virtual clock of a realm. Time goes in ticks, one for each frame that the game would draw; a client's code only ever
 * runs at a tick. Ticks at which nothing is due are skipped at no cost, so four idle weeks pass at once.
 *
 * What is due at one tick stands in one list, in the order of scheduling, and the heap holds each tick once: the order is
 * time, then sequence, at the price of one append for nearly every entry.
 */
export class Clock {
    /** Seconds since the realm began. */
    now = 0;
    /** Ticks since the realm began. */
    private tick = 0;
    private running = false;
    private readonly due = new LuaTable<number, Scheduled[]>();
    private readonly ticks = new NumberHeap();

    /** @param rate ticks a second */
    constructor(readonly rate: number) {}

    /** Schedules an entry for the first tick that is at least `seconds` from now, and never for the tick that is running. */
    schedule(entry: Scheduled, seconds: number): void {
        this.scheduleTick(entry, ceil((this.now + seconds) * this.rate - SLACK));
    }

    /** Schedules an entry for a tick by its number; gives the tick it got, which is later when that one has already begun. */
    scheduleTick(entry: Scheduled, wanted: number): number {
        const tick = wanted > this.tick ? wanted : this.tick + 1;
        const list = this.due.get(tick) as Scheduled[] | undefined;
        if (list === undefined) {
            this.due.set(tick, [entry]);
            this.ticks.push(tick);
        } else {
            list.push(entry);
        }
        return tick;
    }

    /** The number of the tick that runs, or ran last. */
    getTick(): number {
        return this.tick;
    }

    /**
     * Runs everything due within `seconds` from now.
     *
     * @param stop asked after every tick at which something ran; true ends the run at that tick
     * @returns whether `stop` ended it
     */
    advance(seconds: number, stop?: (this: void) => boolean): boolean {
        if (this.running) error("realm: advance: called from inside a client's callback", 3);
        const stopAt = this.now + seconds;
        const last = floor(stopAt * this.rate + SLACK);
        this.running = true;
        let tick = this.ticks.peek();
        while (tick !== undefined && tick <= last) {
            this.runTick(tick);
            if (stop !== undefined && stop()) {
                this.running = false;
                return true;
            }
            tick = this.ticks.peek();
        }
        this.running = false;
        this.tick = last;
        this.now = stopAt;
        return false;
    }

    private runTick(tick: number): void {
        this.ticks.pop();
        const list = this.due.get(tick);
        this.due.delete(tick);
        this.tick = tick;
        this.now = tick / this.rate;
        for (const entry of list) entry.run();
    }
}
