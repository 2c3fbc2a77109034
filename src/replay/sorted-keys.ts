/**
 * Sorts keys by their bytes in slices, many as they may be: short runs at once, which then hold a tournament. Neither one long
 * list is made, which Lua would move whole when it grows, nor one long sort.
 */

import { bytesLess } from "../codec/compare";
import type { Pause } from "../ports";

/** Keys that are sorted at once: a fifth of a millisecond, where they begin alike. */
const RUN_KEYS = 32;

/** Matches, and runs that enter, between two looks at the frame's budget. */
const MATCH_STEP = 128;
const ENTER_STEP = 1024;

/** Takes in all keys, then gives them in order. */
export class SortedKeys {
    private readonly runs: string[][] = [];
    private runCount = 0;
    private run: string[] = [];
    private size = 0;
    /** By run: how many of its keys were given. */
    private readonly given: number[] = [];
    /**
     * The tournament as a binary tree. The winner of node n, the run whose next key is the first, comes from nodes 2n and 2n + 1;
     * the leaves, from `leaves` on, are the runs.
     */
    private readonly winners = new LuaTable<number, number>();
    private leaves = 1;
    private matches = 0;

    constructor(private readonly pause: Pause) {}

    add(key: string): void {
        this.run[this.size] = key;
        this.size++;
        if (this.size === RUN_KEYS) {
            this.endRun();
            this.pause();
        }
    }

    /** All keys are in. */
    begin(): void {
        this.endRun();
        while (this.leaves < this.runCount) {
            this.leaves *= 2;
        }
        for (const node of $range(1, 2 * this.leaves - 1)) {
            this.winners.set(node, node - this.leaves);
            if (node % ENTER_STEP === 0) {
                this.pause();
            }
        }
        for (const node of $range(this.leaves - 1, 1, -1)) {
            this.play(node);
        }
    }

    /** The next key; nil behind the last. */
    next(): string | undefined {
        const { given } = this;
        const winner = this.winners.get(1);
        const key = this.head(winner);
        if (key !== undefined) {
            given[winner]++;
            let node = (this.leaves + winner) / 2;
            while (node >= 1) {
                node -= node % 1;
                this.play(node);
                node /= 2;
            }
        }
        return key;
    }

    private endRun(): void {
        table.sort(this.run, bytesLess);
        this.runs[this.runCount] = this.run;
        this.given[this.runCount] = 0;
        this.runCount++;
        this.run = [];
        this.size = 0;
    }

    /** The next key of a run; nil when it has none left, or there is no such run. */
    private head(run: number): string | undefined {
        const keys = this.runs[run] as string[] | undefined;
        return keys?.[this.given[run]];
    }

    /** Lets the winners of the two nodes below play. */
    private play(node: number): void {
        const left = this.winners.get(2 * node);
        const right = this.winners.get(2 * node + 1);
        const leftKey = this.head(left);
        const rightKey = this.head(right);
        const isRight = rightKey !== undefined && (leftKey === undefined || bytesLess(rightKey, leftKey));
        this.winners.set(node, isRight ? right : left);
        this.matches++;
        if (this.matches % MATCH_STEP === 0) {
            this.pause();
        }
    }
}
