/**
 * Looks for a clique in a small graph, after Carraghan and Pardalos (1990): a member is followed by those of the younger
 * candidates that are joined with it. Where these take too few colours for what is missing, none is there (Tomita and Seki
 * 2003). Sets of candidates are numbers, one bit for each.
 */

import type { RequestGraph } from "./request-graph";

/** @customName bit */
declare const bits: { readonly band: (this: void, one: number, other: number) => number };

const band = bits.band;

export class CliqueSearch {
    /** For each candidate the set of the younger ones that are joined with it. */
    private readonly joined: number[] = [];
    /** Which place a bit stands for. */
    private readonly places = new LuaMap<number, number>();
    /** The set of those that want as many mates as the clique is to have. */
    private wanting = 0;
    private readonly members: number[] = [];

    /**
     * @param candidates oldest first, all joined with the oldest member; those beyond the length of `mates` do not count.
     * @param mates how many mates each candidate wants; for at most 31.
     */
    constructor(
        private readonly graph: RequestGraph,
        private readonly candidates: readonly number[],
        private readonly mates: readonly number[],
    ) {
        const last = mates.length - 1;
        for (const place of $range(0, last)) {
            this.places.set(2 ** place, place);
            let joined = 0;
            for (const other of $range(place + 1, last)) {
                if (!graph.isExhausted() && graph.isJoined(candidates[place], candidates[other])) {
                    joined += 2 ** other;
                }
            }
            this.joined[place] = joined;
        }
    }

    /**
     * The first clique, in the order of its members, of the oldest one and this many candidates, none of which wants more
     * mates. Nil when there is none, or no steps are left.
     * @param isWanted whether the oldest one wants this many; otherwise another member has to.
     */
    find(oldest: number, mates: number, isWanted: boolean): readonly number[] | undefined {
        if (mates > this.mates.length) {
            return undefined;
        }
        let among = 0;
        this.wanting = 0;
        for (const place of $range(0, this.mates.length - 1)) {
            const wish = this.mates[place];
            among += wish <= mates ? 2 ** place : 0;
            this.wanting += wish === mates ? 2 ** place : 0;
        }
        this.members[0] = oldest;
        if (!this.complete(1, among, mates, isWanted)) {
            return undefined;
        }
        const found: number[] = [];
        for (const index of $range(0, mates)) {
            found[index] = this.members[index];
        }
        return found;
    }

    /** Adds `missing` of a set of candidates, all of which are joined with the first `size` members. */
    private complete(size: number, among: number, missing: number, isWanted: boolean): boolean {
        if (missing === 0) {
            return isWanted;
        }
        let left = among;
        while (this.hasColours(left, missing) && (isWanted || band(left, this.wanting) > 0)) {
            if (this.graph.isExhausted()) {
                return false;
            }
            const bit = left - band(left, left - 1);
            const place = this.places.get(bit)!;
            this.members[size] = this.candidates[place];
            const next = band(left, this.joined[place]);
            if (this.complete(size + 1, next, missing - 1, isWanted || band(bit, this.wanting) > 0)) {
                return true;
            }
            left -= bit;
        }
        return false;
    }

    /**
     * Whether painting a set so that no joined two have one colour, each in the first colour that it can have, takes this
     * many colours. A clique of that many needs them all.
     */
    private hasColours(set: number, wanted: number): boolean {
        let left = set;
        let count = 0;
        while (left > 0 && count < wanted) {
            count++;
            let free = left;
            while (free > 0) {
                const bit = free - band(free, free - 1);
                left -= bit;
                free = free - bit - band(free, this.joined[this.places.get(bit)!]);
                this.graph.spend(1);
            }
        }
        return count >= wanted;
    }
}
