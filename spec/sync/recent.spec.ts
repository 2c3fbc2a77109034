import { Recent } from "../../src/sync/recent";
import { ManualClock } from "../support/manual-clock";
import { START } from "../support/world";

interface Value {
    readonly since: number;
    readonly name: string;
}

/** Seconds for which these keep a value. */
const MEMORY = 10;

class Fixture {
    readonly clock = new ManualClock(START, 100);
    readonly recent = new Recent<number, Value>(this.clock, MEMORY);

    set(key: number, name: string): void {
        this.recent.set(key, { since: this.clock.up, name });
    }

    /** Names of the values of these keys; "-" where there is none. */
    names(...keys: number[]): string[] {
        return keys.map((key) => this.recent.get(key)?.name ?? "-");
    }
}

describe("Recent", () => {
    it("keeps the last value of each key, and counts keys", () => {
        const fixture = new Fixture();
        assert.equal(0, fixture.recent.count());
        fixture.set(1, "a");
        fixture.set(2, "b");
        fixture.set(1, "c");
        assert.same(["c", "b", "-"], fixture.names(1, 2, 3));
        assert.equal(2, fixture.recent.count());
    });

    it("keeps values until it is swept", () => {
        const fixture = new Fixture();
        fixture.set(1, "a");
        fixture.clock.advance(100 * MEMORY);
        assert.same(["a"], fixture.names(1));
        fixture.recent.sweep();
        assert.same(["-"], fixture.names(1));
        assert.equal(0, fixture.recent.count());
    });

    it("drops those that are older than its memory, and no others", () => {
        const fixture = new Fixture();
        fixture.set(1, "a");
        fixture.clock.advance(1);
        fixture.set(2, "b");
        fixture.clock.advance(MEMORY);
        fixture.set(3, "c");
        fixture.recent.sweep();
        assert.same(["-", "b", "c"], fixture.names(1, 2, 3));
        assert.equal(2, fixture.recent.count());
    });

    it("keeps a value that was set anew", () => {
        const fixture = new Fixture();
        fixture.set(1, "a");
        fixture.clock.advance(MEMORY);
        fixture.set(1, "b");
        fixture.clock.advance(MEMORY);
        fixture.recent.sweep();
        assert.same(["b"], fixture.names(1));
        assert.equal(1, fixture.recent.count());
    });

    it("drops any number of values at once, and counts right afterwards", () => {
        const fixture = new Fixture();
        for (const key of $range(1, 1000)) fixture.set(key, "old");
        fixture.clock.advance(MEMORY + 1);
        for (const key of $range(501, 1500)) fixture.set(key, "new");
        assert.equal(1500, fixture.recent.count());
        fixture.recent.sweep();
        assert.equal(1000, fixture.recent.count());
        assert.same(["-", "new", "new"], fixture.names(500, 501, 1500));
    });
});
