/** All of something in one answer, which is made while it is sent: memory holds a part of it at a time. */
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

export type Format = "json" | "csv" | "jsonl";

/** The header `Content-Type` of a format. */
export const CONTENT_TYPE: Readonly<Record<Format, string>> = {
    json: "application/json; charset=utf-8",
    csv: "text/csv; charset=utf-8; header=present",
    jsonl: "application/jsonl; charset=utf-8",
};

/** How a part of a list is written. */
export interface Writing<T> {
    readonly csvHead: string;
    readonly csv: (items: readonly T[]) => string;
    /** What each is as JSON. */
    readonly json: (item: T) => unknown;
}

async function* jsonText<T>(
    parts: AsyncIterable<readonly T[]>,
    { json }: Writing<T>,
    name: string,
    head: Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(name)}:[`;
    let isFirst = true;
    for await (const items of parts) {
        const text = items.map((item) => JSON.stringify(json(item))).join(",\n");
        if (text !== "") yield (isFirst ? "\n" : ",\n") + text;
        isFirst &&= text === "";
    }
    yield "]}\n";
}

async function* lines<T>(
    parts: AsyncIterable<readonly T[]>,
    { csvHead, csv, json }: Writing<T>,
    format: "csv" | "jsonl",
): AsyncGenerator<string> {
    if (format === "csv") yield csvHead;
    for await (const items of parts) {
        if (format === "csv") yield csv(items);
        else yield items.map((item) => `${JSON.stringify(json(item))}\n`).join("");
    }
}

/**
 * Answers with a whole list.
 * @param name of the list in JSON, @param head what stands in front of it there, with one item at least.
 */
export function sendWhole<T>(
    reply: FastifyReply,
    format: Format,
    parts: AsyncIterable<readonly T[]>,
    writing: Writing<T>,
    name: string,
    head: Readonly<Record<string, unknown>>,
): FastifyReply {
    const text = format === "json" ? jsonText(parts, writing, name, head) : lines(parts, writing, format);
    return reply.type(CONTENT_TYPE[format]).send(Readable.from(text));
}
