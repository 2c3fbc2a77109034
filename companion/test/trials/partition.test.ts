/** A network that fails between clients and their server: connections that are reset, and ways on which nothing passes and nobody is told. */
import { test } from "vitest";
import { searchSize } from "../support/long";
import { Link, type LinkState } from "./faults/link";
import { check } from "./oracle";
import { trial } from "./stage";

const FAULTS = 5;
const SEEDS = Array.from({ length: searchSize(1, 3) }, (_, index) => 601 + index);

test.each(SEEDS)("ways to the server fail, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const server = stage.server();
        const links = await Promise.all([1, 2].map(() => Link.open(() => server.port)));
        links.forEach((link) => stage.onClose(() => link.close()));
        const [first, second] = links;
        for (const [number, link] of [first, first, second].entries())
            stage.writer(number + 1, { url: () => link.url });
        await server.start();
        await stage.found(server);
        for (const writer of stage.writers) writer.start();
        const become = (link: Link, state: LinkState): void => {
            stage.note(`way ${links.indexOf(link) + 1} is ${state}`);
            link.become(state);
        };
        for (let fault = 0; fault < FAULTS; fault++) {
            await stage.moment();
            const link = stage.random.pick(links);
            const state = stage.random.pick(["stalled", "cut"] as const);
            become(link, state);
            // Shorter and longer than it takes both sides to see it, which is 6 s.
            await stage.pass(stage.random.pick([300, 3000, 7000]));
            if (stage.random.integer(1, 3) === 1) {
                await server.kill();
                await server.start();
            }
            become(link, "whole");
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [server.database]));
    });
});
