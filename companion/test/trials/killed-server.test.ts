/** A server that is killed under load, again and again. */
import { test } from "vitest";
import { searchSize } from "../support/long";
import { check, checkKept } from "./oracle";
import { trial } from "./stage";

const KILLS = 5;
const SEEDS = Array.from({ length: searchSize(2, 6) }, (_, index) => 101 + index);

test.each(SEEDS)("a server is killed at moments under load, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const server = stage.server();
        const writers = [1, 2, 3].map((number) => stage.writer(number, { url: () => server.url }));
        await server.start();
        await stage.found(server);
        for (const writer of writers) writer.start();
        for (let kill = 0; kill < KILLS; kill++) {
            await stage.moment();
            await server.kill();
            await checkKept(stage, server.database);
            await server.start();
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [server.database]));
    });
});
