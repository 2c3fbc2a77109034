import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isForRun } from "../../src/run/bare";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { runToEnd } from "../support/run";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "run-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ID = "ab".repeat(32);
const profile = (rooms: readonly object[]): void =>
    writeFileSync(join(folder, "profile.json"), JSON.stringify({ format: 1, rooms }));

it("a second start is told where the page of the first one is, and gives it its commands", async () => {
    const args = ["run", "--db-folder", folder, "--port", "0", "--no-browser"];
    let others: Promise<readonly string[]> | undefined;
    const ran = await runToEnd(args, (line, stop) => {
        if (!line.startsWith("open http")) return;
        others = (async () => {
            const again = await runToEnd(args);
            const status = await runToEnd(["status", "--db-folder", folder]);
            const unknown = await runToEnd(["join", "garbage", "--db-folder", folder]);
            stop();
            return [...again.lines, ...status.lines, `${unknown.status} ${unknown.stderr}`];
        })();
    });
    expect(ran.status).toBe(0);
    const [again, status, unknown] = (await others) ?? [];
    expect(again).toMatch(/^the companion runs already: http:\/\/127\.0\.0\.1:\d+\/#/);
    expect(status).toContain("no room was joined");
    expect(unknown).toContain("2 join: LINK: a link as");
    // Nothing is left that a later start could take for one that runs.
    expect(existsSync(join(folder, "control.json"))).toBe(false);
    expect((await runToEnd(["status", "--db-folder", folder])).status).toBe(0);
});

it("a start without a command keeps rooms equal once one was joined", () => {
    const args = ["--db-folder", folder, "--port", "0"];
    expect(isForRun(args)).toBe(false);
    const room = { id: ID, url: "https://x/", name: "Dawn", agreed: [], declined: [] };
    profile([{ ...room, isLeft: true }]);
    expect(isForRun(args)).toBe(false);
    profile([room]);
    expect(isForRun(args)).toBe(true);
    expect(isForRun([...args, "--fields", "x.json"])).toBe(false);
    // What is wrong with it is told when it is opened.
    writeFileSync(join(folder, "profile.json"), "{");
    expect(isForRun(args)).toBe(true);
});

it("a room that is removed leaves no file", async () => {
    const driver = openSqlite(folder);
    await driver.room(ID, { create: true });
    expect(readdirSync(folder).some((name) => name.startsWith(ID))).toBe(true);
    await driver.remove(ID);
    await driver.remove(ID);
    await driver.remove("../elsewhere");
    expect(readdirSync(folder).filter((name) => name.startsWith(ID))).toEqual([]);
    expect(await driver.room(ID)).toBeUndefined();
    await driver.close();
});
