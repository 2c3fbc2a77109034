/** A guild's server as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { bundleCompanion } from "../../../tools/companion.mjs";

/** A process that serves. */
export interface ServerProcess {
    /** Where it says that it listens. */
    readonly url: string;
    /** Ends it, and resolves with its exit code: null where the signal has ended it. */
    end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/** A process that waits to become a server. */
export interface PreparedProcess {
    /** Lets it start, and resolves once it listens. */
    start(): Promise<ServerProcess>;
}

const running = new Set<ChildProcess>();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** Waits for a line, and says what systemd says of a socket to the process that it becomes. */
const WITH_SOCKET = 'read -r go && LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@"';

function launch(command: readonly string[], stdin: "ignore" | "pipe", passed: readonly number[]): PreparedProcess {
    const [program, ...rest] = command;
    const child = spawn(program, rest, { stdio: [stdin, "pipe", "inherit", ...passed] });
    running.add(child);
    const ended = new Promise<number | null>((resolve) =>
        child.once("exit", (code) => {
            running.delete(child);
            resolve(code);
        }),
    );
    const url = new Promise<string>((resolve, reject) => {
        let text = "";
        void ended.then((code) => reject(new Error(`the server ended with ${code}: ${text}`)));
        child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
            const [, found] = /^serves the rooms of .* on (\S+)$/m.exec(text) ?? [];
            if (found !== undefined) resolve(found);
        });
    });
    return {
        async start() {
            child.stdin?.end("go\n");
            const end: ServerProcess["end"] = (signal) => {
                child.kill(signal);
                return ended;
            };
            return { url: await url, end };
        },
    };
}

const commandOf = async (args: readonly string[]): Promise<string[]> => [
    process.execPath,
    await bundleCompanion(),
    "serve",
    ...args,
];

/** Starts a server, and resolves once it listens. @param args beside "serve". */
export async function startProcess(args: readonly string[]): Promise<ServerProcess> {
    return launch(await commandOf(args), "ignore", []).start();
}

/**
 * Prepares servers that have one socket, which listens from now on whether one of them runs or not, as a socket unit of systemd does.
 * @param args beside "serve". @returns as many as `count`.
 */
export async function prepareProcesses(args: readonly string[], count: number): Promise<PreparedProcess[]> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen({ host: "127.0.0.1", port: 0, backlog: 512 }, resolve));
    const { fd } = (server as unknown as { readonly _handle: { readonly fd: number } })._handle;
    const command = ["/bin/sh", "-c", WITH_SOCKET, ...(await commandOf(args))];
    const prepared = Array.from({ length: count }, () => launch(command, "pipe", [fd]));
    // From here on they alone have it.
    server.close();
    return prepared;
}
