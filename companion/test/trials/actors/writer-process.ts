/**
 * A member's client as a process: it keeps a room in its folder, signs events at a pace, and notes on disk what it is about to say, what it has
 * signed, and what the server has accepted, each before it goes on. Started again, it goes on where its notes end.
 * Standard input: "work", "rest", "end". Standard output: a Report a line, whenever something has changed.
 */
import { createInterface } from "node:readline";
import { Damage } from "../../../src/format/damage";
import { encodeCbor } from "../../../src/room/cbor";
import { nameOf } from "../../../src/room/chain";
import { type Content, KIND } from "../../../src/room/contents";
import { ROLE } from "../../../src/room/content-items";
import { isTaken } from "../../../src/room/history";
import { idOfRecord } from "../../../src/room/record";
import { KeptRoom } from "../../../src/rooms/kept-room";
import { openRecordStores } from "../../../src/store/record-stores";
import { openSqlite } from "../../../src/store/sqlite/sqlite-driver";
import { StoreError } from "../../../src/store/store-error";
import { RoomClient } from "../../../src/sync/client";
import { systemClock } from "../../../src/sync/clock";
import type { Duplex } from "../../../src/sync/duplex";
import { readFromClient, readFromServer } from "../../../src/sync/messages";
import { connectWebSocket } from "../../../src/sync/websocket";
import { batchOf, deviceOf } from "../../support/guild";
import { Notes } from "../notes";
import type { Report, WriterPlan } from "./writer";

const plan = JSON.parse(process.argv[2]) as WriterPlan;
const { number, url, began, size, pace, bytes } = plan;
const signer = deviceOf(number);
const id = Buffer.from(plan.room, "hex");
const notes = new Notes(plan.notes);

const stores = openRecordStores(openSqlite(plan.folder));
const kept = await KeptRoom.open(id, await stores.create(id));
const client = new RoomClient({
    ...{ url, room: kept, signer, clock: systemClock, label: () => `Writer ${number}` },
    connect: async (to) => witnessed(await connectWebSocket(to)),
    onRefused: ({ record, code }) => notes.add("refused", nameOf(record.id), code),
});
let isResting = true;
let made = notes.next;
let problem = "";

/** A duplex that notes each Accepted before the client hears of it. */
function witnessed(duplex: Duplex): Duplex {
    const offers = new Map<number, readonly Buffer[]>();
    return {
        get waiting() {
            return duplex.waiting;
        },
        listen: (listener) =>
            duplex.listen({
                drain: () => listener.drain(),
                end: () => listener.end(),
                frame: (frame) => {
                    const message = frame === undefined ? undefined : readFromServer(frame);
                    if (message !== undefined && !(message instanceof Damage) && message.type === "Accepted")
                        for (const record of offers.get(message.offer) ?? [])
                            notes.add("accepted", nameOf(idOfRecord(record)));
                    listener.frame(frame);
                },
            }),
        send: (frame) => {
            const message = readFromClient(frame);
            if (!(message instanceof Damage) && message.type === "Offer") offers.set(message.offer, message.records);
            duplex.send(frame);
        },
        pause: () => duplex.pause(),
        resume: () => duplex.resume(),
        close: (code) => duplex.close(code),
        terminate: () => duplex.terminate(),
    };
}

/** Events with these numbers: of the own character, each at a time of its own. */
function events(first: number, count: number): Content {
    const body = (at: number): Buffer =>
        Buffer.concat([Buffer.of(1), encodeCbor(at), encodeCbor(Buffer.alloc(bytes, at))]);
    return batchOf(
        Array.from({ length: count }, (_, index) => {
            const at = first + index;
            return { time: began + (at >> 8), counter: at % 256, creator: number + 1, server: 1001, body: body(at) };
        }),
    );
}

/** Batches of others among the newest, which it says that its game has admitted. */
function vouch(): Content | undefined {
    const { room } = kept;
    const admitted: Buffer[] = [];
    for (let n = Math.max(1, room.position.n - 30); n <= room.position.n; n++) {
        const numbered = room.at(n);
        if (numbered === undefined || !isTaken(numbered) || numbered.record.content.kind !== KIND.batch) continue;
        if (!numbered.record.author.equals(signer.key)) admitted.push(numbered.id);
    }
    admitted.sort((one, other) => Buffer.compare(one, other));
    return admitted.length === 0 ? undefined : { kind: KIND.vouch, admitted, refused: [] };
}

/** Says something new. What cannot be stored was not said: its numbers are passed over. */
async function write(): Promise<void> {
    const first = made;
    made += size;
    notes.add("meant", first, size);
    const vouched = first % (4 * size) === 0 ? vouch() : undefined;
    try {
        const records = await kept.sign(signer, () => [
            events(first, size),
            ...(vouched === undefined ? [] : [vouched]),
        ]);
        notes.add("signed", nameOf(records[0].id), first, size);
    } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        problem = error.message;
    }
}

let isTold = false;
/** Tells how far it is, once for all that has changed at a time. */
function tell(): void {
    if (isTold) return;
    isTold = true;
    setTimeout(() => {
        isTold = false;
        const { position } = kept.room;
        const { state } = client;
        const report: Report = {
            ...{ made, n: position.n, hash: nameOf(position.hash), loose: kept.loose.length, accepted: notes.accepted },
            ...{ phase: state.phase, isResting, problem: state.problem?.text ?? problem },
        };
        process.stdout.write(`${JSON.stringify(report)}\n`);
    }, 200);
}

let work: Promise<void> = Promise.resolve();
function pulse(): void {
    const mayWrite = !isResting && kept.room.roleOf(signer.key, Infinity) >= ROLE.own;
    work = work.then(() => (mayWrite ? write() : undefined)).then(() => void setTimeout(pulse, pace));
}

async function end(): Promise<void> {
    isResting = true;
    await work;
    await client.stop();
    await stores.close();
    process.exit(0);
}

kept.onChange(tell);
client.onState(tell);
process.on("SIGTERM", () => void end());
createInterface(process.stdin).on("line", (line) => {
    if (line === "rest" || line === "work") isResting = line === "rest";
    tell();
});
client.start();
pulse();
