import assert from "node:assert/strict";
import { test } from "node:test";
import { createCollector } from "./collect.mjs";
import { exampleRecords } from "./example-records.mjs";

const RUN = { summary: "2 clients", command: "npm run demo -- --seed 7" };

function collect(records = exampleRecords()) {
    const collector = createCollector();
    for (const record of records) collector.take(record);
    return collector.data(RUN);
}

test("time in which nobody is online is left out, and each moment belongs to one stretch", () => {
    const { at, stretches } = collect();
    assert.deepEqual(at, [0, 10, 15, 30, 40, 40.01, 50.01]);
    const start = 2810 * 604800;
    assert.deepEqual(stretches, [
        { label: "Thu 9 Nov", from: 0, to: 40, unix: start + 60, isQuiet: false },
        { label: "after the last raid", from: 40.01, to: 50.01, unix: start + 100, isQuiet: true },
    ]);
});

test("faults last from their beginning to their end, a moment, or until the run is over", () => {
    assert.deepEqual(collect().faults, [
        { fault: "crash", client: 1, from: 15, to: 30 },
        { fault: "reload", client: 0, from: 30, to: 30 },
        { fault: "lockdown", client: undefined, from: 44.01, to: 50.01 },
    ]);
});

test("columns have an entry for each sample", () => {
    const { existing, held, longest, online, traffic } = collect();
    assert.deepEqual(existing, [0, 2, 2, 2, 3, 3, 3]);
    assert.deepEqual(held, [
        [0, 2, 2, 2, 3, 3, 3],
        [0, 1, 0, 0, 0, 0, 3],
    ]);
    assert.deepEqual(online, ["1111111", "1101111"]);
    assert.deepEqual(
        traffic.map(({ kind, messages, bytes }) => [kind, messages.join(), bytes.join()]),
        [
            ["live", "0,2,0,0,1,0,0", "0,80,0,0,40,0,0"],
            ["hello", "0,1,0,0,0,0,0", "0,9,0,0,0,0,0"],
            ["repair", "0,0,0,0,0,0,1", "0,0,0,0,0,0,100"],
        ],
    );
    assert.deepEqual(longest[1], { client: 0, ms: 6.5, what: "OnUpdate" });
    assert.equal(longest[2], undefined);
});

test("weeks change at samples, all that exists in the row -1", () => {
    const { numbers, changes } = collect().weeks;
    assert.deepEqual(numbers, [2810]);
    assert.deepEqual(changes, [
        [1, -1, 0, 2],
        [1, 0, 0, 2],
        [1, 1, 0, 1],
        [2, 1, 0, 0],
        [4, -1, 0, 3],
        [4, 0, 0, 3],
        [6, 1, 0, 3],
    ]);
});

test("the verdict is that of the command line", () => {
    const data = collect();
    assert.equal(data.isConverged, true);
    assert.match(data.verdict, /^converged: 2 clients, 3 events/);
    assert.deepEqual(data.totals, { messages: 5, bytes: 229 });
    assert.deepEqual(data.run, { ...RUN, seed: 7, loss: 0.05 });
    const records = exampleRecords();
    records.at(-1).refused = 1;
    const refused = collect(records);
    assert.equal(refused.isConverged, false);
    assert.match(refused.verdict, /^NOT CONVERGED: .*events refused: 1/);
});
