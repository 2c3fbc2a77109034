/** Disks whose fsync takes long, with kills while it does. */
import { test } from "vitest";
import { searchSize } from "../support/long";
import { noDiskFaults } from "./faults/disk";
import { check, checkKept } from "./oracle";
import { trial } from "./stage";

const KILLS = 3;
const SEEDS = Array.from({ length: searchSize(1, 6) }, (_, index) => 401 + index);
const missing = noDiskFaults();
if (missing !== undefined) console.warn(missing);

test.skipIf(missing !== undefined).each(SEEDS)("disks are slow, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const server = stage.server();
        const writers = [1, 2, 3].map((number) => stage.writer(number, { url: () => server.url }));
        server.disk = { fsyncMs: stage.random.integer(8, 60) };
        writers[0].disk = { fsyncMs: stage.random.integer(8, 100) };
        await server.start();
        await stage.found(server);
        for (const writer of writers) writer.start();
        for (let kill = 0; kill < KILLS; kill++) {
            // Most of the time it waits for its disk.
            await stage.moment(12, 150);
            await server.kill();
            await checkKept(stage, server.database);
            server.disk = { fsyncMs: stage.random.pick([8, 100, 400]) };
            await server.start();
            await stage.moment(12, 150);
            await writers[0].kill();
            writers[0].start();
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [server.database]));
    });
});
