/** Which open requests of one event accept each other, as a graph. */

import type { Labels } from "./labels";
import { matches, type Selector } from "./selector";

/** A request that looks for others. */
export interface OpenRequest {
    readonly owner: string;
    readonly id: number;
    readonly labels: Labels;
    readonly selector: Selector;
    /** How many others it wants: 0 or more. */
    readonly mates: number;
}

/** Steps of a look at a pair of requests, and more of the first one; a requirement of a selector is one. */
const LOOK_STEPS = 2;
const FIRST_LOOK_STEPS = 6;

/** Requests go by their index, which is their age. Two of them are joined when they accept each other. */
export class RequestGraph {
    private steps = 0;
    /** For each request those younger ones of which it is known whether they and it are joined. */
    private readonly known: LuaMap<number, boolean>[] = [];

    /**
     * @param requests oldest first.
     * @param limit most steps.
     */
    constructor(
        private readonly requests: readonly OpenRequest[],
        private readonly limit: number,
    ) {
        for (const index of $range(0, requests.length - 1)) {
            this.known[index] = new LuaMap();
        }
    }

    /** Counts steps of work. */
    spend(steps: number): void {
        this.steps += steps;
    }

    /** Whether all steps were taken. From then on the answers hold for what was looked at. */
    isExhausted(): boolean {
        return this.steps > this.limit;
    }

    /** Those of a list, from a place in it on, that are joined with a request older than all of them. */
    joined(request: number, list: readonly number[], from: number): number[] {
        const found: number[] = [];
        let count = 0;
        for (const index of $range(from, list.length - 1)) {
            if (this.isExhausted()) {
                break;
            }
            if (this.isJoined(request, list[index])) {
                found[count] = list[index];
                count++;
            }
        }
        return found;
    }

    /** Whether two requests accept each other. */
    isJoined(older: number, younger: number): boolean {
        this.steps += LOOK_STEPS;
        const known = this.known[older].get(younger);
        if (known !== undefined) {
            return known;
        }
        const one = this.requests[older];
        const other = this.requests[younger];
        this.steps += FIRST_LOOK_STEPS + one.selector.length + other.selector.length;
        const isJoined = matches(one.selector, other.labels) && matches(other.selector, one.labels);
        this.known[older].set(younger, isJoined);
        return isJoined;
    }
}
