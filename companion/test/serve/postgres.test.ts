/** Servers on one database of PostgreSQL: they are one server to who connects. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseToken } from "../../src/http/tokens";
import { nameOf } from "../../src/room/chain";
import { ROLE } from "../../src/room/content-items";
import { type Signer, ZERO } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { RoomClient } from "../../src/sync/client";
import type { ClientState, RoomClientOptions } from "../../src/sync/client-options";
import { systemClock } from "../../src/sync/clock";
import { connectWebSocket } from "../../src/sync/websocket";
import { describePostgres } from "../support/databases";
import { batchOf, characterOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";
import { postgresPrograms } from "../support/postgres-programs";
import { runToEnd } from "../support/run";
import { type Served, serveFolder } from "../support/served";
import { newFolder } from "../support/stored";

const PG_DUMP = join(postgresPrograms?.folder ?? "", "pg_dump");

const on = (url: string, ...args: string[]): Promise<Served> =>
    serveFolder(newFolder(), ["--database", url, ...args], true);

async function clientOf(
    url: string,
    guild: Guild,
    more: Partial<RoomClientOptions>,
): Promise<RoomClient & { readonly kept: KeptRoom }> {
    const room = await KeptRoom.open(guild.room.id, new MemoryStore());
    if (more.token === undefined) await room.follow(START, guild.list);
    const given = { url, room, label: () => "Anna", connect: connectWebSocket, clock: systemClock };
    return Object.assign(new RoomClient({ ...given, ...more }), { kept: room });
}

/** Resolves once a client's state is so. */
function until(client: RoomClient, isSo: (state: ClientState) => boolean): Promise<void> {
    return new Promise((resolve) => {
        if (isSo(client.state)) return resolve();
        const unlisten = client.onState((state) => {
            if (!isSo(state)) return;
            unlisten();
            resolve();
        });
    });
}

