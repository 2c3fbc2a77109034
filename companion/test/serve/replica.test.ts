/** Two servers that listen, one a replica of the other: over sockets, with their folders and commands. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nameOf } from "../../src/room/chain";
import { ROLE } from "../../src/room/content-items";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { serverKey } from "../../src/serve/server-key";
import { RoomClient } from "../../src/sync/client";
import { systemClock } from "../../src/sync/clock";
import { connectWebSocket } from "../../src/sync/websocket";
import { batchOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";
import { runCommand, runToEnd } from "../support/run";
import { type Served, serveFolder } from "../support/served";
import { newFolder } from "../support/stored";

const LONG = { timeout: 60_000, interval: 50 };

/** Names that public urls have here, and where they are. */
const places = new Map<string, string>();
const connect: typeof connectWebSocket = (url) => connectWebSocket(places.get(new URL(url).hostname) ?? url);

const recordsOf = async (served: Served, room: string): Promise<string> =>
    (await served.ask(`/rooms/${room}/records?format=jsonl`, { token: served.token() })).text;

async function expectSame(room: string, ...all: readonly Served[]): Promise<void> {
    await expect
        .poll(async () => new Set(await Promise.all(all.map((each) => recordsOf(each, room)))).size, LONG)
        .toBe(1);
}

