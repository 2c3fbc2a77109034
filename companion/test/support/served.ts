/** A guild's server under test, and requests to it. */
import { request } from "node:http";
import { afterAll } from "vitest";
import { makeLog } from "../../src/http/logs";
import { newToken } from "../../src/http/tokens";
import { readServeOptions } from "../../src/serve/options";
import { type RunningServer, startServer } from "../../src/serve/running";
import { ServerFile } from "../../src/serve/server-file";
import { type Clock, systemClock } from "../../src/sync/clock";
import { connectWebSocket } from "../../src/sync/websocket";
import { newFolder } from "./stored";

/** An answer. */
export interface Answer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly text: string;
}

/** A server that listens. */
export interface Served extends RunningServer {
    readonly folder: string;
    /** Lines of its log. */
    readonly log: string[];
    /** Seconds by which its clock is ahead. */
    ahead: number;
    /** Makes a token, as the command does. @param room undefined for an operator's. */
    token(room?: string, days?: number): string;
    /** Asks for a path as it is. */
    ask(
        path: string,
        options?: { token?: string; headers?: Record<string, string>; method?: string; body?: string | Buffer },
    ): Promise<Answer>;
}

const open = new Set<() => Promise<void>>();
afterAll(async () => {
    for (const stop of open) await stop();
});

/** Asks a server. */
export function askAt(
    url: string,
    path: string,
    method: string,
    headers: Record<string, string>,
    body: string | Buffer = "",
): Promise<Answer> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
        // Node sends the body of a DELETE without its length, which is another request then.
        const length = body.length === 0 ? {} : { "content-length": Buffer.byteLength(body) };
        const sent = request(
            { hostname, port, path, method, headers: { ...length, ...headers }, agent: false },
            (response) => {
                const parts: Buffer[] = [];
                response.on("data", (part: Buffer) => parts.push(part));
                response.on("end", () => {
                    const text = Buffer.concat(parts).toString();
                    resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
                });
            },
        );
        sent.on("error", reject);
        sent.end(body);
    });
}

/**
 * Starts a server. @param args beside folder and port. @param isLimited whether its clock is right, so that limits make one wait.
 * @param connect opens its connections to other servers.
 */
export async function serveFolder(
    folder = newFolder(),
    args: readonly string[] = [],
    isLimited = false,
    connect = connectWebSocket,
): Promise<Served> {
    const log: string[] = [];
    const options = readServeOptions(["--db-folder", folder, "--port", "0", "--log-level", "debug", ...args]);
    const state = { ahead: 0 };
    // Limits would make tests wait: a fast clock fills the buckets at once.
    let ticks = 0;
    const clock: Clock = {
        ...systemClock,
        now: () => systemClock.now() + (isLimited ? 0 : (ticks += 100)),
        unix: () => systemClock.unix() + state.ahead,
    };
    const running = await startServer(
        options,
        makeLog(options.logLevel, { write: (line) => void log.push(line) }),
        clock,
        connect,
    );
    const stop = async (): Promise<void> => {
        if (open.delete(stop)) await running.stop();
    };
    open.add(stop);
    const token = (room?: string, days?: number): string => {
        const file = new ServerFile(folder);
        const { text, info } = newToken(room, "test", systemClock.unix(), days);
        // SQLite has stored it when it answers.
        void file.add(info);
        void file.close();
        return text;
    };
    return Object.assign(state, {
        ...running,
        ...{ folder, log, stop, token },
        ask: (path: string, { token: text, headers = {}, method = "GET", body }: Parameters<Served["ask"]>[1] = {}) =>
            askAt(
                running.url,
                path,
                method,
                text === undefined ? headers : { authorization: `Bearer ${text}`, ...headers },
                body,
            ),
    });
}
