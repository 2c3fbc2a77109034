/** Somebody who asks for all of a room, and does not read it. It is no process: it is a connection that nothing is taken from. */
import assert from "node:assert/strict";
import { Damage } from "../../../src/format/damage";
import type { Signer } from "../../../src/room/keys";
import { START } from "../../../src/room/position";
import { hostOf, proofOf } from "../../../src/sync/credentials";
import type { Duplex } from "../../../src/sync/duplex";
import { VERSION } from "../../../src/sync/limits";
import { readFromServer, writeMessage } from "../../../src/sync/messages";
import { connectWebSocket } from "../../../src/sync/websocket";

const CHANNEL = 1;

/** Connects, and asks for all records. Resolves once the server has taken it in, and nothing is read any more. */
export async function openStalledReader(url: string, room: Buffer, signer: Signer): Promise<Duplex> {
    const duplex = await connectWebSocket(url);
    await new Promise<void>((resolve, reject) => {
        const frame = (bytes: Buffer | undefined): void => {
            const message = readFromServer(bytes ?? Buffer.of());
            assert.ok(!(message instanceof Damage));
            if (message.type === "Hello") {
                const credential = proofOf(signer, message.nonce, room, hostOf(url));
                const items = { version: VERSION, room, credential, position: START, epoch: null, label: "", kinds: 0 };
                duplex.send(writeMessage("AnnouncePresence", CHANNEL, items));
            } else if (message.type === "Welcome") {
                duplex.pause();
                duplex.send(writeMessage("StreamRequest", CHANNEL, { locator: [START], own: false }));
                resolve();
            } else if (message.type === "Err") reject(new Error(`${message.code}: ${message.text}`));
        };
        duplex.listen({ frame, drain: () => undefined, end: () => reject(new Error("the connection has ended")) });
    });
    return duplex;
}
