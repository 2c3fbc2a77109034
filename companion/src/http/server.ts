/** The server on 127.0.0.1, which reads the store and changes nothing. */
import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { messageOf } from "../command";
import type { Driver, Room } from "../store/driver";
import { readNewest, readPage } from "../store/event-page";
import { roomInfos } from "../store/local-rooms";
import { StoreError } from "../store/store-error";
import { checkRequest } from "./guard";
import { eventsCsv } from "./events-csv";
import { firstPage, type RoomView } from "./page";
import { readParameters } from "./parameters";
import { Refusal } from "./refusal";

const HOST = "127.0.0.1";

/** Events of a room that the first page shows. */
const SHOWN = 10;

/** Longest name of a room in a path. */
const MAX_NAME = 400;

const PATHS = "/, /health, /rooms and /rooms/ROOM/events are served";

const HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
};

/** The room of an id, or of a name that only one has. */
async function findRoom(driver: Driver, name: string): Promise<Room> {
    const room = await driver.room(name);
    if (room !== undefined) return room;
    const named = (await roomInfos(driver)).filter((info) => info.name === name);
    const [first] = named;
    if (named.length > 1)
        throw new Refusal(409, "several rooms have this name: name one by its id, as /rooms tells it");
    const found = first === undefined ? undefined : await driver.room(first.id);
    if (found === undefined) throw new Refusal(404, "no room has this id or name: /rooms lists them");
    return found;
}

async function events(driver: Driver, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { page, format } = readParameters(request.query);
    const room = await findRoom(driver, (request.params as { room: string }).room);
    const found = await readPage(room, page);
    // Where fewer came than were asked for there are no more.
    const next = found.length < page.limit ? null : (found.at(-1)?.place ?? null);
    if (format === "json") return { room: room.id, events: found, next };
    if (next !== null) void reply.header("x-next", next);
    return reply.type("text/csv; charset=utf-8; header=present").send(eventsCsv(found));
}

async function views(driver: Driver): Promise<RoomView[]> {
    const list: RoomView[] = [];
    for (const info of await roomInfos(driver)) {
        const room = await driver.room(info.id);
        if (room !== undefined) list.push({ ...info, newest: await readNewest(room, SHOWN) });
    }
    return list;
}

/** Answers what went wrong: a refusal in its own words, what is the store's fault with 503, anything else with 500. */
function answerError(error: unknown, reply: FastifyReply): FastifyReply {
    const status = error instanceof StoreError ? 503 : ((error as { statusCode?: number }).statusCode ?? 500);
    return reply.code(status).send({ error: messageOf(error) });
}

function addRoutes(app: FastifyInstance, driver: Driver): void {
    app.get("/health", () => ({ status: "ok" }));
    app.get("/rooms", async () => ({ rooms: await roomInfos(driver) }));
    app.get("/rooms/:room/events", (request, reply) => events(driver, request, reply));
    app.get("/", async (_request, reply) =>
        reply.type("text/html; charset=utf-8").send(firstPage(await views(driver))),
    );
}

/** A server that listens. */
export interface Server {
    /** "http://127.0.0.1:8883/" */
    readonly url: string;
    /** Stops taking requests, and ends those that are under way. */
    close(): Promise<void>;
}

/**
 * Serves a store on 127.0.0.1. Raises an Error where the port is taken.
 * @param port 0 takes any that is free.
 */
export async function serve(driver: Driver, port: number): Promise<Server> {
    const app = fastify({
        logger: false,
        forceCloseConnections: true,
        routerOptions: { maxParamLength: MAX_NAME },
        // A path that is no path at all comes to no hook.
        frameworkErrors: (error, _request, reply: FastifyReply) => {
            void reply
                .headers(HEADERS)
                .code(error.statusCode ?? 400)
                .send({ error: `no such path: ${PATHS}` });
        },
    });
    const listening = (): number => (app.server.address() as AddressInfo).port;
    app.addHook("onRequest", (request, reply, done) => {
        void reply.headers(HEADERS);
        const { host, origin, "sec-fetch-site": site } = request.headers;
        checkRequest({ method: request.method, host, origin, site }, listening());
        done();
    });
    app.setErrorHandler((error, _request, reply) => answerError(error, reply));
    app.setNotFoundHandler(() => {
        throw new Refusal(404, `nothing is at this path: ${PATHS}. A "/" in the name of a room is %2F`);
    });
    addRoutes(app, driver);
    try {
        await app.listen({ host: HOST, port });
    } catch (error) {
        await app.close();
        const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
        throw new Error(
            isTaken ? `port ${port} is taken: end what uses it, or name another one with --port` : messageOf(error),
        );
    }
    return { url: `http://${HOST}:${listening()}/`, close: () => app.close() };
}
