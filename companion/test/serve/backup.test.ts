/** Backups of a running server, and what is brought back of them. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, test } from "vitest";
import { nameOf } from "../../src/room/chain";
import { KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { isTaken } from "../../src/room/history";
import { Room } from "../../src/room/room";
import { batchOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { type Ran, runToEnd } from "../support/run";
import { type Served, serveFolder } from "../support/served";
import { newFolder } from "../support/stored";

const jsonl = (records: readonly Buffer[]): string =>
    records.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`).join("");

async function send(served: Served, guild: Guild, token = served.token()): Promise<void> {
    const headers = { "content-type": "application/jsonl" };
    const path = `/rooms/${nameOf(guild.room.id)}/records`;
    const { status, text } = await served.ask(path, { token, method: "POST", headers, body: jsonl(guild.list) });
    assert.equal(status, 200, text);
}

/** The list of a room that a server has. */
async function listOf(served: Served, guild: Guild): Promise<Room> {
    const { text } = await served.ask(`/rooms/${nameOf(guild.room.id)}/records`, { token: served.token() });
    const room = new Room(guild.room.id);
    for (const line of text.trimEnd().split("\n"))
        assert.ok(isTaken(room.take(Buffer.from((JSON.parse(line) as { record: string }).record, "base64"))));
    return room;
}

const placeIn = ({ stdout }: Ran): string => /files: (\S+)/.exec(stdout)?.[1] ?? "";

/** A server with a guild; its key has the role server where it is asked for. */
async function someServer(isKnown: boolean): Promise<{ served: Served; guild: Guild }> {
    const served = await serveFolder();
    const guild = new Guild();
    guild.takeScope();
    if (isKnown) {
        guild.entry(FOUNDER, {
            action: "member",
            number: 1,
            label: "Server",
            characters: [],
            role: ROLE.server,
            heads: [],
        });
        guild.entry(FOUNDER, { action: "device", device: served.key, member: 1, label: "Server" });
    }
    guild.batch(FOUNDER, [eventOf(1, 0)]);
    await send(served, guild);
    return { served, guild };
}

test("a running server is copied; what came later is brought back by who has it, in a new epoch", async () => {
    const { served, guild } = await someServer(true);
    const backups = newFolder();
    const made = await runToEnd(["backup", backups, "--db-folder", served.folder]);
    assert.deepEqual([made.status, made.stderr], [0, ""]);
    assert.match(placeIn(made), /ledgers-\d{8}T\d{6}Z$/);
    const kept = guild.list.length;
    const later = guild.sign(FOUNDER, batchOf([eventOf(1, 1)]));
    guild.take(later);
    await send(served, guild);
    const running = await runToEnd(["restore", placeIn(made), "--db-folder", served.folder, "--replace"]);
    assert.deepEqual([running.status, /is in use by another companion/.test(running.stderr)], [2, true]);
    await served.stop();

    const refused = await runToEnd(["restore", placeIn(made), "--db-folder", served.folder]);
    assert.deepEqual([refused.status, /already: .* --replace/.test(refused.stderr)], [2, true], refused.stderr);
    const args = [
        "restore",
        placeIn(made),
        "--db-folder",
        served.folder,
        "--replace",
        "--public-url",
        "https://ledger.example/",
    ];
    const restored = await runToEnd(args);
    assert.deepEqual([restored.status, restored.stderr], [0, ""]);
    assert.match(restored.stdout, /Dawn \([0-9a-f]{64}\): restored, 6 records; epoch 2 begins/);
    assert.ok(readdirSync(served.folder).some((name) => name.includes(".sqlite.before-ledgers-")));

    const again = await serveFolder(served.folder);
    assert.deepEqual(again.key, served.key);
    const room = await listOf(again, guild);
    const last = room.at(kept + 1);
    assert.ok(last !== undefined && isTaken(last) && last.record.content.kind === KIND.epoch);
    assert.deepEqual(
        [room.position.n, room.position.epoch, last.record.content.url],
        [kept + 1, 2, "https://ledger.example/"],
    );
    const answer = await again.ask(`/rooms/${nameOf(guild.room.id)}/records`, {
        ...{ token: again.token(), method: "POST", headers: { "content-type": "application/jsonl" } },
        body: jsonl([later.bytes]),
    });
    assert.deepEqual(JSON.parse(answer.text), { room: nameOf(guild.room.id), records: 1, added: 1, n: kept + 2 });
});

