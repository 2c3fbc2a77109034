/**
 * Commands for a companion that runs: a second start gives them to it. It listens on a socket in its folder (a named pipe on Windows), which no
 * browser can reach, and takes commands from who knows the secret in a file that its user alone may read.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../command";
import { isFields, readJson, writeJson } from "../profile/json-file";
import { removeWhole } from "../profile/whole-file";
import { StoreError } from "../store/store-error";
import { readLines, writeLine } from "./json-lines";
import type { Talk } from "./talk";

const FILE = "control.json";
const FORMAT = 1;
const SOCKET = "control.sock";
/** Bytes of a socket's path at most, on all systems. */
const MOST_PATH = 100;
const SECRET_BYTES = 32;
/** Of the name of a socket outside of the folder. */
const NAME_BYTES = 12;
/** Milliseconds in which who listens has to show that it knows the secret. */
const PATIENCE = 5000;
/** Words of a command line at most. */
const MOST_ARGS = 64;

const OUTSIDE = /^lib-event-ledger-[0-9a-f]{24}\.sock$/;

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Where a companion with this folder may listen: outside of it under a new name each time, which nobody can have taken before. */
export function controlPath(folder: string, platform: NodeJS.Platform): string {
    const name = `lib-event-ledger-${randomBytes(NAME_BYTES).toString("hex")}`;
    if (platform === "win32") return `\\\\.\\pipe\\${name}`;
    const path = join(folder, SOCKET);
    return Buffer.byteLength(path) <= MOST_PATH ? path : join(tmpdir(), `${name}.sock`);
}

/** Does what a command line says. @returns the exit code. */
export type Handle = (args: readonly string[], talk: Talk) => Promise<number>;

/** What one side shows to the other: that it knows the secret, which is not sent. Whoever listens in the stead of a companion learns nothing. */
function proofOf(secret: string, side: "client" | "server", nonce: string): string {
    return createHmac("sha256", secret).update(`${side} ${nonce}`).digest("base64url");
}

/** Whether something is the proof of a side. */
function isProof(given: unknown, secret: string, side: "client" | "server", nonce: string): boolean {
    return typeof given === "string" && timingSafeEqual(hashOf(given), hashOf(proofOf(secret, side, nonce)));
}

const newNonce = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** The command of a client that has shown that it knows the secret. */
function commandIn(value: unknown, secret: string, nonce: string): string[] | undefined {
    if (!isFields(value) || !isProof(value["proof"], secret, "client", nonce)) return undefined;
    const { args } = value;
    const isCommand = Array.isArray(args) && args.length <= MOST_ARGS && args.every((each) => typeof each === "string");
    return isCommand ? args : undefined;
}

/** One client: its command, and its answers. */
function serveClient(socket: Socket, secret: string, handle: Handle): void {
    const stop = new AbortController();
    const asked: ((answer: string | undefined) => void)[] = [];
    /** The own nonce, once the client has sent its. */
    let nonce: string | undefined;
    let isBegun = false;
    const end = (): void => {
        stop.abort();
        for (const answer of asked.splice(0)) answer(undefined);
    };
    const talk: Talk = {
        tell: (line) => writeLine(socket, { tell: line }),
        warn: (line) => writeLine(socket, { warn: line }),
        ask(question) {
            if (!socket.writable) return Promise.resolve(undefined);
            writeLine(socket, { ask: question });
            return new Promise((resolve) => asked.push(resolve));
        },
        stop: stop.signal,
    };
    const begin = async (args: readonly string[]): Promise<void> => {
        try {
            writeLine(socket, { code: await handle(args, talk) });
        } catch (error) {
            writeLine(socket, { warn: messageOf(error) });
            writeLine(socket, { code: 1 });
        }
        socket.end();
    };
    socket.on("error", end);
    socket.on("close", end);
    readLines(socket, (value) => {
        if (isBegun) {
            const answer = isFields(value) && typeof value["answer"] === "string" ? value["answer"] : undefined;
            asked.shift()?.(answer);
            return;
        }
        if (nonce === undefined) {
            if (!isFields(value) || typeof value["nonce"] !== "string") return void socket.destroy();
            nonce = newNonce();
            return writeLine(socket, { nonce, proof: proofOf(secret, "server", value["nonce"]) });
        }
        isBegun = true;
        const args = commandIn(value, secret, nonce);
        if (args === undefined) socket.destroy();
        else void begin(args);
    });
}

