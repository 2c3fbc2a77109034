/** The page, signing in, and what tells of the server itself. */
import accepts from "accepts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Metrics } from "./metrics";
import type { PageFile } from "./page-files";
import { Refusal } from "./refusal";
import { answers, noQuery, roomParams, signInBody } from "./schemas";
import type { Site } from "./site";
import { VERSION } from "./version";
import { viewerOf } from "./viewer";

/** What the page may load and do: its own files, and requests to its own server. */
export const PAGE_POLICY = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
].join("; ");

/** A file whose name changes with its content never changes. */
const FOR_GOOD = "public, max-age=31536000, immutable";

const NOT_BUILT = "the page was not built: `npm run companion` builds it. All else is here: /openapi.json lists it\n";

function sendFile(request: FastifyRequest, reply: FastifyReply, { type, plain, gzipped }: PageFile): FastifyReply {
    void reply.type(type).header("vary", "accept-encoding");
    if (accepts(request.raw).encoding(["gzip", "identity"]) !== "gzip") return reply.send(plain);
    return reply.header("content-encoding", "gzip").send(gzipped);
}

/** Sends the page, which asks for all else itself: it is the same for everybody, and for every room. */
function sendPage(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (request.viewer === undefined) site.door.strangerAtPage();
    if (site.page === undefined) return reply.type("text/plain; charset=utf-8").send(NOT_BUILT);
    void reply.header("content-security-policy", PAGE_POLICY);
    return sendFile(request, reply, site.page.index);
}

/** What a path shows: the page to people, the state to programs. */
function sendRoom(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    void reply.header("vary", "accept");
    if (accepts(request.raw).type(["json", "html"]) === "html") return sendPage(site, request, reply);
    const { room } = request.params as { room: string };
    const { search } = new URL(request.url, "http://localhost");
    return reply.redirect(`rooms/${encodeURIComponent(room)}/state${search}`, 307);
}

function addFiles(app: FastifyInstance, site: Site): void {
    app.get("/", { config: { isPublic: true }, schema: { summary: "The page" } }, (request, reply) =>
        sendPage(site, request, reply),
    );
    app.get(
        "/:room",
        {
            config: { isPublic: true },
            schema: { summary: "The page of a room; to who prefers JSON its state", params: roomParams },
        },
        (request, reply) => sendRoom(site, request, reply),
    );
    app.get(
        "/assets/:name",
        {
            config: { isPublic: true },
            schema: { summary: "A file of the page", querystring: noQuery, response: { "4xx": answers.error } },
        },
        (request, reply) => {
            const file = site.page?.assets.get((request.params as { name: string }).name);
            if (file === undefined) throw new Refusal(404, "the page has no such file");
            void reply.header("cache-control", FOR_GOOD);
            return sendFile(request, reply, file);
        },
    );
}

/** Adds these routes. */
export function addPageRoutes(app: FastifyInstance, site: Site, metrics: Metrics): void {
    addFiles(app, site);
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
    app.get(
        "/me",
        { schema: { summary: "Who asks", querystring: noQuery, response: { 200: answers.me, "4xx": answers.error } } },
        (request) => ({ kind: site.door.kind, isOperator: viewerOf(request).isOperator, version: VERSION }),
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