test("another computer takes a backup as well; without the right to it no epoch begins", async () => {
    const { served, guild } = await someServer(false);
    const made = await runToEnd(["backup", newFolder(), "--db-folder", served.folder]);
    const folder = newFolder();
    const restored = await runToEnd(["restore", placeIn(made), "--db-folder", folder]);
    assert.deepEqual(
        [restored.status, /members bring back/.test(restored.stdout), /epoch/.test(restored.stdout)],
        [0, true, false],
    );
    const other = await serveFolder(folder);
    assert.deepEqual(other.key, served.key);
    assert.deepEqual((await listOf(other, guild)).position, guild.room.position);
    assert.equal(statSync(join(folder, "server.key")).mode & 0o777, 0o600);
    assert.ok(!existsSync(join(placeIn(made), "server.db")));
});

test("a backup that was changed is refused, and nothing is put into its place", async () => {
    const { served } = await someServer(false);
    const made = placeIn(await runToEnd(["backup", newFolder(), "--db-folder", served.folder]));
    const [name] = readdirSync(made).filter((each) => each.endsWith(".sqlite"));
    const bytes = readFileSync(join(made, name));
    bytes[bytes.length - 100] ^= 1;
    writeFileSync(join(made, name), bytes);
    const folder = newFolder();
    for (const [place, message] of [
        [made, /not as the backup stored it/],
        [join(made, "nowhere"), /see to the folder/],
    ] as const) {
        const { status, stderr } = await runToEnd(["restore", place, "--db-folder", folder]);
        assert.deepEqual([status, message.test(stderr)], [2, true], stderr);
    }
    assert.deepEqual(
        readdirSync(folder).filter((each) => each.includes("sqlite") || each.startsWith("restore-")),
        [],
    );
});

/** What speaks like S3, in memory: signed requests alone. */
class FakeS3 {
    readonly objects = new Map<string, Buffer>();
    isBroken = false;
    readonly server: Server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on("data", (part: Buffer) => parts.push(part));
        request.on("end", () => {
            const path = request.url ?? "";
            const isSigned = /^AWS4-HMAC-SHA256 Credential=me\/\d{8}\/eu-west-1\/s3\/aws4_request/.test(
                request.headers.authorization ?? "",
            );
            const found = this.objects.get(path);
            if (!isSigned) response.writeHead(403).end();
            else if (request.method === "PUT") {
                const bytes = Buffer.concat(parts);
                if (this.isBroken) bytes[0] ^= 1;
                this.objects.set(path, bytes);
                response.writeHead(200).end();
            } else if (found === undefined) response.writeHead(404).end();
            else response.writeHead(200).end(found);
        });
    });

    async listen(): Promise<string> {
        await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }
}

const NAMES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL"];
let fake: FakeS3 | undefined;
afterEach(() => {
    fake?.server.closeAllConnections();
    fake?.server.close();
    for (const name of NAMES) delete process.env[name];
});

