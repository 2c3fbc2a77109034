/** WebSocket upgrades: what is refused with a sentence, and what becomes a connection to rooms. docs/companion-protocol.md. */
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex as Stream } from "node:stream";
import type { TLSSocket } from "node:tls";
import { WebSocketServer } from "ws";
import type { Duplex } from "../sync/duplex";
import { SUBPROTOCOL } from "../sync/limits";
import { duplexOf, SERVER_OPTIONS } from "../sync/websocket";
import { clientOf } from "./client";
import { Refusal } from "./refusal";

/** How upgrades are taken. */
export interface UpgradeOptions {
    /** Whether a path is one of the rooms; the other ones are 404, or left to `otherwise`. */
    readonly isPath: (path: string) => boolean;
    /** Takes upgrades of other paths, where this server has them. */
    readonly otherwise?: (request: IncomingMessage, socket: Stream, head: Buffer) => void;
    /** Raises a Refusal for a website. */
    readonly check: (request: IncomingMessage) => void;
    readonly isBehindProxy: boolean;
    /** Hosts of the public urls, in small letters. */
    readonly hosts: readonly string[];
    readonly accept: (duplex: Duplex, from: { hosts: string[]; address: string }, request: IncomingMessage) => void;
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Whether an address is of this computer. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);

function refuse(socket: Stream, { statusCode, message }: Refusal): void {
    const body = JSON.stringify({ error: message });
    const head = [
        `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ""}`,
        "Connection: close",
        "Content-Type: application/json; charset=utf-8",
        `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** Raises a Refusal for what is no connection to rooms. */
function checkUpgrade(request: IncomingMessage, { isPath, check, isBehindProxy }: UpgradeOptions): void {
    const path = (request.url ?? "").split("?", 1)[0];
    if (!isPath(path)) throw new Refusal(404, "no rooms are at this path: take the url of the link as it is");
    check(request);
    const isPlain = !isBehindProxy && (request.socket as Partial<TLSSocket>).encrypted !== true;
    if (isPlain && !isLoopback(request.socket.remoteAddress ?? ""))
        throw new Refusal(
            400,
            "a connection from elsewhere takes TLS: use https, or start the server with --behind-proxy",
        );
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((each) => each.trim());
    if (!offered.includes(SUBPROTOCOL))
        throw new Refusal(
            400,
            `Sec-WebSocket-Protocol: ${SUBPROTOCOL} expected. A companion connects here, no browser`,
        );
}

/** What a server's event `upgrade` is given to. */
export function upgrades(options: UpgradeOptions): (request: IncomingMessage, socket: Stream, head: Buffer) => void {
    const { isPath, otherwise, hosts, isBehindProxy, accept } = options;
    const sockets = new WebSocketServer({ ...SERVER_OPTIONS });
    sockets.on("wsClientError", (error, socket) =>
        refuse(socket, new Refusal(400, `${error.message}: a WebSocket upgrade expected`)),
    );
    return (request, socket, head) => {
        // What breaks off before it is a connection is nobody's loss.
        socket.on("error", () => socket.destroy());
        if (otherwise !== undefined && !isPath((request.url ?? "").split("?", 1)[0]))
            return otherwise(request, socket, head);
        try {
            checkUpgrade(request, options);
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return refuse(socket, error);
        }
        const { address, host } = clientOf(request, isBehindProxy);
        const from = { hosts: [...new Set([host, ...hosts].filter((name) => name !== ""))], address };
        sockets.handleUpgrade(request, socket, head, (webSocket) => accept(duplexOf(webSocket), from, request));
    };
}
