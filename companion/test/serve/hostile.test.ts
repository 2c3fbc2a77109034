/** A guild's server and what nobody should send. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { test } from "vitest";
import { Random } from "../../../tools/random.mjs";
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
