/** The command `check`: what it says of modules that are right, and of those that are not. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { run } from "../../src/commands";
import { ROOT } from "../support/library";
import { newFolder, savedBytes } from "../support/stored";
import { award, decay, MODULE } from "./guild-states";

async function check(...args: string[]): Promise<[code: number, lines: string[]]> {
    const lines: string[] = [];
    const tell = (line: string): void => void lines.push(line);
    return [await run(["check", ...args], tell, tell, new AbortController().signal), lines];
}

function moduleFile(text: string): string {
    const path = join(newFolder(), "Ledger.lua");
    writeFileSync(path, text);
    return path;
}

const withReducer = (reducer: string): string => `
local module = { name = "My", initialState = function() return { points = {} } end }
function module.define(ledger)
    ledger:define("award", { id = 1, fields = { "player:guid", "amount:number" } }, function(state, event) ${reducer} end)
end
return module`;

test("the examples are right", async () => {
    for (const name of ["SimpleDKP/Ledger.lua", "LootCouncil/Council.lua"]) {
        const [code, lines] = await check(join(ROOT, "examples", name));
        assert.deepEqual([code, lines.at(-1)], [0, "the module is right"]);
    }
});

test("a saved file takes the place of what is made at random", async () => {
    const saved = join(newFolder(), "My.lua");
    writeFileSync(saved, savedBytes([award(0, 1, 10), decay(5)]));
    const [code, lines] = await check(moduleFile(MODULE), saved);
    assert.deepEqual(lines.slice(1), ["  2 events of My_Saved, guild:A", "the module is right"]);
    assert.equal(code, 0);
    writeFileSync(saved, savedBytes([]));
    assert.equal((await check(moduleFile(MODULE), saved))[0], 2);
});

test("what is wrong is said, with what to do", async () => {
    const wrongs: readonly (readonly [module: string, sentence: RegExp])[] = [
        [withReducer("state.now = {} state.now[state.now] = 1"), /cannot be saved: state\.now has a table as key/],
        [
            withReducer(
                "state.first = nil for key in pairs(state.points) do state.first = state.first or key end state.points[event.player] = 1",
            ),
            /order in which pairs/,
        ],
        ["return GetServerTime()", /global 'GetServerTime'.*the game's own cannot be used/],
        ["local x = {}", /the file must return the module, must be a table, got nil/],
        ["return { name = 'My', initialstate = 1 }", /'initialstate' is unknown; did you mean 'initialState'\?/],
        [
            "return { name = 'My', initialState = function() return {} end, define = function(ledger) ledger:start() end }",
            /only defines types/,
        ],
        [
            withReducer("").replace(
                "return module",
                "module.views = { a = { columns = { 'x:color' }, rows = print } } return module",
            ),
            /'kind' must be one of player, number, item, time, text, got "color"/,
        ],
        [
            withReducer("").replace(
                "return module",
                "module.views = { a = { columns = { 'x' }, rows = function() error('no') end } } return module",
            ),
            /view "a": .*no/,
        ],
        ["local x = = 1", /unexpected symbol/],
    ];
    for (const [text, sentence] of wrongs) {
        const [code, lines] = await check(moduleFile(text));
        assert.equal(code, 1, text);
        assert.match(lines.join("\n"), sentence);
    }
});

test("misuse is told", async () => {
    assert.equal((await check())[0], 2);
    assert.equal((await check("/nowhere.lua"))[0], 2);
    assert.equal((await check("--nonsense"))[0], 2);
    assert.equal((await check("--help"))[0], 0);
});
