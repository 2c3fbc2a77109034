/** `look` with a database and a page. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { findGame, usualFolders } from "../../src/look/game-folders";
import { roomInfos } from "../../src/store/local-rooms";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { ROOT } from "../support/library";
import { runToEnd } from "../support/run";
import { newFolder } from "../support/stored";

const FIXTURE = join(ROOT, "spec", "fixtures", "saved-1.lua.txt");

test("a database folder is filled, once", async () => {
    const folder = newFolder();
    const args = ["look", FIXTURE, "--db-folder", folder];
    const first = await runToEnd(args);
    assert.deepEqual([first.status, first.lines.at(-1)], [0, "27 new events stored"]);
    assert.equal((await runToEnd(args)).lines.at(-1), "0 new events stored");
    const driver = openSqlite(folder);
    assert.equal((await driver.rooms()).length, 2);
    const refused = await runToEnd(args);
    assert.deepEqual([refused.status, /is in use by another companion/.test(refused.stderr)], [2, true]);
    await driver.close();
});

test("events that the game has lost stay in the folder", async () => {
    const [folder, game] = [newFolder(), newFolder()];
    const file = join(game, "My.lua");
    copyFileSync(FIXTURE, file);
    await runToEnd(["look", file, "--db-folder", folder]);
    writeFileSync(file, "\nFixture_Saved = {\n}\n");
    await runToEnd(["look", game, "--db-folder", folder]);
    const driver = openSqlite(folder);
    assert.equal((await roomInfos(driver))[0].ledgers[0].events > 0, true);
    await driver.close();
});

test("with a port there is a page until it is stopped, also without a command", async () => {
    for (const args of [
        ["look", FIXTURE, "--port", "0", "--open"],
        ["--port", "0", "--open", FIXTURE],
    ]) {
        const answers: Promise<string>[] = [];
        const { status, lines } = await runToEnd(args, (line, stop) => {
            const url = /open (http:\/\/127\.0\.0\.1:\d+\/) in a browser/.exec(line)?.[1];
            if (url === undefined) return;
            const answer = fetch(`${url}rooms`).then((response) => response.text());
            answers.push(answer);
            void answer.finally(stop);
        });
        assert.deepEqual([status, answers.length], [0, 1], lines.join("\n"));
        assert.match(await answers[0], /"name":"guild:Zwölf Wächter-Realm"/);
        const url = /open (\S+) in/.exec(lines.at(-1) ?? "")?.[1] ?? "";
        await assert.rejects(fetch(url));
    }
});

test("the page tells of damage in the room that has it, and of no other", async () => {
    const file = join(newFolder(), "My.lua");
    writeFileSync(file, readFileSync(FIXTURE, "latin1").replace('"b 11 ', '"b 12 '), "latin1");
    const checks = new Map<string, string>();
    const ask = async (url: string): Promise<void> => {
        const { rooms } = (await (await fetch(`${url}rooms`)).json()) as { rooms: { id: string; name: string }[] };
        for (const { id, name } of rooms) checks.set(name, await (await fetch(`${url}rooms/${id}/integrity`)).text());
    };
    const answers: Promise<void>[] = [];
    await runToEnd(["look", file, "--port", "0", "--open"], (line, stop) => {
        const url = /open (http:\/\/127\.0\.0\.1:\d+\/) in a browser/.exec(line)?.[1];
        if (url === undefined) return;
        answers.push(ask(url).finally(stop));
    });
    await Promise.all(answers);
    assert.equal(checks.size, 2);
    for (const [name, text] of checks)
        assert.equal(text.includes("week 2820: count 11, not 12"), name === "guild:Zwölf Wächter-Realm", text);
});

test("misuse is told", async () => {
    for (const [args, message] of [
        [["--port", "65536"], /--port: 0 to 65535 expected, got "65536"/],
        [["--port", "x"], /--port: 0 to 65535 expected/],
        [["--db-folder", ""], /--db-folder: a FOLDER expected/],
        [["--fields", join(newFolder(), "none")], /--fields: ENOENT/],
    ] as [string[], RegExp][]) {
        const { status, stderr } = await runToEnd(["look", FIXTURE, ...args]);
        assert.deepEqual([status, message.test(stderr)], [2, true], stderr);
    }
});

test("the game is found where it is usually installed", () => {
    const home = newFolder();
    assert.equal(findGame("linux", home), undefined);
    const folder = join(home, ".wine", "drive_c", "Program Files (x86)", "World of Warcraft");
    mkdirSync(folder, { recursive: true });
    assert.equal(findGame("linux", home), folder);
    assert.equal(usualFolders("darwin", home)[0], join("/Applications", "World of Warcraft"));
    assert.match(usualFolders("win32", home)[0], /^C:.*Program Files \(x86\).World of Warcraft$/);
});
