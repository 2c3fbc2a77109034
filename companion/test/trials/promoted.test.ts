/** A replica whose primary fails, which is promoted under load, and the old primary's return. All speak TLS. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "vitest";
import { searchSize } from "../support/long";
import type { ServerActor } from "./actors/server";
import { certificateIn, noCertificates } from "./certificate";
import { Link } from "./faults/link";
import { check, checkKept } from "./oracle";
import { type Stage, trial } from "./stage";

const FAULTS = 4;
const SEEDS = Array.from({ length: searchSize(1, 4) }, (_, index) => 901 + index);
if (noCertificates !== undefined) console.warn(noCertificates);

/** The command, as the operator runs it beside the server. */
function promote(stage: Stage, server: ServerActor): void {
    const args = ["promote", "--public-url", server.url, ...server.database.args];
    const { status, stdout, stderr } = spawnSync(process.execPath, [stage.bundles.companion, ...args], {
        encoding: "utf8",
    });
    stage.note(`promote: ${stdout.trim()}${stderr.trim()}`);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /epoch \d+ begins here/);
}

/** Resolves once two servers have the same list on disk. */
async function equal(stage: Stage, servers: readonly ServerActor[]): Promise<void> {
    const ends = async (): Promise<(string | undefined)[]> => {
        const lists = await Promise.all(servers.map(({ database }) => database.list(stage.room)));
        return lists.map((list) => list.at(-1)?.hash);
    };
    for (let look = 0; new Set(await ends()).size > 1; look++) {
        if (look === 300) throw new Error(`the servers do not become equal\n${stage.picture}`);
        await stage.pass(100);
    }
    stage.note("the servers are equal");
}

/** Something fails between the primary and its replica. */
async function fail(stage: Stage, link: Link, primary: ServerActor, replica: ServerActor): Promise<void> {
    const kind = stage.random.pick(["stalled", "cut", "replica", "primary"] as const);
    stage.note(`fault: ${kind}`);
    if (kind === "stalled" || kind === "cut") {
        link.become(kind);
        await stage.pass(stage.random.pick([300, 3000, 7000]));
        link.become("whole");
        return;
    }
    const server = kind === "replica" ? replica : primary;
    await server.kill();
    if (server === primary) await checkKept(stage, primary.database);
    await stage.pass(stage.random.integer(0, 500));
    await server.start();
}

test.skipIf(noCertificates !== undefined).each(SEEDS)(
    "a replica is promoted, and the old primary returns, seed %i",
    async (seed) => {
        await trial(seed, async (stage) => {
            const tls = certificateIn(stage.folder);
            stage.trust = tls.trust;
            // Who founds the room is this process, which has begun without the certificate.
            process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
            const primary = stage.server("primary", { tls, args: () => ["--replica", replica.key] });
            const link = await Link.open(() => primary.port);
            stage.onClose(() => link.close());
            const follow = ["--primary", link.url.replace("http:", "https:"), "--primary-room", stage.room];
            const replica: ServerActor = stage.server("replica", { tls, args: () => follow });
            for (const number of [1, 2, 3]) stage.writer(number, { url: () => (number < 3 ? primary : replica).url });
            await replica.start();
            await primary.start();
            await stage.found(primary);
            for (const writer of stage.writers) writer.start();
            await stage.until("somebody has written by the replica", () => stage.writers[2].accepted > 0);
            for (let fault = 0; fault < FAULTS; fault++) {
                await stage.moment();
                await fail(stage, link, primary, replica);
            }
            await stage.moment();
            await primary.kill();
            await checkKept(stage, primary.database);
            promote(stage, replica);
            const before = stage.writers[2].accepted;
            await stage.until("the new primary takes records", () => stage.writers[2].accepted > before);
            await primary.start();
            await stage.settle();
            await equal(stage, [primary, replica]);
            await stage.end();
            console.log(
                await check(stage, [primary.database, replica.database]),
                process.env["TRIAL_TELL"] === undefined ? "" : stage.picture,
            );
        });
    },
);