/** Takes commands until it is closed. */
export interface Control {
    close(): Promise<void>;
}

/** The socket that one which was killed has left outside of its folder; else the one inside. */
function leftOutside(folder: string): string {
    const { path } = readJson(join(folder, FILE), FORMAT) ?? {};
    const isOutside = typeof path === "string" && dirname(path) === tmpdir() && OUTSIDE.test(basename(path));
    return isOutside ? path : join(folder, SOCKET);
}

/** Listens for commands. The folder must be this process's own. Raises a StoreError where that cannot be. */
export async function listenControl(folder: string, platform: NodeJS.Platform, handle: Handle): Promise<Control> {
    const path = controlPath(folder, platform);
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
        serveClient(socket, secret, handle);
    });
    try {
        // One that was killed has left it.
        if (platform !== "win32") for (const left of [path, leftOutside(folder)]) rmSync(left, { force: true });
        await new Promise<void>((resolve, reject) => {
            server.once("error", reject);
            server.listen(path, resolve);
        });
        if (platform !== "win32") chmodSync(path, 0o600);
    } catch (error) {
        throw new StoreError(`${path}: ${messageOf(error)}: a second start could not reach this one`, "away", {
            cause: error,
        });
    }
    writeJson(join(folder, FILE), FORMAT, { path, secret });
    return {
        async close() {
            removeWhole(join(folder, FILE));
            for (const socket of sockets) socket.destroy();
            await new Promise<void>((resolve) => server.close(() => resolve()));
        },
    };
}

function connected(path: string): Promise<Socket | undefined> {
    return new Promise((resolve) => {
        const socket = connect(path);
        socket.once("connect", () => resolve(socket));
        socket.once("error", () => resolve(undefined));
    });
}

/** Gives the companion that runs with a folder a command. @returns its exit code; undefined where none runs. */
export async function runInRunning(
    folder: string,
    args: readonly string[],
    talk: Talk,
    patience = PATIENCE,
): Promise<number | undefined> {
    const { path, secret } = readJson(join(folder, FILE), FORMAT) ?? {};
    if (typeof path !== "string" || typeof secret !== "string") return undefined;
    const socket = await connected(path);
    if (socket === undefined) return undefined;
    return new Promise((resolve) => {
        const nonce = newNonce();
        let isKnown = false;
        let code: number | undefined;
        const timer = setTimeout(() => socket.destroy(), patience);
        socket.on("error", () => undefined);
        socket.on("close", () => {
            clearTimeout(timer);
            if (code === undefined && isKnown) talk.warn("the companion that runs has ended before it was done");
            // Whoever does not know the secret is no companion.
            resolve(isKnown ? (code ?? 1) : undefined);
        });
        talk.stop.addEventListener("abort", () => socket.destroy(), { once: true });
        readLines(socket, (value) => {
            if (!isFields(value)) return void socket.destroy();
            if (!isKnown) {
                isKnown = isProof(value["proof"], secret, "server", nonce);
                if (!isKnown) return void socket.destroy();
                clearTimeout(timer);
                return writeLine(socket, { proof: proofOf(secret, "client", String(value["nonce"])), args });
            }
            const { tell, warn, ask } = value;
            if (typeof tell === "string") talk.tell(tell);
            if (typeof warn === "string") talk.warn(warn);
            if (typeof ask === "string")
                void talk.ask(ask).then((answer) => writeLine(socket, answer === undefined ? {} : { answer }));
            if (typeof value["code"] === "number") code = value["code"];
            return undefined;
        });
        writeLine(socket, { nonce });
    });
}
