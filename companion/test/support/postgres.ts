/** A PostgreSQL server of its own for tests. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { postgresPrograms, type Programs } from "./postgres-programs";

const HOST = "127.0.0.1";

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
    return new Promise((resolve) => {
        const server = createServer().listen(0, HOST, () => {
            const { port } = server.address() as { port: number };
            server.close(() => resolve(port));
        });
    });
}

/** A server that runs. */
export class PostgresServer {
    private process: ChildProcess | undefined;
    private databases = 0;

    private constructor(
        private readonly programs: Programs,
        private readonly folder: string,
        readonly port: number,
        private readonly env: NodeJS.ProcessEnv,
    ) {}

    /**
     * Makes a server in a folder of its own, and starts it.
     * @param env of its processes, beside that of this one. @param programs the first that can be run here.
     */
    static async start(env: NodeJS.ProcessEnv = {}, programs = postgresPrograms): Promise<PostgresServer> {
        if (programs === undefined) throw new Error("start: no PostgreSQL here that can be run");
        const folder = mkdtempSync(join(tmpdir(), "companion-postgres-"));
        const { uid, gid } = programs.user;
        if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
        const made = ["-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"];
        execFileSync(join(programs.folder, "initdb"), ["-D", join(folder, "data"), ...made], {
            ...programs.user,
            ...{ stdio: "ignore", cwd: folder },
        });
        const server = new PostgresServer(programs, folder, await freePort(), { ...process.env, ...env });
        await server.resume();
        return server;
    }

    /** Starts it, or starts it again after kill(). Resolves once it answers. */
    async resume(): Promise<void> {
        const { programs, folder, port, env } = this;
        const args = ["-D", join(folder, "data"), "-p", String(port), "-k", folder, "-c", `listen_addresses=${HOST}`];
        const own = spawn(join(programs.folder, "postgres"), args, {
            ...programs.user,
            ...{ stdio: "ignore", cwd: folder, env },
        });
        this.process = own;
        while (own.exitCode === null) {
            const client = new Client({ connectionString: this.url("postgres") });
            try {
                await client.connect();
                return await client.end();
            } catch {
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
        }
        throw new Error(`resume: PostgreSQL has ended with ${own.exitCode}`);
    }

    /** The url of a database. */
    url(database: string): string {
        return `postgres://test@${HOST}:${this.port}/${database}`;
    }

    /** Makes an empty database. @returns its url. */
    async database(): Promise<string> {
        const name = `test${++this.databases}`;
        await this.run(`CREATE DATABASE ${name}`);
        return this.url(name);
    }

    /** Runs a statement. @returns the rows that it gives. */
    async run(sql: string, database = "postgres"): Promise<Record<string, unknown>[]> {
        const client = new Client({ connectionString: this.url(database) });
        await client.connect();
        const { rows } = await client.query(sql);
        await client.end();
        return rows as Record<string, unknown>[];
    }

    private async ended(signal: NodeJS.Signals): Promise<void> {
        const { process: own } = this;
        if (own === undefined || own.exitCode !== null || own.signalCode !== null) return;
        await new Promise((resolve) => {
            own.once("exit", resolve);
            own.kill(signal);
        });
    }

    /** Ends all of its processes at once, with what they were about to do. */
    async kill(): Promise<void> {
        await this.ended("SIGQUIT");
    }

    async stop(): Promise<void> {
        await this.ended("SIGINT");
        rmSync(this.folder, { recursive: true, force: true });
    }
}
