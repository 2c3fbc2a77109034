/** The rooms of a server over HTTP and WebSocket: what `serve` and attachRooms() have in common. */
import type { ServerOptions } from "node:https";
import type { FastifyInstance } from "fastify";
import { messageOf } from "../command";
import { makeApp } from "../http/app";
import { Failures } from "../http/failures";
import type { Logger } from "../http/logs";
import { Metrics } from "../http/metrics";
import { PAGE_FOLDER, readPageFiles } from "../http/page-files";
import { ServerDoor } from "../http/server-door";
import type { EditedTokens } from "../http/tokens";
import { VERSION } from "../http/version";
import { nameOf } from "../room/chain";
import { Rooms } from "../rooms/rooms";
import { timedStores } from "../rooms/timed-stores";
import type { Driver } from "../store/driver";
import { openRecordStores } from "../store/record-stores";
import { Buckets } from "../sync/buckets";
import type { Clock } from "../sync/clock";
import type { Shared } from "../sync/shared";
import { Usage } from "../sync/usage";
import { RoomWatch } from "../sync/room-watch";
import { RoomServer } from "../sync/server";
import type { LogLine } from "../sync/server-options";
import { fetchText, roomsOf } from "../replica/room-list";
import { RoomSeats } from "../replica/room-seats";
import type { Signer } from "../room/keys";
import type { Duplex } from "../sync/duplex";
import type { PrimaryOption } from "./options";
import { promoteRooms, watchPromotions } from "./promotions";
import { WatchedTokens } from "./room-tokens";
import type { ServerData } from "./server-data";
import { measureSite, watchStore } from "./site-metrics";
import type { States } from "../state/states";

/** What rooms are served with. */
export interface RoomSiteOptions {
    readonly driver: Driver;
    readonly data: ServerData;
    /** Of the rooms, where they are in one: its disk and backups are measured. */
    readonly dbFolder?: string | undefined;
    /** What processes of the same database tell each other. */
    readonly shared?: Shared | undefined;
    readonly clock: Clock;
    readonly log: Logger;
    /** The server's own key. */
    readonly signer: Signer;
    /** The server that this one follows, where it is a replica. */
    readonly primary?: PrimaryOption | undefined;
    /** Keys of replicas of this server. */
    readonly replicas?: readonly Buffer[];
    /** Opens connections to other servers. */
    readonly connect: (url: string) => Promise<Duplex>;
    readonly create: "open" | "admin";
    readonly isBehindProxy: boolean;
    readonly publicUrls: readonly string[];
    readonly tls?: ServerOptions | undefined;
    /** Of the built page; where it is missing there is none. */
    readonly pageFolder?: string | undefined;
    readonly roomBytes?: number | undefined;
    readonly coalesceMs?: number | undefined;
    /** The states of ledgers; they are stopped by who has opened them. */
    readonly states?: States | undefined;
}

/** Rooms that are served. */
export interface RoomSite {
    readonly rooms: Rooms;
    readonly server: RoomServer;
    readonly seats: RoomSeats;
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

/** What this server is to its rooms. */
function seatsOf(rooms: Rooms, options: RoomSiteOptions): RoomSeats {
    const { signer, clock, data, connect, primary, replicas = [], log } = options;
    const follow = primary && {
        primary: primary.url,
        learn: async () => [
            ...primary.rooms,
            ...(primary.token === undefined ? [] : await roomsOf(fetchText, primary.url, primary.token)),
        ],
    };
    return new RoomSeats({
        ...{ rooms, signer, clock, connect, replicas, made: data, log: (line: LogLine) => logged(log, line) },
        ...follow,
    });
}

const editedTokens = (data: ServerData, publicUrls: readonly string[]): EditedTokens => ({
    all: () => data.all(),
    add: (token) => data.add(token),
    remove: (hash) => data.remove(hash),
    publicUrls,
});

/** A line of the room server as the log has it: its counts and reasons, and no content. */
function logged(log: Logger, { what, room, error }: LogLine): void {
    const id = room === undefined ? undefined : nameOf(room);
    if (error === undefined) log.info({ room: id }, what);
    else log.error({ room: id, error: error instanceof Error ? error.stack : messageOf(error) }, what);
}

/** Puts rooms of a database behind an HTTP server and WebSockets, which are still to be listened for. */
export async function makeRoomSite(options: RoomSiteOptions): Promise<RoomSite> {
    const { driver, data, clock, log, signer, create, isBehindProxy, publicUrls, tls, roomBytes, coalesceMs } = options;
    const metrics = new Metrics();
    const storeWatch = watchStore(metrics, clock, (message) => log.error({ error: message }, "the database failed"));
    const stores = openRecordStores(driver, () => clock.unix() * 1000);
    const rooms = new Rooms(timedStores(stores, storeWatch));
    const { shared: place } = options;
    const usage = place && new Usage((name) => place.hide(name));
    const buckets = new Buckets(clock, usage);
    const shared = place && usage && { shared: { place, number: await place.number(), usage } };
    const seats = seatsOf(rooms, options);
    const { key } = signer;
    const server = new RoomServer({
        ...{ rooms, seats, clock, key, create, buckets, software: `lib-event-ledger-companion ${VERSION}` },
        ...(roomBytes === undefined ? {} : { roomBytes }),
        ...(coalesceMs === undefined ? {} : { coalesceMs }),
        ...shared,
        tokens: new WatchedTokens(data, clock),
        isPermit: (permit) => data.isPermit(permit),
        log: (line) => logged(log, line),
    });
    measureSite(metrics, { server, seats, driver, clock, failures: storeWatch.failures, folder: options.dbFolder });
    const door = new ServerDoor({
        ...{ tokens: data, clock, isBehindProxy, failures: new Failures(clock, usage) },
        isSecure: isBehindProxy || tls !== undefined,
        origins: publicUrls.map((url) => new URL(url).origin),
    });
    const app = await makeApp({
        site: {
            ...{ driver, rooms, seats, presence: (room) => server.presence(room), door, clock },
            ...{
                tokens: editedTokens(data, publicUrls),
                states: options.states,
                page: readPageFiles(options.pageFolder ?? PAGE_FOLDER),
            },
        },
        ...{ log, buckets, isBehindProxy, metrics },
        ...(tls === undefined ? {} : { tls }),
    });
    const endPromotions = watchPromotions(data.promotions, clock, (asked) => promoteRooms(rooms, seats, asked));
    void seats.start();
    const stop = async (): Promise<void> => {
        const ended = server.stop();
        const cancel = clock.after(STOP_MS, () => app.server.closeAllConnections());
        await Promise.all([ended, app.close()]);
        await endPromotions();
        await seats.stop();
        cancel();
    };
    const watch = new RoomWatch(rooms, clock, (error) => {
        server.counters.count("databaseAway");
        logged(log, { what: "the database was not looked at", error });
    });
    const close = (): Promise<void> => {
        watch.stop();
        return rooms.close();
    };
    return { rooms, server, seats, app, door, metrics, stop, close };
}
