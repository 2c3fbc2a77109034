/** Disks that have no room left for a while: of a server, and of a client. */
import { join } from "node:path";
import { test } from "vitest";
import { searchSize } from "../support/long";
import type { Actor } from "./actors/actor";
import { TinyDisk } from "./faults/disk";
import { check, checkKept } from "./oracle";
import { type Stage, trial } from "./stage";

const SEEDS = Array.from({ length: searchSize(1, 4) }, (_, index) => 501 + index);
if (TinyDisk.missing !== undefined) console.warn(TinyDisk.missing);

/** Mounts a disk for the folder of an actor. */
function diskOf(stage: Stage, actor: Actor): TinyDisk {
    const disk = TinyDisk.mount(actor.folder, 24);
    if (disk === undefined) throw new Error("mount: a file system in memory expected");
    stage.onClose(() => disk.unmount());
    return disk;
}

test.skipIf(TinyDisk.missing !== undefined).each(SEEDS)("disks are full for a while, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const server = stage.server();
        const writers = [1, 2, 3].map((number) => stage.writer(number, { url: () => server.url, bytes: 200 }));
        const [own, other] = [diskOf(stage, server), diskOf(stage, writers[0])];
        await server.start();
        await stage.found(server);
        for (const writer of writers) writer.start();
        await stage.moment();
        own.fill();
        stage.note("the server's disk is full");
        await stage.until("the server says so", () => server.hasSaid("no room left on the disk"));
        if (stage.random.integer(1, 2) === 1) {
            await server.kill();
            await checkKept(stage, server.database);
            own.free();
            await server.start();
        } else own.free();
        stage.note("the server's disk has room");
        await stage.moment();
        other.fill();
        stage.note("the disk of a writer is full");
        await stage.until(
            "the writer says so",
            () => writers[0].report?.problem.includes("no room left on the disk") === true,
        );
        await writers[0].kill();
        other.free();
        stage.note("the disk of a writer has room");
        writers[0].start();
        await stage.moment();
        await server.kill();
        await checkKept(stage, server.database);
        await server.start();
        await stage.settle();
        await stage.end();
        console.log(join(stage.folder), await check(stage, [server.database]));
    });
});
