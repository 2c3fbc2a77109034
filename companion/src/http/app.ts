/** The HTTP server of a site, which does not listen yet. */
import type { ServerOptions } from "node:https";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { messageOf } from "../command";
import { StoreError } from "../store/store-error";
import { clientOf } from "./client";
import { addEventRoutes } from "./event-routes";
import type { Buckets } from "../sync/buckets";
import { addLiveRoutes } from "./live-routes";
import { type Logger, loggedRoom } from "./logs";
import type { Metrics } from "./metrics";
import { addPageRoutes } from "./page-routes";
import { addRecordRoutes } from "./record-routes";
import { Refusal } from "./refusal";
import { addRoomRoutes } from "./room-routes";
import { addStateRoutes } from "./state-routes";
import { MAX_IMPORT } from "./schemas";
import { sentenceOf } from "./sentences";
import { addSettingsRoutes } from "./settings-routes";
import type { Site } from "./site";
import { VERSION } from "./version";
import { checkViewer } from "./viewer";

/** Longest name of a room in a path. */
const MAX_NAME = 400;

/** Most bytes of a body that is no import. */
const MAX_BODY = 16_384;

/** Milliseconds in which a request has to have come whole: a slow one holds nothing for longer. */
const REQUEST_MS = 120_000;

const HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
};

const TOO_LARGE = `the body is too large: ${MAX_BODY} bytes at most, ${MAX_IMPORT} for an import. Send a large one in several requests, in order`;

const NO_PATH = "no such path: /openapi.json has those that are served";

/** What a server is made of. */
export interface AppOptions {
    readonly site: Site;
    readonly log: Logger;
    readonly metrics: Metrics;
    /** What each may send; undefined where only this computer asks. */
    readonly buckets: Buckets | undefined;
    readonly isBehindProxy: boolean;
    /** Certificate and key, where it speaks TLS itself. */
    readonly tls?: ServerOptions;
}

/** Answers what went wrong: a refusal in its own words, what is the store's fault with 503, anything else with 500. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
    const isStore = error instanceof StoreError;
    const status = isStore ? 503 : ((error as { statusCode?: number }).statusCode ?? 500);
    if (error instanceof Refusal && error.retryAfter !== undefined) void reply.header("retry-after", error.retryAfter);
    // What is left of a body is not read.
    const { "content-length": length = "0", "transfer-encoding": coding } = request.headers;
    if (length !== "0" || coding !== undefined) void reply.header("connection", "close");
    if (status < 500) return reply.code(status).send({ error: sentenceFor(error, status) });
    log.error({ route: request.routeOptions.url, error: isStore ? error.message : (error as Error).stack }, "failed");
    const text = isStore ? error.message : "an error of the program: its log has more of it";
    return reply.code(status).send({ error: text });
}

function sentenceFor(error: unknown, status: number): string {
    if (error instanceof Refusal) return error.message;
    if (status === 413) return TOO_LARGE;
    if (status === 415)
        return "Content-Type: application/json expected; for records also application/jsonl or text/csv";
    return messageOf(error);
}

function addParsers(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
        ["application/json", "application/jsonl", "application/x-ndjson", "text/csv"],
        { parseAs: "buffer" },
        (request, body: Buffer, done) => {
            if (request.routeOptions.config.isRaw === true) return done(null, body);
            try {
                done(null, JSON.parse(body.toString("utf8")));
            } catch (error) {
                done(new Refusal(400, `JSON: ${messageOf(error)}`));
            }
        },
    );
}

/** Lets a request pass, of whose body nothing is read yet. Raises a Refusal. */
function admit(request: FastifyRequest, { buckets, isBehindProxy }: AppOptions): void {
    const name = request.viewer?.name ?? `address ${clientOf(request.raw, isBehindProxy).address}`;
    const bytes = Number(request.headers["content-length"] ?? 0);
    // A body that is refused unread is not counted as if it had come.
    if (bytes > request.routeOptions.bodyLimit) throw new Refusal(413, TOO_LARGE);
    const wait = buckets?.ask(name, bytes) ?? 0;
    if (wait > 0) throw new Refusal(429, "too many requests: wait a little", Math.ceil(wait / 1000));
    // Nothing of its body is read.
    if (request.is404) throw new Refusal(404, `${NO_PATH}. A "/" in the name of a room is %2F`);
    checkViewer(request);
}

/** Looks at each request before anything of its body is read, and tells of it once it is answered. */
function addHooks(app: FastifyInstance, options: AppOptions): void {
    const { site, log, metrics, isBehindProxy } = options;
    app.decorateRequest("viewer");
    app.addHook("onRequest", (request, reply, done) => {
        void reply.headers(HEADERS);
        site.door.check(request.raw);
        const viewer = site.door.viewer(request.raw);
        const goOn = (known: FastifyRequest["viewer"]): void => {
            request.viewer = known;
            admit(request, options);
        };
        // Who needs no looking up is answered at once: what comes behind may be no request.
        if (viewer instanceof Promise) return void viewer.then(goOn).then(() => done(), done);
        goOn(viewer);
        done();
    });
    app.addHook("onResponse", (request, reply, done) => {
        const route = request.is404 ? "" : (request.routeOptions.url ?? "");
        const { method, params } = request;
        const { statusCode: status, elapsedTime } = reply;
        metrics.request(method, route, status, elapsedTime);
        const { address } = clientOf(request.raw, isBehindProxy);
        const ms = Math.round(elapsedTime);
        log.info({ method, route, room: loggedRoom(params), status, ms, address }, "request");
        done();
    });
}

/** Makes the server of a site. */
export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
    const { site, log, metrics, tls } = options;
    const app = fastify({
        logger: false,
        ...(tls === undefined ? {} : { https: tls }),
        forceCloseConnections: "idle",
        bodyLimit: MAX_BODY,
        requestTimeout: REQUEST_MS,
        connectionTimeout: REQUEST_MS,
        routerOptions: { maxParamLength: MAX_NAME },
        ajv: { customOptions: { removeAdditional: false, coerceTypes: true, verbose: true } },
        schemaErrorFormatter: (errors, where) => sentenceOf(errors[0], where),
        // A path that is no path at all comes to no hook.
        frameworkErrors: (error, _request, reply: FastifyReply) => {
            void reply
                .headers(HEADERS)
                .code(error.statusCode ?? 400)
                .send({ error: NO_PATH });
        },
    }) as unknown as FastifyInstance;
    await app.register(swagger, {
        openapi: { info: { title: "Ledgers of a guild", version: VERSION }, components: {} },
    });
    addParsers(app);
    addHooks(app, options);
    app.setErrorHandler((error, request, reply) => answerError(error, request, reply, log));
    addPageRoutes(app, site, metrics);
    addRoomRoutes(app, site);
    addEventRoutes(app, site);
    addRecordRoutes(app, site);
    addLiveRoutes(app, site);
    addSettingsRoutes(app, site);
    addStateRoutes(app, site);
    return app;
}
