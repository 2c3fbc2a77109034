/** A guild's server over HTTP: tokens, rooms, records in and out. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { beforeAll, test } from "vitest";
import { nameOf } from "../../src/room/chain";
import { KIND } from "../../src/room/contents";
import { batchOf, characterOf, deviceOf, eventOf, FOUNDER, guidOf, Guild, LEDGER, SCOPE } from "../support/guild";
import { type Served, serveFolder } from "../support/served";
import { newFolder } from "../support/stored";

const EVENTS = 300;

/** A guild with a member, names, and events of both. */
function someGuild(): Guild {
    const guild = new Guild();
    guild.takeScope();
    const member = guild.join(1);
    guild.write(FOUNDER, {
        ...{ kind: KIND.about, ledger: LEDGER, scope: SCOPE, stateVersion: 1 },
        types: [{ id: 1, name: Buffer.from("award"), fields: [Buffer.from("amount")] }],
        names: [{ guid: guidOf(1), name: "Anna-Realm", token: "MAGE" }],
    });
    for (let at = 0; at < EVENTS; at += 100)
        guild.batch(
            FOUNDER,
            Array.from({ length: 100 }, (_, index) => eventOf(1, 3 * (at + index))),
        );
    guild.batch(member, [eventOf(2, 1)]);
    return guild;
}

