import { Contents, type Head } from "../../../src/live/shared/checkpoint";
import { fold } from "../../../src/live/shared/folding";
import type { Patch, PatchId } from "../../../src/live/shared/patch-cells";
import { PatchLog } from "../../../src/live/shared/patch-log";
import { rounds } from "../../support/rounds";
import { SeededRandom } from "../../random";

const START: Head = {
    origin: { seconds: 1, counter: 0 },
    maker: "A",
    at: { seconds: 1, counter: 0 },
    count: 0,
    term: 0,
    holder: "",
    rows: [],
    missing: [],
    repeated: [],
};

function patch(author: string, number: number, seconds: number, source?: PatchId): Patch {
    const base = { author, incarnation: 9, number, stamp: { seconds, counter: 0 }, term: 0, size: 10 };
    return { ...base, source, operators: { $inc: { n: 1 } } };
}

function logOf(head: Head, data: object, patches: readonly Patch[]): PatchLog {
    const log = new PatchLog(head, data, () => true);
    for (const each of patches) log.add(each);
    while (!log.settle());
    return log;
}

/** Folds the first patches of a log that stands behind START. */
function folded(patches: readonly Patch[], count = patches.length): Contents {
    const log = logOf(START, { n: 0 }, patches);
    return new Contents(fold(START, log.entries.slice(0, count), log.stateBehind(count)).head);
}

describe("folding", () => {
    it("says which patches are in it", () => {
        const contents = folded([patch("A", 1, 2), patch("B", 1, 3), patch("A", 2, 4)], 2);
        assert.is_true(contents.has(patch("A", 1, 2)));
        assert.is_true(contents.has(patch("B", 1, 3)));
        assert.is_false(contents.has(patch("A", 2, 4)));
        assert.is_false(contents.has({ ...patch("A", 1, 2), incarnation: 10 }));
    });

    it("says which are missing before others", () => {
        const contents = folded([patch("A", 1, 2), patch("A", 4, 3)]);
        assert.same(
            [true, false, false, true, false],
            [1, 2, 3, 4, 5].map((number) => contents.has(patch("A", number, 2))),
        );
    });

    it("has a late patch in it by what was issued anew, and not without that", () => {
        const late = patch("A", 2, 3);
        const again = patch("A", 4, 9, late);
        const both = [patch("A", 1, 2), patch("A", 3, 4), again];
        assert.is_false(folded(both, 2).has(late));
        assert.is_true(folded(both, 3).has(late));
    });

    it("has no patch in it of which the repetition is still behind it", () => {
        const first = patch("A", 1, 2);
        const again = patch("A", 2, 9, first);
        const log = logOf(START, { n: 0 }, [first, again]);
        const checkpoint = fold(START, log.entries.slice(0, 1), log.stateBehind(1));
        const rest = logOf(checkpoint.head, log.stateBehind(1).data, [again]);
        assert.same({ n: 1 }, rest.state().data);
        assert.is_false(new Contents(checkpoint.head).has(first));
    });

    it("gives the same data in one step and in two", () => {
        const random = new SeededRandom(20261130);
        for (const round of $range(1, rounds(300, 60))) {
            const patches: Patch[] = [];
            const numbers = new LuaMap<string, number>();
            for (const seconds of $range(2, 25)) {
                const author = ["A", "B", "C"][random.integer(0, 2)];
                const number = (numbers.get(author) ?? 0) + (random.integer(0, 4) === 0 ? 2 : 1);
                numbers.set(author, number);
                const isRepeat = random.integer(0, 3) === 0 && patches.length > 0;
                const source = isRepeat ? patches[random.integer(0, patches.length - 1)] : undefined;
                patches.push(patch(author, number, seconds, source?.source ?? source));
            }
            const log = logOf(START, { n: 0 }, patches);
            const count = random.integer(1, patches.length - 1);
            const whole = fold(START, log.entries, log.state());
            const first = fold(START, log.entries.slice(0, count), log.stateBehind(count));
            const rest = logOf(first.head, log.stateBehind(count).data, patches.slice(count));
            const second = fold(first.head, rest.entries, rest.state());
            assert.equal(whole.bytes, second.bytes, `round ${round}`);
            const [once, twice] = [new Contents(whole.head), new Contents(second.head)];
            for (const each of patches) assert.equal(once.has(each), twice.has(each), `round ${round}`);
        }
    });
});
