/** A server and a client that end in the midst of a write to their disk: of what was to be written, half is there. */
import { test } from "vitest";
import { searchSize } from "../support/long";
import { noDiskFaults } from "./faults/disk";
import { check, checkKept } from "./oracle";
import { trial } from "./stage";

const KILLS = 5;
const SEEDS = Array.from({ length: searchSize(1, 4) }, (_, index) => 301 + index);
const missing = noDiskFaults();
if (missing !== undefined) console.warn(missing);

test.skipIf(missing !== undefined).each(SEEDS)(
    "a server and a client end in the midst of a write, seed %i",
    async (seed) => {
        await trial(seed, async (stage) => {
            const server = stage.server();
            const writers = [1, 2, 3].map((number) => stage.writer(number, { url: () => server.url }));
            await server.start();
            await stage.found(server);
            for (const writer of writers) writer.start();
            await stage.moment();
            await server.kill();
            const [first] = writers;
            for (let kill = 0; kill < KILLS; kill++) {
                // Small numbers are in the first writes of a start, large ones under load.
                const at = (): number => stage.random.integer(1, stage.random.pick([8, 60, 200]));
                server.disk = { killAt: at() };
                await server.start();
                await server.ended();
                stage.note(`server has ended in write ${server.disk.killAt}`);
                await checkKept(stage, server.database);
                server.disk = {};
                await server.start();
                await first.kill();
                first.disk = { killAt: at() };
                first.start();
                await first.ended();
                stage.note(`${first.name} has ended in write ${first.disk.killAt}`);
                first.disk = {};
                first.start();
                await stage.moment();
                await server.kill();
            }
            await server.start();
            await stage.settle();
            await stage.end();
            console.log(await check(stage, [server.database]));
        });
    },
);