const jsonl = (records: readonly Buffer[]): string =>
    records.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`).join("");
const JSONL = { "content-type": "application/jsonl" };
const errorOf = (text: string): string => (JSON.parse(text) as { error: string }).error;

const guild = someGuild();
const ROOM = nameOf(guild.room.id);
let served: Served;
let operator: string;
let reader: string;
beforeAll(async () => {
    served = await serveFolder();
    operator = served.token();
    const imported = await served.ask(`/rooms/${ROOM}/records`, {
        token: operator,
        method: "POST",
        headers: JSONL,
        body: jsonl(guild.list),
    });
    assert.equal(imported.status, 200, imported.text);
    reader = served.token(ROOM);
});

async function read<T>(path: string, token = reader): Promise<T> {
    const { status, text } = await served.ask(path, { token });
    assert.equal(status, 200, text);
    return JSON.parse(text) as T;
}

test("a token shows its room, and no other", async () => {
    const { rooms } = await read<{ rooms: { id: string; name: string; ledgers: { events: number }[] }[] }>("/rooms");
    assert.deepEqual(
        rooms.map(({ id, name, ledgers }) => [id, name, ledgers.map(({ events }) => events)]),
        [[ROOM, "Dawn", [EVENTS]]],
    );
    const other = served.token("00".repeat(32));
    assert.deepEqual(await read("/rooms", other), { rooms: [] });
    for (const path of ["events", "export", "records", "members", "players", "presence"])
        assert.equal((await served.ask(`/rooms/${ROOM}/${path}`, { token: other })).status, 404, path);
});

test("who has no token, or a wrong one, is told what to do", async () => {
    for (const path of ["/rooms", `/rooms/${ROOM}/events`, "/metrics"]) {
        const { status, text } = await served.ask(path);
        assert.deepEqual([status, /Authorization: Bearer TOKEN/.test(errorOf(text))], [401, true], path);
    }
    const wrong = await served.ask("/rooms", { token: "A".repeat(43) });
    assert.deepEqual([wrong.status, /does not hold/.test(errorOf(wrong.text))], [401, true]);
    assert.equal((await served.ask("/rooms", { headers: { authorization: "Basic YTpi" } })).status, 401);
    assert.equal((await served.ask("/health")).status, 200);
});

test("events by filters, pages, and in both orders are those of the whole", async () => {
    interface Page {
        readonly events: { readonly place: string; readonly creator: string; readonly time: number }[];
        readonly next: string | null;
    }
    const all = (await read<Page>(`/rooms/${ROOM}/events?status=all&limit=1000`)).events;
    assert.equal(all.length, EVENTS + 1);
    const places: string[] = [];
    for (let next: string | null = ""; next !== null;) {
        const after: string = next === "" ? "" : `&after=${next}`;
        const page: Page = await read<Page>(`/rooms/${ROOM}/events?status=all&order=newest&limit=70${after}`);
        places.unshift(...page.events.map(({ place }) => place).reverse());
        next = page.next;
    }
    assert.deepEqual(
        places,
        all.map(({ place }) => place),
    );
    const [, second] = [...new Set(all.map(({ time }) => time))];
    const range = await read<Page>(`/rooms/${ROOM}/events?status=all&limit=1000&from=${second}&to=${second}`);
    assert.deepEqual(
        range.events,
        all.filter(({ time }) => time === second),
    );
    const creator = "Player-1001-00000002";
    const own = await read<Page>(`/rooms/${ROOM}/events?status=all&creator=${creator}`);
    assert.deepEqual(
        own.events,
        all.filter((event) => event.creator === creator),
    );
    assert.equal((await read<Page>(`/rooms/${ROOM}/events?text=AWARD&limit=1000`)).events.length, EVENTS);
    assert.equal((await read<Page>(`/rooms/${ROOM}/events?text=nobody`)).events.length, 0);
    assert.equal((await read<Page>(`/rooms/${ROOM}/events?status=unconfirmed`)).events.length, 1);
});

test("an export is all events in each format", async () => {
    const text = async (format: string): Promise<string> =>
        (await served.ask(`/rooms/Dawn/export?format=${format}`, { token: reader })).text;
    const lines = (await text("jsonl"))
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as { place: string });
    assert.equal(lines.length, EVENTS);
    assert.deepEqual((JSON.parse(await text("json")) as { events: unknown }).events, lines);
    const rows: { place: string }[] = parse(await text("csv"), { columns: true });
    assert.deepEqual(
        rows.map(({ place }) => place),
        lines.map(({ place }) => place),
    );
});

test("members, players and presence", async () => {
    const { members } = await read<{
        members: { label: string; role: string; characters: unknown[]; devices: unknown[] }[];
    }>(`/rooms/${ROOM}/members`);
    assert.deepEqual(
        members.map(({ label, role }) => [label, role]),
        [
            ["Founder", "admin"],
            ["Member 1", "own"],
        ],
    );
    assert.deepEqual(members[0].characters, [{ guid: "Player-1001-00000001", name: characterOf(1).name }]);
    assert.deepEqual(members[1].devices, [{ key: nameOf(deviceOf(1).key), label: "PC", dropped: false }]);
    const { players } = await read<{ players: { player: string; name: string; written: number }[] }>(
        `/rooms/${ROOM}/players`,
    );
    const [first] = players.filter(({ player }) => player === "Player-1001-00000001");
    assert.deepEqual([first.name, first.written], ["Anna-Realm", EVENTS]);
    assert.deepEqual((await read<{ people: unknown[] }>(`/rooms/${ROOM}/presence`)).people, []);
});

test("records of an export make the same room on another server, in each format, and again", async () => {
    const formats = [
        ["jsonl", "application/jsonl"],
        ["csv", "text/csv"],
        ["json", "application/json"],
    ];
    for (const [format, type] of formats) {
        const records = await served.ask(`/rooms/${ROOM}/records?format=${format}`, { token: reader });
        const other = await serveFolder(newFolder());
        const token = other.token();
        for (const added of [guild.list.length, 0]) {
            const answer = await other.ask(`/rooms/${ROOM}/records`, {
                token,
                method: "POST",
                headers: { "content-type": type },
                body: records.text,
            });
            assert.deepEqual(
                JSON.parse(answer.text),
                { room: ROOM, records: guild.list.length, added, n: guild.list.length },
                answer.text,
            );
        }
        const again = await other.ask(`/rooms/${ROOM}/records?format=${format}`, { token });
        assert.equal(again.text, records.text);
        await other.stop();
    }
});

test("what cannot be imported is refused, and why", async () => {
    const post = (body: string | Buffer, token = operator, room = ROOM, headers: Record<string, string> = JSONL) =>
        served.ask(`/rooms/${room}/records`, { token, method: "POST", headers, body });
    const event = (await served.ask(`/rooms/${ROOM}/export`, { token: reader })).text;
    const tampered = Buffer.from(guild.list[3]);
    tampered[100] ^= 1;
    const stranger = new Guild();
    const later = guild.sign(FOUNDER, batchOf([eventOf(1, 9999)])).bytes;
    const cases: [string, Awaited<ReturnType<typeof post>>, number, RegExp][] = [
        ["a reader's token", await post("", reader), 403, /token create --operator/],
        ["events", await post(event), 422, /not signed .*Import records/],
        [
            "events as CSV",
            await post("place,fields,body\r\n1,{},00\r\n", operator, ROOM, { "content-type": "text/csv" }),
            422,
            /not signed/,
        ],
        [
            "events as JSON",
            await post('{"events":[]}', operator, ROOM, { "content-type": "application/json" }),
            422,
            /not signed/,
        ],
        ["no JSON", await post("{"), 400, /line 1: /],
        ["no base64", await post('{"record":"*"}'), 400, /line 1: "record" expected/],
        ["a changed record", await post(jsonl([guild.list[0], tampered])), 422, /record 2: (signature|malformed|room)/],
        ["another room's", await post(jsonl(stranger.list.slice(0, 1)), operator, "11".repeat(32)), 404, /no room/],
        ["a room without its founding", await post(jsonl([later]), operator, "11".repeat(32)), 404, /no room/],
        [
            "another content type",
            await post("x", operator, ROOM, { "content-type": "text/plain" }),
            415,
            /application\/jsonl or text\/csv/,
        ],
    ];
    for (const [name, { status, text }, expected, message] of cases)
        assert.deepEqual([name, status, message.test(errorOf(text))], [name, expected, true], text);
    const posted = await served.ask(`/rooms/${ROOM}/events`, {
        token: operator,
        method: "POST",
        headers: JSONL,
        body: event,
    });
    assert.deepEqual([posted.status, /not signed/.test(errorOf(posted.text))], [422, true]);
});

test("a token that ends or is taken back holds no longer, sessions of it neither", async () => {
    const token = served.token(ROOM, 1);
    const signedIn = await served.ask("/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token }),
    });
    assert.equal(signedIn.status, 204, signedIn.text);
    const [cookie] = signedIn.headers["set-cookie"] as string[];
    assert.match(cookie, /^ledger-session=[^;]+; HttpOnly; SameSite=Strict; Path=\/; Max-Age=/);
    const headers = { cookie: cookie.split(";")[0] };
    assert.match((await served.ask("/rooms", { headers })).text, /"name":"Dawn"/);
    served.ahead = 86_400 - 3600;
    assert.equal((await served.ask("/rooms", { token })).status, 200);
    served.ahead = 86_400 + 3600;
    assert.deepEqual(
        [(await served.ask("/rooms", { token })).status, (await served.ask("/rooms", { headers })).status],
        [401, 401],
    );
    served.ahead = 0;
    assert.equal((await served.ask("/", {})).headers["set-cookie"], undefined);
});

test("operators make tokens, list them and take them back; others do not", async () => {
    const json = { "content-type": "application/json" };
    const make = (token: string, body: unknown) =>
        served.ask("/tokens", { token, method: "POST", headers: json, body: JSON.stringify(body) });
    const asked = { room: ROOM, label: "Bob's <b>bot</b>", days: 7 };
    assert.equal((await make(reader, asked)).status, 403);
    const made = await make(operator, asked);
    assert.equal(made.status, 200, made.text);
    const { id, text } = JSON.parse(made.text) as { id: string; text: string };
    assert.equal((await served.ask("/rooms", { token: text })).status, 200);
    assert.equal((await served.ask("/metrics", { token: text })).status, 403);
    const listed = async () =>
        (
            JSON.parse((await served.ask("/tokens", { token: operator })).text) as {
                tokens: { id: string; label: string }[];
            }
        ).tokens;
    assert.deepEqual((await listed()).find((token) => token.id === id)?.label, "Bob's <b>bot</b>");
    assert.ok(!JSON.stringify(await listed()).includes(text));
    assert.equal((await served.ask(`/tokens/${id}`, { token: reader, method: "DELETE" })).status, 403);
    assert.equal((await served.ask(`/tokens/${id}`, { token: operator, method: "DELETE" })).status, 204);
    assert.equal((await served.ask(`/tokens/${id}`, { token: operator, method: "DELETE" })).status, 404);
    assert.equal((await served.ask("/rooms", { token: text })).status, 401);
    for (const wrong of [{ ...asked, days: 0 }, { ...asked, room: "nobody" }, { room: null }, []])
        assert.ok([400, 422].includes((await make(operator, wrong)).status), JSON.stringify(wrong));
});

test("a server changes no members: that is signed on an admin's computer", async () => {
    const { status, text } = await served.ask(`/rooms/${ROOM}/members/1`, { token: operator, method: "DELETE" });
    assert.deepEqual([status, /on the page of their own computer/.test(text)], [403, true]);
    const members = JSON.parse((await served.ask(`/rooms/${ROOM}/members`, { token: reader })).text) as object;
    assert.deepEqual(
        { ...members, members: [], n: 0 },
        {
            ...{ room: ROOM, name: "Dawn", n: 0, members: [], own: null, canChange: false },
        },
    );
});

test("what was checked of a room", async () => {
    const { text } = await served.ask(`/rooms/${ROOM}/integrity`, { token: reader });
    const { checks } = JSON.parse(text) as { checks: { name: string; status: string; text: string }[] };
    assert.deepEqual(
        checks.slice(0, 5).map(({ name, status }) => [name, status]),
        [
            ["Records", "ok"],
            ["Records that count for nothing", "ok"],
            ["Computers", "ok"],
            ["One list for all", "ok"],
            ["Records without a number", "ok"],
        ],
    );
    assert.ok(checks.length > 5);
    const other = served.token("00".repeat(32));
    assert.equal((await served.ask(`/rooms/${ROOM}/integrity`, { token: other })).status, 404);
    assert.equal((await served.ask(`/rooms/${ROOM}/integrity`)).status, 401);
});

test("each route is described, and operators read metrics", async () => {
    const { paths } = await read<{
        paths: Record<string, Record<string, { summary?: string; parameters?: unknown[] }>>;
    }>("/openapi.json");
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
    );
    assert.deepEqual(routes.sort(), [
        ...["delete /rooms/{room}/devices/{key}", "delete /rooms/{room}/members/{number}", "delete /tokens/{id}"],
        ...["get /", "get /assets/{name}", "get /health", "get /me", "get /metrics", "get /openapi.json"],
        ...["get /rooms", "get /rooms/{room}", "get /rooms/{room}/curve", "get /rooms/{room}/difference"],
        ...["get /rooms/{room}/events", "get /rooms/{room}/export", "get /rooms/{room}/integrity"],
        ...["get /rooms/{room}/live", "get /rooms/{room}/members", "get /rooms/{room}/players"],
        ...["get /rooms/{room}/presence", "get /rooms/{room}/records", "get /rooms/{room}/state"],
        ...["get /rooms/{room}/view", "get /tokens", "get /{room}", "patch /rooms/{room}/members/{number}"],
        ...["post /rooms/{room}/devices", "post /rooms/{room}/events", "post /rooms/{room}/members"],
        ...["post /rooms/{room}/records", "post /session", "post /tokens"],
    ]);
    for (const methods of Object.values(paths))
        for (const { summary } of Object.values(methods)) assert.ok(summary !== undefined && summary !== "");
    assert.equal((await served.ask("/metrics", { token: reader })).status, 403);
    const { text } = await served.ask("/metrics", { token: operator });
    assert.match(text, /^ledger_http_request_seconds_count\{method="GET",route="\/rooms",status="200"\} \d+$/m);
    assert.match(text, /^ledger_connections 0$/m);
});

test("the log has no token, header, cookie, query or name", async () => {
    const secret = "s3cret-Zauberwort-in-a-name";
    await served.ask(`/rooms/${secret}/events?text=${secret}`, {
        token: reader,
        headers: { cookie: `ledger-session=${secret}` },
    });
    await served.ask(`/rooms/${reader}/events?token=${reader}`);
    await served.ask(`/${reader}`);
    await served.ask("/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token: reader }),
    });
    const text = served.log.join("");
    assert.ok(served.log.length > 20);
    for (const each of [secret, reader, operator, "Bearer", "ledger-session"]) assert.ok(!text.includes(each), each);
    const line = served.log
        .map((each) => JSON.parse(each) as Record<string, unknown>)
        .find(({ room }) => room === ROOM);
    assert.deepEqual(Object.keys(line ?? {}), [
        "level",
        "time",
        "method",
        "route",
        "room",
        "status",
        "ms",
        "address",
        "msg",
    ]);
});
