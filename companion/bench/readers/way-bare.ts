/** Bare ws: an event is four bytes, which the server passes on. */
import { WebSocket } from "ws";
import type { Way } from "./way";

const connect = (port: number): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
        socket.on("open", () => resolve(socket));
        socket.on("error", reject);
    });

export const bare: Way = {
    async read(port, seen) {
        const socket = await connect(port);
        socket.on("message", (bytes: Buffer) => seen(bytes.readUInt32BE(0)));
    },
    async writer(port) {
        const socket = await connect(port);
        return (event) => {
            // As many bytes as a signed batch of one event has.
            const bytes = Buffer.alloc(280);
            bytes.writeUInt32BE(event);
            socket.send(bytes);
        };
    },
};
