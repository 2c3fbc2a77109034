/** The rooms of a server over HTTP and WebSocket: what `serve` and attachRooms() have in common. */
import type { ServerOptions } from "node:https";
import type { FastifyInstance } from "fastify";
import { messageOf } from "../command";
import { makeApp } from "../http/app";
import { Failures } from "../http/failures";
import type { Logger } from "../http/logs";
import { Metrics } from "../http/metrics";
import { ServerDoor } from "../http/server-door";
import { VERSION } from "../http/version";
import { nameOf } from "../room/chain";
import { Rooms } from "../rooms/rooms";
import { timedStores } from "../rooms/timed-stores";
import type { Driver } from "../store/driver";
import { openRecordStores } from "../store/record-stores";
import { Buckets } from "../sync/buckets";
import type { Clock } from "../sync/clock";
import { RoomServer } from "../sync/server";
import type { LogLine } from "../sync/server-options";
import { WatchedTokens } from "./room-tokens";
import type { ServerFile } from "./server-file";
import { measureSite, watchStore } from "./site-metrics";

/** What rooms are served with. */
export interface RoomSiteOptions {
    readonly driver: Driver;
    readonly file: ServerFile;
    /** Of the rooms: its disk and backups are measured. */
    readonly dbFolder?: string | undefined;
    readonly clock: Clock;
    readonly log: Logger;
    /** The server's own key. */
    readonly key: Buffer;
    readonly create: "open" | "admin";
    readonly isBehindProxy: boolean;
    readonly publicUrls: readonly string[];
    readonly tls?: ServerOptions | undefined;
    readonly roomBytes?: number | undefined;
    readonly coalesceMs?: number | undefined;
}

/** Rooms that are served. */
export interface RoomSite {
    readonly rooms: Rooms;
    readonly server: RoomServer;
    /** Answers requests; it does not listen by itself. */
    readonly app: FastifyInstance;
    readonly door: ServerDoor;
    /** What /metrics tells: other parts may add to it. */
    readonly metrics: Metrics;
    /** Ends connections with `stopping` once what they offered is answered, and answers requests that are under way. */
    stop(): Promise<void>;
    /** Closes the database, once all else has ended. */
    close(): Promise<void>;
}

/** Milliseconds that requests which are under way have to end when the server stops. */
const STOP_MS = 5000;

/** A line of the room server as the log has it: its counts and reasons, and no content. */
function logged(log: Logger, { what, room, error }: LogLine): void {
    const id = room === undefined ? undefined : nameOf(room);
    if (error === undefined) log.info({ room: id }, what);
    else log.error({ room: id, error: error instanceof Error ? error.stack : messageOf(error) }, what);
}

/** Puts rooms of a database behind an HTTP server and WebSockets, which are still to be listened for. */
export async function makeRoomSite(options: RoomSiteOptions): Promise<RoomSite> {
    const { driver, file, clock, log, key, create, isBehindProxy, publicUrls, tls, roomBytes, coalesceMs } = options;
    const metrics = new Metrics();
    const watch = watchStore(metrics, clock);
    const rooms = new Rooms(
        timedStores(
            openRecordStores(driver, () => clock.unix() * 1000),
            watch,
        ),
    );
    const buckets = new Buckets(clock);
    const server = new RoomServer({
        ...{ rooms, clock, key, create, buckets, software: `lib-event-ledger-companion ${VERSION}` },
        ...(roomBytes === undefined ? {} : { roomBytes }),
        ...(coalesceMs === undefined ? {} : { coalesceMs }),
        tokens: new WatchedTokens(file, clock),
        isPermit: (permit) => file.isPermit(permit),
        log: (line) => logged(log, line),
    });
    measureSite(metrics, { server, driver, clock, failures: watch.failures, folder: options.dbFolder });
    const door = new ServerDoor({
        ...{ tokens: file, clock, isBehindProxy, failures: new Failures(clock) },
        isSecure: isBehindProxy || tls !== undefined,
        origins: publicUrls.map((url) => new URL(url).origin),
    });
    const app = await makeApp({
        site: { driver, rooms, presence: (room) => server.presence(room), door, clock },
        ...{ log, buckets, isBehindProxy, metrics },
        ...(tls === undefined ? {} : { tls }),
    });
    const stop = async (): Promise<void> => {
        const ended = server.stop();
        const cancel = clock.after(STOP_MS, () => app.server.closeAllConnections());
        await Promise.all([ended, app.close()]);
        cancel();
    };
    return { rooms, server, app, door, metrics, stop, close: () => rooms.close() };
}
