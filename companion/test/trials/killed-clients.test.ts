/** Clients that are killed under load, and clients and their server in turn. */
import { test } from "vitest";
import { searchSize } from "../support/long";
import { check, checkKept } from "./oracle";
import { trial } from "./stage";

const KILLS = 7;
const SEEDS = Array.from({ length: searchSize(1, 6) }, (_, index) => 201 + index);

test.each(SEEDS)("clients and their server are killed at moments under load, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const server = stage.server();
        const writers = [1, 2, 3].map((number) => stage.writer(number, { url: () => server.url }));
        await server.start();
        await stage.found(server);
        for (const writer of writers) writer.start();
        for (let kill = 0; kill < KILLS; kill++) {
            await stage.moment();
            const victim = stage.random.pick([...writers, server]);
            await victim.kill();
            if (victim === server) await checkKept(stage, server.database);
            // Now and then another one goes before it is back.
            const other = stage.random.pick(writers);
            if (other !== victim && stage.random.integer(1, 3) === 1) {
                await other.kill();
                other.start();
            }
            await victim.start();
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [server.database]));
    });
});
