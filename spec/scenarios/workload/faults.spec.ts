import { type Fault } from "../../../scenarios/workload/evening";
import { faultsOf } from "../../../scenarios/workload/faults";

const TARGETS = { officer: 1, member: 5 };
const DEEDS = 20;

function allFaults(evenings: number): Fault[] {
    const all: Fault[] = [];
    for (const index of $range(0, evenings - 1)) all.push(...faultsOf(index, evenings, DEEDS, TARGETS));
    return all;
}

describe("workload faults", () => {
    it("are one reload of an officer, one crash of a member and one lockdown, however many evenings there are", () => {
        for (const evenings of [1, 2, 3, 12, 541]) {
            const all = allFaults(evenings);
            assert.equal(3, all.length);
            for (const { afterDeed, client, kind } of all) {
                assert.equal(kind === "crash" ? TARGETS.member : TARGETS.officer, client);
                assert.is_true(afterDeed >= 0 && afterDeed < DEEDS);
            }
            const kinds = all.map(({ kind }) => kind);
            for (const kind of ["reload", "crash", "lockdown"] as const) assert.is_true(kinds.includes(kind), kind);
        }
    });

    it("fall on an evening each when there are enough", () => {
        for (const index of $range(0, 11)) {
            const count = faultsOf(index, 12, DEEDS, TARGETS).length;
            assert.equal(index === 3 || index === 6 || index === 9 ? 1 : 0, count);
        }
    });
});
