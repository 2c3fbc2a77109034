/** Ways to a server of rooms: in memory, and over WebSockets on this computer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Duplex } from "../../src/sync/duplex";
import { type RoomServer } from "../../src/sync/server";
import type { Origin } from "../../src/sync/server-options";
import { connectWebSocket, duplexOf, SERVER_OPTIONS } from "../../src/sync/websocket";
import { memoryPair } from "./memory-duplex";

export interface Link {
    readonly url: string;
    /** Who takes new connections; undefined: nobody. */
    server: RoomServer | undefined;
    /** The server's ends of all connections, open or not. */
    readonly ends: Duplex[];
    connect(url: string): Promise<Duplex>;
    close(): Promise<void>;
}

/** Connections in memory. */
export function memoryLink(): Promise<Link> {
    const url = "ws://127.0.0.1:1/";
    const origin: Origin = { hosts: ["127.0.0.1:1"], address: "127.0.0.1" };
    const link: Link = {
        ...{ url, server: undefined, ends: [] },
        connect() {
            if (link.server === undefined) return Promise.reject(new Error("nobody is there"));
            const pair = memoryPair();
            link.ends.push(pair.server);
            link.server.accept(pair.server, origin);
            return Promise.resolve(pair.client);
        },
        close: () => Promise.resolve(),
    };
    return Promise.resolve(link);
}

/** Connections over the network of this computer. */
export async function socketLink(): Promise<Link> {
    const http = createServer();
    const sockets = new WebSocketServer(SERVER_OPTIONS);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const { port } = http.address() as AddressInfo;
    const origin: Origin = { hosts: [`127.0.0.1:${port}`], address: "127.0.0.1" };
    const link: Link = {
        ...{ url: `ws://127.0.0.1:${port}/`, server: undefined, ends: [], connect: connectWebSocket },
        close: () => new Promise((resolve) => http.close(() => resolve())),
    };
    http.on("upgrade", (request, socket, head) => {
        const { server } = link;
        if (server === undefined) {
            socket.destroy();
            return;
        }
        sockets.handleUpgrade(request, socket, head, (accepted) => {
            const end = duplexOf(accepted);
            link.ends.push(end);
            server.accept(end, origin);
        });
    });
    return link;
}
