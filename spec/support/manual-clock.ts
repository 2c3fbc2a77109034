import type { Clock } from "../../src/ports";

/** A clock that stands until a spec moves it. */
export class ManualClock implements Clock {
    /** @param seconds Unix seconds at the start. */
    constructor(
        public seconds: number,
        public up = 0,
    ) {}

    serverTime(): number {
        return this.seconds;
    }

    uptime(): number {
        return this.up;
    }

    milliseconds(): number {
        return this.up * 1000;
    }

    /** Moves all clocks on. */
    advance(seconds: number): void {
        this.seconds += seconds;
        this.up += seconds;
    }
}
