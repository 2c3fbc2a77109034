/** Modules that do not come to an end, take all memory, or do what nobody expects: it is told, and others go on. */
import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import { award, guidOf, type GuildStates, LOG, openGuild, TIME } from "./guild-states";
import { Modules } from "../../src/state/modules";
import { Busy } from "../../src/state/module-queue";

const guilds = new Set<GuildStates>();
afterAll(async () => {
    for (const guild of guilds) await guild.stop();
});

/** Shorter and smaller than in use, so that a test ends soon. */
const LIMITS = { stepMs: 2000, memory: 67_108_864 };

/** A module that does something in its reducer, and in a view. */
const module = (reducer: string, rows = "return {}", initial = "{ points = {}, awards = 0 }"): string => `
local module = { name = "My", saved = "My_Saved", initialState = function() return ${initial} end }
function module.define(ledger)
    ledger:define("award", { id = 1, fields = { "player:guid", "amount:number" } }, function(state, event)
        state.awards = (state.awards or 0) + 1
        ${reducer}
    end)
end
module.views = { standings = { columns = { "player:player", "points:number" }, rows = function(state) ${rows} end } }
return module
`;

async function open(text: string): Promise<GuildStates> {
    const guild = await openGuild([award(0, 1, 10), award(10, 2, 20)], { text, limits: LIMITS });
    guilds.add(guild);
    return guild;
}

async function problemOfState(text: string): Promise<string> {
    const guild = await open(text);
    const { source, problem, state, views } = await guild.states.state(await guild.room(), { log: LOG });
    assert.deepEqual([source, state], ["none", null]);
    assert.equal(views.length, 1);
    // It is answered again, and the process is there.
    assert.notEqual((await guild.states.state(await guild.room(), { log: LOG })).problem, null);
    await guild.stop();
    guilds.delete(guild);
    return problem ?? "";
}

const LATE = /did not come to an end in 2 s/;

test("a loop inside pcall is ended", async () => {
    assert.match(await problemOfState(module("while true do pcall(function() error('x') end) end")), LATE);
});

test("a loop inside a pattern is ended", async () => {
    const search = `string.find(string.rep("a", 40), string.rep("a*", 40) .. "b")`;
    assert.match(await problemOfState(module(search)), LATE);
});

test("memory without end is refused", async () => {
    const fill = `local all = {} for i = 1, 1e9 do all[i] = string.rep("x", 1000000) .. i end`;
    assert.match(await problemOfState(module(`pcall(function() ${fill} end) ${fill}`)), /out of memory|memory|end in/);
    assert.match(await problemOfState(module(`while true do pcall(function() ${fill} end) end`)), LATE);
});

test("a module that loops while it is read is left out", async () => {
    const modules = await Modules.open([{ path: "a.lua", addon: "a", text: "while true do end" }], new Map(), LIMITS);
    assert.match(modules.problems[0], LATE);
    assert.equal(modules.find("My"), undefined);
    await modules.stop();
});

test("what raises in a reducer is told, and the state stands still there, as in the game", async () => {
    const guild = await open(module(`if event.amount == 20 then error("no " .. event.amount) end`));
    const { source, problem, state } = await guild.states.state(await guild.room(), { log: LOG });
    assert.equal(source, "module");
    assert.match(
        problem ?? "",
        /the reducer of "award" raised at an event of 2024-01-18T00:00:10.*Ledger\.lua:6: no 20/,
    );
    assert.deepEqual(state, {
        table: [
            ["awards", 2],
            ["points", { table: [] }],
        ],
    });
});

