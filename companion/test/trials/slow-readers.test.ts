/** Readers that stop reading while others write: connections that ask for ten megabytes and take nothing, and clients that stand still. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "vitest";
import { Damage } from "../../src/format/damage";
import { nameOf } from "../../src/room/chain";
import { ROLE } from "../../src/room/content-items";
import { ZERO } from "../../src/room/keys";
import { readRecord } from "../../src/room/record";
import { LIMITS } from "../../src/sync/limits";
import { FOUNDER, type Guild, signItems } from "../support/guild";
import { searchSize } from "../support/long";
import type { ServerActor } from "./actors/server";
import { openStalledReader } from "./actors/stalled-reader";
import { check, checkKept } from "./oracle";
import { type Stage, trial } from "./stage";

const SEEDS = Array.from({ length: searchSize(1, 4) }, (_, index) => 1001 + index);

/** Devices of members that only read, each with several connections. */
const READERS = [41, 42, 43, 44];
const CONNECTIONS = 6;

const FILLER_BYTES = 250_000;
const FILLERS = 40;

/** Of a kind that no version knows yet: records that are passed on, and make no events. */
const UNKNOWN_KIND = 1000;

/** Makes a room large. */
function fill(guild: Guild): void {
    for (let count = 0; count < FILLERS; count++) {
        const name = nameOf(FOUNDER.key);
        const { seq, id } = guild.own.get(name) ?? { seq: 0, id: ZERO };
        const { epoch, n, hash } = guild.room.position;
        const head = [UNKNOWN_KIND, guild.room.id, FOUNDER.key, seq + 1, id, epoch, n, hash];
        const record = readRecord(signItems(FOUNDER, [...head, Buffer.alloc(FILLER_BYTES, count)]));
        assert.ok(!(record instanceof Damage));
        guild.own.set(name, { seq: seq + 1, id: record.id });
        guild.take(record);
    }
}

/** An operator's token, made by the command. */
function operatorToken(stage: Stage, server: ServerActor): string {
    const args = ["token", "create", "--operator", ...server.database.args];
    const { stdout, stderr } = spawnSync(process.execPath, [stage.bundles.companion, ...args], { encoding: "utf8" });
    const token = /^[\w-]{43}$/m.exec(stdout)?.[0];
    if (token === undefined) throw new Error(`no token: ${stdout}${stderr}`);
    return token;
}

/** Bytes that wait in a server for those who do not read. */
async function unsentBytes(server: ServerActor, token: string): Promise<number> {
    const answer = await fetch(`${server.url}metrics`, { headers: { authorization: `Bearer ${token}` } });
    const text = await answer.text();
    const line = /^ledger_unsent_bytes (\S+)$/m.exec(text);
    if (line === null) throw new Error(`no ledger_unsent_bytes: ${text.slice(0, 300)}`);
    return Number(line[1]);
}

test.each(SEEDS)("readers stop reading, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const server = stage.server();
        const writers = [1, 2].map((number) => stage.writer(number, { url: () => server.url, bytes: 200 }));
        // This one writes, too, but for the time in which it stands still.
        const still = stage.writer(3, { url: () => server.url, bytes: 200 });
        const devices = READERS.map((number) => stage.guild.join(number, ROLE.read));
        fill(stage.guild);
        await server.start();
        await stage.found(server);
        const token = operatorToken(stage, server);
        for (const writer of [...writers, still]) writer.start();
        await stage.until("the third one has written", () => still.accepted > 0);
        for (let round = 0; round < 2; round++) {
            still.signal("SIGSTOP");
            stage.note("the third one stands still");
            const all = devices.flatMap((device) => Array.from({ length: CONNECTIONS }, () => device));
            const stalled = await Promise.all(
                all.map((device) => openStalledReader(server.url, stage.guild.room.id, device)),
            );
            stage.note(`${stalled.length} connections take nothing`);
            let most = 0;
            for (let look = 0; look < 4; look++) {
                await stage.moment();
                most = Math.max(most, await unsentBytes(server, token));
            }
            stage.note(`${most} bytes wait in the server`);
            assert.ok(most > (stalled.length * LIMITS.unsent) / 2, "they were waited for");
            // Each holds what is the most, and one frame that was begun below that.
            assert.ok(most <= (stalled.length + 1) * (LIMITS.unsent + LIMITS.frame), "what waits for them is bounded");
            if (round === 0) {
                await server.kill();
                await checkKept(stage, server.database);
                await server.start();
            } else await stage.pass(stage.random.pick([300, 7000]));
            still.signal("SIGCONT");
            for (const duplex of stalled) duplex.terminate();
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [server.database]));
    });
});
