import { toId, weekOf } from "../../src/event/key";
import { Conflicts } from "../../src/ledger/conflicts";
import { ManualTime, START } from "../support/world";

const ID = toId(10, 0);

class Fixture {
    readonly time = new ManualTime();
    mayPassOn: boolean | undefined = false;
    asked = weekOf(START);
    readonly conflicts = new Conflicts(
        this.time,
        () => this.mayPassOn,
        (weekNumber) => weekNumber === this.asked,
    );

    yields(time = START): boolean {
        return this.conflicts.yields(time, ID, "present");
    }
}

describe("A body with the larger digest", () => {
    it("gives way where it may not be passed on and its week was asked for, and else not", () => {
        const fixture = new Fixture();
        fixture.mayPassOn = true;
        assert.is_false(fixture.yields());
        fixture.mayPassOn = undefined;
        assert.is_false(fixture.yields());
        fixture.mayPassOn = false;
        fixture.asked = 0;
        assert.is_false(fixture.yields());
        fixture.asked = weekOf(START);
        assert.is_true(fixture.yields());
    });

    it("gives way less and less often, so that nobody changes it to and fro", () => {
        const fixture = new Fixture();
        let count = 0;
        for (const _ of $range(1, 3600)) {
            count += fixture.yields() ? 1 : 0;
            fixture.time.advance(1);
        }
        assert.is_true(count >= 4 && count <= 8, `${count} times in an hour`);
        assert.is_true(fixture.yields(START + 1));
    });

    it("gives way for a bounded number of events at a time, and in the end for all", () => {
        const fixture = new Fixture();
        let count = 0;
        for (const index of $range(1, 3000)) count += fixture.yields(START + index) ? 1 : 0;
        assert.equal(1000, count);
        fixture.time.advance(61);
        for (const index of $range(1001, 3000)) count += fixture.yields(START + index) ? 1 : 0;
        assert.equal(2000, count);
    });
});

describe("A conflict", () => {
    it("is told once for each body that is lost, and up to a bound", () => {
        const { conflicts } = new Fixture();
        assert.is_true(conflicts.note(START, ID, "lost"));
        assert.is_false(conflicts.note(START, ID, "lost"));
        assert.is_true(conflicts.note(START, ID, "other"));
        assert.is_true(conflicts.note(START + 1, ID, "lost"));
        assert.equal(3, conflicts.count);
        for (const index of $range(1, 3000)) conflicts.note(START, ID, `${index}`);
        assert.equal(1000, conflicts.count);
    });
});
