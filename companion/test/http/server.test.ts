/** The server on 127.0.0.1: what it answers, and what it refuses. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, test } from "vitest";
import { parseTypes } from "../../src/format/event-types";
import { packKey, type StoredEvent } from "../../src/format/key";
import { serve, type Server } from "../../src/http/server";
import { VERSION } from "../../src/http/version";
import type { Driver } from "../../src/store/driver";
import type { EventInfo } from "../../src/store/event-page";
import { localRoomId } from "../../src/store/local-rooms";
import { MEMORY, openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { importBytes, savedBytes } from "../support/stored";

interface RoomDetails {
    readonly ledgers: readonly { readonly events: number; readonly types: unknown }[];
}

const TIME = 2820 * 604800;
const SCOPE = "guild:A/B <b>";
const ROOM = localRoomId("", SCOPE);
const TYPES = parseTypes(
    '{ "1": { "name": "award", "fields": ["player:guid", "amount"] }, "2": { "name": "decay", "fields": [] } }',
);

/** A packed GUID of server 1001 as a field. */
const guid = (id: number): Buffer => Buffer.of(0x46, 0xe9, 0x07, 0, 0, 0, id);

/** 250 awards and decays; the second one is revoked. */
function someEvents(): StoredEvent[] {
    const events = Array.from({ length: 250 }, (_, index): StoredEvent => {
        const award = Buffer.concat([Buffer.of(1), guid(index % 7), Buffer.of(index % 20)]);
        const body = index % 10 === 0 ? Buffer.of(2) : award;
        return { time: TIME + index, creator: index % 3, counter: 0, server: 1001, body };
    });
    const revocation = Buffer.concat([Buffer.of(0, 0x49), packKey(events[1])]);
    return [...events, { time: TIME + 999, creator: 1, counter: 0, server: 1001, body: revocation }];
}

let driver: Driver;
let server: Server;
beforeAll(async () => {
    driver = openSqlite(MEMORY);
    await importBytes(driver, savedBytes(someEvents(), SCOPE), TYPES);
    server = await serve(driver, { port: 0, isOpen: true });
});
afterAll(async () => {
    await server.close();
    await driver.close();
});

interface Answer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly text: string;
}

