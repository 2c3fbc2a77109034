/** The page of one's own computer: who is let in, and who is not. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { serve, type Server } from "../../src/http/server";
import type { Driver } from "../../src/store/driver";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { systemClock } from "../../src/sync/clock";
import { type Answer, askAt } from "../support/served";
import { eventOf } from "../support/guild";
import { importBytes, savedBytes } from "../support/stored";

let driver: Driver;
let server: Server;
let ahead = 0;
const links: string[] = [];
beforeAll(async () => {
    driver = openSqlite(MEMORY);
    await importBytes(driver, savedBytes([eventOf(1, 0)]));
    const clock = { ...systemClock, now: () => systemClock.now() + ahead };
    server = await serve(driver, { port: 0, clock, tellLink: (link) => links.push(link) });
});
afterAll(async () => {
    await server.close();
    await driver.close();
});

const JSON_TYPE = { "content-type": "application/json" };
const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    askAt(server.url, path, "GET", headers);
const signIn = (link: string, headers: Record<string, string> = JSON_TYPE): Promise<Answer> =>
    askAt(server.url, "/session", "POST", headers, JSON.stringify({ token: new URL(link).hash.slice(1) }));
const cookieOf = ({ headers }: Answer): string => (headers["set-cookie"] as string[])[0];

test("a link signs in once; all but the page, its signing in and /health is for who is signed in", async () => {
    const link = server.link();
    assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/#[A-Za-z0-9_-]{43}$/);
    for (const path of ["/rooms", "/rooms/x/events", "/metrics"]) assert.equal((await get(path)).status, 401, path);
    // It has no tokens: what helps a program is told.
    assert.match((await get("/rooms")).text, /--open/);
    assert.equal((await get("/health")).status, 200);
    const page = await get("/");
    assert.deepEqual([page.status, /guild:Dawn/.test(page.text)], [200, false]);

    const answer = await signIn(link);
    assert.equal(answer.status, 204);
    assert.match(cookieOf(answer), /^ledger-\d+=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/);
    const cookie = cookieOf(answer).split(";")[0];
    assert.equal((await get("/rooms", { cookie })).status, 200);
    assert.equal((await get("/rooms", { cookie })).status, 200);
    assert.equal((await get("/rooms", { cookie: `${cookie.slice(0, -1)}~` })).status, 401);
    assert.deepEqual([(await signIn(link)).status, answer.headers["access-control-allow-origin"]], [401, undefined]);
});

test("a link is for a minute, and the page has a new one printed, not more often than each 10 s", async () => {
    const link = server.link();
    ahead += 61_000;
    assert.match((await signIn(link)).text, /older than a minute/);
    links.length = 0;
    for (let time = 0; time < 3; time++) await get("/");
    assert.equal(links.length, 1);
    assert.equal((await signIn(links[0])).status, 204);
    ahead += 10_001;
    await get("/");
    assert.equal(links.length, 2);
});

test("websites are refused: by another name, another origin, or a form", async () => {
    const { host, port } = new URL(server.url);
    assert.equal((await get("/health", { host: `evil.example:${port}` })).status, 421);
    assert.equal((await get("/health", { origin: "http://evil.example" })).status, 403);
    assert.equal((await get("/health", { "sec-fetch-site": "cross-site" })).status, 403);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
        assert.equal((await signIn(server.link(), { "content-type": type })).status, 415, type);
    assert.equal((await signIn(server.link(), { ...JSON_TYPE, origin: "http://evil.example" })).status, 403);
    assert.equal((await signIn(server.link(), { ...JSON_TYPE, origin: `http://${host}` })).status, 204);
    assert.equal((await askAt(server.url, "/session", "OPTIONS", { origin: `http://${host}` })).status, 404);
});
