/** Rooms on any HTTP server of Node. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { makeLog, type Logger } from "../http/logs";
import { upgrades } from "../http/upgrade";
import { makeRoomSite, type RoomSite } from "../serve/room-site";
import { ServerFile } from "../serve/server-file";
import { MEMORY, openSqlite } from "../store/sqlite/sqlite-driver";
import type { Driver } from "../store/driver";
import { type Clock, systemClock } from "../sync/clock";
import type { Guest } from "../sync/server-options";
import { connectWebSocket } from "../sync/websocket";
import { type BotListener, type BotOptions, runBot } from "./bots";

/** How rooms are attached. */
export interface AttachOptions {
    /** Where members connect, and REST is: "/ledger". */
    readonly path: string;
    /** Folder of the rooms, the server's key and tokens; ":memory:" for rooms that go away with the process. */
    readonly dbFolder?: string;
    /** A database that was opened before, in place of a folder; it is closed with the rooms. Key and tokens then go away with the process. */
    readonly store?: Driver;
    /**
     * Says who a connection is, in the stead of keys and tokens. What it says can only make the rights smaller that the room's chain gives, or
     * give the right to read. undefined: nothing is shown. @param room hex of its id.
     */
    readonly authenticate?: (request: IncomingMessage, room: string) => Promise<Guest | undefined>;
    /** Who may make rooms: who has the permit (`admin`, the default), or anybody. */
    readonly create?: "open" | "admin";
    /** How members reach the server. */
    readonly publicUrls?: readonly string[];
    /** Whether a proxy in front of the server speaks TLS, and says who asks. */
    readonly isBehindProxy?: boolean;
    /** Milliseconds that commits of a room are gathered: 50 without it. */
    readonly coalesceMs?: number;
    /** Most bytes of the records of a room: 1 GB without it. */
    readonly roomBytes?: number;
    /** Takes lines of a log; nothing is logged without it. */
    readonly log?: Logger;
    readonly clock?: Clock;
}

/** Rooms that were attached. */
export interface AttachedRooms {
    /** The server's key, 32 bytes. */
    readonly key: Buffer;
    /** The permit for new rooms, where it was made now. */
    readonly permit: Buffer | undefined;
    /** Answers REST requests below the path; express takes it as `app.use(path, rooms.handle)`. */
    readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
    /**
     * Runs a bot in a room. Raises an Error where there is no such room.
     * @param room hex of its id. @returns what ends it.
     * @example await rooms.use(room, (events) => console.log(events.length), { since: 0 });
     */
    use(room: string, listener: BotListener, options?: BotOptions): Promise<() => Promise<void>>;
    /** Ends bots and connections, and closes the database. The HTTP server goes on. */
    stop(): Promise<void>;
}

async function useRoom(
    { rooms }: RoomSite,
    driver: Driver,
    [room, listener, options]: Parameters<AttachedRooms["use"]>,
    clock: Clock,
): Promise<() => Promise<void>> {
    const use = /^[0-9a-f]{64}$/.test(room) ? await rooms.use(Buffer.from(room, "hex")) : undefined;
    const rows = use === undefined ? undefined : await driver.room(room);
    if (use === undefined || rows === undefined)
        throw new Error(`use: 'room' - the id of a room expected, got "${room}"`);
    const end = await runBot(rows, use.room, listener, options ?? {}, () => clock.unix());
    return async () => {
        await end();
        use.release();
    };
}

function checkPath(path: string): void {
    if (!/^(\/[^/?#]+)+$/.test(path)) throw new Error(`attachRooms: 'path' - as "/ledger" expected, got "${path}"`);
}

/** The same without a path in front of it, whether the server has taken that away or not. */
function below(url: string, path: string): string {
    const rest = url.startsWith(path) ? url.slice(path.length) : url;
    return rest.startsWith("/") ? rest : `/${rest}`;
}

/**
 * Puts rooms on an HTTP server: members connect by WebSocket at the path, and handle() answers REST. Upgrades of other paths are left to who else listens.
 * Raises a StoreError where the folder cannot be used.
 * @example
 * const rooms = await attachRooms(server, { path: "/ledger", dbFolder: "ledgers" });
 */
export async function attachRooms(httpServer: Server, options: AttachOptions): Promise<AttachedRooms> {
    const { path, dbFolder = MEMORY, authenticate, clock = systemClock, log = makeLog("silent") } = options;
    const { create = "admin", publicUrls = [], isBehindProxy = false, coalesceMs, roomBytes } = options;
    checkPath(path);
    const driver = options.store ?? openSqlite(dbFolder);
    const folder = options.store === undefined ? dbFolder : MEMORY;
    const data = new ServerFile(folder);
    const signer = await data.signer();
    const permit = create === "admin" ? await data.makePermit() : undefined;
    const site = await makeRoomSite({
        ...{ driver, data, dbFolder: folder, clock, log, signer, create, connect: connectWebSocket },
        ...{ isBehindProxy, publicUrls, coalesceMs, roomBytes },
    });
    await site.app.ready();
    const upgrade = upgrades({
        isPath: (each) => each === path || each === `${path}/`,
        // Another listener has its own paths.
        otherwise: (_request, socket) => {
            if (httpServer.listenerCount("upgrade") === 1) socket.destroy();
        },
        check: (request) => site.door.check(request),
        isBehindProxy,
        hosts: publicUrls.map((url) => new URL(url).host.toLowerCase()),
        accept: (duplex, from, request) =>
            site.server.accept(duplex, {
                ...from,
                ...(authenticate === undefined
                    ? {}
                    : { authenticate: (room) => authenticate(request, room.toString("hex")) }),
            }),
    });
    httpServer.on("upgrade", upgrade);
    const bots = new Set<() => Promise<void>>();
    return {
        ...{ key: signer.key, permit },
        handle(request, response) {
            // What the page loads stands below the folder that it is in.
            if (request.url === path) return void response.writeHead(308, { location: `${path}/` }).end();
            request.url = below(request.url ?? "/", path);
            site.app.routing(request, response);
        },
        async use(...asked) {
            const end = await useRoom(site, driver, asked, clock);
            bots.add(end);
            return async () => {
                if (bots.delete(end)) await end();
            };
        },
        async stop() {
            httpServer.off("upgrade", upgrade);
            for (const end of bots) await end();
            await site.stop();
            await site.close();
            await data.close();
        },
    };
}
