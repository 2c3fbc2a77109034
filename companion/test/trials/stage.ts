/** A trial: real processes in one folder, faults drawn from a seed, and what was done when. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleCompanion } from "../../../tools/companion.mjs";
import { Random } from "../../../tools/random.mjs";
import { ROLE } from "../../src/room/content-items";
import { nameOf } from "../../src/room/chain";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { RoomClient } from "../../src/sync/client";
import { systemClock } from "../../src/sync/clock";
import { connectWebSocket } from "../../src/sync/websocket";
import { FOUNDER, Guild } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";
import { deviceEntry } from "./server-member";
import type { Actor } from "./actors/actor";
import { ServerActor, type ServerOptions } from "./actors/server";
import { WriterActor, type WriterOptions } from "./actors/writer";
import { FolderDatabase } from "./databases";
import type { Bundles, Scene } from "./scene";

let bundles: Promise<Bundles> | undefined;
async function bundle(): Promise<Bundles> {
    const [companion, writer] = [
        await bundleCompanion("cli.ts", "trial-companion.mjs"),
        await bundleCompanion("../test/trials/actors/writer-process.ts", "trial-writer.mjs"),
    ];
    return { companion, writer };
}

/** Milliseconds after which what does not become equal is told: a limit against waiting for ever, far above what it takes. */
const LIMIT = Number(process.env["TRIAL_LIMIT"] ?? 180_000);

export class Stage implements Scene {
    readonly folder = mkdtempSync(join(tmpdir(), "companion-trial-"));
    /** Unix seconds at which it began. */
    readonly began = Math.floor(Date.now() / 1000);
    readonly guild = new Guild();
    readonly random: Random;
    readonly actors: Actor[] = [];
    /** Environment by which processes trust the certificates of the stage's servers. */
    trust: Readonly<Record<string, string>> = {};
    private readonly notes: string[] = [];
    private readonly waiting = new Set<() => void>();
    private readonly closers: (() => void)[] = [];
    private readonly start = performance.now();

    private constructor(
        readonly seed: number,
        readonly bundles: Bundles,
    ) {
        this.random = new Random(seed);
        // The first numbers of small seeds are small.
        this.random.bytes(4);
        this.guild.takeScope(true);
    }

    static async open(seed: number): Promise<Stage> {
        bundles ??= bundle();
        const stage = new Stage(seed, await bundles);
        console.log(`trial: seed ${seed}, ${stage.folder}`);
        return stage;
    }

    /** Hex of the room's id. */
    get room(): string {
        return nameOf(this.guild.room.id);
    }

    /** Says what was done. */
    note(what: string): void {
        this.notes.push(`${Math.round(performance.now() - this.start)} ms: ${what}`);
    }

    /** Something has changed in one of the actors. */
    changed(): void {
        for (const resolve of this.waiting) resolve();
        this.waiting.clear();
    }

    /** Has something done at the end, once no process runs. */
    onClose(close: () => void): void {
        this.closers.push(close);
    }

    /** The file that says by how many seconds a process's date is ahead. */
    clockOf(name: string): string {
        const path = join(this.folder, `${name}.clock`);
        writeFileSync(path, "0", { flag: "a" });
        return path;
    }

    /** Has the date of a process jump. @param seconds that it is ahead from now on. */
    jump({ name }: Actor, seconds: number): void {
        this.note(`the date of ${name} is ${seconds} s ahead`);
        writeFileSync(this.clockOf(name), String(seconds));
    }

    server(name = "server", options: Partial<ServerOptions> = {}): ServerActor {
        const database = options.database ?? new FolderDatabase(join(this.folder, name));
        return this.add(new ServerActor(this, name, { ...options, database }));
    }

    /** A member that writes. Only before found(). */
    writer(number: number, options: WriterOptions): WriterActor {
        this.guild.join(number, number % 2 === 0 ? ROLE.own : ROLE.relay);
        return this.add(new WriterActor(this, number, options));
    }

