/** A guild's server that runs. */
import type { AddressInfo } from "node:net";
import { listen, passedSocket, portOf } from "../http/listen";
import type { Logger } from "../http/logs";
import { isLoopback, upgrades } from "../http/upgrade";
import { openSqlite } from "../store/sqlite/sqlite-driver";
import type { Clock } from "../sync/clock";
import type { ServeOptions } from "./options";
import { makeRoomSite } from "./room-site";
import { ServerFile } from "./server-file";
import { serverKey } from "./server-key";

/** A server that listens. */
export interface RunningServer {
    /** Where it listens. */
    readonly url: string;
    /** Its key, 32 bytes. */
    readonly key: Buffer;
    /** The permit for new rooms, at the first start. */
    readonly permit: Buffer | undefined;
    /** Answers what was sent, ends all connections, and closes the database. */
    stop(): Promise<void>;
}

/** The path of an url without "/" at its end. */
const pathOf = (path: string): string => path.replace(/\/+$/, "");

/** Starts a server. Raises a StoreError, or an Error where the port is taken. */
export async function startServer(options: ServeOptions, log: Logger, clock: Clock): Promise<RunningServer> {
    const { dbFolder, host, port, publicUrls, isBehindProxy, tls } = options;
    const driver = openSqlite(dbFolder);
    let file: ServerFile | undefined;
    try {
        const { key } = serverKey(dbFolder);
        file = new ServerFile(dbFolder);
        const permit = options.create === "admin" ? file.makePermit() : undefined;
        const site = await makeRoomSite({ ...options, ...{ driver, file, clock, log, key } });
        const urls = publicUrls.map((url) => new URL(url));
        const paths = new Set(["", ...urls.map(({ pathname }) => pathOf(pathname))]);
        const upgrade = upgrades({
            isPath: (path) => paths.has(pathOf(path)),
            check: (request) => site.door.check(request),
            isBehindProxy,
            hosts: urls.map(({ host: name }) => name.toLowerCase()),
            accept: (duplex, from) => site.server.accept(duplex, from),
        });
        site.app.server.on("upgrade", upgrade);
        const socket = passedSocket(process.env, process.pid);
        await listen(site.app, host, port, socket);
        const { address } = site.app.server.address() as AddressInfo;
        if (socket !== undefined && !isLoopback(address) && tls === undefined && !isBehindProxy) {
            await site.app.close();
            throw new Error(`the socket listens on ${address}: others would reach it without TLS, or --behind-proxy`);
        }
        const opened = file;
        const stop = async (): Promise<void> => {
            await site.stop();
            await site.close();
            opened.close();
        };
        const heard = socket === undefined ? host : address;
        const name = heard.includes(":") ? `[${heard}]` : heard;
        return { url: `${tls === undefined ? "http" : "https"}://${name}:${portOf(site.app)}/`, key, permit, stop };
    } catch (error) {
        file?.close();
        await driver.close();
        throw error;
    }
}
