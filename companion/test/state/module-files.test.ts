/** Modules in folders and in the addons of a game. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "vitest";
import { findModules, modulesOfInstall } from "../../src/state/module-files";
import { openStates } from "../../src/state/open-states";
import { newFolder } from "../support/stored";

function put(folder: string, files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
    return folder;
}

const ADDONS = "Interface/AddOns";

test("an addon's .toc names modules, each once however many .toc files it has", () => {
    const game = put(newFolder(), {
        [`${ADDONS}/My/My.toc`]:
            "\uFEFF## Title: My\r\n## X-LibEventLedger: Ledger.lua, Data\\Bank.lua\r\nLedger.lua\r\n",
        [`${ADDONS}/My/My_Vanilla.toc`]: "##x-libeventledger:Ledger.lua\n",
        [`${ADDONS}/My/Ledger.lua`]: "return 1",
        [`${ADDONS}/My/Data/Bank.lua`]: "return 2",
        [`${ADDONS}/Other/Other.toc`]: "## Title: none\nOther.lua",
    });
    const { files, problems } = modulesOfInstall(game);
    assert.deepEqual(problems, []);
    assert.deepEqual(
        files.map(({ addon, text }) => [addon, text]),
        [
            ["My", "return 1"],
            ["My", "return 2"],
        ],
    );
});

test("what lies outside of an addon, is missing or too large is not read", () => {
    const game = put(newFolder(), {
        [`${ADDONS}/A/A.toc`]: "## X-LibEventLedger: ../../../secret.lua, ../B/B.lua, /etc/passwd",
        [`${ADDONS}/B/B.toc`]: "## X-LibEventLedger: Missing.lua",
        [`${ADDONS}/B/B.lua`]: "return 1",
        [`${ADDONS}/C/C.toc`]: "## X-LibEventLedger: Large.lua",
        [`${ADDONS}/C/Large.lua`]: " ".repeat(1_048_577),
        "secret.lua": "return 2",
    });
    const { files, problems } = modulesOfInstall(game);
    assert.deepEqual(files, []);
    assert.equal(problems.length, 2);
});

test("a folder of modules comes before games, and a text is there once", () => {
    const game = put(newFolder(), {
        [`${ADDONS}/My/My.toc`]: "## X-LibEventLedger: Ledger.lua",
        [`${ADDONS}/My/Ledger.lua`]: "return 1",
    });
    const folder = put(newFolder(), { "b.lua": "return 1", "a.LUA": "return 0", "readme.txt": "" });
    const { files } = findModules(folder, [game, game]);
    assert.deepEqual(
        files.map(({ addon, text }) => [addon, text]),
        [
            ["a", "return 0"],
            ["b", "return 1"],
        ],
    );
});

test("modules that cannot be used are told, and others are there", async () => {
    const module = "return { name = 'My', initialState = function() return {} end, define = function() end }";
    const folder = put(newFolder(), { "a.lua": "return 5", "b.lua": module, "c.lua": `${module} -- once more` });
    const lines: string[] = [];
    const places = { modules: folder, installs: [], files: [], now: () => 0 };
    const states = await openStates(places, (line) => void lines.push(line));
    assert.equal(states.modules.find("My")?.module.file.addon, "b");
    assert.match(lines[0], /a\.lua: .*the file must return the module/);
    assert.match(lines[1], /c\.lua: ledger "My" is that of .*b\.lua already/);
    assert.match(lines[2], /module of ledger "My": .*b\.lua/);
    await states.stop();
    const nowhere = { ...places, modules: join(folder, "nowhere") };
    await assert.rejects(
        openStates(nowhere, () => undefined),
        /--modules: /,
    );
});
