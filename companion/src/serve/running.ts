/** A guild's server that runs. */
import type { AddressInfo } from "node:net";
import { listen, passedSocket, portOf } from "../http/listen";
import type { Logger } from "../http/logs";
import { isLoopback, upgrades } from "../http/upgrade";
import type { Clock } from "../sync/clock";
import type { Duplex } from "../sync/duplex";
import { connectWebSocket } from "../sync/websocket";
import type { ServeOptions } from "./options";
import { makeRoomSite, type RoomSite } from "./room-site";
import { openServerStore } from "./server-store";
import { openStates } from "../state/open-states";
import type { States } from "../state/states";

/** A server that listens. */
export interface RunningServer {
    /** Where it listens. */
    readonly url: string;
    /** What may be told of where it keeps its rooms. */
    readonly store: string;
    /** Its key, 32 bytes. */
    readonly key: Buffer;
    /** The permit for new rooms, at the first start. */
    readonly permit: Buffer | undefined;
    /** Answers what was sent, ends all connections, and closes the database. */
    stop(): Promise<void>;
}

/** The path of an url without "/" at its end. */
const pathOf = (path: string): string => path.replace(/\/+$/, "");

/** Starts a server. @param connect opens connections to other servers. Raises a StoreError, or an Error where the port is taken. */
export async function startServer(
    options: ServeOptions,
    log: Logger,
    clock: Clock,
    connect: (url: string) => Promise<Duplex> = connectWebSocket,
): Promise<RunningServer> {
    const { where, host, port, publicUrls, isBehindProxy, tls } = options;
    const { driver, data, shared, name: store } = await openServerStore(where, clock);
    let [site, states]: [RoomSite | undefined, States | undefined] = [undefined, undefined];
    try {
        const tell = (line: string): void => log.info(line);
        states = await openStates({ modules: options.modules, installs: [], files: [], now: () => clock.now() }, tell);
        const signer = await data.signer();
        const dbFolder = "folder" in where ? where.folder : undefined;
        const permit = options.create === "admin" ? await data.makePermit() : undefined;
        const made = await makeRoomSite({
            ...options,
            ...{ driver, data, dbFolder, clock, log, signer, connect, shared, states },
        });
        site = made;
        const urls = publicUrls.map((url) => new URL(url));
        const paths = new Set(["", ...urls.map(({ pathname }) => pathOf(pathname))]);
        const upgrade = upgrades({
            isPath: (path) => paths.has(pathOf(path)),
            check: (request) => made.door.check(request),
            isBehindProxy,
            hosts: urls.map(({ host: name }) => name.toLowerCase()),
            accept: (duplex, from) => made.server.accept(duplex, from),
        });
        made.app.server.on("upgrade", upgrade);
        const socket = passedSocket(process.env, process.pid);
        await listen(made.app, host, port, socket);
        const { address } = made.app.server.address() as AddressInfo;
        if (socket !== undefined && !isLoopback(address) && tls === undefined && !isBehindProxy) {
            await made.app.close();
            throw new Error(`the socket listens on ${address}: others would reach it without TLS, or --behind-proxy`);
        }
        const stop = async (): Promise<void> => {
            await made.stop();
            await states?.stop();
            await made.close();
            await data.close();
        };
        const heard = socket === undefined ? host : address;
        const name = heard.includes(":") ? `[${heard}]` : heard;
        const url = `${tls === undefined ? "http" : "https"}://${name}:${portOf(made.app)}/`;
        return { url, store, key: signer.key, permit, stop };
    } catch (error) {
        await site?.stop();
        await states?.stop();
        await data.close();
        await driver.close();
        throw error;
    }
}
