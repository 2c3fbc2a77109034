/** Servers on one database of PostgreSQL, of which two of three are killed in turn under load. */
import { afterAll, beforeAll, test } from "vitest";
import { searchSize } from "../support/long";
import { PostgresServer } from "../support/postgres";
import { NO_POSTGRES, postgresPrograms } from "../support/postgres-programs";
import { PostgresDatabase } from "./databases";
import { check, checkKept } from "./oracle";
import { trial } from "./stage";

const KILLS = 5;
const SEEDS = Array.from({ length: searchSize(1, 4) }, (_, index) => 701 + index);
const isSkipped = postgresPrograms === undefined;
if (isSkipped) console.warn(NO_POSTGRES);

let postgres: PostgresServer;
beforeAll(async () => {
    if (!isSkipped) postgres = await PostgresServer.start();
});
afterAll(() => postgres?.stop());

test.skipIf(isSkipped).each(SEEDS)("two of three processes are killed in turn, seed %i", async (seed) => {
    await trial(seed, async (stage) => {
        const database = await PostgresDatabase.on(postgres);
        const servers = ["one", "two", "three"].map((name) => stage.server(name, { database }));
        // A client whose process has gone goes to the next one at its next start; the others wait until theirs is back.
        servers.forEach((server, index) => stage.writer(index + 1, { url: () => server.url }));
        for (const server of servers) await server.start();
        await stage.found(servers[0]);
        for (const writer of stage.writers) writer.start();
        for (let kill = 0; kill < KILLS; kill++) {
            const [first, second] = [servers[kill % 3], servers[(kill + 1) % 3]];
            await stage.moment();
            await first.kill();
            await checkKept(stage, database);
            // The third one goes on alone, then without the second.
            await stage.moment(4);
            await second.kill();
            await checkKept(stage, database);
            await stage.moment(4);
            for (const server of [first, second]) await server.start();
        }
        await stage.settle();
        await stage.end();
        console.log(await check(stage, [database]));
    });
});
