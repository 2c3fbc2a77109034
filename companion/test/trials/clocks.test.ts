/** Dates that jump, of a server and of clients, days ahead and back, while they write and are killed. */
import { test } from "vitest";
import { searchSize } from "../support/long";
import { check, checkKept } from "./oracle";
import { trial } from "./stage";

const DAY = 86_400;
const JUMPS = 5;
const SEEDS = Array.from({ length: searchSize(1, 3) }, (_, index) => 701 + index);

test.each(SEEDS)("dates jump, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const server = stage.server();
        const writers = [1, 2, 3].map((number) => stage.writer(number, { url: () => server.url }));
        await server.start();
        await stage.found(server);
        for (const writer of writers) writer.start();
        for (let jump = 0; jump < JUMPS; jump++) {
            await stage.moment();
            // Three days back, all that is written is of the future for it: it is offered again until that has passed.
            stage.jump(server, stage.random.pick([-3 * DAY, -7200, 400 * DAY]));
            for (const writer of writers) stage.jump(writer, stage.random.integer(-500, 500) * DAY);
            await stage.pass(stage.random.integer(100, 1500));
            if (stage.random.integer(1, 2) === 1) {
                await server.kill();
                await checkKept(stage, server.database);
                await server.start();
            }
            stage.jump(server, 0);
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [server.database]));
    });
});
