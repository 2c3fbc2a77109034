import type { Head } from "../../../src/live/shared/checkpoint";
import { fold } from "../../../src/live/shared/folding";
import { keyOf, type Patch, type PatchId } from "../../../src/live/shared/patch-cells";
import { PatchLog } from "../../../src/live/shared/patch-log";
import { SeededRandom } from "../../random";

const HEAD: Head = {
    origin: { seconds: 100, counter: 0 },
    maker: "A-Realm",
    at: { seconds: 100, counter: 0 },
    count: 0,
    term: 0,
    holder: "",
    rows: [],
    missing: [],
    repeated: [],
};

/** A patch that appends its own name to a list. */
function patch(author: string, number: number, seconds: number, more: Partial<Patch> = {}): Patch {
    return {
        author,
        incarnation: 50,
        number,
        stamp: { seconds, counter: 0 },
        term: 0,
        operators: { $push: { list: `${author}${string.format("%d", number)}` } },
        size: 20,
        ...more,
    };
}

function id(author: string, number: number): PatchId {
    return { author, incarnation: 50, number };
}

function logOf(patches: readonly Patch[], isAllowed: (this: void, author: string) => boolean = () => true): PatchLog {
    const log = new PatchLog(HEAD, {}, isAllowed);
    for (const each of patches) log.add(each);
    while (!log.settle());
    return log;
}

function listOf(log: PatchLog): string {
    return ((log.state().data as { list?: string[] }).list ?? []).join(" ");
}

describe("a log of patches", () => {
    it("has one order, whatever order they come in", () => {
        const random = new SeededRandom(7);
        const patches: Patch[] = [];
        for (const number of $range(1, 30)) {
            for (const author of ["A", "B", "C"]) patches.push(patch(author, number, 100 + math.floor(number / 2)));
        }
        const expected = listOf(logOf(patches));
        for (const _ of $range(1, 20)) {
            for (const index of $range(0, patches.length - 1)) {
                const other = random.integer(0, patches.length - 1);
                const kept = patches[index];
                patches[index] = patches[other];
                patches[other] = kept;
            }
            const log = new PatchLog(HEAD, {}, () => true);
            for (const each of patches) {
                log.add(each);
                if (random.integer(0, 3) === 0) log.settle();
            }
            while (!log.settle());
            assert.equal(expected, listOf(log));
        }
    });

    it("takes each patch once", () => {
        const log = logOf([patch("A", 1, 101)]);
        assert.is_nil(log.add(patch("A", 1, 105)));
        assert.equal("A1", listOf(log));
    });

    it("leaves out what its author may not do, and asks again", () => {
        let mayAll = false;
        const log = logOf([patch("A", 1, 101), patch("B", 1, 102)], (author) => mayAll || author === "A");
        assert.equal("A1", listOf(log));
        assert.equal("unauthorized", log.entries[1].why);
        mayAll = true;
        log.refilter();
        log.settle();
        assert.equal("A1 B1", listOf(log));
    });

    it("applies what was issued anew once, and not its source", () => {
        const repeat = patch("A", 2, 110, { source: id("A", 1), operators: { $push: { list: "again" } } });
        const other = patch("B", 1, 111, { source: id("A", 1), operators: { $push: { list: "twice" } } });
        assert.equal("again", listOf(logOf([repeat, other])));
        assert.equal("again", listOf(logOf([other, patch("A", 1, 101), repeat])));
        const log = logOf([patch("A", 1, 101), other]);
        assert.equal("twice", listOf(log));
        log.add(repeat);
        log.settle();
        assert.equal("again", listOf(log));
    });

    it("takes no repetition of who may not patch for one", () => {
        const other = patch("B", 1, 111, { source: id("A", 1), operators: { $push: { list: "forged" } } });
        assert.equal("A1", listOf(logOf([patch("A", 1, 101), other], (author) => author === "A")));
    });

    it("applies nothing of an earlier term behind a later one", () => {
        const log = logOf([
            patch("A", 1, 101, { term: 5 }),
            patch("B", 1, 102, { term: 6 }),
            patch("A", 2, 103, { term: 5 }),
            patch("C", 1, 104),
            patch("A", 3, 105, { term: 6 }),
            patch("C", 2, 106, { term: 6 }),
        ]);
        assert.equal("A1 B1 C2", listOf(log));
        assert.equal("outdated", log.entries[2].why);
    });

    it("goes on behind a checkpoint as it did before it", () => {
        const patches: Patch[] = [];
        for (const number of $range(1, 20)) {
            patches.push(patch("A", number, 100 + 2 * number));
            if (number % 3 > 0) patches.push(patch("B", number, 101 + 2 * number));
        }
        const whole = listOf(logOf(patches));
        for (const count of [1, 5, 20]) {
            const log = logOf(patches);
            const state = log.stateBehind(count);
            const { head } = fold(HEAD, log.entries.slice(0, count), state);
            const gone = log.restart(head, state.data);
            assert.equal(count, gone.length);
            assert.is_true(log.isSettled());
            assert.equal(whole, listOf(log));
            assert.is_nil(log.get(keyOf(gone[0].patch)));
        }
    });
});
