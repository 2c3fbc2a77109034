/** The files of the page, and who is sent what. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPageFiles } from "../../src/http/page-files";
import { serve, type Server } from "../../src/http/server";
import type { Driver } from "../../src/store/driver";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";

const INDEX = "<!doctype html><title>Ledgers</title>";
const SCRIPT = "document.title = 'x';".repeat(50);

let folder: string;
let driver: Driver;
let server: Server;
const links: string[] = [];
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ledger-page-"));
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), INDEX);
    writeFileSync(join(folder, "assets", "index-1.js"), SCRIPT);
    writeFileSync(join(folder, "assets", "notes.txt"), "of no kind that a page loads");
    driver = openSqlite(MEMORY);
    server = await serve(driver, { port: 0, pageFolder: folder, tellLink: (link) => links.push(link) });
});
afterAll(async () => {
    await server.close();
    await driver.close();
    rmSync(folder, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(server.url.slice(0, -1) + path, { headers, redirect: "manual" });

test("people get the page at the root and for every room, without being signed in, and it may load nothing of others", async () => {
    for (const path of ["/", "/any%20room?page=history"]) {
        const answer = await ask(path, { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
        expect([answer.status, await answer.text()]).toEqual([200, INDEX]);
        expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
        expect(answer.headers.get("cache-control")).toBe("no-store");
    }
});

test("who opens it without being signed in is told of, with a link that signs in", () => {
    expect(links[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/);
});

test("programs are led to the state of a room, with all that they asked", async () => {
    for (const accept of ["*/*", "application/json"]) {
        const answer = await ask("/a%2Fb?at=5", { accept });
        expect(answer.status).toBe(307);
        expect(new URL(answer.headers.get("location") ?? "", server.url).href).toBe(
            `${server.url}rooms/a%2Fb/state?at=5`,
        );
    }
});

test("what the page loads is kept for good, and packed for who takes that", async () => {
    const packed = await fetch(`${server.url}assets/index-1.js`);
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect([packed.headers.get("cache-control"), packed.headers.get("content-type")]).toEqual([
        "public, max-age=31536000, immutable",
        "text/javascript; charset=utf-8",
    ]);
    expect(await packed.text()).toBe(SCRIPT);
    const plain = await ask("/assets/index-1.js", { "accept-encoding": "identity" });
    expect([plain.headers.get("content-encoding"), await plain.text()]).toEqual([null, SCRIPT]);
});

test.each(["/assets/notes.txt", "/assets/none.js", "/assets/..%2Findex.html", "/assets/__proto__", "/assets/"])(
    "no file of the page: %s",
    async (path) => expect((await ask(path)).status).toBe(404),
);

test("where no page was built it says so, and all else is served", async () => {
    const other = await serve(driver, { port: 0, pageFolder: join(folder, "none") });
    const answer = await fetch(other.url, { headers: { accept: "text/html" } });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/the page was not built/)]);
    await other.close();
});

test("files are packed as small as they go", () => {
    const file = readPageFiles(folder)?.assets.get("index-1.js");
    expect(file && gunzipSync(file.gzipped).toString()).toBe(SCRIPT);
    expect(file && file.gzipped.length < file.plain.length / 4).toBe(true);
});
