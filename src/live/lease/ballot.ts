/** Which electors have answered which rounds of this client's claim. */

import { HOLD_SECONDS } from "./constants";
import type { Electorate } from "./electorate";

const huge = math.huge;
const max = math.max;

/** Rounds whose beginning is kept: with one in 5 seconds, more than HOLD_SECONDS. */
const KEPT_ROUNDS = 32;

export class Ballot {
    /** Number of the last round; no number comes twice in a session. Read only. */
    round = 0;
    /** Votes for rounds before are free: they do not count. */
    private first = 1;
    /** Uptimes at which the rounds that count began. */
    private starts = new LuaMap<number, number>();
    /** When the last round began that an elector has answered. */
    private answered = new LuaMap<string, number>();

    constructor(private readonly electorate: Electorate) {}

    /** Begins a round. @param now uptime. */
    begin(now: number): void {
        this.round++;
        this.starts.set(this.round, now);
        this.starts.delete(this.round - KEPT_ROUNDS);
    }

    /** Gives all votes back. */
    drop(): void {
        this.first = this.round + 1;
        this.starts = new LuaMap();
        this.answered = new LuaMap();
    }

    /** An elector has answered a round. */
    answer(elector: string, round: number): void {
        const start = round >= this.first ? this.starts.get(round) : undefined;
        if (start !== undefined && this.electorate.has(elector)) {
            this.answered.set(elector, max(start, this.answered.get(elector) ?? start));
        }
    }

    /** How many electors have answered. */
    count(): number {
        let count = 0;
        for (const [_elector] of this.answered) {
            count++;
        }
        return count;
    }

    /** Uptime until which most electors are bound, as they count themselves; -infinity when they are not. */
    until(): number {
        const { majority } = this.electorate;
        const starts: number[] = [];
        let count = 0;
        for (const [, start] of this.answered) {
            starts[count] = start;
            count++;
        }
        if (count < majority) {
            return -huge;
        }
        table.sort(starts, (a, b) => a > b);
        return starts[majority - 1] + HOLD_SECONDS;
    }

    /** Whether most electors have answered the last round. */
    isAnswered(): boolean {
        const start = this.starts.get(this.round);
        return start !== undefined && this.until() >= start + HOLD_SECONDS;
    }
}
