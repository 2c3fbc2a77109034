import { FairQueue } from "../../src/link/fair-queue";
import { newCounters, type OutboxEntry, type OutboxOwner, Priority } from "../../src/link/outbox-queues";
import { SeededRandom } from "../random";

function newOwner(): OutboxOwner {
    return { counters: newCounters() };
}

function entryOf(owner: OutboxOwner, key: string): OutboxEntry {
    return { owner, key, priority: Priority.Live, routes: () => [], produce: () => undefined };
}

/** Says one message of each entry in turn, and takes the entry out; the keys in that order. */
function sayAll(queue: FairQueue<OutboxEntry>): string[] {
    const keys: string[] = [];
    let entry = queue.first();
    while (entry !== undefined) {
        keys.push(entry.key);
        queue.rotate();
        queue.remove(entry);
        entry = queue.first();
    }
    return keys;
}

describe("FairQueue", () => {
    let queue: FairQueue<OutboxEntry>;
    let a: OutboxOwner;
    let b: OutboxOwner;
    let c: OutboxOwner;
    before_each(() => {
        queue = new FairQueue<OutboxEntry>();
        a = newOwner();
        b = newOwner();
        c = newOwner();
    });

    function add(owner: OutboxOwner, ...keys: string[]): void {
        for (const key of keys) queue.add(entryOf(owner, key));
    }

    it("has nothing at first, and takes that calmly", () => {
        assert.equal(0, queue.count());
        assert.is_nil(queue.first());
        assert.is_nil(queue.takeOldest());
        queue.rotate();
        queue.remove(entryOf(a, "a"));
        assert.equal(0, queue.count());
        assert.same([], sayAll(queue));
    });

    it("keeps the order of arrival of one owner", () => {
        add(a, "a1", "a2", "a3");
        assert.same(["a1", "a2", "a3"], sayAll(queue));
        assert.equal(0, queue.count());
    });

    it("lets owners have their turns: one with a hundred does not starve one with one", () => {
        for (const index of $range(1, 100)) add(a, `a${index}`);
        add(b, "b1");
        add(c, "c1", "c2");
        assert.equal(103, queue.count());
        assert.same(["a1", "b1", "c1", "a2", "c2", "a3", "a4"], sayAll(queue).slice(0, 7));
    });

    it("gives an owner no turn more for having had nothing to say for long", () => {
        add(a, "a1", "a2", "a3", "a4");
        queue.rotate();
        queue.rotate();
        add(b, "b1", "b2");
        assert.same(["a1", "b1", "a2", "b2", "a3", "a4"], sayAll(queue));
    });

    it("lets the same entry have its owner's next turn until it is taken out", () => {
        add(a, "a1", "a2");
        add(b, "b1");
        const turns: string[] = [];
        for (const _ of $range(1, 4)) {
            turns.push(queue.first()!.key);
            queue.rotate();
        }
        assert.same(["a1", "b1", "a1", "b1"], turns);
    });

    it("puts an entry in the place of the one of its owner with its key, and gives that back", () => {
        const old = entryOf(a, "a2");
        add(a, "a1");
        assert.is_nil(queue.add(old));
        add(a, "a3");
        const newer = entryOf(a, "a2");
        assert.equal(old, queue.add(newer));
        assert.equal(3, queue.count());
        queue.remove(queue.first()!);
        assert.equal(newer, queue.first());
    });

    it("leaves alone what has the same key and another owner", () => {
        assert.is_nil(queue.add(entryOf(a, "key")));
        assert.is_nil(queue.add(entryOf(b, "key")));
        assert.equal(2, queue.count());
    });

    it("takes nothing out for an entry that was replaced or is out already", () => {
        const old = entryOf(a, "a1");
        queue.add(old);
        const newer = entryOf(a, "a1");
        queue.add(newer);
        queue.remove(old);
        assert.equal(1, queue.count());
        queue.remove(newer);
        queue.remove(newer);
        assert.equal(0, queue.count());
        queue.add(entryOf(b, "b1"));
        queue.remove(newer);
        assert.equal(1, queue.count());
    });

    it("gives up the oldest of whoever has most", () => {
        add(a, "a1");
        add(b, "b1", "b2", "b3");
        add(c, "c1", "c2");
        assert.equal("b1", queue.takeOldest()!.key);
        assert.equal("b2", queue.takeOldest()!.key);
        assert.equal("c1", queue.takeOldest()!.key);
        assert.equal(3, queue.count());
        assert.same(["a1", "b3", "c2"], sayAll(queue));
    });

    it("loses and doubles none, and starves nobody, whatever is done to it (seed 31)", () => {
        const random = new SeededRandom(31);
        const owners = [a, b, c];
        const waiting = new LuaMap<OutboxEntry, number>();
        let count = 0;
        const leave = (entry: OutboxEntry | undefined): void => {
            if (entry === undefined) return;
            assert.is_true(waiting.has(entry));
            waiting.delete(entry);
            count--;
        };
        for (const round of $range(1, 3000)) {
            const chance = random.integer(1, 10);
            if (chance <= 5) {
                const entry = entryOf(owners[random.integer(0, 2)], tostring(random.integer(1, 30)));
                leave(queue.add(entry));
                waiting.set(entry, round);
                count++;
            } else if (chance <= 9) {
                const entry = queue.first();
                queue.rotate();
                if (entry !== undefined && random.integer(0, 1) === 0) {
                    queue.remove(entry);
                    leave(entry);
                }
            } else {
                leave(queue.takeOldest());
            }
            assert.equal(count, queue.count(), `round ${round}`);
        }
        assert.is_true(count > 10);
        const said = sayAll(queue);
        assert.equal(count, said.length);
    });
});
