/** A hocuspocus server, as it comes: one document in memory, nothing stored. */
import { Server } from "@hocuspocus/server";
import { answer, usage } from "../processes";

const server = new Server({ address: "127.0.0.1", port: 0, quiet: true, stopOnSignals: false });
const isListening = server.listen();

answer(async (question) => {
    await isListening;
    return question === "port" ? server.address.port : usage();
});
