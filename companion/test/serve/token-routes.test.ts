/** Tokens over HTTP: what others try with them, and what nobody should send. */
import assert from "node:assert/strict";
import { beforeAll, test } from "vitest";
import { tokenHash, tokenId } from "../../src/http/tokens";
import { nameOf } from "../../src/room/chain";
import { Guild } from "../support/guild";
import { runToEnd } from "../support/run";
import { type Answer, type Served, serveFolder } from "../support/served";
import { newFolder } from "../support/stored";

const JSON_TYPE = { "content-type": "application/json" };
const { room, list } = new Guild();
const ROOM = nameOf(room.id);
const ASKED = { room: ROOM, label: "bot", days: 7 };

let served: Served;
let operator: string;
beforeAll(async () => {
    served = await serveFolder(newFolder(), ["--public-url", "https://ledger.example/guild/"]);
    operator = served.token();
    const { status, text } = await served.ask(`/rooms/${ROOM}/records`, {
        ...{ token: operator, method: "POST", headers: { "content-type": "application/jsonl" } },
        body: `${JSON.stringify({ record: list[0].toString("base64") })}\n`,
    });
    assert.equal(status, 200, text);
});

const make = (body: unknown, options: Parameters<Served["ask"]>[1] = {}): Promise<Answer> =>
    served.ask("/tokens", {
        ...{ token: operator, method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) },
        ...options,
    });
const listed = async (): Promise<{ id: string; room: string | null; label: string; made: number; ends: number }[]> =>
    (JSON.parse((await served.ask("/tokens", { token: operator })).text) as { tokens: [] }).tokens;

test("the link leads to the public url, and what is listed is what was made", async () => {
    const { id, text, link } = JSON.parse((await make(ASKED)).text) as { id: string; text: string; link: string };
    assert.equal(link, `https://ledger.example/guild/#${text}`);
    const found = (await listed()).find((token) => token.id === id);
    assert.deepEqual(
        { ...found, made: 0, ends: (found?.ends ?? 0) - (found?.made ?? 0) },
        {
            ...{ id, room: ROOM, label: "bot", made: 0, ends: 7 * 86_400 },
        },
    );
    assert.equal(id, tokenId({ hash: tokenHash(Buffer.from(text, "base64url")) } as Parameters<typeof tokenId>[0]));
});

test("an operator's token is made where that is asked for, and for no word that is like it", async () => {
    const { text } = JSON.parse((await make({ ...ASKED, room: null })).text) as { text: string };
    assert.equal((await served.ask("/tokens", { token: text })).status, 200);
    const before = (await listed()).length;
    for (const like of ["", "null", "*", "Dawn", "../server", false, 0, [], {}, "00".repeat(32), ROOM.toUpperCase()]) {
        const { status, text: said } = await make({ ...ASKED, room: like });
        assert.ok(status === 400 || status === 422, `${JSON.stringify(like)}: ${status} ${said}`);
    }
    const { room: _, ...without } = ASKED;
    assert.equal((await make(without)).status, 400);
    assert.equal((await listed()).length, before);
});

test("a label may be markup, and no control: a terminal shows it", async () => {
    for (const control of ["\0", "\n", "\x1b[2J", "\x7f", "\x9b"]) {
        const { status, text } = await make({ ...ASKED, label: `a${control}` });
        assert.deepEqual([status, /label: .*without control characters, expected/.test(text)], [400, true], text);
    }
    assert.equal((await make({ ...ASKED, label: "x".repeat(257) })).status, 400);
    const label = '<img src=x onerror="alert(1)">\u202e';
    assert.equal((await make({ ...ASKED, label })).status, 200);
    assert.ok((await listed()).some((token) => token.label === label));
    const { stdout } = await runToEnd(["token", "list", "--db-folder", served.folder]);
    assert.match(stdout, /<img src=x onerror="alert\(1\)">\\u\{202e\}\n/);
});

test("who has no operator's token makes, sees and takes back none", async () => {
    const [first] = await listed();
    const asked: [string, string, string?][] = [
        ["GET", "/tokens"],
        ["POST", "/tokens", JSON.stringify(ASKED)],
        ["DELETE", `/tokens/${first.id}`],
    ];
    for (const [method, path, body] of asked) {
        const more = body === undefined ? {} : { body, headers: JSON_TYPE };
        const own = await served.ask(path, { method, token: served.token(ROOM), ...more });
        assert.deepEqual([method, own.status], [method, 403], own.text);
        assert.equal((await served.ask(path, { method, ...more })).status, 401);
    }
    assert.ok((await listed()).some(({ id }) => id === first.id));
});

test("another website makes none with an operator's session, by a request or a form", async () => {
    const session = await served.ask("/session", {
        ...{ method: "POST", headers: JSON_TYPE, body: JSON.stringify({ token: operator }) },
    });
    const cookie = String(session.headers["set-cookie"]).split(";")[0];
    const headers = { ...JSON_TYPE, cookie };
    const sent = (more: Record<string, string>) => make(ASKED, { token: undefined, headers: { ...headers, ...more } });
    const before = (await listed()).length;
    for (const origin of ["https://evil.example", "null", "https://ledger.example.evil.example"])
        assert.equal((await sent({ origin })).status, 403, origin);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
        assert.equal((await sent({ "content-type": type })).status, 415, type);
    assert.equal((await make(ASKED, { token: undefined, headers: { cookie } })).status, 415);
    assert.equal((await listed()).length, before);
    assert.equal((await sent({ origin: "https://ledger.example" })).status, 200);
});

test("ids that are none take nothing back", async () => {
    const before = await listed();
    for (const id of [
        "0".repeat(12),
        "%2e%2e",
        before[0].id.slice(0, 11),
        before[0].id.toUpperCase() + "0",
        "__proto__",
    ])
        assert.equal((await served.ask(`/tokens/${id}`, { token: operator, method: "DELETE" })).status, 404, id);
    assert.deepEqual(await listed(), before);
});
