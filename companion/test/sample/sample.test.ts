/** The sample is what the game would have: its files are those of the real addons, in which their players see what the page shows. */
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OFFICERS, PLAYERS, SERVER } from "../../sample/players";
import { writeSample } from "../../sample/write";
import type { Scope } from "../../src/format/ledger";
import { readSavedVariables } from "../../src/format/saved-file";
import { findInstalls } from "../../src/look/folders";
import { openStates } from "../../src/state/open-states";
import { importFile, localRoomId, roomInfos } from "../../src/store/local-rooms";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { Game } from "../support/game";
import { ROOT } from "../support/library";
import { newFolder } from "../support/stored";

const ACCOUNTS = join("game", "_classic_era_", "WTF", "Account");
const ADDONS = ["SimpleDKP", "LootCouncil"] as const;
/** A day after the season. */
const LATER = Date.UTC(2026, 3, 1, 20) / 1000;

let folder: string;
beforeAll(async () => {
    folder = newFolder();
    await writeSample(folder, join(ROOT, "examples"));
});

const savedPath = (account: string, addon: string, of = folder): string =>
    join(of, ACCOUNTS, account, "SavedVariables", `${addon}.lua`);

const games = new Set<Game>();
afterAll(() => games.forEach((game) => game.close()));

/** The master of the sample guild, who logs in with what the sample has saved for an account. */
async function login(account: string, of: string): Promise<Game> {
    const game = new Game({ savedFolder: join(of, ACCOUNTS), addonFolder: of, startTime: LATER, seed: 1 });
    games.add(game);
    const [name, realmName] = OFFICERS[0].name.split("-");
    await game.run(`
        realm:addGuild({ name = "Dawnbreak", realmName = "${realmName}", ranks = { { name = "Master" }, { name = "Officer" }, { name = "Raider" } } })
        local addons = {}
        for index, addon in ipairs({ ${ADDONS.map((addon) => `"${addon}"`).join(", ")} }) do
            addons[index] = { toc = "examples/" .. addon .. "/" .. addon .. ".toc", externals = { ["Libs/LibEventLedger"] = "dist" } }
        end
        local function items(environment)
            environment.C_Item = { GetItemInfo = function(item) return item, item end }
        end
        master = realm:addClient({
            name = "${name}", realmName = "${realmName}", guild = "Dawnbreak", rank = 0, account = "${account}",
            serverId = ${SERVER}, guidNumber = ${OFFICERS[0].id}, addons = addons, natives = { items },
        })
        master:login()
        realm:advance(60)
        calm()`);
    return game;
}

function scopeOf(account: string, addon: string): Scope {
    const { ledgers, problems } = readSavedVariables(readFileSync(savedPath(account, addon)));
    assert.deepEqual([problems, ledgers.length], [[], 1]);
    assert.equal(ledgers[0].scopes.length, 1);
    return ledgers[0].scopes[0];
}

test("is always the same", async () => {
    const other = newFolder();
    await writeSample(other, join(ROOT, "examples"));
    const files = (of: string): Map<string, string> =>
        new Map(
            readdirSync(join(of, "game"), { recursive: true, encoding: "utf8" })
                .filter((name) => name.endsWith(".lua"))
                .map((name) => [name, readFileSync(join(of, "game", name), "utf8")]),
        );
    assert.deepEqual(files(other), files(folder));
    const roomsOf = async (of: string) => {
        const driver = openSqlite(join(of, "rooms"));
        const infos = await roomInfos(driver);
        await driver.close();
        return infos;
    };
    expect(await roomsOf(other)).toEqual(await roomsOf(folder));
});

test("has two accounts that differ, and awards that were taken back", () => {
    for (const addon of ADDONS) {
        const [one, other] = ["AURORA", "BOREAS"].map((account) => scopeOf(account, addon));
        const countOf = ({ weeks }: Scope): number => weeks.flatMap(({ events }) => events).length;
        assert.ok(countOf(one) > countOf(other));
    }
    const { weeks, isRevoked } = scopeOf("AURORA", "SimpleDKP");
    assert.ok(weeks.flatMap(({ events }) => events).filter(isRevoked).length > 0);
});

const ledgersOf = (account: string, of: string) =>
    ADDONS.map((addon) => readSavedVariables(readFileSync(savedPath(account, addon, of))).ledgers[0]);

test.each(["AURORA", "BOREAS"])("the addons take over what account %s has, and save the same", async (account) => {
    const own = newFolder();
    cpSync(folder, own, { recursive: true });
    const game = await login(account, own);
    const points = await game.run(`return master:run([[
        local lines = {}
        for guid, points in pairs(SimpleDKP.ledger:getState().points) do lines[#lines + 1] = guid .. " " .. points end
        table.sort(lines)
        return table.concat(lines, "\\n")
    ]])`);
    expect(points.split("\n")).toEqual(await pointsOf(account));
    await game.run("master:logout() calm()");
    const before = ledgersOf(account, folder);
    for (const [index, { types, scopes }] of ledgersOf(account, own).entries()) {
        const [[scope], [old]] = [scopes, before[index].scopes];
        expect(types).toEqual(before[index].types);
        expect(scope.weeks.map(({ events }) => events)).toEqual(old.weeks.map(({ events }) => events));
        expect(scope.names).toEqual(old.names);
        expect([scope.quarantine, scope.orphans]).toEqual([[], []]);
        // The game has saved it anew: with the state.
        expect([old.checkpoint === undefined, scope.checkpoint === undefined]).toEqual([true, false]);
    }
});

/** What the page shows of the same file, as lines. */
async function pointsOf(account: string): Promise<string[]> {
    const driver = openSqlite(MEMORY);
    const path = savedPath(account, "SimpleDKP");
    const file = readSavedVariables(readFileSync(path));
    await importFile(driver, path, file, new Map());
    const installs = findInstalls(join(folder, "game")).installs.map((each) => each.path);
    const files = [{ path, file, written: null }];
    const states = await openStates({ modules: undefined, installs, files, now: () => 0 }, () => undefined);
    const { path: ledger, scopes } = file.ledgers[0];
    const room = await driver.room(localRoomId("_classic_era_", scopes[0].name));
    assert.ok(room !== undefined);
    const { rows, problem } = await states.view(room, { log: { ledger, scope: scopes[0].name } });
    assert.equal(problem, null);
    await states.stop();
    await driver.close();
    assert.equal(rows.length, PLAYERS.length);
    return rows.map((cells) => cells.map((cell) => (typeof cell === "object" ? "" : cell)).join(" ")).sort();
}