test("a replica follows, sends on, is promoted while it runs and while it does not, and outlives its primary", async () => {
    const [folderP, folderR] = [newFolder(), newFolder()];
    const [keyP, keyR] = [serverKey(folderP).key, serverKey(folderR).key];
    const guild = new Guild();
    guild.takeScope(true);
    const signer = guild.join(1);
    const number = guild.room.chain.members.length;
    guild.entry(FOUNDER, { action: "member", number, label: "Server", characters: [], role: ROLE.server, heads: [] });
    guild.entry(FOUNDER, { action: "device", device: keyP, member: number, label: "Server" });
    const room = nameOf(guild.room.id);
    const body = guild.list.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`).join("");
    const imports = (served: Served): ReturnType<Served["ask"]> =>
        served.ask(`/rooms/${room}/records`, {
            ...{ token: served.token(), method: "POST", body },
            headers: { "content-type": "application/jsonl" },
        });
    const optionsP = ["--public-url", "https://p.example/", "--replica", nameOf(keyR)];
    let p = await serveFolder(folderP, optionsP, true, connect);
    assert.equal((await imports(p)).status, 200);
    // It is tied at the next start, or within half a minute.
    await p.stop();
    p = await serveFolder(folderP, optionsP, true, connect);
    places.set("p.example", p.url);
    const countOf = async (served: Served): Promise<number> =>
        (await recordsOf(served, room)).trim().split("\n").length;
    await expect.poll(() => countOf(p), LONG).toBe(guild.list.length + 1);
    const token = join(folderR, "token");
    writeFileSync(token, `${p.token()}\n`);
    const optionsR = [
        "--primary",
        "https://p.example/",
        "--primary-token",
        token,
        "--public-url",
        "https://r.example/",
    ];
    // The rooms are asked for at the url itself.
    const follow = (): string[] => optionsR.map((each) => (each === "https://p.example/" ? p.url : each));
    let r = await serveFolder(folderR, follow(), true, connect);
    places.set("r.example", r.url);
    await expectSame(room, p, r);

    const kept = await KeptRoom.open(guild.room.id, new MemoryStore());
    await kept.follow(START, guild.list);
    const client = new RoomClient({
        ...{ url: "https://r.example/", room: kept, signer, clock: systemClock, connect },
        label: () => "Anna",
    });
    client.start();
    let events = 0;
    const write = async (): Promise<void> => {
        await kept.sign(signer, () => [batchOf([eventOf(2, events++)])]);
        await expect.poll(() => kept.loose.length, LONG).toBe(0);
    };
    await write();
    await expectSame(room, p, r);
    const refused = await imports(r);
    assert.deepEqual([refused.status, refused.text.includes(`import records at ${p.url}`)], [409, true], refused.text);

    // Nor does it change members, which admins sign; tokens are its own.
    const json = { token: r.token(), headers: { "content-type": "application/json" } };
    const role = { ...json, method: "PATCH", body: '{"role":"admin"}' };
    assert.equal((await r.ask(`/rooms/${room}/members/1`, role)).status, 403);
    const made = await r.ask("/tokens", {
        ...json,
        method: "POST",
        body: JSON.stringify({ room, label: "", days: 1 }),
    });
    const { text: own } = JSON.parse(made.text) as { text: string };
    const statuses = [r, p].map((each) => each.ask("/rooms", { token: own }));
    assert.deepEqual(
        (await Promise.all(statuses)).map(({ status }) => status),
        [200, 401],
    );

    const promote = (folder: string, url: string): ReturnType<typeof runToEnd> =>
        runToEnd(["promote", "--db-folder", folder, "--public-url", url]);
    const promoted = await promote(folderR, "https://r.example/");
    assert.match(promoted.stdout, new RegExp(`^Dawn \\(${room}\\): epoch 2 begins here, behind \\d+ records\n$`));
    await write();
    await expectSame(room, p, r);
    await p.stop();
    await write();
    await r.stop();
    const again = await promote(folderR, "https://r.example/");
    assert.match(again.stdout, /this server is its primary already, since epoch 2/);
    // The other way round, with nobody there: it lacks what was written last, which the client brings.
    const back = await promote(folderP, "https://p.example/");
    assert.match(back.stdout, /epoch 3 begins here/);
    p = await serveFolder(folderP, optionsP, true, connect);
    places.set("p.example", p.url);
    r = await serveFolder(folderR, follow(), true, connect);
    places.set("r.example", r.url);
    client.start();
    await write();
    await expectSame(room, p, r);
    const ids = (await recordsOf(p, room)).trim().split("\n");
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(kept.room.position.n, ids.length);
    assert.equal(kept.room.position.epoch, 3);
    await client.stop();
});

test.each<[string[], RegExp]>([
    [[], /--public-url: an url as https/],
    [["--public-url", "http://ledger.example/"], /--public-url: an url as https/],
    [["--public-url", "https://ledger.example/", "--db-folder", "/nowhere"], /there is no \/nowhere: start the server/],
    [["--public-url", "https://ledger.example/", "now"], /options alone expected, got "now"/],
])("promote %j is refused", async (args, message) => {
    const { status, stderr } = await runToEnd(["promote", ...args]);
    assert.deepEqual([status, message.test(stderr)], [2, true], stderr);
});

test("promote says which rooms it leaves, and why", async () => {
    const served = await serveFolder(newFolder(), [], true);
    const guild = new Guild();
    const body = `${JSON.stringify({ record: guild.list[0].toString("base64") })}\n`;
    const { status } = await served.ask(`/rooms/${nameOf(guild.room.id)}/records`, {
        ...{ token: served.token(), method: "POST", body },
        headers: { "content-type": "application/jsonl" },
    });
    assert.equal(status, 200);
    const room = ["--room", "Dawn", "--db-folder", served.folder, "--public-url", "https://ledger.example/"];
    const { stdout } = await runToEnd(["promote", ...room]);
    assert.match(stdout, /^Dawn \([0-9a-f]{64}\): left as it is: the key of this server has no role server in it\n$/);
});

test.each<[string[], RegExp]>([
    [["--primary", "https://ledger.example/"], /--primary: also --primary-token FILE or --primary-room ID expected/],
    [["--primary-room", "0".repeat(64)], /--primary-token, --primary-room: --primary expected, too/],
    [["--primary", "http://ledger.example/", "--primary-room", "0".repeat(64)], /--primary: an url as https/],
    [["--primary", "https://ledger.example/", "--primary-room", "Dawn"], /--primary-room: 64 digits/],
    [["--primary", "https://ledger.example/", "--primary-token", "/nowhere"], /--primary-token: ENOENT/],
    [["--primary", "https://ledger.example/", "--primary-token", "package.json"], /package\.json has no token/],
    [["--replica", "R"], /--replica: 64 digits/],
])("serve %j is refused", (args, message) => {
    const { status, stderr } = runCommand("serve", ...args);
    assert.deepEqual([status, message.test(stderr)], [2, true], stderr);
});