    add<A extends Actor>(actor: A): A {
        mkdirSync(actor.folder, { recursive: true });
        this.actors.push(actor);
        return actor;
    }

    get writers(): WriterActor[] {
        return this.actors.filter((actor) => actor instanceof WriterActor);
    }

    /** Founds the room at a server that runs, and makes it a member, as `found` does. */
    async found(server: ServerActor): Promise<void> {
        deviceEntry(this.guild, Buffer.from(server.key, "hex"));
        const room = await KeptRoom.open(this.guild.room.id, new MemoryStore());
        const [founding] = this.guild.list;
        await room.follow(START, this.guild.list);
        // What stands behind the founding is loose then, and is offered.
        await room.follow(START, [founding]);
        const client = new RoomClient({
            ...{ url: server.url, room, signer: FOUNDER, label: () => "Founder", clock: systemClock },
            ...{ connect: connectWebSocket, create: { permit: null } },
        });
        client.start();
        await new Promise<void>((resolve) => {
            client.onState(({ loose, phase }) => {
                if (loose === 0 && phase === "caught up") resolve();
            });
        });
        await client.stop();
        this.note(`founded with ${room.room.position.n} records`);
    }

    /** Records that servers have accepted, as far as the writers have told. */
    get accepted(): number {
        return this.writers.reduce((sum, { accepted }) => sum + accepted, 0);
    }

    /**
     * Resolves at a moment under load that is drawn: after so many further records were accepted, and some milliseconds.
     * @param records at most. @param ms at most.
     */
    async moment(records = 12, ms = 60): Promise<void> {
        const until = this.accepted + this.random.integer(1, records);
        await this.until(`${until} records accepted`, () => this.accepted >= until);
        await this.pass(this.random.integer(0, ms));
    }

    /** Lets milliseconds pass: how long a fault lasts. */
    async pass(ms: number): Promise<void> {
        await new Promise((resolve) => setTimeout(resolve, ms));
    }

    /** Resolves once something is so. Raises an Error with who has what where it never is. */
    async until(what: string, isSo: () => boolean): Promise<void> {
        const limit = setTimeout(() => this.changed(), LIMIT);
        const end = performance.now() + LIMIT - 1;
        try {
            while (!isSo()) {
                if (performance.now() > end) throw new Error(`not reached: ${what}\n${this.picture}`);
                await new Promise<void>((resolve) => this.waiting.add(resolve));
            }
        } finally {
            clearTimeout(limit);
        }
    }

    /** Has the writers rest, and waits until all have the same list and nothing that it lacks. */
    async settle(): Promise<void> {
        for (const writer of this.writers) writer.rest();
        this.note("the writers rest");
        await this.until("all are equal", () => {
            const { writers } = this;
            return (
                writers.every(({ isSettled }) => isSettled) &&
                new Set(writers.map(({ report }) => report?.hash)).size === 1
            );
        });
        this.note("all are equal");
    }

    /** Who has what, and what was done. */
    get picture(): string {
        const actors = this.actors.map((actor) => `${actor.name}: ${actor.picture}`);
        return [`seed ${this.seed}, ${this.folder}`, ...actors, ...this.notes].join("\n");
    }

    /** Ends all processes as their users would. */
    async end(): Promise<void> {
        for (const actor of [...this.actors].reverse()) await actor.end();
    }

    /** Ends what still runs, and takes the folder away, unless KEEP_STAGE is set. */
    async close(): Promise<void> {
        for (const actor of this.actors) if (actor.isRunning) await actor.kill();
        for (const close of this.closers) close();
        if (process.env["KEEP_STAGE"] === undefined) rmSync(this.folder, { recursive: true, force: true });
    }
}

/** Runs a trial. Where it fails, the message says what was done and who has what. */
export async function trial(seed: number, play: (stage: Stage) => Promise<void>): Promise<void> {
    const stage = await Stage.open(seed);
    try {
        await play(stage);
    } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}\n${stage.picture}`, {
            cause: error,
        });
    } finally {
        await stage.close();
    }
}
