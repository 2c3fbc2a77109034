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

/** Listens. Raises an Error where that cannot be, and closes the server. @param port 0 takes any that is free. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
    try {
        await app.listen({ host, port });
    } catch (error) {
        await app.close();
        const sentence = SENTENCES.get((error as NodeJS.ErrnoException).code ?? "");
        throw new Error(sentence === undefined ? messageOf(error) : `port ${port} ${sentence}`);
    }
}
