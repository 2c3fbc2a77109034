/** A server that passes on what it is sent to everybody, and does nothing else: bare ws. */
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { answer, usage } from "../processes";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("connection", (socket) => {
    socket.on("message", (bytes: Buffer) => {
        for (const other of server.clients) other.send(bytes);
    });
});

answer((question) => (question === "port" ? (server.address() as AddressInfo).port : usage()));
