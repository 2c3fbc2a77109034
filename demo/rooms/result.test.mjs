import assert from "node:assert/strict";
import { test } from "node:test";
import { createEvening } from "./evening.mjs";
import { exampleRecords, RESULT } from "./example-records.mjs";
import { auctionsTable, roomsFaultsOf, roomsVerdict } from "./result.mjs";

const evening = createEvening();
for (const record of exampleRecords()) evening.take(record);

test("the table has a row for each auction", () => {
    const row = auctionsTable(evening)
        .split("\n")
        .find((line) => line.includes("Helm of Might"));
    for (const cell of ["crash", " 2 ", "0.5 s", "3.0 s", "Aldan for 20 points"]) assert.ok(row.includes(cell), cell);
});

test("the verdict is one line, with the seed", () => {
    assert.equal(
        roomsVerdict(RESULT, evening),
        "converged: 2 clients, 2 auctions, 1 sale overruled, 4 bids, shown by all after 1.0 s (median; worst 3.0 s); " +
            "ledgers and windows equal 2 s of game time after the last auction (seed 7, 10 s of processor time)",
    );
});

const [first, second] = RESULT.clients;
const FAULTS = {
    "ledgers other than Aldan's: 1": { clients: [first, { ...second, digest: "0000dead" }] },
    "windows other than Aldan's: 1": { clients: [first, { ...second, isWindowEqual: false }] },
    "not all were equal in time": { isEqual: false },
    "auctions that went to another than the highest bidder: 1": { wrong: 1 },
    "auctions whose end not all showed: 2": { unshown: 2 },
    "bids that not all showed: 3": { unseen: 3 },
    "errors in the error handler: 4": { errors: 4 },
};

for (const [fault, changes] of Object.entries(FAULTS)) {
    test(`fault: ${fault}`, () => {
        const result = { ...RESULT, ...changes };
        assert.deepEqual(roomsFaultsOf(result), [fault]);
        assert.equal(roomsVerdict(result, evening), `NOT CONVERGED: ${fault} (seed 7, 10 s of processor time)`);
    });
}

test("nothing wrong, no fault", () => assert.deepEqual(roomsFaultsOf(RESULT), []));
