/** The records of a room, as they were signed: all of them out, and in. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { importRecords } from "./import";
import { readRecords, RECORD_WRITING, recordLines } from "./record-lines";
import { answers, MAX_IMPORT, noQuery, recordsQuery, roomParams } from "./schemas";
import { idText, type Site, useRoom } from "./site";
import { viewerOf } from "./viewer";
import { type Format, sendWhole } from "./whole";

const roomOf = ({ params }: FastifyRequest): string => (params as { room: string }).room;

async function exported(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { format } = request.query as { format: Format };
    const use = await useRoom(site, viewerOf(request), roomOf(request));
    const { room } = use.room;
    const head = { room: idText(use) };
    // The list stays in memory as long as it is read.
    use.release();
    return sendWhole(reply, format, recordLines(room), RECORD_WRITING, "records", head);
}

/** Adds the routes of records. */
export function addRecordRoutes(app: FastifyInstance, site: Site): void {
    app.get(
        "/rooms/:room/records",
        {
            schema: {
                summary: "All records as they were signed, in base64: what another server imports",
                params: roomParams,
                querystring: recordsQuery,
                response: { "4xx": answers.error },
            },
        },
        (request, reply) => exported(site, request, reply),
    );
    app.post(
        "/rooms/:room/records",
        {
            bodyLimit: MAX_IMPORT,
            config: { isForOperators: true, isRaw: true },
            schema: {
                summary: "Imports records, as they are exported: application/jsonl, text/csv or application/json",
                description: "A room that is not here yet is made, where its founding is the first record.",
                consumes: ["application/jsonl", "text/csv", "application/json"],
                params: roomParams,
                querystring: noQuery,
                response: { 200: answers.taken, "4xx": answers.error },
            },
        },
        (request) => {
            const records = readRecords(request.body as Buffer, request.headers["content-type"] ?? "");
            return importRecords(site, viewerOf(request), roomOf(request), records);
        },
    );
}
