import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf, table, verdict } from "./result.mjs";

const CLIENT = {
    name: "Aldan",
    isOfficer: true,
    events: 1200,
    weeks: 5,
    weeksEqual: 5,
    digest: "0000beef",
    messages: 3456,
    bytes: 78901,
    longestMs: 4.25,
    longestWhat: "OnUpdate",
};

function result(changes = {}, second = {}) {
    const clients = [CLIENT, { ...CLIENT, name: "Braneth", isOfficer: false, ...second }];
    return {
        seed: 7,
        clients,
        planned: 1200,
        written: 1200,
        refused: 0,
        errors: 0,
        isEqual: true,
        quietSeconds: 61.4,
        cpuSeconds: 9.6,
        ...changes,
    };
}

test("the table has a row for each client", () => {
    const lines = table(result()).split("\n");
    const row = lines.find((line) => line.includes("Aldan"));
    for (const cell of ["officer", "1,200", "5 of 5", "0000beef", "3,456", "78,901", "4.3 ms OnUpdate"]) {
        assert.ok(row.includes(cell), cell);
    }
    assert.ok(lines.some((line) => line.includes("Braneth")));
});

test("the verdict is one line, with the seed", () => {
    const line = verdict(result());
    assert.equal(
        line,
        "converged: 2 clients, 1,200 events, nothing lost; logs and states equal 61 s of game time after the last raid " +
            "(seed 7, 10 s of processor time)",
    );
});

test("the verdict on a recorded history names its rows", () => {
    const line = verdict(result({ rowsFound: 1200, atRecordedTime: 1199 }), "x.csv");
    assert.match(
        line,
        /1,200 events = 1,200 rows of x\.csv, each with its fields, 1,199 of them in their second, nothing lost/,
    );
});

const FAULTS = {
    "logs other than Aldan's: 1": result({ isEqual: false }, { weeksEqual: 4 }),
    "states other than Aldan's: 1": result({ isEqual: false }, { digest: "0000bee0" }),
    "not all were equal in time": result({ isEqual: false }),
    "events lost: 1": result({}, { events: 1199 }),
    "events too many: 1": result({}, { events: 1201 }),
    "rows without an event that has their fields and second: 3": result({ rowsFound: 1197, atRecordedTime: 1197 }),
    "events refused: 2": result({ refused: 2, planned: 1202 }),
    "errors in the error handler: 3": result({ errors: 3 }),
};

for (const [fault, bad] of Object.entries(FAULTS)) {
    test(`${fault}: no convergence`, () => {
        assert.deepEqual(faultsOf(bad), [fault]);
        assert.equal(verdict(bad), `NOT CONVERGED: ${fault} (seed 7, 10 s of processor time)`);
    });
}
