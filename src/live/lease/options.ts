/** What leases are made with. */

import type { LeaseOptions } from "../../api/room-lease";
import { expectInteger, expectList, expectNames, expectTable, misuse, mustBe } from "../../misuse";
import { isWholeWithin } from "../../numbers";

/** Most holders that a lease may have. */
const HOLDER_LIMIT = 40;
/** The last rank of a guild. */
const RANK_LIMIT = 9;

/** Options that are whole and right. */
export interface CheckedLeaseOptions {
    readonly max: number;
    readonly electors: readonly (string | number)[] | undefined;
}

/** Raises for what is wrong with the options of room:lease(). @param hasRanks whether ranks can be electors. */
export function checkLeaseOptions(options: LeaseOptions, hasRanks: boolean): CheckedLeaseOptions {
    expectTable("lease", "options", options);
    expectNames("lease", options, ["max", "electors"]);
    const { max, electors } = options;
    if (max !== undefined) {
        expectInteger("lease", "max", max, 1, HOLDER_LIMIT);
    }
    if (electors !== undefined) {
        expectElectors(electors, hasRanks);
        if (max !== undefined && max > 1) {
            misuse("lease", "max", mustBe("1 with electors", max));
        }
    }
    return { max: max ?? 1, electors };
}

function expectElectors(electors: readonly unknown[], hasRanks: boolean): void {
    expectList("lease", "electors", electors);
    if (electors.length === 0) {
        misuse("lease", "electors", "must have one at least, got none");
    }
    for (const elector of electors) {
        const isRank = hasRanks && isWholeWithin(elector, 0, RANK_LIMIT);
        if (!isRank && (typeof elector !== "string" || elector === "")) {
            const expected = hasRanks ? "names, or ranks from 0 to 9" : "names";
            misuse("lease", "electors", mustBe(`a list of ${expected}`, elector));
        }
    }
}
