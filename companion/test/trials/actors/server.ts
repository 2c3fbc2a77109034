/** A guild's server as its operator starts it. */
import { Actor } from "./actor";
import type { Database } from "../databases";
import type { Certificate } from "../certificate";
import type { Scene } from "../scene";

/** What a server is beside its database. */
export interface ServerOptions {
    readonly database: Database;
    /** It speaks TLS by itself. */
    readonly tls?: Certificate;
    /** Further arguments of `serve`, asked for at each start. */
    readonly args?: () => readonly string[];
}

export class ServerActor extends Actor {
    /** Hex of its key, once it has run. */
    key = "";
    port = 0;
    private isUp = false;
    private readonly log: string[] = [];

    constructor(
        stage: Scene,
        name: string,
        private readonly options: ServerOptions,
    ) {
        super(stage, name);
    }

    get database(): Database {
        return this.options.database;
    }

    get url(): string {
        return `${this.options.tls === undefined ? "http" : "https"}://127.0.0.1:${this.port}/`;
    }

    protected get command(): readonly string[] {
        const { database, args, tls } = this.options;
        const speaking = tls === undefined ? [] : ["--tls-cert", tls.cert, "--tls-key", tls.key];
        const own = [
            "--port",
            String(this.port),
            "--create",
            "open",
            "--log-level",
            "warn",
            ...(args?.() ?? []),
            ...speaking,
        ];
        return [process.execPath, this.stage.bundles.companion, "serve", ...database.args, ...own];
    }

    protected line(text: string): void {
        const port = /^serves .* on https?:\/\/127\.0\.0\.1:(\d+)\/$/.exec(text);
        if (port !== null) {
            this.port = Number(port[1]);
            this.isUp = true;
        }
        this.key = /^key of this server: (\w+)$/.exec(text)?.[1] ?? this.key;
        if (!text.startsWith("{")) return;
        this.log.push(text);
        this.stage.note(`${this.name}: ${text}`);
    }

    /** Whether a line of its log has a text. */
    hasSaid(text: string): boolean {
        return this.log.some((line) => line.includes(text));
    }

    get picture(): string {
        return this.isRunning ? "runs" : "does not run";
    }

    /** Starts it. @returns whether it has come up: with a disk that fails it may end before. */
    async start(): Promise<boolean> {
        this.isUp = false;
        this.launch();
        await this.until(() => (this.isUp && this.key !== "") || !this.isRunning);
        this.stage.note(`${this.name} ${this.isRunning ? "is up" : "has ended before it was up"}`);
        if (!this.isRunning && (this.disk.killAt ?? 0) === 0)
            throw new Error(`${this.name} has ended: see ${this.name}.log`);
        return this.isRunning;
    }
}