test("a backup goes to S3 and comes back", async () => {
    const { served, guild } = await someServer(false);
    fake = new FakeS3();
    const url = await fake.listen();
    const backup = (): Promise<Ran> =>
        runToEnd(["backup", "s3://guild-backups/some prefix", "--db-folder", served.folder]);
    assert.match((await backup()).stderr, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
    const values = ["me", "secret", "eu-west-1", url];
    NAMES.forEach((name, index) => (process.env[name] = values[index]));
    const { status, stdout, stderr } = await backup();
    assert.deepEqual([status, stderr], [0, ""]);
    const place = /files: (.*)\n/.exec(stdout)?.[1] ?? "";
    assert.match(place, /^s3:\/\/guild-backups\/some prefix\/ledgers-/);
    assert.ok([...fake.objects.keys()].every((path) => path.startsWith("/guild-backups/some%20prefix/ledgers-")));
    const folder = newFolder();
    assert.equal((await runToEnd(["restore", place, "--db-folder", folder])).status, 0);
    assert.deepEqual((await listOf(await serveFolder(folder), guild)).position, guild.room.position);
    assert.match(
        (await runToEnd(["restore", "s3://guild-backups/none", "--db-folder", newFolder()])).stderr,
        /is not there: see to bucket/,
    );
    fake.isBroken = true;
    const broken = await runToEnd(["backup", "s3://guild-backups/broken", "--db-folder", served.folder]);
    assert.deepEqual([broken.status, /was not stored as it was written/.test(broken.stderr)], [2, true]);
});

/** Changes the database of a backup's only room, and the manifest with it. */
function forge(place: string, sql: string): void {
    const path = join(place, "backup.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as { files: { name: string; sha256: string }[] };
    const [room] = manifest.files.filter(({ name }) => name.endsWith(".sqlite"));
    const database = new Database(join(place, room.name));
    database.pragma("journal_mode = DELETE");
    database.exec(sql);
    database.close();
    room.sha256 = createHash("sha256")
        .update(readFileSync(join(place, room.name)))
        .digest("hex");
    writeFileSync(path, JSON.stringify(manifest));
}

test("a backup that somebody has forged brings back what its records say, and nothing else", async () => {
    const { served, guild } = await someServer(false);
    const backup = async (): Promise<string> =>
        placeIn(await runToEnd(["backup", join(newFolder(), "backups"), "--db-folder", served.folder]));
    const refused = [
        "CREATE TRIGGER t AFTER INSERT ON record BEGIN UPDATE event SET name = 'forged'; END",
        "CREATE TABLE more (a)",
        "UPDATE record SET reason = 'signature' WHERE n = 3",
        "INSERT INTO loose (place, id, author, seq, bytes) SELECT 0, x'01', author, 9, CAST(substr(bytes, 1, 10) || x'00' || substr(bytes, 12) AS BLOB) FROM record WHERE n = 3",
    ];
    for (const sql of refused) {
        const place = await backup();
        forge(place, sql);
        const { status, stderr } = await runToEnd(["restore", place, "--db-folder", newFolder()]);
        assert.deepEqual([status, /is damaged/.test(stderr)], [2, true], `${sql}: ${stderr}`);
    }
    const place = await backup();
    forge(place, "UPDATE event SET creator = 'Player-1-00000000', name = 'forged'");
    const folder = newFolder();
    const { status, stderr } = await runToEnd(["restore", place, "--db-folder", folder]);
    assert.equal(status, 0, stderr);
    const other = await serveFolder(folder);
    const { text } = await other.ask(`/rooms/${nameOf(guild.room.id)}/events`, { token: other.token() });
    assert.equal((JSON.parse(text) as { events: unknown[] }).events.length, 1);
    assert.doesNotMatch(text, /forged/);
});

test("a manifest names no file elsewhere", async () => {
    const { served } = await someServer(false);
    for (const name of ["../server.key", "/etc/passwd", "a/b.sqlite", "..\\x.sqlite", "x.sqlite\0", ".sqlite"]) {
        const place = placeIn(await runToEnd(["backup", join(newFolder(), "backups"), "--db-folder", served.folder]));
        const path = join(place, "backup.json");
        const manifest = JSON.parse(readFileSync(path, "utf8")) as { files: { name: string }[] };
        manifest.files[0].name = name;
        writeFileSync(path, JSON.stringify(manifest));
        const { status, stderr } = await runToEnd(["restore", place, "--db-folder", newFolder()]);
        assert.deepEqual([status, /a list of files expected/.test(stderr)], [2, true], stderr);
    }
});
