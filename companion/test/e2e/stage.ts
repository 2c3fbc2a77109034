/** Computers with the simulated game and the companion as users start it, and a guild's server: real processes and a real network. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { bundleCompanion } from "../../../tools/companion.mjs";
import { Game } from "../support/game";

/** What a command has said. */
export interface Said {
    readonly code: number;
    readonly text: string;
}

/** The realm's characters have this realm. */
const REALM = "Realm";

/** A server, computers, and the game that all of them play. */
export class Stage {
    readonly folder = mkdtempSync(join(tmpdir(), "companion-e2e-"));
    readonly game: Game;
    private server: ChildProcess | undefined;
    private port = 0;
    private permit = "";

    private constructor(
        private readonly bundle: string,
        private readonly began: number,
    ) {
        mkdirSync(this.saved, { recursive: true });
        this.game = this.newGame(1);
    }

    /** @param ago seconds before now at which the game begins. */
    static async open(ago = 7200): Promise<Stage> {
        const stage = new Stage(await bundleCompanion(), Math.floor(Date.now() / 1000) - ago);
        await stage.startServer();
        return stage;
    }

    /** The accounts of all clients. */
    private get saved(): string {
        return join(this.folder, "accounts");
    }

    /**
     * Another start of the game: it reads the files as they are then.
     * @param folder of the accounts, below that of the stage. @param later seconds by which it begins behind the first one.
     */
    newGame(seed: number, folder = "accounts", later = 0): Game {
        const savedFolder = join(this.folder, folder);
        mkdirSync(savedFolder, { recursive: true });
        return new Game({
            ...{ savedFolder, addonFolder: join(this.folder, "computers"), seed },
            startTime: this.began + later,
        });
    }

    async startServer(): Promise<void> {
        const args = [this.bundle, "serve", "--db-folder", join(this.folder, "server"), "--port", String(this.port)];
        const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
        this.server = server;
        let text = "";
        await new Promise<void>((resolve, reject) => {
            server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${text}`)));
            server.stdout.setEncoding("utf8");
            server.stdout.on("data", (chunk: string) => {
                text += chunk;
                const hasPermit = this.permit !== "" || /permit for new rooms: \S+\n/.test(text);
                if (hasPermit && /http:\/\/127\.0\.0\.1:\d+/.test(text)) resolve();
            });
        });
        this.port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
        this.permit = /permit for new rooms: (\S+)/.exec(text)?.[1] ?? this.permit;
    }

    async stopServer(): Promise<void> {
        const { server } = this;
        if (server === undefined) return;
        await new Promise((resolve) => {
            server.removeAllListeners("exit");
            server.once("exit", resolve);
            server.kill("SIGTERM");
        });
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}/`;
    }

    private install(computer: string): string {
        return join(this.folder, "computers", computer, "_classic_era_");
    }

    /** Brings what the game has written for an account to a computer, as if it was played there. */
    copyAccount(account: string, computer = account, folder = "accounts"): void {
        const target = join(this.install(computer), "WTF", "Account", account);
        cpSync(join(this.folder, folder, account), target, { recursive: true, preserveTimestamps: true });
        // The game makes a folder for each character.
        mkdirSync(join(target, REALM, account), { recursive: true });
        mkdirSync(join(this.install(computer), "Interface", "AddOns"), { recursive: true });
    }

    /** Makes a backup of an account's files. */
    keep(account: string): void {
        cpSync(join(this.saved, account), join(this.folder, "backup", account), {
            recursive: true,
            preserveTimestamps: true,
        });
    }

    /** Brings the backup back, in the game and on the computer. */
    restore(account: string): void {
        cpSync(join(this.folder, "backup", account), join(this.saved, account), { recursive: true });
        this.copyAccount(account);
    }

    /** The text of the inbox of a computer; "" where it has none. */
    inbox(computer: string): string {
        const path = join(this.install(computer), "Interface", "AddOns", "LibEventLedger_Inbox", "Inbox.lua");
        return existsSync(path) ? readFileSync(path, "latin1") : "";
    }

    /** Arguments of Node by which a command of the companion is run on a computer. */
    private command(computer: string, args: readonly string[]): string[] {
        const home = join(this.folder, "homes", computer);
        mkdirSync(home, { recursive: true });
        const game = ["--game", join(this.folder, "computers", computer)];
        return [this.bundle, ...args, ...game, "--db-folder", home];
    }

    /** Starts the companion of a computer, which syncs, and kills it after so many milliseconds. @returns whether it still ran. */
    killSync(computer: string, ms: number): Promise<boolean> {
        const agent = spawn(process.execPath, this.command(computer, ["sync", "--once"]), { stdio: "ignore" });
        const kill = setTimeout(() => agent.kill("SIGKILL"), ms);
        return new Promise((resolve) => {
            agent.once("exit", (_, signal) => {
                clearTimeout(kill);
                resolve(signal === "SIGKILL");
            });
        });
    }

    /** Runs a command of the companion on a computer. */
    run(computer: string, ...args: readonly string[]): Promise<Said> {
        return new Promise((resolve) => {
            execFile(process.execPath, this.command(computer, args), { timeout: 120_000 }, (error, stdout, stderr) => {
                resolve({
                    code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1,
                    text: stdout + stderr,
                });
            });
        });
    }

    found(computer: string, ...args: readonly string[]): Promise<Said> {
        return this.run(computer, "found", "Dawn", "--server", this.url, "--permit", this.permit, "--yes", ...args);
    }

    sync(computer: string): Promise<Said> {
        return this.run(computer, "sync", "--once");
    }

    /** The points of all players, by the rows of the server's database alone: "GUID points" lines, ordered. */
    storedPoints(): string {
        const [file] = this.databases();
        const database = new Database(file, { readonly: true });
        try {
            const rows = database
                .prepare(
                    `SELECT fields ->> '$.player' AS player, sum(fields ->> '$.amount') AS points FROM event
                    WHERE name = 'award' AND status = 'counted' AND NOT revoked GROUP BY player ORDER BY player`,
                )
                .all() as { player: string; points: number }[];
            return rows.map(({ player, points }) => `${player} ${points}`).join("\n");
        } finally {
            database.close();
        }
    }

    private databases(): string[] {
        const folder = join(this.folder, "server");
        return readdirSync(folder)
            .filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name))
            .map((name) => join(folder, name));
    }

    async close(): Promise<void> {
        this.game.close();
        await this.stopServer();
        if (process.env["KEEP_STAGE"] === undefined) rmSync(this.folder, { recursive: true, force: true });
    }
}

/** The link that a command has printed. */
export const linkIn = ({ text }: Said): string => /\S+#lel1\.\S+/.exec(text)?.[0] ?? `no link in: ${text}`;

/** Fails unless a command has ended well. */
export function ok(said: Said): Said {
    if (said.code !== 0) throw new Error(`ended with ${said.code}: ${said.text}`);
    return said;
}

/** Has Anna invite somebody, who joins on the own computer. */
export async function joinAs(stage: Stage, name: string, role: string): Promise<void> {
    const link = linkIn(ok(await stage.run("Anna", "invite", name, "--role", role)));
    ok(await stage.run(name, "join", link, "--yes"));
}
