/** Companions of several computers and a server of rooms, within one process: connections in memory, fake time, real folders. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../../../tools/random.mjs";
import type { SavedScope } from "../../src/agent/saved-scope";
import type { StoredEvent } from "../../src/format/key";
import { decodeChecked } from "../../src/format/text";
import { encodeCbor } from "../../src/room/cbor";
import { nameOf } from "../../src/room/chain";
import { sha256, type Signer, signerOf } from "../../src/room/keys";
import type { KeptRoom } from "../../src/rooms/kept-room";
import { Rooms } from "../../src/rooms/rooms";
import { Companion } from "../../src/run/companion";
import { COMMANDS } from "../../src/run/commands/commands";
import { dispatch } from "../../src/run/room-command";
import type { Talk } from "../../src/run/talk";
import type { InboxScope } from "../../src/inbox/inbox-text";
import type { Clock } from "../../src/sync/clock";
import { RoomServer } from "../../src/sync/server";
import type { RoomServerOptions } from "../../src/sync/server-options";
import { FakeClock } from "./fake-clock";
import { characterOf } from "./guild";
import { type MemoryEnd, memoryPair } from "./memory-duplex";
import { MemoryStores } from "./memory-stores";
import { savedOf } from "./saved";

export const SERVER_URL = "https://ledger.example/";
export const PERMIT = Buffer.alloc(32, 7);
export const PERMIT_TEXT = PERMIT.toString("base64url");

/** The command line that founds a room. */
export const FOUND = ["found", "Dawn", "--server", SERVER_URL, "--permit", PERMIT_TEXT, "--yes"];

/** The link that a command has printed. */
export const linkIn = ({ lines }: Said): string => lines.find((line) => line.includes("#lel1.")) ?? "no link";

/** The body of an event of type 1 with one field. */
export const bodyOf = (text: string): Buffer => Buffer.concat([Buffer.of(1), encodeCbor(text)]);

/** A character as it is typed. */
export const characterText = (player: number): string =>
    `Name${player}-Realm=Player-1001-${player.toString(16).padStart(8, "0")}`;

/** What a command has said. */
export interface Said {
    readonly code: number;
    readonly lines: readonly string[];
    readonly warnings: readonly string[];
    readonly questions: readonly string[];
    /** All of it. */
    readonly text: string;
}

/** One computer: its folder, its game, and its companion. */
export class Computer {
    readonly folder = mkdtempSync(join(tmpdir(), "computer-"));
    stores = new MemoryStores();
    companion!: Companion;
    /** What the companion has told by itself. */
    readonly told: string[] = [];
    /** By install: what was written into its inbox. */
    readonly inbox = new Map<string, readonly InboxScope[]>();
    files: SavedScope[];
    isOnline = true;
    /** Seconds that its clock is ahead. */
    skew = 0;
    /** Ends of the connections that it has made. */
    readonly ends: { client: MemoryEnd; server: MemoryEnd }[] = [];
    private changed: () => void = () => undefined;

    /** @param player the number of its character. */
    constructor(
        readonly net: CompanionNet,
        readonly player: number,
        events: readonly StoredEvent[] = [],
    ) {
        const own = characterOf(player);
        this.files = [savedOf("account", events, { names: [{ ...own, token: "MAGE" }] })];
    }

    async open(): Promise<void> {
        const { clock: own } = this.net;
        const clock: Clock = {
            now: () => own.now(),
            unix: () => own.unix() + this.skew,
            after: (ms, work) => own.after(ms, work),
            random: () => own.random(),
        };
        const saved = join("/game/_classic_", "WTF", "Account", "A", "Realm", `Name${this.player}`, "SavedVariables");
        const install = {
            path: "/game/_classic_",
            accounts: join("/game/_classic_", "WTF", "Account"),
            saved: [saved],
        };
        this.companion = await Companion.open({
            folder: this.folder,
            stores: this.stores,
            scratch: () => new MemoryStores(),
            files: (_games, onChange) => {
                this.changed = onChange;
                const scopes = (): SavedScope[] => this.files;
                return {
                    installs: [install],
                    get scopes() {
                        return scopes();
                    },
                    refresh: () => Promise.resolve(),
                    stop: () => Promise.resolve(),
                };
            },
            connect: (url) => this.connect(url),
            clock,
            label: `pc-${this.player}`,
            tell: (line) => this.told.push(line),
            writeInbox: (path, { scopes }) => {
                this.inbox.set(path, scopes);
                return { kind: "written" };
            },
        });
    }

