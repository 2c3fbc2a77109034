/** hocuspocus: an event is an item of a list in a document. Readers speak its protocol, and hold no document: they read the number in the update. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import type { Way } from "./way";

const NAME = "room";

/** Kinds of messages of hocuspocus. */
const SYNC = 0;
const AUTH = 2;

/** What an update is told by: the item begins with this. */
const MARK = Buffer.from("event:");
const DIGITS = 8;

function message(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, NAME);
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    return encoding.toUint8Array(encoder);
}

/** Connects, signs in, asks for the document, and resolves once it has come. */
function connect(port: number, received: (bytes: Buffer) => void): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
        socket.on("error", reject);
        socket.on("open", () => {
            socket.send(
                message(AUTH, (encoder) => {
                    encoding.writeVarUint(encoder, 0);
                    encoding.writeVarString(encoder, "token");
                }),
            );
            socket.send(message(SYNC, (encoder) => sync.writeSyncStep1(encoder, new Y.Doc())));
        });
        socket.on("message", (bytes: Buffer) => {
            const decoder = decoding.createDecoder(bytes);
            decoding.readVarString(decoder);
            if (decoding.readVarUint(decoder) !== SYNC) return;
            if (decoding.readVarUint(decoder) === sync.messageYjsSyncStep2) resolve(socket);
            received(bytes);
        });
    });
}

export const hocuspocus: Way = {
    async read(port, seen) {
        await connect(port, (bytes) => {
            for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + 1))
                seen(Number(bytes.toString("latin1", at + MARK.length, at + MARK.length + DIGITS)));
        });
    },
    async writer(port) {
        const document = new Y.Doc();
        const socket = await connect(port, () => undefined);
        document.on("update", (update: Uint8Array) =>
            socket.send(message(SYNC, (encoder) => sync.writeUpdate(encoder, update))),
        );
        const list = document.getArray<string>("events");
        const filler = "x".repeat(180);
        return (event) => list.push([`event:${String(event).padStart(DIGITS, "0")}${filler}`]);
    },
};
