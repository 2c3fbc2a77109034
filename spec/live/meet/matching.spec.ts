import { type Labels, parseLabels } from "../../../src/live/meet/labels";
import { findGroups, type Matching } from "../../../src/live/meet/matching";
import type { OpenRequest } from "../../../src/live/meet/request-graph";
import { matches, parseSelector, type Selector } from "../../../src/live/meet/selector";
import { SeededRandom } from "../../random";
import { rounds } from "../../support/rounds";

function request(id: number, labels: string, selector: string, mates = 1): OpenRequest {
    return {
        owner: string.format("owner%d", id),
        id,
        labels: parseLabels(labels)[0] as Labels,
        selector: parseSelector(selector)[0] as Selector,
        mates,
    };
}

/** Requests 1 to n, each with a label `id`, joined where a function says so. */
function graph(
    n: number,
    mates: (this: void, id: number) => number,
    isJoined: (this: void, one: number, other: number) => boolean,
): OpenRequest[] {
    const requests: OpenRequest[] = [];
    for (const id of $range(1, n)) {
        const friends: string[] = [];
        for (const other of $range(1, n)) {
            if (other !== id && isJoined(math.min(id, other), math.max(id, other))) {
                friends[friends.length] = string.format("%d", other);
            }
        }
        const selector = friends.length === 0 ? "id=none" : `id in (${table.concat(friends, ",")})`;
        requests[id - 1] = request(id, string.format("id=%d", id), selector, mates(id));
    }
    return requests;
}

/** The groups by the ids of their members: "1 2, 3 5 6". */
function show({ groups }: Matching<OpenRequest>): string {
    const texts: string[] = [];
    for (const group of groups) {
        const ids: string[] = [];
        for (const member of group) {
            ids[ids.length] = string.format("%d", member.id);
        }
        texts[texts.length] = table.concat(ids, " ");
    }
    return table.concat(texts, ", ");
}

/** The groups of requests, when all was looked at. */
function groupsOf(requests: readonly OpenRequest[]): string {
    const matching = findGroups(requests);
    assert.is_false(matching.isCut);
    assert.is_false(matching.isExhausted);
    return show(matching);
}

/** Whether members are a group, by its definition alone. */
function isGroup(members: readonly OpenRequest[]): boolean {
    let mates = 0;
    for (const one of members) {
        mates = math.max(mates, one.mates);
        for (const other of members) {
            if (one !== other && !matches(one.selector, other.labels)) return false;
        }
    }
    return members.length >= 2 && members.length === mates + 1;
}

/** The first group in lexicographic order, by trying all sets: each prefix before what continues it. */
function firstGroup(requests: readonly OpenRequest[], members: readonly OpenRequest[], from: number): OpenRequest[] {
    if (isGroup(members)) return [...members];
    for (const index of $range(from, requests.length - 1)) {
        const found = firstGroup(requests, [...members, requests[index]], index + 1);
        if (found.length > 0) return found;
    }
    return [];
}

/** All groups, by trying all sets again and again. */
function groupsByForce(requests: readonly OpenRequest[]): OpenRequest[][] {
    const groups: OpenRequest[][] = [];
    let left = [...requests];
    while (true) {
        const group = firstGroup(left, [], 0);
        if (group.length === 0) return groups;
        groups[groups.length] = group;
        left = left.filter((one) => !group.includes(one));
    }
}

/** A source for a small seed: the first numbers of small ones are all small. */
function randomOf(seed: number): SeededRandom {
    return new SeededRandom(seed * 104729);
}

/** Raises unless the groups of requests are those found by force. Returns how many there are. */
function compare(requests: readonly OpenRequest[], seed: number): number {
    const groups = groupsByForce(requests);
    const expected = show({ groups, isCut: false, isExhausted: false });
    assert.equal(expected, groupsOf(requests), string.format("seed %d", seed));
    return groups.length;
}

