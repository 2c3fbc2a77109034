/** WebSockets of a guild's server: what is refused, and members that are served. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { beforeAll, test } from "vitest";
import { WebSocket } from "ws";
import { nameOf } from "../../src/room/chain";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { parseToken } from "../../src/http/tokens";
import { RoomClient } from "../../src/sync/client";
import type { RoomClientOptions } from "../../src/sync/client-options";
import { systemClock } from "../../src/sync/clock";
import { SUBPROTOCOL } from "../../src/sync/limits";
import { connectWebSocket } from "../../src/sync/websocket";
import { batchOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";
import { runToEnd } from "../support/run";
import { askAt, type Served, serveFolder } from "../support/served";
import { newFolder } from "../support/stored";

const guild = new Guild();
guild.takeScope();
const member = guild.join(1);
const ROOM = nameOf(guild.room.id);
const UPGRADE = {
    ...{ connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" },
    ...{ "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", "sec-websocket-protocol": SUBPROTOCOL },
};
type Headers = Readonly<Record<string, string | undefined>>;

let served: Served;
beforeAll(async () => {
    served = await serveFolder(newFolder(), ["--public-url", "https://ledger.example/guild/"], true);
    const records = guild.list.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`);
    const headers = { "content-type": "application/jsonl" };
    const { status } = await served.ask(`/rooms/${ROOM}/records`, {
        token: served.token(),
        method: "POST",
        headers,
        body: records.join(""),
    });
    assert.equal(status, 200);
});

test.each<[string, string, Headers, number, RegExp]>([
    ["another path", "/elsewhere", {}, 404, /no rooms are at this path/],
    ["no subprotocol", "/", { "sec-websocket-protocol": undefined }, 400, /lib-event-ledger\.1 expected/],
    [
        "another subprotocol",
        "/",
        { "sec-websocket-protocol": "chat, lib-event-ledger.2" },
        400,
        /lib-event-ledger\.1 expected/,
    ],
    ["no key", "/", { "sec-websocket-key": undefined }, 400, /Sec-WebSocket-Key/i],
    ["another version", "/", { "sec-websocket-version": "7" }, 400, /Sec-WebSocket-Version/i],
    ["another protocol", "/", { upgrade: "h2c" }, 400, /upgrade/i],
    ["a website", "/", { origin: "https://evil.example" }, 403, /other websites may not use this server/],
    ["a page of nowhere", "/", { origin: "null" }, 403, /other websites may not use this server/],
])("an upgrade with %s is refused", async (_name, path, changed, status, message) => {
    const headers = Object.fromEntries(
        Object.entries({ ...UPGRADE, ...changed }).flatMap(([key, value]) =>
            value === undefined ? [] : [[key, value]],
        ),
    ) as Record<string, string>;
    const answer = await askAt(served.url, path, "GET", headers);
    assert.deepEqual(
        [answer.status, message.test((JSON.parse(answer.text) as { error: string }).error)],
        [status, true],
        answer.text,
    );
    assert.equal((await served.ask("/health")).status, 200);
});

test("the page's own origin, and the path of a public url, are taken", async () => {
    for (const [path, origin] of [
        ["", served.url.slice(0, -1)],
        ["guild", "https://ledger.example"],
        ["guild/", undefined],
    ] as const) {
        const socket = new WebSocket(
            served.url.replace("http", "ws") + path,
            SUBPROTOCOL,
            origin === undefined ? {} : { origin },
        );
        const [hello, isBinary] = (await once(socket, "message")) as [Buffer, boolean];
        assert.deepEqual([hello[1], isBinary, socket.protocol, socket.extensions], [0, true, SUBPROTOCOL, ""]);
        socket.terminate();
    }
});

/** A client of the room, and what resolves once its state is as asked for. */
async function clientOf(options: Partial<RoomClientOptions>) {
    const room = await KeptRoom.open(guild.room.id, new MemoryStore());
    await room.follow(START, guild.list.slice(0, 1));
    const client = new RoomClient({
        ...{ url: served.url, room, label: () => "Anna", connect: connectWebSocket, clock: systemClock },
        ...options,
    });
    const until = (isSo: () => boolean): Promise<void> =>
        new Promise((resolve) => {
            const look = (): void => {
                if (!isSo()) return;
                ends.forEach((end) => end());
                resolve();
            };
            const ends = [client.onState(look), room.onChange(look)];
            look();
        });
    client.start();
    return { room, client, until };
}

test("what a member signs, another one has, and REST has it; presence names both", async () => {
    const one = await clientOf({ signer: FOUNDER });
    const other = await clientOf({ signer: member });
    await Promise.all([one, other].map(({ client, until }) => until(() => client.state.phase === "caught up")));
    await one.room.sign(FOUNDER, () => [batchOf([eventOf(1, 0)])]);
    await other.until(() => other.room.room.position.n === guild.list.length + 1);
    const token = served.token(ROOM);
    const events = JSON.parse((await served.ask(`/rooms/${ROOM}/events`, { token })).text) as { events: unknown[] };
    assert.equal(events.events.length, 1);
    const presence = JSON.parse((await served.ask(`/rooms/${ROOM}/presence`, { token })).text) as {
        people: { member: number; online: boolean }[];
    };
    assert.deepEqual(presence.people.map(({ member: number, online }) => [number, online]).sort(), [
        [0, true],
        [1, true],
    ]);
    await Promise.all([one.client.stop(), other.client.stop()]);
});

test("a token reads, and its channel ends once the command has revoked it", async () => {
    const folder = ["--db-folder", served.folder];
    const made = await runToEnd([
        "token",
        "create",
        "Dawn",
        "--label",
        "screen",
        "--url",
        "https://ledger.example/",
        ...folder,
    ]);
    const [, id = ""] = /^token ([0-9a-f]{12}), until/.exec(made.lines[0]) ?? [];
    assert.equal(made.lines[2], `link for the page: https://ledger.example/#${made.lines[1]}`);
    const token = parseToken(made.lines[1]);
    assert.ok(token !== undefined);
    const { client, until } = await clientOf({ token });
    await until(() => client.state.phase === "caught up");
    assert.ok((await runToEnd(["token", "list", ...folder])).lines.some((line) => line.startsWith(`${id}  ${ROOM}`)));
    assert.equal((await runToEnd(["token", "revoke", id, ...folder])).status, 0);
    assert.equal((await served.ask("/rooms", { token: made.lines[1] })).status, 401);
    await until(() => client.state.problem?.code === "denied");
    await client.stop();
    assert.match((await runToEnd(["token", "revoke", id, ...folder])).stderr, /no token/);
    assert.match(
        (await runToEnd(["token", "create", "Dusk", ...folder])).stderr,
        /no room "Dusk" .* there are: [0-9a-f]{64} \(Dawn\)/,
    );
});

test("a server that stops answers first, and ends connections with that", async () => {
    const { client, until } = await clientOf({ signer: FOUNDER });
    await until(() => client.state.phase === "caught up");
    const socket = new WebSocket(served.url.replace("http", "ws"), SUBPROTOCOL);
    await once(socket, "message");
    const closed = once(socket, "close");
    const answers = Array.from({ length: 20 }, () => served.ask("/health"));
    await Promise.all(answers);
    await served.stop();
    assert.equal((await closed)[0], 1001);
    await until(() => client.state.phase !== "caught up");
    await client.stop();
    await assert.rejects(served.ask("/health"));
});
