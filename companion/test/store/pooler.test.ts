/** A transaction pooler in front of PostgreSQL: each transaction may be on another connection of it. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Rooms } from "../../src/rooms/rooms";
import { openPostgres } from "../../src/store/postgres/postgres-driver";
import { openRecordStores } from "../../src/store/record-stores";
import { describePostgres } from "../support/databases";
import { batchOf, eventOf, FOUNDER, Guild, NOW } from "../support/guild";
import { freePort } from "../support/postgres";
import { postgresPrograms } from "../support/postgres-programs";
import { newFolder } from "../support/stored";

const hasPooler = spawnSync("pgbouncer", ["--version"]).status === 0;
const NO_POOLER = "skipped: no pgbouncer here";

const answers = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1", () => resolve(true));
        socket.on("error", () => resolve(false)).unref();
    });

/** Starts pgbouncer in front of a database, with two connections for all. @returns the url there, and what ends it. */
async function pooled(url: string): Promise<{ readonly url: string; stop(): void }> {
    const folder = newFolder();
    const [{ port }, own] = [new URL(url), await freePort()];
    const settings = [
        ...["[databases]", `* = user=test host=127.0.0.1 port=${port}`, "[pgbouncer]", "listen_addr = 127.0.0.1"],
        ...[`listen_port = ${own}`, "unix_socket_dir =", "auth_type = any", "pool_mode = transaction"],
        ...["default_pool_size = 2", "logfile = /dev/null"],
    ];
    const file = join(folder, "pgbouncer.ini");
    writeFileSync(file, settings.join("\n"));
    chmodSync(folder, 0o755);
    const { uid, gid } = postgresPrograms?.user ?? {};
    const user = uid === undefined || gid === undefined ? {} : { uid, gid };
    const pooler = spawn("pgbouncer", ["-q", file], { ...user, cwd: "/", stdio: "ignore" });
    while (!(await answers(own))) await new Promise((resolve) => setTimeout(resolve, 20));
    return { url: url.replace(`:${port}/`, `:${own}/`), stop: () => void pooler.kill() };
}

const suite = (database: () => Promise<string>): void => {
    it("is no hindrance: tables, changes of several processes, and looking; hints alone are lost", async () => {
        const pooler = await pooled(await database());
        const open = async (): Promise<Rooms> => new Rooms(openRecordStores(await openPostgres(pooler.url)));
        const processes = await Promise.all([open(), open(), open()]);
        const guild = new Guild();
        guild.takeScope(true);
        const kept = await Promise.all(
            processes.map(async (rooms) => {
                const use = await rooms.found(guild.list[0]);
                if (!("room" in use)) throw use;
                return use.room;
            }),
        );
        await kept[0].offer(guild.list.slice(1), NOW);
        const records = Array.from({ length: 30 }, (_, at) => guild.sign(FOUNDER, batchOf([eventOf(1, at)])).bytes);
        await kept[0].offer(records.slice(0, 10), NOW);
        await Promise.all(kept.map((room) => room.offer(records, NOW)));
        for (const rooms of processes) await rooms.look();
        for (const { room } of kept) expect(room.position).toEqual(kept[0].room.position);
        expect(kept[0].room.position.n).toBe(guild.list.length + records.length);
        for (const rooms of processes) await rooms.close();
        pooler.stop();
    });
};

if (hasPooler) describePostgres("a transaction pooler", suite);
else describe.skip(`a transaction pooler (${NO_POOLER})`, () => suite(() => Promise.resolve("")));
