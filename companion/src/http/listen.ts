/** Listening, in sentences where that cannot be. */
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { messageOf } from "../command";

const SENTENCES = new Map([
    ["EADDRINUSE", "is taken: end what uses it, or name another one with --port"],
    ["EACCES", "may not be used by this user: name one above 1023 with --port"],
    ["EADDRNOTAVAIL", "cannot be listened on: --host is no address of this computer"],
    ["ENOTFOUND", "cannot be listened on: --host is no address of this computer"],
]);

/** The port that is listened on. */
export const portOf = (app: FastifyInstance): number => (app.server.address() as AddressInfo).port;

/** Where systemd puts the first socket that it passes on: sd_listen_fds(3). */
const FIRST_SOCKET = 3;

/**
 * The socket that was opened for this process by who started it, as systemd's socket units do; undefined where there is none.
 * @param env of the process.
 */
export function passedSocket(env: Readonly<Record<string, string | undefined>>, pid: number): number | undefined {
    return env["LISTEN_PID"] === String(pid) && env["LISTEN_FDS"] === "1" ? FIRST_SOCKET : undefined;
}

/**
 * Listens. Raises an Error where that cannot be, and closes the server.
 * @param port 0 takes any that is free. @param socket one that is open already: host and port then mean nothing.
 */
export async function listen(app: FastifyInstance, host: string, port: number, socket?: number): Promise<void> {
    try {
        await app.listen({ host, port, ...(socket === undefined ? {} : { fd: socket }) });
    } catch (error) {
        await app.close();
        const sentence = SENTENCES.get((error as NodeJS.ErrnoException).code ?? "");
        throw new Error(sentence === undefined ? messageOf(error) : `port ${port} ${sentence}`);
    }
}