/** Asks for a path as it is: fetch() would mend it, and sets Host itself. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET", body = ""): Promise<Answer> {
    const { hostname, port } = new URL(server.url);
    return new Promise((resolve, reject) => {
        const sent = request({ hostname, port, path, method, headers }, (response) => {
            const parts: Buffer[] = [];
            response.on("data", (part: Buffer) => parts.push(part));
            response.on("end", () => {
                const text = Buffer.concat(parts).toString();
                resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
            });
        });
        sent.on("error", reject);
        sent.end(body);
    });
}

async function events(query: string, room = ROOM): Promise<{ events: EventInfo[]; next: string | null }> {
    const { status, text } = await ask(`/rooms/${room}/events${query}`);
    assert.equal(status, 200, text);
    return JSON.parse(text) as { events: EventInfo[]; next: string | null };
}

test("health and rooms", async () => {
    assert.deepEqual(JSON.parse((await ask("/health")).text), { status: "ok", version: VERSION });
    assert.deepEqual(JSON.parse((await ask("/rooms")).text), {
        rooms: [
            {
                id: ROOM,
                name: SCOPE,
                flavour: "",
                ledgers: [
                    {
                        ledger: "My_Saved",
                        scope: SCOPE,
                        events: 251,
                        conflicts: 0,
                        orphans: 0,
                        unconfirmed: 0,
                        refused: 0,
                        revoked: 1,
                        first: TIME,
                        last: TIME + 999,
                    },
                ],
            },
        ],
    });
});

test("an event is told with its fields, and whether it is revoked", async () => {
    const [decay, award] = (await events("?limit=2")).events;
    assert.deepEqual([decay.name, decay.fields, decay.revoked], ["decay", {}, false]);
    const { place, body, ...rest } = award;
    assert.deepEqual(rest, {
        ledger: "My_Saved",
        scope: SCOPE,
        time: TIME + 1,
        date: "2024-01-18T00:00:01Z",
        type: 1,
        name: "award",
        creator: "Player-1001-00000001",
        counter: 0,
        status: "counted",
        ...{ vouchers: [], reason: null, touched: 0 },
        revoked: true,
        revokedBy: { creator: "Player-1001-00000001", time: TIME + 999 },
        reasonText: null,
        fields: { player: "Player-1001-00000001", amount: 1 },
    });
    assert.equal(body, `01${guid(1).toString("hex")}01`);
    assert.match(place, /^[0-9a-f]{18}-\d+$/);
});

test("pages hold every event once, in order", async () => {
    const seen: number[] = [];
    let pages = 0;
    for (let after: string | null = ""; after !== null; pages++) {
        const page: { events: EventInfo[]; next: string | null } = await events(
            `?limit=40${after === "" ? "" : `&after=${after}`}`,
        );
        seen.push(...page.events.map(({ time }) => time));
        after = page.next;
    }
    assert.deepEqual(
        seen,
        someEvents().map(({ time }) => time),
    );
    assert.equal(pages, 7);
    assert.equal((await events("")).events.length, 100);
});

test("filters by type, by its number, by player and by status", async () => {
    const all = (await events("?limit=1000")).events;
    const expected = all.filter(({ name }) => name === "decay").map(({ place }) => place);
    assert.equal(expected.length, 25);
    for (const type of ["decay", "2"])
        assert.deepEqual(
            (await events(`?limit=1000&type=${type}`)).events.map(({ place }) => place),
            expected,
        );
    const player = "Player-1001-00000002";
    const ofPlayer = all.filter(({ creator, fields }) => creator === player || fields["player"] === player);
    const found = (await events(`?limit=1000&player=${player}`)).events;
    assert.deepEqual(
        found.map(({ place }) => place),
        ofPlayer.map(({ place }) => place),
    );
    assert.ok(found.some(({ creator }) => creator !== player));
    assert.deepEqual((await events("?type=nothing")).events, []);
    assert.deepEqual((await events("?status=conflict")).events, []);
    assert.equal((await events("?status=all&limit=1000")).events.length, 251);
});

test("CSV holds the same", async () => {
    const { text, headers } = await ask(`/rooms/${ROOM}/events?limit=20&format=csv`);
    const page = await events("?limit=20");
    assert.equal(headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert.equal(headers["x-next"], page.next);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    const shown = page.events.map((event) => [
        event.place,
        event.scope,
        String(event.revoked),
        JSON.stringify(event.fields),
    ]);
    assert.deepEqual(
        rows.map((row) => [row["place"], row["scope"], row["revoked"], row["fields"]]),
        shown,
    );
});

test("a room is found by its name, with what a path cannot hold written as %", async () => {
    assert.equal((await events("?limit=5", encodeURIComponent(SCOPE))).events.length, 5);
});

test("who asks, and a room with the types of its events", async () => {
    assert.deepEqual(JSON.parse((await ask("/me")).text), { kind: "local", isOperator: true, version: VERSION });
    const { ledgers, ...about } = JSON.parse((await ask(`/rooms/${ROOM}`)).text) as RoomDetails;
    assert.deepEqual(about, { id: ROOM, name: SCOPE, flavour: "", hasRecords: false });
    assert.deepEqual(
        [ledgers[0].events, ledgers[0].types],
        [
            251,
            [
                {
                    type: 1,
                    name: "award",
                    fields: [
                        { name: "player", kind: "guid" },
                        { name: "amount", kind: "any" },
                    ],
                },
                { type: 2, name: "decay", fields: [] },
            ],
        ],
    );
});

test("events are those of one ledger and scope where these are named", async () => {
    const countOf = async (query: string): Promise<number> => (await events(query)).events.length;
    assert.equal(await countOf(`?limit=5&ledger=My_Saved&scope=${encodeURIComponent(SCOPE)}`), 5);
    assert.equal(await countOf("?limit=5&ledger=Other"), 0);
    assert.equal(await countOf("?limit=5&order=newest&scope=other"), 0);
});

test.each([
    ["/nonsense/more", 404, /\/openapi.json has those that are served/],
    ["/rooms/guild:A/B/events", 404, /A "\/" in the name of a room is %2F/],
    ["/rooms/nobody/events", 404, /no room has this id or name: \/rooms lists them/],
    ["/rooms/..%2F..%2Fetc%2Fpasswd/events", 404, /no room has this id or name/],
    ["/rooms/%zz/events", 400, /no such path/],
    [`/rooms/${ROOM}/events?limit=0`, 400, /limit: 1 to 1000 expected/],
    [`/rooms/${ROOM}/events?limit=1001`, 400, /limit: 1 to 1000 expected/],
    [`/rooms/${ROOM}/events?limit=99999999999999999999`, 400, /limit: 1 to 1000 expected/],
    [`/rooms/${ROOM}/events?limit=-1`, 400, /limit: 1 to 1000 expected/],
    [`/rooms/${ROOM}/events?limit=5&limit=6`, 400, /limit: expected once/],
    [`/rooms/${ROOM}/events?after=x`, 400, /after: the place of an event, as a page's next has it, expected/],
    [
        `/rooms/${ROOM}/events?status=x`,
        400,
        /status: one of counted, unconfirmed, refused, conflict, orphan, all expected/,
    ],
    [`/rooms/${ROOM}/events?format=xml`, 400, /format: one of json, csv, jsonl expected/],
    [
        `/rooms/${ROOM}/events?tyqe=1`,
        400,
        /tyqe: one of limit, after, order, ledger, scope, type, player, creator, status, from, to, text, format expected/,
    ],
    [`/rooms/${ROOM}/events?player=${"x".repeat(300)}`, 400, /player: 256 characters at most expected/],
    [`/rooms/${ROOM}/events?__proto__=1`, 400, /__proto__: one of limit/],
])("%s is refused with %i", async (path, status, message) => {
    const answer = await ask(path);
    assert.deepEqual(
        [answer.status, message.test((JSON.parse(answer.text) as { error: string }).error ?? "")],
        [status, true],
        answer.text,
    );
});

test("a name of a room that is too long is refused", async () => {
    const { status, text } = await ask(`/rooms/${"x".repeat(5000)}/events`);
    assert.deepEqual(
        [status, JSON.parse(text)],
        [414, { error: "no such path: /openapi.json has those that are served" }],
    );
});

test("what is not served is not read", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        for (const path of ["/rooms", "/nonsense"]) {
            const { status, text } = await ask(path, { "content-type": "application/json" }, method, "{");
            assert.deepEqual([status, /no such path/.test(text)], [404, true], `${method} ${path}`);
        }
    }
});

test("another Host, another Origin and what other sites ask for are refused", async () => {
    const { port, host } = new URL(server.url);
    for (const name of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1:${Number(port) + 1}`]) {
        const { status, text } = await ask("/rooms", { host: name });
        assert.deepEqual([status, /Host: .* expected/.test(text)], [421, true], name);
    }
    for (const origin of ["http://evil.example", "null", `https://${host}`, `http://localhost:${port}`])
        assert.equal((await ask("/rooms", { origin })).status, 403, origin);
    assert.equal((await ask("/rooms", { "sec-fetch-site": "cross-site" })).status, 403);
    assert.equal((await ask("/rooms", { origin: `http://${host}`, "sec-fetch-site": "same-origin" })).status, 200);
    assert.equal((await ask("/rooms", { host: `localhost:${port}` })).status, 200);
});

test("a port that is taken is told", async () => {
    await assert.rejects(serve(driver, { port: Number(new URL(server.url).port) }), /port \d+ is taken: .* --port/);
});
