/** A guild's server that runs. */
import { listen, portOf } from "../http/listen";
import type { Logger } from "../http/logs";
import { upgrades } from "../http/upgrade";
import { openSqlite } from "../store/sqlite/sqlite-driver";
import type { Clock } from "../sync/clock";
import type { Duplex } from "../sync/duplex";
import { connectWebSocket } from "../sync/websocket";
import type { ServeOptions } from "./options";
import { makeRoomSite, type RoomSite } from "./room-site";
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

/** Starts a server. @param connect opens connections to other servers. Raises a StoreError, or an Error where the port is taken. */
export async function startServer(
    options: ServeOptions,
    log: Logger,
    clock: Clock,
    connect: (url: string) => Promise<Duplex> = connectWebSocket,
): Promise<RunningServer> {
    const { dbFolder, host, port, publicUrls, isBehindProxy, tls } = options;
    const driver = openSqlite(dbFolder);
    let file: ServerFile | undefined;
    let site: RoomSite | undefined;
    try {
        const signer = serverKey(dbFolder);
        file = new ServerFile(dbFolder);
        const permit = options.create === "admin" ? file.makePermit() : undefined;
        const made = await makeRoomSite({ ...options, ...{ driver, file, clock, log, signer, connect } });
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
        await listen(made.app, host, port);
        const opened = file;
        const stop = async (): Promise<void> => {
            await made.stop();
            await made.close();
            opened.close();
        };
        const name = host.includes(":") ? `[${host}]` : host;
        return {
            url: `${tls === undefined ? "http" : "https"}://${name}:${portOf(made.app)}/`,
            key: signer.key,
            permit,
            stop,
        };
    } catch (error) {
        await site?.stop();
        file?.close();
        await driver.close();
        throw error;
    }
}
