import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleRecords, RESULT } from "../rooms/example-records.mjs";
import { renderPage, ROOMS_PAGE } from "./bundle.mjs";
import { createRoomsCollector } from "./collect-rooms.mjs";

const RUN = { summary: "2 clients", command: "npm run demo -- --rooms --seed 7" };

function collect(records = exampleRecords()) {
    const collector = createRoomsCollector();
    for (const record of records) collector.take(record);
    return collector.data(RUN);
}

test("times count from the first sample; auctions are stretches, each until the next one", () => {
    const { at, stretches } = collect();
    const start = 2810 * 604800;
    assert.deepEqual(at, [0, 100]);
    assert.deepEqual(stretches, [
        { label: "", name: "before the first auction", from: 0, to: 10, unix: start + 10, isQuiet: false },
        { label: "Helm of Might", name: "Helm of Might", from: 10, to: 50, unix: start + 20, isQuiet: false },
        { label: "Spinal Reaper", name: "Spinal Reaper", from: 50, to: 100, unix: start + 60, isQuiet: false },
    ]);
});

test("members, bids, leases and faults", () => {
    const { members, bids, leases, faults, delays } = collect();
    assert.deepEqual(members, { online: [2, 2], fewest: [1, 2], most: [2, 2] });
    assert.deepEqual(bids, [
        { client: 1, at: 12, seconds: 0.5 },
        { client: 0, at: 15, seconds: 3 },
        { client: 1, at: 61, seconds: 1 },
    ]);
    assert.deepEqual(delays, { count: 3, median: 1, worst: 3 });
    assert.deepEqual(leases, [
        { client: 0, from: 5, to: 100 },
        { client: 1, from: 60, to: 82 },
    ]);
    assert.deepEqual(faults, [
        { fault: "crash", client: 1, from: 20, to: 30 },
        { fault: "partition", client: undefined, from: 52, to: 80 },
    ]);
});

test("messages by kind, and all of them together", () => {
    const { traffic, totals, longest } = collect();
    assert.deepEqual(traffic, [
        { kind: "delta", messages: [2, 5], bytes: [80, 90] },
        { kind: "ask", messages: [0, 1], bytes: [0, 30] },
    ]);
    assert.deepEqual(totals, { messages: 8, bytes: 200 });
    assert.deepEqual(longest, [undefined, { client: 1, ms: 0.5, what: "C_Timer" }]);
});

test("the verdict is that of the command line", () => {
    assert.equal(collect().isConverged, true);
    const broken = collect(exampleRecords({ ...RESULT, wrong: 1 }));
    assert.equal(broken.isConverged, false);
    assert.match(broken.verdict, /^NOT CONVERGED: auctions that went to another/);
});

test("its page is one file with all its elements filled in", async () => {
    const page = await renderPage(collect(), ROOMS_PAGE);
    assert.ok(!/<!-- \w+ -->/.test(page));
    assert.equal(page.match(/<script\b/g).length, 2);
    for (const id of ["members-chart", "bids-chart", "lease-chart", "auctions-table"])
        assert.ok(page.includes(`id="${id}"`), id);
});