describe("the groups of open requests", () => {
    it("are those who accept each other, the oldest first", () => {
        assert.equal("", groupsOf([]));
        assert.equal("", groupsOf([request(1, "", "")]));
        assert.equal("1 2", groupsOf([request(1, "", ""), request(2, "", "")]));
        assert.equal("1 2, 3 4", groupsOf(graph(5, () => 1, () => true))); // prettier-ignore
        // The second accepts the first, but is not accepted.
        const tank = request(1, "role=tank", "role=healer");
        const dealer = request(2, "role=dealer", "role=tank");
        const healer = request(3, "role=healer", "role!=dealer");
        assert.equal("1 3", groupsOf([tank, dealer, healer]));
    });

    it("have one member more than the largest number of mates", () => {
        const three = (id: number): number => (id === 3 ? 2 : 1);
        // Two who want one mate are a group before the third one is asked.
        assert.equal("1 2", groupsOf(graph(3, three, () => true)));
        // Where they do not accept each other, no one who wants two mates can have one of them.
        assert.equal("", groupsOf(graph(3, three, (one, other) => other === 3 && one < 3)));
        assert.equal("1 2 3", groupsOf(graph(3, (id) => (id === 1 ? 2 : 1), () => true))); // prettier-ignore
        // Who wants none is found by others only.
        assert.equal("", groupsOf(graph(3, () => 0, () => true))); // prettier-ignore
        assert.equal("1 2", groupsOf(graph(3, (id) => id - 1, () => true))); // prettier-ignore
    });

    it("are found where the first who fit lead nowhere", () => {
        // 1 accepts all, 2 none but 1; with 2 taken first no three are there.
        assert.equal("1 3 4", groupsOf(graph(4, () => 2, (one, other) => one === 1 || (one === 3 && other === 4)))); // prettier-ignore
    });

    it("are those of the definition, for requests at random", () => {
        const roles = ["tank", "healer", "dealer"];
        const selectors = ["", "role=tank", "role!=tank", "role in (tank,healer)", "role notin (dealer)", "level>2"];
        let found = 0;
        for (const seed of $range(1, rounds(2000))) {
            const random = randomOf(seed);
            const requests: OpenRequest[] = [];
            for (const id of $range(1, random.integer(2, 9))) {
                const labels = string.format("role=%s,level=%d", roles[random.integer(0, 2)], random.integer(1, 5));
                requests[id - 1] = request(id, labels, selectors[random.integer(0, 5)], random.integer(0, 3));
            }
            found += compare(requests, seed);
        }
        assert.is_true(found > rounds(500));
    });

    it("are those of the definition, for graphs at random", () => {
        let found = 0;
        for (const seed of $range(1, rounds(2000))) {
            const random = randomOf(seed);
            const joins = new LuaMap<number, boolean>();
            const density = random.integer(2, 10);
            const most = random.integer(1, 5);
            const requests = graph(
                random.integer(2, 9),
                () => random.integer(random.integer(0, most), most),
                (one, other) => {
                    const pair = one * 100 + other;
                    if (!joins.has(pair)) joins.set(pair, random.integer(1, 10) <= density);
                    return joins.get(pair)!;
                },
            );
            found += compare(requests, seed);
        }
        assert.is_true(found > rounds(500));
    });
});

