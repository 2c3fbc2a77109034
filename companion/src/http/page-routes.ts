/** The page, signing in, and what tells of the server itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readNewest } from "../store/event-page";
import type { Metrics } from "./metrics";
import { firstPage, type RoomView } from "./page";
import { answers, noQuery, signInBody } from "./schemas";
import { SIGN_IN_PAGE, SIGN_IN_POLICY } from "./sign-in-page";
import { roomsFor, type Site } from "./site";
import { VERSION } from "./version";
import { viewerOf } from "./viewer";

/** Events of a room that the first page shows. */
const SHOWN = 10;

const HTML = "text/html; charset=utf-8";

async function views(site: Site, request: FastifyRequest): Promise<RoomView[]> {
    const list: RoomView[] = [];
    for (const info of await roomsFor(site, viewerOf(request))) {
        const room = await site.driver.room(info.id);
        if (room !== undefined) list.push({ ...info, newest: await readNewest(room, SHOWN) });
    }
    return list;
}

async function page(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (request.viewer !== undefined) return reply.type(HTML).send(firstPage(await views(site, request)));
    site.door.strangerAtPage();
    return reply.type(HTML).header("content-security-policy", SIGN_IN_POLICY).send(SIGN_IN_PAGE);
}

/** Adds these routes. */
export function addPageRoutes(app: FastifyInstance, site: Site, metrics: Metrics): void {
    app.get(
        "/",
        { config: { isPublic: true }, schema: { summary: "The page", querystring: noQuery } },
        (request, reply) => page(site, request, reply),
    );
    app.get(
        "/health",
        {
            config: { isPublic: true },
            schema: {
                summary: "Whether the program runs, and its version",
                querystring: noQuery,
                response: { 200: answers.health },
            },
        },
        () => ({ status: "ok", version: VERSION }),
    );
    app.post(
        "/session",
        {
            config: { isPublic: true },
            schema: {
                summary: "Changes the token of a link for a session",
                body: signInBody,
                querystring: noQuery,
                response: { 204: { type: "null", description: "with a cookie" }, "4xx": answers.error },
            },
        },
        async (request, reply) => {
            const { cookie } = await site.door.signIn(request.raw, (request.body as { token: string }).token);
            return reply.code(204).header("set-cookie", cookie).send();
        },
    );
    app.get(
        "/metrics",
        { config: { isForOperators: true }, schema: { summary: "Metrics for Prometheus", querystring: noQuery } },
        async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
    );
    app.get(
        "/openapi.json",
        { config: { isPublic: true }, schema: { summary: "This description", querystring: noQuery } },
        (_request, reply) => reply.send(app.swagger()),
    );
}
