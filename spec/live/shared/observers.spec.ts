import { Observers } from "../../../src/live/shared/observers";
import { CollectingGuard } from "../../support/collecting-guard";

describe("observers", () => {
    it("hear of what is another value, in the order in which they came", () => {
        const guard = new CollectingGuard();
        const observers = new Observers(guard);
        const heard: string[] = [];
        observers.add(["a"], (value, old) => heard.push(`a ${tostring(old)} ${tostring(value)}`));
        observers.add(["b", "0"], (value, old) => heard.push(`b ${tostring(old)} ${tostring(value)}`));
        observers.add(["a"], () => error("of an observer"));
        const end = observers.add(["a"], (value) => heard.push(`again ${tostring(value)}`));
        const list = [1];
        observers.tell({ a: 2, b: list }, { a: 1, b: list });
        assert.same(["a 1 2", "again 2"], heard);
        assert.equal(1, guard.reports.length);
        end();
        observers.tell({ a: 2, b: [3] }, { a: 2, b: list });
        assert.same(["b 1 3"], heard.slice(2));
        observers.tell({ b: [3] }, { a: 2, b: [3] });
        assert.same(["a 2 nil"], heard.slice(3));
        observers.clear();
        observers.tell({ a: 5 }, { a: 6 });
        assert.equal(4, heard.length);
    });
});