describe("many open requests", () => {
    /** Instructions of Lua that findGroups() takes, in thousands. */
    function work(requests: readonly OpenRequest[]): number {
        let count = 0;
        debug.sethook(() => count++, "", 1000);
        findGroups(requests);
        debug.sethook();
        return count;
    }

    /** Graphs of n in which cliques are hard to find: many of nearly the size that is wanted, none of it. */
    function hardGraphs(n: number): OpenRequest[][] {
        const parts = n / 2;
        const fives = n / 5;
        const isPentagon = (one: number, other: number): boolean =>
            (other - one) % 5 === 1 ||
            (other - one) % 5 === 4 ||
            math.floor((one - 1) / 5) !== math.floor((other - 1) / 5);
        const graphs = [
            // Pairs who do not accept each other, and one more wanted than there are pairs.
            graph(n, () => parts, (one, other) => math.floor((one - 1) / 2) !== math.floor((other - 1) / 2)), // prettier-ignore
            // Rings of five who accept their neighbours and all of other rings: two of each at most.
            graph(n, () => 2 * fives, isPentagon),
            // The same, with all numbers of mates that are too many.
            graph(n, (id) => 2 * fives + (id % (n - 2 * fives)), isPentagon),
            // Those who differ by a square modulo 17 or 37 (Paley): the first is without four of a kind.
            graph(n, (id) => 3 + (id % (n - 3)), (one, other) => ((other - one) ** 8) % 17 === 1), // prettier-ignore
        ];
        for (const seed of $range(1, 8)) {
            const random = randomOf(seed);
            const joins = new LuaMap<number, boolean>();
            const density = 40 + 7 * seed;
            graphs[graphs.length] = graph(
                n,
                (id) => math.floor(n / 4) + (id % math.ceil(n / 2)),
                (one, other) => {
                    const pair = one * 100 + other;
                    if (!joins.has(pair)) joins.set(pair, random.integer(1, 100) <= density);
                    return joins.get(pair)!;
                },
            );
        }
        return graphs;
    }

    it("are looked at in full when they are 20", () => {
        // With selectors as long as they can be: what is asked for, and 31 times what all have.
        const [more] = parseSelector(`${string.rep("id,", 30)}id`);
        for (const graph of hardGraphs(20)) {
            const requests = graph.map((one) => ({ ...one, selector: [...one.selector, ...(more as Selector)] }));
            const matching = findGroups(requests);
            assert.is_false(matching.isExhausted);
            assert.is_false(matching.isCut);
        }
    });

    it("take bounded work, and it is told when that is not enough", () => {
        const most = 500;
        for (const n of [20, 60]) {
            for (const requests of hardGraphs(n)) {
                assert.is_true(work(requests) <= most);
            }
        }
        // Selectors as long as they can be, of a thousand who all look for more than there are.
        const selector = `${string.rep("a,", 31)}b`;
        const labels = "a=1,b=2";
        const crowd: OpenRequest[] = [];
        for (const id of $range(1, 1000)) {
            crowd[id - 1] = request(id, labels, selector, 2000);
        }
        assert.is_true(work(crowd) <= most);
        assert.is_true(findGroups(crowd).isExhausted);
        // Each wants another number of mates, and none is there in whose group all fit.
        const choosy = crowd.map((one, index) => ({ ...one, selector: [], mates: 2 * index + 2 }));
        assert.is_true(work(choosy) <= most);
    });

    it("form groups of more than 20, too, the oldest who accept each other", () => {
        const raid = graph(40, () => 39, () => true); // prettier-ignore
        const matching = findGroups(raid);
        assert.equal(1, matching.groups.length);
        assert.equal(40, matching.groups[0].length);
        assert.is_true(matching.isCut);
        assert.is_false(matching.isExhausted);
        // Every fourth accepts the first alone, and is left out.
        const some = graph(40, () => 29, (one, other) => one === 1 || (one % 4 !== 0 && other % 4 !== 0)); // prettier-ignore
        const { groups } = findGroups(some);
        assert.equal(1, groups.length);
        assert.is_true(isGroup(groups[0]));
    });

    it("leave the last place of a large group to one that wants it so large", () => {
        // Who wants 21 mates is the youngest of 30 who all accept each other; the others want none.
        const requests = graph(30, (id) => (id === 30 ? 21 : 0), () => true); // prettier-ignore
        const { groups } = findGroups(requests);
        assert.equal(1, groups.length);
        assert.equal(22, groups[0].length);
        assert.equal(30, groups[0][21].id);
        assert.equal(21, groups[0][20].id);
    });

    it("are tried beyond the oldest 20, and that is told", () => {
        // All accept each other, but only the youngest wants two mates, the others none.
        const requests = graph(30, (id) => (id === 30 ? 2 : 0), () => true); // prettier-ignore
        const matching = findGroups(requests);
        assert.equal("1 2 30", show(matching));
        assert.is_true(matching.isCut);
        assert.is_false(matching.isExhausted);
    });

    it("do not hide those whom none of the oldest 20 accept", () => {
        const requests = graph(30, () => 1, (one, other) => one > 25 && other === 30); // prettier-ignore
        assert.equal("26 30", groupsOf(requests));
    });

    it("give groups that are right when the work ends early", () => {
        const requests = graph(20, (id) => 1 + (id % 4), (one, other) => (one * other) % 3 !== 1); // prettier-ignore
        let exhausted = 0;
        for (const limit of $range(0, 1500)) {
            const { groups, isExhausted } = findGroups(requests, limit);
            if (isExhausted) exhausted++;
            for (const group of groups) {
                assert.is_true(isGroup(group));
            }
        }
        assert.is_true(exhausted > 100);
    });
});
