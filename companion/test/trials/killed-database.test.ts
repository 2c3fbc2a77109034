/** A server of PostgreSQL that goes down at moments under load, with all that it was about to do, below two processes of ours. */
import { afterAll, beforeAll, test } from "vitest";
import { searchSize } from "../support/long";
import { PostgresServer } from "../support/postgres";
import { NO_POSTGRES, postgresPrograms } from "../support/postgres-programs";
import { PostgresDatabase } from "./databases";
import { check, checkKept } from "./oracle";
import { trial } from "./stage";

const KILLS = 5;
const SEEDS = Array.from({ length: searchSize(1, 3) }, (_, index) => 801 + index);
const isSkipped = postgresPrograms === undefined;
if (isSkipped) console.warn(NO_POSTGRES);

let postgres: PostgresServer;
beforeAll(async () => {
    if (!isSkipped) postgres = await PostgresServer.start();
});
afterAll(() => postgres?.stop());

test.skipIf(isSkipped).each(SEEDS)("the database is killed, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const database = await PostgresDatabase.on(postgres);
        const servers = ["one", "two"].map((name) => stage.server(name, { database }));
        for (const number of [1, 2, 3]) stage.writer(number, { url: () => servers[number % 2].url });
        for (const server of servers) await server.start();
        await stage.found(servers[0]);
        for (const writer of stage.writers) writer.start();
        for (let kill = 0; kill < KILLS; kill++) {
            await stage.moment();
            // Nobody offers anything again before it is looked at.
            for (const server of servers) server.signal("SIGSTOP");
            stage.note("the database is killed");
            await postgres.kill();
            await postgres.resume();
            await checkKept(stage, database);
            await postgres.kill();
            for (const server of servers) server.signal("SIGCONT");
            // Long enough for what the servers try meanwhile to fail.
            await stage.pass(stage.random.pick([0, 300, 1500]));
            await postgres.resume();
            stage.note("the database is back");
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [database]), process.env["TRIAL_TELL"] === undefined ? "" : stage.picture);
    });
});
