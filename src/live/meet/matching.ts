/** Which open requests of one event form groups: cliques of the right size in the graph of who accepts whom. */

import { CliqueSearch } from "./clique-search";
import { type OpenRequest, RequestGraph } from "./request-graph";

/** What findGroups() found. */
export interface Matching<Request> {
    /** The members of each group, oldest first; the groups by their oldest. */
    readonly groups: readonly (readonly Request[])[];
    /** Whether more requests accepted one than are tried in all combinations: an earlier group may have been missed. */
    readonly isCut: boolean;
    /** Whether the work had to end before all was looked at: groups may have been missed. */
    readonly isExhausted: boolean;
}

/** Size up to which a group is looked for in all combinations, and of how many requests: the oldest, and these others. */
const EXACT_SIZE = 20;

/** Most steps of one call, at 0.2 microseconds or less: 5 ms. The hardest 20 requests that a search found take 22,000. */
const STEP_LIMIT = 25000;

/** Finds one group after the other. Requests go by their index, which is their age. */
class GroupSearch<Request extends OpenRequest> {
    isCut = false;
    /** Those that are in a group. */
    private readonly taken = new LuaSet<number>();
    private readonly graph: RequestGraph;

    constructor(
        private readonly requests: readonly Request[],
        limit: number,
    ) {
        this.graph = new RequestGraph(requests, limit);
    }

    isExhausted(): boolean {
        return this.graph.isExhausted();
    }

    /** The first group whose oldest member is this request. */
    groupOf(oldest: number): Request[] | undefined {
        if (this.taken.has(oldest)) {
            return undefined;
        }
        const others = this.graph.joined(oldest, this.later(oldest), 0);
        this.isCut = this.isCut || others.length >= EXACT_SIZE;
        const wishes: number[] = [];
        for (const place of $range(0, math.min(others.length, EXACT_SIZE - 1) - 1)) {
            wishes[place] = this.requests[others[place]].mates;
        }
        const exact = new CliqueSearch(this.graph, others, wishes);
        const own = this.requests[oldest].mates;
        let best: readonly number[] | undefined;
        for (const mates of this.sizes(oldest, others)) {
            const isWanted = own === mates;
            const found = exact.find(oldest, mates, isWanted) ?? this.greedy(oldest, others, mates, isWanted);
            if (found !== undefined && (best === undefined || isEarlier(found, best))) {
                best = found;
            }
        }
        return best === undefined ? undefined : this.take(best);
    }

    /**
     * The numbers of mates that a group can have, by the oldest one who wants that many: those that any of them wants, and
     * none below what the oldest wants.
     */
    private sizes(oldest: number, others: readonly number[]): number[] {
        const least = math.max(this.requests[oldest].mates, 1);
        const seen = new LuaSet<number>();
        const sizes: number[] = [];
        let count = 0;
        for (const index of $range(-1, others.length - 1)) {
            const { mates } = this.requests[index < 0 ? oldest : others[index]];
            if (mates >= least && mates <= others.length && !seen.has(mates)) {
                seen.add(mates);
                sizes[count] = mates;
                count++;
            }
        }
        return sizes;
    }

    /**
     * Where there are more than are tried in all combinations, takes each one that all taken so far accept. The last place
     * is for one that wants this many mates.
     */
    private greedy(
        oldest: number,
        others: readonly number[],
        mates: number,
        isWanted: boolean,
    ): readonly number[] | undefined {
        if (others.length < EXACT_SIZE) {
            return undefined;
        }
        const members = [oldest];
        let count = 1;
        let isNowWanted = isWanted;
        let left = others;
        let place = 0;
        while (place < left.length && !this.isExhausted()) {
            this.graph.spend(1);
            const next = left[place];
            const wish = this.requests[next].mates;
            place++;
            if (wish === mates || (wish < mates && (count < mates || isNowWanted))) {
                members[count] = next;
                count++;
                isNowWanted = isNowWanted || wish === mates;
                if (count === mates + 1) {
                    return members;
                }
                left = this.graph.joined(next, left, place);
                place = 0;
            }
        }
        return undefined;
    }

    /** The requests that are younger than one and in no group yet. */
    private later(oldest: number): number[] {
        const later: number[] = [];
        let count = 0;
        for (const index of $range(oldest + 1, this.requests.length - 1)) {
            if (!this.taken.has(index)) {
                later[count] = index;
                count++;
            }
        }
        return later;
    }

    private take(members: readonly number[]): Request[] {
        const group: Request[] = [];
        for (const place of $range(0, members.length - 1)) {
            this.taken.add(members[place]);
            group[place] = this.requests[members[place]];
        }
        return group;
    }
}

/**
 * Whether members come before those of a group that was found earlier. When that one continues these it would want more
 * mates than they do, and the size that an older member wants is tried first: it was found later, if at all.
 */
function isEarlier(members: readonly number[], found: readonly number[]): boolean {
    for (const place of $range(0, math.min(members.length, found.length) - 1)) {
        if (members[place] !== found[place]) {
            return members[place] < found[place];
        }
    }
    return false;
}

/**
 * The groups that the open requests of one event form. A group is a set of at least two requests, each two of which accept
 * each other: the selector of each matches the labels of the other. It has exactly one member more than the largest number
 * of mates that one in it wants. Of several groups that one counts that has the oldest request, then the next oldest and so
 * on; its members are taken out, and of the others the same is asked.
 *
 * A group of 20 at most is found for certain when at most 19 younger requests accept its oldest one. Beyond that the 19
 * oldest of them are tried in all combinations; then all, of which each one is taken that those before it accept: `isCut`
 * says so.
 * @param requests oldest first.
 * @param limit most steps, for specs.
 */
export function findGroups<Request extends OpenRequest>(
    requests: readonly Request[],
    limit = STEP_LIMIT,
): Matching<Request> {
    const search = new GroupSearch(requests, limit);
    const groups: Request[][] = [];
    let count = 0;
    for (const oldest of $range(0, requests.length - 2)) {
        if (search.isExhausted()) {
            break;
        }
        const group = search.groupOf(oldest);
        if (group !== undefined) {
            groups[count] = group;
            count++;
        }
    }
    return { groups, isCut: search.isCut, isExhausted: search.isExhausted() };
}
