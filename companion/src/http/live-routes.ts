/** The stream that tells when something of a room has changed: docs/companion-page.md, "Requests". */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Cancel } from "../sync/clock";
import { LiveRooms } from "./live-rooms";
import { Refusal } from "./refusal";
import { answers, noQuery, roomParams } from "./schemas";
import { findRoom, hasRecords, type Site, useRoom } from "./site";
import { viewerOf } from "./viewer";

/** Streams of one viewer, and of all. */
const MAX_OF_VIEWER = 32;
const MAX_STREAMS = 4000;

/** Milliseconds between two looks at whether the viewer still may. */
const LOOK_MS = 5000;

/** Looks after which something is sent, so that what stands in between ends no quiet connection. */
const LOOKS_A_SIGN = 4;

/** Most bytes that a reader who takes nothing holds: then it is cut off, and comes again by itself. */
const MAX_WAITING = 65_536;

const CHANGED = "event: changed\ndata: {}\n\n";
const SIGN = ":\n\n";

/** A connection that has told its stream is used for nothing else: it would hold up the end of the server. */
const HEADERS = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no", connection: "close" };

/** One that listens. */
class Stream {
    private cancel: Cancel | undefined;
    private looks = 0;
    private isOver = false;

    constructor(
        private readonly site: Site,
        private readonly request: FastifyRequest,
        private readonly reply: FastifyReply,
        private readonly room: string,
        private readonly onEnd: () => void,
    ) {
        const { raw } = reply;
        raw.once("close", () => this.end());
        raw.on("error", () => this.end());
    }

    begin(): void {
        const { raw } = this.reply;
        // It may have been closed before anybody listened for that.
        if (raw.destroyed) return this.end();
        raw.writeHead(200, { ...(this.reply.getHeaders() as Record<string, string>), ...HEADERS });
        this.send(SIGN);
        this.lookAgain();
    }

    private lookAgain(): void {
        this.cancel = this.site.clock.after(LOOK_MS, () => void this.look());
    }

    /** Whether the viewer still may, and the room is still there. */
    private async mayGoOn(): Promise<boolean> {
        try {
            const viewer = await this.site.door.viewer(this.request.raw);
            return viewer?.mayRead(this.room) === true && (await this.site.driver.room(this.room)) !== undefined;
        } catch {
            return false;
        }
    }

    private async look(): Promise<void> {
        if (!(await this.mayGoOn())) return this.end();
        if (this.isOver) return;
        this.looks++;
        if (this.looks % LOOKS_A_SIGN === 0) this.send(SIGN);
        this.lookAgain();
    }

    private send(text: string): void {
        const { raw } = this.reply;
        if (raw.writableLength > MAX_WAITING) return void raw.destroy();
        raw.write(text);
    }

    changed(): void {
        if (!this.isOver) this.send(CHANGED);
    }

    end(): void {
        if (this.isOver) return;
        this.isOver = true;
        this.cancel?.();
        this.onEnd();
        this.reply.raw.end();
    }
}

/** The streams of a site. */
class Streams {
    private readonly rooms: LiveRooms;
    private readonly open = new Set<Stream>();
    private readonly ofViewer = new Map<string, number>();

    constructor(private readonly site: Site) {
        this.rooms = new LiveRooms(site);
    }

    private count(name: string, more: number): void {
        const count = (this.ofViewer.get(name) ?? 0) + more;
        if (count > 0) this.ofViewer.set(name, count);
        else this.ofViewer.delete(name);
    }

    async begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
        const { room: typed } = request.params as { room: string };
        const viewer = viewerOf(request);
        const { id } = await findRoom(this.site, viewer, typed);
        if ((this.ofViewer.get(viewer.name) ?? 0) >= MAX_OF_VIEWER || this.open.size >= MAX_STREAMS)
            throw new Refusal(429, "too many streams are open: close some of the pages", LOOK_MS / 1000);
        const use = hasRecords(this.site, id) ? await useRoom(this.site, viewer, id) : undefined;
        reply.hijack();
        const stream: Stream = new Stream(this.site, request, reply, id, () => {
            unwatch();
            this.open.delete(stream);
            this.count(viewer.name, -1);
        });
        const unwatch = this.rooms.watch(id, use, () => stream.changed());
        this.open.add(stream);
        this.count(viewer.name, 1);
        stream.begin();
        return reply;
    }

    end(): void {
        for (const stream of this.open) stream.end();
    }
}

/** Adds the route. */
export function addLiveRoutes(app: FastifyInstance, site: Site): void {
    const streams = new Streams(site);
    app.addHook("preClose", (done) => {
        streams.end();
        done();
    });
    app.get(
        "/rooms/:room/live",
        {
            schema: {
                summary: "Tells when something of a room has changed, as Server-Sent Events",
                description: "`changed` comes at most 4 times a second. What it is, is asked for by the other paths.",
                params: roomParams,
                querystring: noQuery,
                response: { "4xx": answers.error },
            },
        },
        (request, reply) => streams.begin(request, reply),
    );
}
