// Rooms on an express server, and a bot that tells of each award in one of them.
//
//   node tools/companion-library.mjs && ROOM=<id of a room> PORT=8080 node companion/examples/express.mjs
import { createServer } from "node:http";
import express from "express";
import { attachRooms } from "lib-event-ledger-companion";

const { PORT = "8080", DB_FOLDER = "ledger-server", ROOM } = process.env;

const app = express();
app.get("/", (_request, response) => response.send("The site of our guild. The ledger is at /ledger/"));

const server = createServer(app);
// Members connect to ws://127.0.0.1:8080/ledger, and REST is below it: /ledger/rooms, with a token.
const rooms = await attachRooms(server, { path: "/ledger", dbFolder: DB_FOLDER });
app.use("/ledger", rooms.handle);

if (ROOM !== undefined) {
    await rooms.use(ROOM, (events) => {
        for (const { name, creator, fields, status } of events) {
            if (status === "counted") console.log(`bot: ${name} by ${creator}: ${JSON.stringify(fields)}`);
        }
    });
}

server.listen(Number(PORT), "127.0.0.1", () => {
    console.log(`listens on http://127.0.0.1:${server.address().port}/`);
    if (rooms.permit !== undefined) console.log(`permit for new rooms: ${rooms.permit.toString("base64url")}`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, async () => {
        await rooms.stop();
        server.close();
        server.closeAllConnections();
        console.log("stopped");
    });
}
