/** The events of a room: a page, or all. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { EventStatus } from "../room/counting";
import type { Reader } from "../store/driver";
import { type EventInfo, type PageQuery, parsePlace, readAll, readPage } from "../store/event-page";
import { readRevokers } from "../store/revokers";
import { EVENTS_HEAD, eventLines, eventsCsv, type ToldEvent } from "./event-lines";
import { Refusal } from "./refusal";
import { refusalText } from "./refusal-text";
import { answers, eventsQuery, exportQuery, MAX_IMPORT, MAX_LIMIT, noQuery, roomParams } from "./schemas";
import { findRoom, type Site } from "./site";
import { viewerOf } from "./viewer";
import { CONTENT_TYPE, type Format, sendWhole, type Writing } from "./whole";

/** What the schemas let through. */
interface Asked {
    readonly limit?: number;
    readonly after?: string;
    readonly order?: "oldest" | "newest";
    readonly ledger?: string;
    readonly scope?: string;
    readonly type?: string;
    readonly player?: string;
    readonly creator?: string;
    readonly status: EventStatus | "all";
    readonly from?: number;
    readonly to?: number;
    readonly text?: string;
    readonly format: Format;
}

/** Why events cannot be imported, and what to do. */
export const UNSIGNED =
    "events are not signed by anybody, so a room does not take them. Import records, as /rooms/ROOM/records gives them; " +
    "or let the companion of who has the events in the game join the room: it signs and sends them";

const WRITING: Writing<ToldEvent> = { csvHead: EVENTS_HEAD, csv: eventLines, json: (event) => event };

const roomOf = ({ params }: FastifyRequest): string => (params as { room: string }).room;

function pageOf({ after, order, format: _, limit = MAX_LIMIT, ...filters }: Asked): PageQuery {
    const place = after === undefined ? undefined : parsePlace(after);
    const { type, player } = filters;
    return { ...filters, type, player, limit, after: place, isNewestFirst: order === "newest" };
}

/** Adds what people want to know of events besides. */
async function told(reader: Reader, events: readonly EventInfo[]): Promise<ToldEvent[]> {
    const revokers = await readRevokers(reader, events);
    return events.map((event, index) => ({
        ...event,
        revokedBy: revokers[index],
        reasonText: event.reason === null ? null : refusalText(event.reason),
    }));
}

async function* allTold(room: Reader, query: PageQuery): AsyncGenerator<readonly ToldEvent[]> {
    for await (const events of readAll(room, query)) yield await told(room, events);
}

async function page(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const asked = request.query as Asked;
    const room = await findRoom(site, viewerOf(request), roomOf(request));
    const query = pageOf(asked);
    const events = await told(room, await readPage(room, query));
    // Where fewer came than were asked for there are no more.
    const next = events.length < query.limit ? null : (events.at(-1)?.place ?? null);
    const { format } = asked;
    if (format === "json") return { room: room.id, events, next };
    if (next !== null) void reply.header("x-next", next);
    const text = format === "csv" ? eventsCsv(events) : events.map((event) => `${JSON.stringify(event)}\n`).join("");
    return reply.type(CONTENT_TYPE[format]).send(text);
}

async function whole(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const asked = request.query as Asked;
    const room = await findRoom(site, viewerOf(request), roomOf(request));
    return sendWhole(reply, asked.format, allTold(room, pageOf(asked)), WRITING, "events", { room: room.id });
}

/** Adds the routes of events. */
export function addEventRoutes(app: FastifyInstance, site: Site): void {
    app.get(
        "/rooms/:room/events",
        {
            schema: {
                summary: "A page of events",
                description: "In CSV and JSONL the header X-Next has what `next` has in JSON: what `after` takes.",
                params: roomParams,
                querystring: eventsQuery,
                response: { 200: answers.events, "4xx": answers.error },
            },
        },
        (request, reply) => page(site, request, reply),
    );
    app.get(
        "/rooms/:room/export",
        {
            schema: {
                summary: "All events, as CSV, JSON or JSONL",
                params: roomParams,
                querystring: exportQuery,
                response: { "4xx": answers.error },
            },
        },
        (request, reply) => whole(site, request, reply),
    );
    const refuse = (): never => {
        throw new Refusal(422, UNSIGNED);
    };
    app.post(
        "/rooms/:room/events",
        {
            // Before anything of the body is read, however long it is.
            bodyLimit: MAX_IMPORT,
            onRequest: refuse,
            schema: {
                summary: "Says why events cannot be imported, and what to do",
                params: roomParams,
                querystring: noQuery,
                response: { "4xx": answers.error },
            },
        },
        refuse,
    );
}