test("calls without end, and what C calls without end, end a request and not the process", async () => {
    const guild = await open(module("local function deep() return 1 + deep() end deep()"));
    const { problem } = await guild.states.state(await guild.room(), { log: LOG });
    assert.match(problem ?? "", /stack overflow/);
    const nested = `local function deep(s) return (string.gsub(s, ".", function() return deep(s) end)) end deep("a")`;
    const other = await open(module(nested));
    assert.match((await other.states.state(await other.room(), { log: LOG })).problem ?? "", /overflow|deep/);
    const wound = `local function wind() return coroutine.wrap(wind)() end wind()`;
    const third = await open(module(wound));
    assert.match((await third.states.state(await third.room(), { log: LOG })).problem ?? "", /overflow|deep|memory/);
});

test("errors that are no texts are told", async () => {
    for (const thrown of ["{}", "nil", "setmetatable({}, { __tostring = function() error('again') end })"]) {
        const guild = await open(module(`error(${thrown})`));
        const { problem } = await guild.states.state(await guild.room(), { log: LOG });
        assert.notEqual(problem, null, thrown);
    }
});

test("a module has nothing of the world, and nothing that is not the same each time", async () => {
    const names = [
        "io",
        "os",
        "debug",
        "package",
        "require",
        "dofile",
        "loadfile",
        "load",
        "getfenv",
        "setfenv",
        "machine",
    ];
    const more = ["collectgarbage", "newproxy", "LibStub", "GetTime", "time", "date", "module"];
    const guild = await open(
        module(`for _, name in ipairs({ "${[...names, ...more].join('", "')}" }) do
        if _G[name] ~= nil then state[name] = true end
    end
    state.isOwn = _G == _G._G
    state.random = select(2, pcall(math.random))
    state.bytecode = select(2, loadstring("\\27Lua"))
    state.strings = getmetatable("")
    state.dump = string.dump`),
    );
    const { state } = await guild.states.state(await guild.room(), { log: LOG });
    const entries = new Map((state as { table: [string, unknown][] }).table);
    assert.match(String(entries.get("random")), /gives each client another number/);
    entries.delete("random");
    const expected = { awards: 2, bytecode: "text expected", isOwn: true, points: { table: [] }, strings: false };
    assert.deepEqual(Object.fromEntries(entries), expected);
});

test("a module that changes functions of strings and tables changes its own alone", async () => {
    const guild = await open(`
        string.format, string.sub, string.byte, table.concat, table.sort, table.insert = nil, nil, nil, nil, nil, nil
        math.floor = function() error("mine") end
        pairs, ipairs, next, pcall, type, tostring = nil, nil, nil, nil, nil, nil
        ${module("state.text = ('x'):rep(3)")}`);
    const { state, problem } = await guild.states.state(await guild.room(), { log: LOG });
    assert.equal(problem, null);
    assert.deepEqual(state, {
        table: [
            ["text", "xxx"],
            ["awards", 2],
            ["points", { table: [] }],
        ],
    });
});

test("states that cannot be saved are shown as far as that can be", async () => {
    const guild = await open(
        module(`state.own = state
        state.call = print
        state.nan, state.inf, state.minus = 0 / 0, 1 / 0, -1 / 0
        state.bytes = "\\255"
        state.list = { 1, "two", { 3 } }
        state.holes = { [1] = 1, [3] = 3 }
        state.with = setmetatable({ a = 1 }, { __index = function() while true do end end, __metatable = 1 })
        state[print], state[true] = 1, false`),
    );
    const { state, problem } = await guild.states.state(await guild.room(), { log: LOG });
    assert.equal(problem, null);
    const entries = new Map((state as { table: [unknown, unknown][] }).table);
    assert.deepEqual(Object.fromEntries(entries), {
        ...{ own: "(a table that this one is in)", call: "(a function)", bytes: { bytes: "ff" } },
        ...{ nan: { number: "nan" }, inf: { number: "inf" }, minus: { number: "-inf" } },
        ...{
            list: [1, "two", [3]],
            holes: {
                table: [
                    [1, 1],
                    [3, 3],
                ],
            },
        },
        ...{ with: { table: [["a", 1]] }, "(a function)": 1, true: false },
        ...{ awards: 2, points: { table: [] } },
    });
});

