/** A guild's server that runs. */
import { listen, portOf } from "../http/listen";
import type { Logger } from "../http/logs";
import { upgrades } from "../http/upgrade";
import type { Clock } from "../sync/clock";
import type { ServeOptions } from "./options";
import { makeRoomSite } from "./room-site";
import { openServerStore } from "./server-store";

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

/** Starts a server. Raises a StoreError, or an Error where the port is taken. */
export async function startServer(options: ServeOptions, log: Logger, clock: Clock): Promise<RunningServer> {
    const { where, host, port, publicUrls, isBehindProxy, tls } = options;
    const { driver, data, name: store } = await openServerStore(where, clock);
    try {
        const { key } = await data.signer();
        const permit = options.create === "admin" ? await data.makePermit() : undefined;
        const site = await makeRoomSite({ ...options, ...{ driver, data, clock, log, key } });
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
        await listen(site.app, host, port);
        const stop = async (): Promise<void> => {
            await site.stop();
            await site.close();
            await data.close();
        };
        const name = host.includes(":") ? `[${host}]` : host;
        const url = `${tls === undefined ? "http" : "https"}://${name}:${portOf(site.app)}/`;
        return { url, store, key, permit, stop };
    } catch (error) {
        await data.close();
        await driver.close();
        throw error;
    }
}
