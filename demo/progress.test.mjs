import assert from "node:assert/strict";
import { test } from "node:test";
import { createProgress } from "./progress.mjs";

const RECORDS = [
    {
        type: "start",
        clients: [{ name: "Aldan" }, { name: "Braneth" }],
        phases: [
            { name: "week 1", total: 30 },
            { name: "quiet", total: 0 },
        ],
    },
    { type: "phase", phase: "week 1", time: 0 },
    { type: "evening", phase: "week 1", time: 0, deeds: 30, present: [0, 1] },
    { type: "progress", phase: "week 1", time: 50, done: 10, events: [10, 9], online: [true, true] },
    { type: "fault", fault: "crash", isOver: false, time: 60, client: 1 },
    { type: "fault", fault: "crash", isOver: true, time: 105, client: 1 },
    { type: "fault", fault: "lockdown", isOver: false, time: 110 },
    { type: "refused", time: 120, client: 0, reason: "unauthorized" },
    { type: "error", time: 120, client: "Aldan-Realm", message: "x.lua:1: boom", stack: "" },
    { type: "progress", phase: "week 1", time: 200, done: 30, events: [30, 30], online: [true, false] },
    { type: "phase", phase: "quiet", time: 1000 },
    { type: "progress", phase: "quiet", time: 1043.5, done: 0, events: [30, 30], online: [true, true] },
];

test("where there is no terminal: a line for each phase, and for what happens", () => {
    let written = "";
    const progress = createProgress({ isTTY: false, write: (text) => (written += text) });
    for (const record of RECORDS) progress.take(record);
    progress.end();
    assert.deepEqual(written.split("\n"), [
        "week 1: Braneth crashes",
        "week 1: Braneth is back",
        "week 1: a boss encounter locks the addon channel",
        "week 1: Aldan: refused: unauthorized",
        "week 1: Aldan-Realm: error: x.lua:1: boom",
        "week 1: 30 of 30 events, 2 of 2 clients hold all 30",
        "quiet: 44 s of game time, 2 of 2 clients hold all 30",
        "",
    ]);
});

test("before the first record there is nothing to end", () => {
    createProgress({ isTTY: false, write: () => assert.fail() }).end();
});