test("deep and large states are cut", async () => {
    const deep = await open(module("local t = state for i = 1, 10000 do t.t = {} t = t.t end"));
    const { problem, state } = await deep.states.state(await deep.room(), { log: LOG });
    assert.equal(problem, null);
    assert.ok(JSON.stringify(state).includes("(nested too deep)"));
    const large = await open(module("for i = 1, 100000 do state[i] = i end"));
    const answer = await large.states.state(await large.room(), { log: LOG });
    assert.equal(answer.isCut, true);
    const list = (answer.state as { table: unknown[] }).table;
    assert.ok(list.length > 40_000 && list.length <= 50_000);
});

test("views that give nonsense, raise, or do not end are told", async () => {
    const problem = async (rows: string): Promise<string | null> => {
        const guild = await open(module("", rows));
        return (await guild.states.view(await guild.room(), { log: LOG })).problem;
    };
    assert.match((await problem("return 5")) ?? "", /must return a list of rows, got a number/);
    assert.match((await problem("return { 5 }")) ?? "", /each row must be a table, got a number/);
    assert.match((await problem("error('no rows')")) ?? "", /Ledger\.lua:9: no rows/);
    assert.match((await problem("while true do end")) ?? "", LATE);
});

test("a view that gives too much is cut, and what is no value of a cell is a text or nothing", async () => {
    const many = await open(module("", `local rows = {} for i = 1, 12000 do rows[i] = { "x", i } end return rows`));
    const answer = await many.states.view(await many.room(), { log: LOG });
    assert.deepEqual([answer.rows.length, answer.isCut], [10_000, true]);
    const strange = await open(module("", "return { { print, {} }, { false }, {}, { points = 0 / 0 } }"));
    const { rows } = await strange.states.view(await strange.room(), { log: LOG });
    assert.deepEqual(rows, [
        ["(a function)", "(a table)"],
        [false, null],
        [null, null],
        [null, { number: "nan" }],
    ]);
});

test("a view that changes the state changes a copy", async () => {
    const guild = await open(module("", "state.awards = 100 return { { state.awards, 1 } }"));
    await guild.states.view(await guild.room(), { log: LOG });
    const { state } = await guild.states.state(await guild.room(), { log: LOG });
    assert.deepEqual((state as { table: unknown[] }).table[0], ["awards", 2]);
});

test("a hundred requests at once are answered in turn, and more than are held are refused", async () => {
    const guild = await open(module(""));
    const room = await guild.room();
    const asked = Array.from({ length: 100 }, (_, index) =>
        guild.states.state(room, { log: LOG, at: TIME + (index % 20) }),
    );
    const answers = await Promise.all(asked);
    assert.deepEqual(new Set(answers.map(({ problem }) => problem)), new Set([null]));
    assert.deepEqual(
        answers.map(({ events }) => events),
        asked.map((_, index) => (index % 20 < 10 ? 1 : 2)),
    );
    const all = await Promise.allSettled(Array.from({ length: 200 }, () => guild.states.state(room, { log: LOG })));
    const refused = all.filter((each) => each.status === "rejected");
    assert.equal(refused.length, 72);
    assert.ok(refused.every(({ reason }) => reason instanceof Busy));
});

test("events that come while states are asked are in the next answer, and none is lost", async () => {
    const guild = await open(module("state.points[event.player] = (state.points[event.player] or 0) + event.amount"));
    const room = await guild.room();
    const answers = [];
    for (let second = 20; second < 60; second++) {
        answers.push(guild.states.state(room, { log: LOG }));
        await guild.add([award(second, 1, 1)]);
    }
    await Promise.all(answers);
    const { state, events } = await guild.states.state(room, { log: LOG });
    assert.equal(events, 42);
    const points = {
        table: [
            [guidOf(1), 50],
            [guidOf(2), 20],
        ],
    };
    assert.deepEqual(state, {
        table: [
            ["awards", 42],
            ["points", points],
        ],
    });
});
