/** Rooms: an event is a signed batch. Readers sign in with a token, speak the protocol, and check nothing: 1,000 of them are one process here. */
import { Damage } from "../../src/format/damage";
import { eventsOfBlock } from "../../src/room/batch-events";
import { KIND } from "../../src/room/contents";
import { START } from "../../src/room/position";
import { readRecord } from "../../src/room/record";
import { proofOf } from "../../src/sync/credentials";
import type { Duplex } from "../../src/sync/duplex";
import type { Credential } from "../../src/sync/message-forms";
import { type FromServer, readFromServer, writeMessage } from "../../src/sync/messages";
import { connectWebSocket } from "../../src/sync/websocket";
import { batchOf, begin, FIRST, FOUNDER } from "./bench-room";
import type { Way } from "./way";

const CHANNEL = 1;

/** Offers that a client may have open, and records of one here. */
const OPEN = 4;
const AT_ONCE = 8;

/** The events of frames that were read before: every reader gets the same bytes. */
const known = new Map<string, readonly number[]>();

function eventsIn(frame: Buffer): readonly number[] {
    const name = frame.toString("latin1", frame.length - 64);
    const before = known.get(name);
    if (before !== undefined) return before;
    const message = readFromServer(frame);
    const records = message instanceof Damage || message.type !== "Changes" ? [] : message.records;
    const events = records.flatMap((bytes) => {
        const record = readRecord(bytes);
        if (record instanceof Damage || record.content.kind !== KIND.batch) return [];
        const read = eventsOfBlock(record.content.block);
        return read instanceof Damage ? [] : read.map(({ time }) => time - FIRST);
    });
    known.set(name, events);
    return events;
}

/** The number of Changes among messages, as the first bytes of a frame on a room's channel have it. */
const CHANGES = 4;

/** Connects, signs in, and resolves once the room has been caught up with. */
async function connect(
    port: number,
    room: Buffer,
    credential: (nonce: Buffer) => Credential,
    received: (frame: Buffer, message: FromServer | undefined) => void,
): Promise<Duplex> {
    const duplex = await connectWebSocket(`http://127.0.0.1:${port}`);
    return new Promise((resolve, reject) => {
        const answer = (message: FromServer): void => {
            if (message.type === "Hello") {
                const said = { version: 1, room, position: START, epoch: null, label: "bench", kinds: 5 };
                duplex.send(
                    writeMessage("AnnouncePresence", CHANNEL, { ...said, credential: credential(message.nonce) }),
                );
            } else if (message.type === "Welcome") {
                duplex.send(writeMessage("StreamRequest", CHANNEL, { locator: [START], own: false }));
            } else if (message.type === "Ping") {
                duplex.send(writeMessage("Pong", 0, { number: message.number }));
            } else if (message.type === "Err") reject(new Error(`${message.code}: ${message.text}`));
        };
        duplex.listen({
            frame(frame) {
                if (frame === undefined) return;
                // What is looked at alone is what readers do all the time.
                if (frame[1] === CHANGES) {
                    resolve(duplex);
                    received(frame, undefined);
                    return;
                }
                const message = readFromServer(frame);
                if (message instanceof Damage) return reject(message);
                answer(message);
                received(frame, message);
            },
            drain: () => undefined,
            end: () => reject(new Error("the connection has ended")),
        });
    });
}

/** Reads one room. @param seen is called with each event. */
async function read(port: number, room: Buffer, seen: (event: number) => void): Promise<void> {
    await connect(
        port,
        room,
        () => ({ token: Buffer.alloc(32) }),
        (frame, message) => {
            if (message === undefined) for (const event of eventsIn(frame)) seen(event);
        },
    );
}

/** Writes one room. */
async function writerOf(port: number, number: number): Promise<(event: number) => void> {
    const { author } = begin(number);
    const waiting: Buffer[] = [];
    let [offers, open] = [0, 0];
    const flush = (): void => {
        if (open >= OPEN || waiting.length === 0) return;
        open++;
        duplex.send(writeMessage("Offer", CHANNEL, { offer: ++offers, records: waiting.splice(0) }));
    };
    const duplex = await connect(
        port,
        author.room,
        (nonce) => proofOf(FOUNDER, nonce, author.room, "127.0.0.1"),
        (_, message) => {
            if (message?.type === "RejectOffer") throw new Error(message.reasons[0].text);
            if (message?.type !== "Accepted") return;
            open--;
            flush();
        },
    );
    return (event) => {
        waiting.push(author.sign(batchOf(event)).bytes);
        flush();
    };
}

const roomOf = (number: number): Buffer => begin(number).author.room;
const ids = new Map<number, Buffer>();

/** Id of a room by its number. */
function idOf(number: number): Buffer {
    const id = ids.get(number) ?? roomOf(number);
    ids.set(number, id);
    return id;
}

export const rooms: Way = {
    read: (port, seen, room) => read(port, idOf(room), seen),
    writer: writerOf,
};

/** Offers records, as many at a time as the protocol lets a client, and resolves once all are stored. */
export async function offerAll(port: number, records: readonly Buffer[]): Promise<void> {
    const waiting = [...records];
    let [offers, accepted] = [0, 0];
    await new Promise<void>((resolve, reject) => {
        const flush = (duplex: Duplex): void => {
            while (offers - accepted < OPEN && waiting.length > 0)
                duplex.send(writeMessage("Offer", CHANNEL, { offer: ++offers, records: waiting.splice(0, AT_ONCE) }));
            if (waiting.length === 0 && offers === accepted) resolve();
        };
        let connected: Duplex | undefined;
        const received = (_: Buffer, message: FromServer | undefined): void => {
            if (message?.type === "RejectOffer") reject(new Error(message.reasons[0].text));
            if (message?.type !== "Accepted") return;
            accepted++;
            if (connected !== undefined) flush(connected);
        };
        const room = idOf(0);
        const prove = (nonce: Buffer): Credential => proofOf(FOUNDER, nonce, room, "127.0.0.1");
        void connect(port, room, prove, received).then((duplex) => {
            connected = duplex;
            flush(duplex);
        }, reject);
    });
}