/** Brings the records of a guild to a server. */
async function bring(server: Served, token: string, { room, list }: Guild): Promise<void> {
    const body = list.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`).join("");
    const headers = { "content-type": "application/jsonl" };
    const asked = { token, method: "POST", headers, body };
    const { status, text } = await server.ask(`/rooms/${nameOf(room.id)}/records`, asked);
    assert.equal(status, 200, text);
}

/** A room at a server, with a member who may write. */
async function founded(server: Served, token: string): Promise<{ readonly guild: Guild; readonly member: Signer }> {
    const guild = new Guild();
    guild.takeScope(true);
    const member = guild.join(1, ROLE.relay);
    await bring(server, token, guild);
    return { guild, member };
}

const tokenOf = async (...args: string[]): Promise<string> => (await runToEnd(["token", "create", ...args])).lines[1];

describePostgres("servers on one database", (database) => {
    it("have one key, one permit and the same tokens", async () => {
        const url = await database();
        const [one, other] = await Promise.all([on(url), on(url)]);
        expect(nameOf(one.key)).toBe(nameOf(other.key));
        expect([one.permit, other.permit].filter((permit) => permit !== undefined)).toHaveLength(1);
        const token = await tokenOf("--operator", "--database", url);
        const { guild } = await founded(one, token);
        for (const server of [one, other]) {
            const { status, text } = await server.ask("/rooms", { token });
            expect([status, text]).toEqual([200, expect.stringContaining(nameOf(guild.room.id))]);
        }
        expect((await runToEnd(["token", "list", "--database", url])).lines).toEqual([
            expect.stringMatching(/^[0-9a-f]{12} {2}all rooms {2}until /),
        ]);
        for (const server of [one, other]) await server.stop();
    });

    it("pass on to the clients of one what those of another have offered, and end what a command has revoked", async () => {
        const url = await database();
        const [one, other] = await Promise.all([on(url), on(url)]);
        const { guild, member } = await founded(one, await tokenOf("--operator", "--database", url));
        const token = await tokenOf(nameOf(guild.room.id), "--database", url);
        const reader = await clientOf(other.url, guild, { token: parseToken(token) ?? Buffer.of() });
        const writer = await clientOf(one.url, guild, { signer: member });
        for (const client of [reader, writer]) client.start();
        await until(reader, ({ phase }) => phase === "caught up");
        await writer.kept.sign(member, () => [batchOf([eventOf(2, 1)])]);
        const n = guild.list.length + 1;
        await until(reader, ({ serverN, phase }) => serverN === n && phase === "caught up");
        const [line] = (await runToEnd(["token", "list", "--database", url])).lines.filter((each) =>
            each.includes(nameOf(guild.room.id)),
        );
        await runToEnd(["token", "revoke", line.slice(0, 12), "--database", url]);
        await until(reader, ({ problem }) => problem?.code === "denied");
        for (const client of [reader, writer]) await client.stop();
        for (const server of [one, other]) await server.stop();
    });

    it("end members that a record at the other one has removed", async () => {
        const url = await database();
        const [one, other] = await Promise.all([on(url), on(url)]);
        const token = await tokenOf("--operator", "--database", url);
        const { guild, member } = await founded(one, token);
        const removed = await clientOf(other.url, guild, { signer: member });
        removed.start();
        await until(removed, ({ phase }) => phase === "caught up");
        const heads = [{ device: member.key, seq: 0, id: ZERO }];
        const said = { number: 1, label: "Member 1", characters: [characterOf(2)], role: ROLE.none, heads };
        guild.entry(FOUNDER, { action: "member", ...said });
        await bring(one, token, guild);
        await until(removed, ({ problem }) => problem?.code === "denied");
        await removed.stop();
        for (const server of [one, other]) await server.stop();
    });

    it("show who is connected to each of them, and that those of one that has stopped have gone", async () => {
        const url = await database();
        const [one, other] = await Promise.all([on(url), on(url)]);
        const token = await tokenOf("--operator", "--database", url);
        const { guild, member } = await founded(one, token);
        const path = `/rooms/${nameOf(guild.room.id)}/presence`;
        const [here, there] = [
            await clientOf(one.url, guild, { signer: member, label: () => "Here\0" }),
            await clientOf(other.url, guild, { signer: FOUNDER, label: () => "There" }),
        ];
        const isOnline = ({ people }: ClientState, label: string): boolean =>
            people.some((person) => person.label === label && person.online);
        here.start();
        there.start();
        await until(here, (state) => isOnline(state, "There"));
        await until(there, (state) => isOnline(state, "Here\0"));
        for (const server of [one, other]) {
            const { people } = JSON.parse((await server.ask(path, { token })).text) as ClientState;
            expect(people.map(({ label }) => label).sort()).toEqual(["Here\0", "There"]);
        }
        await other.stop();
        await until(here, (state) => state.people.length > 0 && !isOnline(state, "There"));
        for (const client of [here, there]) await client.stop();
        await one.stop();
    });

    it.skipIf(!existsSync(PG_DUMP))(
        "go on with a dump in a new epoch (skipped where there is no pg_dump)",
        async () => {
            const url = await database();
            const one = await on(url);
            const guild = new Guild();
            guild.takeScope(true);
            guild.entry(FOUNDER, {
                ...{ action: "member", number: 1, label: "Server", characters: [] },
                ...{ role: ROLE.server, heads: [] },
            });
            guild.entry(FOUNDER, { action: "device", device: one.key, member: 1, label: "Server" });
            const token = await tokenOf("--operator", "--database", url);
            await bring(one, token, guild);
            await one.stop();
            const dump = join(newFolder(), "ledger.dump");
            const restored = await database();
            execFileSync(PG_DUMP, ["--format=custom", `--file=${dump}`, url]);
            execFileSync(PG_DUMP.replace(/dump$/, "restore"), [`--dbname=${restored}`, dump]);
            const promoted = await runToEnd([
                "promote",
                "--public-url",
                "https://ledger.example/",
                "--database",
                restored,
            ]);
            expect(promoted.lines).toEqual([expect.stringMatching(/epoch 2 begins here, behind \d+ records$/)]);
            const again = await on(restored);
            expect(nameOf(again.key)).toBe(nameOf(one.key));
            const { text } = await again.ask("/rooms", { token });
            expect(text).toContain('"Dawn"');
            await again.stop();
        },
    );

    it("take the url from a file or the environment, and say what is wrong with it", async () => {
        const url = await database();
        const file = join(newFolder(), "database");
        writeFileSync(file, `${url}\n`);
        const token = await tokenOf("--operator", "--database-file", file);
        expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
        expect((await runToEnd(["token", "list", "--database", url])).lines).toHaveLength(1);
        const [code, text] = await refused("--database", "mysql://x");
        expect([code, text]).toEqual([2, expect.stringContaining("--database: an url as postgres://")]);
        const [, both] = await refused("--database", url, "--database-file", file);
        expect(both).toContain("--database or --database-file expected, got both");
        const [, none] = await refused("--database-file", `${file}.none`);
        expect(none).toContain("--database-file: ENOENT");
    });
});

async function refused(...args: string[]): Promise<[number, string]> {
    const { status, stderr } = await runToEnd(["serve", ...args]);
    return [status, stderr];
}
