/** The example of rooms on an express server runs as it stands in the folder. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "vitest";
import { WebSocket } from "ws";
import { nameOf } from "../../src/room/chain";
import { SUBPROTOCOL } from "../../src/sync/limits";
import { eventOf, FOUNDER, Guild } from "../support/guild";
import { ROOT } from "../support/library";
import { askAt, serveFolder } from "../support/served";

const jsonl = (records: readonly Buffer[]): string =>
    records.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`).join("");

test("rooms, REST and a bot beside a site of its own", async () => {
    execFileSync(process.execPath, [join(ROOT, "tools", "companion-library.mjs")], { cwd: ROOT });
    const guild = new Guild();
    guild.takeScope();
    const room = nameOf(guild.room.id);
    const served = await serveFolder();
    const token = served.token();
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/jsonl" };
    const path = `/rooms/${room}/records`;
    assert.equal((await served.ask(path, { headers, method: "POST", body: jsonl(guild.list) })).status, 200);
    await served.stop();

    const env = { ...process.env, PORT: "0", DB_FOLDER: served.folder, ROOM: room };
    const child = spawn(process.execPath, [join(ROOT, "companion", "examples", "express.mjs")], { env });
    const errors: string[] = [];
    child.stderr.on("data", (part: Buffer) => errors.push(part.toString()));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async (): Promise<string> => String((await lines.next()).value ?? errors.join(""));
    const url = /listens on (\S+)\//.exec(await next())?.[1] ?? "";
    assert.notEqual(url, "", errors.join(""));
    assert.match((await askAt(url, "/", "GET", {})).text, /The site of our guild/);
    guild.batch(FOUNDER, [eventOf(1, 5)]);
    const sent = await askAt(url, `/ledger${path}`, "POST", headers, jsonl(guild.list));
    assert.deepEqual([sent.status, (JSON.parse(sent.text) as { added: number }).added], [200, 1], sent.text);
    assert.match(await next(), /^bot: #1 by Player-1001-00000001: /);

    const socket = new WebSocket(`${url.replace("http", "ws")}/ledger`, SUBPROTOCOL);
    const [hello] = (await once(socket, "message")) as [Buffer];
    assert.deepEqual([...hello.subarray(1, 3)], [0, 0]);
    const closed = once(socket, "close");
    child.kill("SIGTERM");
    assert.deepEqual((await closed)[0], 1001);
    assert.equal(await next(), "stopped");
    const [code] = (await once(child, "exit")) as [number];
    assert.deepEqual([code, errors], [0, []]);
}, 60_000);
