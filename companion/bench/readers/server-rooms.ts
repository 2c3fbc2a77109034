/** A server of rooms with a database on disk, as `serve` has it. */
import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocketServer } from "ws";
import { Damage } from "../../src/format/damage";
import { Rooms } from "../../src/rooms/rooms";
import { openRecordStores } from "../../src/store/record-stores";
import { openPostgres } from "../../src/store/postgres/postgres-driver";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";
import { systemClock } from "../../src/sync/clock";
import { RoomServer } from "../../src/sync/server";
import { duplexOf, SERVER_OPTIONS } from "../../src/sync/websocket";
import { answer, usage } from "../processes";
import { begin } from "./bench-room";

/** Rooms that there are. */
const ROOMS = Number(process.argv[2] ?? 1);

/** A database of PostgreSQL instead of files. */
const { 3: database } = process.argv;

const folder = mkdtempSync(join(tmpdir(), "bench-rooms-"));
const rooms = new Rooms(openRecordStores(database === undefined ? openSqlite(folder) : await openPostgres(database)));
const rights = { find: () => Promise.resolve(true), onChange: () => () => undefined };
const server = new RoomServer({ rooms, clock: systemClock, software: "bench", tokens: rights });
const sockets = new WebSocketServer(SERVER_OPTIONS);
const http = createServer();
http.on("upgrade", (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
        // Each connection as from an address of its own: they do not sign in at the same time.
        server.accept(duplexOf(webSocket), { hosts: ["127.0.0.1"], address: String(request.socket.remotePort) }),
    ),
);

async function found(number: number): Promise<void> {
    const { records } = begin(number);
    const use = await rooms.found(records[0]);
    if (use instanceof Damage) throw use;
    await use.room.offer(records.slice(1), systemClock.unix());
    use.release();
}

async function open(): Promise<number> {
    for (let number = 0; number < ROOMS; number++) await found(number);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return (http.address() as AddressInfo).port;
}

const isOpen = open();
answer(async (question) => (question === "port" ? isOpen : question === "folder" ? folder : usage()));
