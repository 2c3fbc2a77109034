/** States of a small guild: now, at times, as views, as a curve, and what is other between two times. */
import assert from "node:assert/strict";
import { afterEach, test } from "vitest";
import { readPage } from "../../src/store/event-page";
import { WEEK_SECONDS } from "../../src/format/key";
import { NEXT_WEEK, rowOf, sealOf } from "../support/seals";
import { award, decay, guidOf, type GuildStates, LOG, openGuild, revocation, TIME } from "./guild-states";

let guild: GuildStates;
afterEach(() => guild.stop());

const rowsOf = (...points: readonly (readonly [number, number])[]): unknown =>
    points.map(([player, amount]) => [guidOf(player), amount]);

test("the state is what the reducers make of the events that count", async () => {
    const wrong = award(20, 1, 5);
    guild = await openGuild([award(0, 1, 10), award(10, 2, 20), wrong, revocation(30, wrong)]);
    const { problem, source, events, time, state, views } = await guild.states.state(await guild.room(), { log: LOG });
    assert.deepEqual(
        { problem, source, events, time },
        { problem: null, source: "module", events: 4, time: TIME + 30 },
    );
    const points = {
        table: [
            [guidOf(1), 10],
            [guidOf(2), 20],
        ],
    };
    assert.deepEqual(state, {
        table: [
            ["awards", 2],
            ["points", points],
        ],
    });
    assert.deepEqual(views, [
        {
            ...{ name: "standings", title: "Standings" },
            columns: [
                { name: "player", title: "Player", kind: "player" },
                { name: "points", title: "Points", kind: "number" },
            ],
        },
    ]);
});

test("a time has the events up to it, and those that are revoked later are not in it either", async () => {
    const wrong = award(20, 1, 5);
    guild = await openGuild([award(0, 1, 10), award(10, 2, 20), wrong, revocation(30, wrong), decay(40)]);
    const at = async (second: number): Promise<unknown> =>
        (await guild.states.view(await guild.room(), { log: LOG, at: TIME + second })).rows;
    assert.deepEqual(await at(-1), []);
    assert.deepEqual(await at(0), rowsOf([1, 10]));
    assert.deepEqual(await at(39), rowsOf([2, 20], [1, 10]));
    assert.deepEqual(await at(40), rowsOf([2, 18], [1, 9]));
});

test("what comes later is taken in: behind the others, between them, and a revocation of one", async () => {
    const first = award(0, 1, 10);
    guild = await openGuild([first, award(20, 2, 20)]);
    const rows = async (): Promise<unknown> => (await guild.states.view(await guild.room(), { log: LOG })).rows;
    assert.deepEqual(await rows(), rowsOf([2, 20], [1, 10]));
    await guild.add([award(30, 3, 1)]);
    assert.deepEqual(await rows(), rowsOf([2, 20], [1, 10], [3, 1]));
    await guild.add([decay(10)]);
    assert.deepEqual(await rows(), rowsOf([2, 20], [1, 9], [3, 1]));
    await guild.add([revocation(40, first)]);
    assert.deepEqual(await rows(), rowsOf([2, 20], [3, 1]));
});

test("an event of larger digest takes the place of one under its key", async () => {
    guild = await openGuild([award(0, 1, 10)]);
    const rows = async (): Promise<unknown> => (await guild.states.view(await guild.room(), { log: LOG })).rows;
    const seen = new Set<string>();
    for (let amount = 0; amount < 20; amount++) {
        await guild.add([award(0, 1, amount)]);
        seen.add(JSON.stringify(await rows()));
    }
    const all = { after: undefined, type: undefined, player: undefined, limit: 1 };
    const [stored] = await readPage(await guild.room(), { ...all, status: "counted", isNewestFirst: true });
    assert.deepEqual(await rows(), rowsOf([1, Buffer.from(stored.body, "hex").at(-1) ?? -1]));
    assert.ok(seen.size > 1);
});

test("a curve has the player's number where it changes, and now", async () => {
    guild = await openGuild([award(0, 2, 1), award(10, 1, 10), award(20, 2, 1), award(30, 1, 5), award(40, 2, 1)]);
    const { points, view, column } = await guild.states.curve(await guild.room(), LOG, { player: guidOf(1) });
    assert.deepEqual({ view, column }, { view: "standings", column: "points" });
    assert.deepEqual(points, [
        [TIME, null],
        [TIME + 10, 10],
        [TIME + 30, 15],
        [TIME + 40, 15],
    ]);
});

test("a difference has the rows and the entries that are other", async () => {
    guild = await openGuild([award(0, 1, 10), award(10, 2, 20), award(20, 3, 3), award(30, 1, 5)]);
    const asked = { from: TIME + 10, view: "standings" };
    const { view, state, to, problem } = await guild.states.difference(await guild.room(), LOG, asked);
    assert.deepEqual({ to, problem }, { to: null, problem: null });
    assert.deepEqual(view?.key, "player");
    assert.deepEqual(view.rows, [
        { key: guidOf(1), before: [guidOf(1), 10], after: [guidOf(1), 15] },
        { key: guidOf(3), before: null, after: [guidOf(3), 3] },
    ]);
    assert.deepEqual(state, [
        { path: ["awards"], before: 2, after: 4 },
        { path: ["points", guidOf(1)], before: 10, after: 15 },
        { path: ["points", guidOf(3)], after: 3 },
    ]);
});

test("where sealed events are not here, that is said", async () => {
    const before = NEXT_WEEK * WEEK_SECONDS - TIME - 1000;
    const sealed = [award(before, 1, 10), award(before + 1, 2, 20)];
    const seal = sealOf(rowOf(sealed), sealed.length);
    guild = await openGuild([sealed[0], seal]);
    const problem = async (): Promise<string | null> =>
        (await guild.states.state(await guild.room(), { log: LOG })).problem;
    assert.match((await problem()) ?? "", /^1 event from before \d{4}-\d\d-\d\d sealed and not here/);
    await guild.add([sealed[1]]);
    assert.equal(await problem(), null);
});
