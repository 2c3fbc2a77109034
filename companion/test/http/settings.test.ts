/** Members and computers from the page: which commands are given, and to whom nothing is given. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Done, Keeper } from "../../src/http/keeper";
import { serve, type Server } from "../../src/http/server";
import type { Driver } from "../../src/store/driver";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";

const ROOM = "a".repeat(64);
const OTHER = "b".repeat(64);
const KEY = "c".repeat(64);

let driver: Driver;
let server: Server;
let given: (readonly [string, readonly string[], readonly string[]])[];
let answer: Done;
const keeper: Keeper = {
    ownIn: (room) => (room === ROOM ? { member: 0, role: "admin", device: KEY } : undefined),
    command(...all) {
        given.push(all);
        return Promise.resolve(answer);
    },
};
beforeAll(async () => {
    driver = openSqlite(MEMORY);
    for (const id of [ROOM, OTHER]) await driver.room(id, { create: true });
    server = await serve(driver, { port: 0, isOpen: true, keeper });
});
afterAll(async () => {
    await server.close();
    await driver.close();
});
beforeEach(() => {
    given = [];
    answer = { outcome: "sent", lines: ["a line", "https://x/#link"], problems: [] };
});

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(`${server.url}rooms/${path}`, { method, headers: { ...type, ...headers }, ...json });
    return [response.status, await response.json()] as const;
}

test("an invite answers the link, and whatever is typed is never an option", async () => {
    expect(await ask("POST", `${ROOM}/members`, { character: "--help", role: "own" })).toEqual([
        200,
        { isSent: true, problems: [], link: "https://x/#link" },
    ]);
    expect(await ask("POST", `${ROOM}/devices`, {})).toEqual([
        200,
        { isSent: true, problems: [], link: "https://x/#link" },
    ]);
    expect(given).toEqual([
        ["invite", ["--room", ROOM, "--role=own"], ["--help"]],
        ["pair", ["--room", ROOM], []],
    ]);
});

test("roles, removals and computers", async () => {
    const done = [200, { isSent: true, problems: [] }];
    expect(await ask("PATCH", `${ROOM}/members/3`, { role: "relay" })).toEqual(done);
    expect(await ask("DELETE", `${ROOM}/members/3`)).toEqual(done);
    expect(await ask("DELETE", `${ROOM}/devices/${KEY}`)).toEqual(done);
    expect(given).toEqual([
        ["role", ["--room", ROOM], ["3", "relay"]],
        ["remove", ["--room", ROOM, "--yes"], ["3"]],
        ["drop", ["--room", ROOM, "--yes"], [KEY]],
    ]);
});

test("what the server does not have yet is told, and a refusal in the command's own words", async () => {
    answer = { outcome: "kept", lines: [], problems: ["the server does not have it yet"] };
    expect(await ask("DELETE", `${ROOM}/members/3`)).toEqual([
        200,
        { isSent: false, problems: ["the server does not have it yet"] },
    ]);
    answer = { outcome: "refused", lines: [], problems: ["no admin would be left"] };
    expect(await ask("DELETE", `${ROOM}/members/0`)).toEqual([422, { error: "no admin would be left" }]);
    answer = { outcome: "notAllowed", lines: [], problems: ["ask an admin of the room"] };
    expect(await ask("DELETE", `${ROOM}/members/0`)).toEqual([403, { error: "ask an admin of the room" }]);
});

test("another room, another website, a form and nonsense get nothing done", async () => {
    const body = { character: "Bob-Realm", role: "own" };
    expect((await ask("POST", `${OTHER}/members`, body))[0]).toBe(403);
    expect((await ask("POST", "nobody/members", body))[0]).toBe(404);
    expect((await ask("POST", `${ROOM}/members`, body, { origin: "http://evil.example" }))[0]).toBe(403);
    expect((await ask("POST", `${ROOM}/members`, body, { "content-type": "text/plain" }))[0]).toBe(415);
    expect((await ask("POST", `${ROOM}/members`, { ...body, more: 1 }))[0]).toBe(400);
    expect((await ask("POST", `${ROOM}/members`, { character: "", role: "own" }))[0]).toBe(400);
    expect((await ask("POST", `${ROOM}/devices`))[0]).toBe(400);
    for (const number of ["Anna-Realm", "-1", "%233", "99999", "--yes"])
        expect((await ask("DELETE", `${ROOM}/members/${number}`))[0]).toBe(400);
    for (const key of [KEY.slice(0, 12), KEY.toUpperCase(), `${KEY}0`])
        expect((await ask("DELETE", `${ROOM}/devices/${key}`))[0]).toBe(400);
    expect((await ask("DELETE", `${ROOM}/members/3`, { more: 1 }))[0]).toBe(400);
    expect(given).toEqual([]);
});

test("one's own computer has no tokens", async () => {
    const response = await fetch(`${server.url}tokens`);
    expect([response.status, await response.json()]).toEqual([404, { error: "only a guild's server has tokens" }]);
});
