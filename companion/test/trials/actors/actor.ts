/** A process of a trial, which is killed and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type DiskFaults, diskEnvironment } from "../faults/disk";
import type { Scene } from "../scene";

const TIME = pathToFileURL(join(import.meta.dirname, "..", "faults", "time.mjs")).href;

/** How much faster time passes for the processes: waits of a minute are waits of six seconds. */
export const SPEED = 10;

/** A process. What it writes on standard error is kept in the stage's folder. */
export abstract class Actor {
    /** What its disk does from its next start on. */
    disk: DiskFaults = {};
    private child: ChildProcess | undefined;
    private exited: Promise<void> = Promise.resolve();
    private readonly waiting = new Set<() => void>();

    constructor(
        protected readonly stage: Scene,
        readonly name: string,
    ) {}

    /** Where it keeps what it has. */
    get folder(): string {
        return join(this.stage.folder, this.name);
    }

    /** The program and its arguments. */
    protected abstract get command(): readonly string[];

    /** One line for people: how far it is. */
    abstract get picture(): string;

    /** Takes a line of its standard output. */
    protected abstract line(text: string): void;

    /** By which user it runs. */
    protected readonly user: { readonly uid?: number; readonly gid?: number } = {};

    get isRunning(): boolean {
        return this.child !== undefined;
    }

    get pid(): number {
        return this.child?.pid ?? 0;
    }

    /** The process that it is now; another one after each start. */
    protected launch(): void {
        if (this.child !== undefined) throw new Error(`launch: ${this.name} runs already`);
        const [program, ...args] = this.command;
        const log = openSync(join(this.stage.folder, `${this.name}.log`), "a");
        const child = spawn(program, args, {
            ...{ cwd: this.stage.folder, stdio: ["pipe", "pipe", log] as const, ...this.user },
            env: { ...process.env, ...this.environment, ...diskEnvironment(this.folder, this.disk) },
        });
        closeSync(log);
        this.child = child;
        let text = "";
        child.stdout?.setEncoding("utf8");
        child.stdout?.on("data", (part: string) => {
            const lines = (text + part).split("\n");
            text = lines.pop() ?? "";
            for (const line of lines) if (this.child === child) this.line(line);
            this.changed();
        });
        child.stdin?.on("error", () => undefined);
        this.exited = new Promise((resolve) => {
            child.once("exit", () => {
                if (this.child === child) this.child = undefined;
                this.changed();
                resolve();
            });
        });
    }

    protected get environment(): Readonly<Record<string, string>> {
        const clock = this.stage.clockOf(this.name);
        return {
            ...{ NODE_OPTIONS: `--import ${TIME}`, TRIAL_SPEED: String(SPEED), TRIAL_CLOCK: clock },
            ...this.stage.trust,
        };
    }

    /** Says something to it. */
    protected tell(what: string): void {
        this.child?.stdin?.write(`${what}\n`);
    }

    /** Resolves once something is so of it. Looked at again after each of its lines, and its end. */
    async until(isSo: () => boolean): Promise<void> {
        while (!isSo()) await new Promise<void>((resolve) => this.waiting.add(resolve));
    }

    private changed(): void {
        for (const resolve of this.waiting) resolve();
        this.waiting.clear();
        this.stage.changed();
    }

    /** Sends it a signal, if it runs. */
    signal(signal: NodeJS.Signals): void {
        this.child?.kill(signal);
    }

    /** Ends it without a word. */
    async kill(): Promise<void> {
        this.stage.note(`kill -9 ${this.name}`);
        this.signal("SIGKILL");
        await this.exited;
    }

    /** Has it end as its user would. */
    async end(): Promise<void> {
        this.signal("SIGCONT");
        this.signal("SIGTERM");
        await this.exited;
    }

    /** Resolves once it has ended by itself. */
    ended(): Promise<void> {
        return this.exited;
    }
}