    private connect(url: string): Promise<MemoryEnd> {
        if (!this.isOnline || !this.net.isUp) return Promise.reject(new Error("the server is away"));
        const host = new URL(url).host;
        const pair = memoryPair(() => this.net.clock.stir());
        this.net.server.accept(pair.server, { hosts: [host], address: `192.0.2.${this.player}` });
        this.ends.push(pair);
        return Promise.resolve(pair.client);
    }

    /** The game has written its file: it has these events now. */
    save(events: readonly StoredEvent[], other: Partial<SavedScope> = {}): void {
        const [file] = this.files;
        this.files = [savedOf(file.account, events, { names: file.names, changed: this.net.clock.unix(), ...other })];
        this.changed();
    }

    /** Gives a command; time passes until it has ended. @param answers to its questions; none: nobody is there. */
    async give(args: readonly string[], answers?: readonly string[]): Promise<Said> {
        const [lines, warnings, questions]: [string[], string[], string[]] = [[], [], []];
        const talk: Talk = {
            tell: (line) => lines.push(line),
            warn: (line) => warnings.push(line),
            ask: (question) => {
                questions.push(question);
                return Promise.resolve(answers?.at(questions.length - 1));
            },
            stop: new AbortController().signal,
        };
        const [name, ...rest] = args;
        const command = COMMANDS.get(name);
        if (command === undefined) throw new Error(`give: 'args' - a command expected, got "${name}"`);
        const code = await this.net.during(dispatch(this.companion, name, command, rest, talk));
        return { code, lines, warnings, questions, text: [...lines, ...warnings].join("\n") };
    }

    /** Founds a room, whose recovery code is in what it has said. */
    async found(...options: readonly string[]): Promise<Said> {
        return this.give([...FOUND, ...options]);
    }

    /** Makes somebody a member, and has that one's computer join. */
    async invite(other: Computer, role: string): Promise<Said> {
        const link = linkIn(await this.give(["invite", characterText(other.player), "--role", role]));
        return other.give(["join", link, "--yes"]);
    }

    /** The only room that it has joined. */
    get kept(): KeptRoom {
        return this.companion.findRoom(undefined).kept;
    }

    /** Ends the companion without a word, as kill -9 does: what is in the stores and the folder stays. */
    async kill(): Promise<void> {
        for (const { client } of this.ends) client.terminate();
        await this.net.during(this.companion.stop());
    }

    async restart(): Promise<void> {
        await this.kill();
        await this.open();
        this.companion.start();
    }

    /** Whether the inbox of the game holds an event with this body. */
    isOffered(body: Buffer): boolean {
        const texts = [...this.inbox.values()].flat().flatMap(({ weeks }) => [...weeks.values()]);
        return texts.some((text) => decodeChecked(text).includes(body));
    }
}

/** A server and computers. */
export class CompanionNet {
    readonly random: Random;
    readonly clock: FakeClock;
    readonly stores = new MemoryStores();
    readonly key: Signer = signerOf(sha256(Buffer.from("server")));
    server!: RoomServer;
    rooms!: Rooms;
    isUp = true;
    readonly computers: Computer[] = [];

    constructor(
        readonly seed: number,
        private readonly options: Partial<RoomServerOptions> = {},
    ) {
        this.random = new Random(seed);
        this.clock = new FakeClock(this.random);
        this.boot();
    }

    /** Starts the server on what it has in store. */
    boot(): void {
        this.rooms = new Rooms(this.stores);
        this.server = new RoomServer({
            ...{ rooms: this.rooms, clock: this.clock, software: "test", key: this.key.key, create: "admin" },
            isPermit: (permit) => permit.equals(PERMIT),
            ...this.options,
        });
    }

    async computer(player: number, events: readonly StoredEvent[] = []): Promise<Computer> {
        const computer = new Computer(this, player, events);
        this.computers.push(computer);
        await computer.open();
        return computer;
    }

    /** Lets time pass until something has come to its end. */
    async during<T>(work: Promise<T>): Promise<T> {
        let isOver = false;
        const done = work.finally(() => (isOver = true));
        // What it raises is raised below.
        done.catch(() => undefined);
        while (!isOver) await this.clock.advance(100);
        return done;
    }

    /** Lets so many seconds pass. */
    async pass(seconds: number): Promise<void> {
        await this.clock.advance(1000 * seconds);
    }

    /** The server's own copy of a room. */
    async serverRoom(id: Buffer): Promise<KeptRoom> {
        const use = await this.rooms.use(id);
        if (use === undefined) throw new Error(`serverRoom: no room ${nameOf(id)}`);
        use.release();
        return use.room;
    }

    async end(): Promise<void> {
        for (const { companion, folder } of this.computers) {
            await this.during(companion.stop());
            rmSync(folder, { recursive: true, force: true });
        }
        await this.during(this.server.stop());
    }
}
