import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "./format.mjs";

const START = 2810 * 604800;

test("numbers with their units", () => {
    assert.equal(format.formatCount(12345.6), "12,346");
    assert.equal(format.formatShort(0.12345), "0.123");
    assert.equal(format.formatMs(0.0042), "0.004 ms");
    assert.equal(format.formatMs(5.916), "5.92 ms");
    assert.equal(format.formatBytes(999), "999 B");
    assert.equal(format.formatBytes(162690), "163 kB");
    assert.equal(format.formatShare(0.0512), "5.1 %");
});

test("durations and ticks", () => {
    assert.equal(format.formatDuration(5), "0:05");
    assert.equal(format.formatDuration(125), "2:05");
    assert.equal(format.formatDuration(40069), "11:07:49");
    assert.equal(format.formatTick(36000, 3600), "10 h");
    assert.equal(format.formatTick(9000, 900), "2:30");
    assert.equal(format.formatTick(9005, 5), "2:30:05");
});

test("moments and days, in the realm's time", () => {
    assert.equal(format.formatMoment(START + 70205), "Thu 9 Nov 2023 19:30:05");
    assert.equal(format.formatDay(START), "9 Nov 2023");
    assert.equal(format.formatWeek(2811), "16 Nov 2023");
});
