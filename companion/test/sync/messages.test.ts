/** Messages as frames, by the example of the document and one by one. */
import { describe, expect, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { Damage } from "../../src/format/damage";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/room/cbor";
import { signerOf, ZERO } from "../../src/room/keys";
import { START } from "../../src/room/position";
import { isProof, proofOf } from "../../src/sync/credentials";
import { MESSAGES } from "../../src/sync/message-forms";
import { readFromClient, readFromServer, sharedFrame, writeMessage } from "../../src/sync/messages";
import { shown } from "../support/documents";
import { searchSize } from "../support/long";

const DEVICE = signerOf(Buffer.alloc(32, 1));
const ID = Buffer.alloc(32, 9);
const AT = { epoch: 2, n: 7, hash: ID };
const KEY = { key: DEVICE.key, host: "ledger.example", signature: Buffer.alloc(64, 7) };
const HEADS = [
    { key: ZERO, seq: 4, id: ID },
    { key: ID, seq: 1, id: ZERO },
];
const LOCATOR = [AT, { epoch: 1, n: 3, hash: ZERO }, START];
const REASONS = [{ index: 255, code: "scope", text: "why" }];

/** One of each, as frames. */
const FRAMES: Readonly<Record<keyof typeof MESSAGES, Buffer>> = {
    Hello: writeMessage("Hello", 0, { version: 1, software: "test 1", key: null, nonce: ID }),
    AnnouncePresence: writeMessage("AnnouncePresence", 1, {
        ...{ version: 1, room: ID, credential: KEY, position: AT, epoch: Buffer.alloc(70), label: "Anna", kinds: 5 },
    }),
    Welcome: writeMessage("Welcome", 1, { role: 4, name: "Dawn", position: AT, kinds: 5, primary: "" }),
    StreamRequest: writeMessage("StreamRequest", 1, { locator: LOCATOR, own: true }),
    Heads: writeMessage("Heads", 1, { heads: HEADS }),
    Changes: writeMessage("Changes", 65_535, { since: AT, records: [ID, Buffer.alloc(70)], remaining: 2 ** 40 }),
    Offer: writeMessage("Offer", 1, { offer: 1, records: [Buffer.alloc(70)] }),
    Accepted: writeMessage("Accepted", 1, { offer: 1, position: AT }),
    RejectOffer: writeMessage("RejectOffer", 1, { offer: 1, reasons: REASONS, heads: HEADS }),
    RejectChanges: writeMessage("RejectChanges", 1, { zero: 0, reasons: REASONS, locator: LOCATOR }),
    Presence: writeMessage("Presence", 1, {
        ...{ whole: true, people: [{ id: 1, member: null, label: "x", n: 3, online: false }] },
    }),
    Seen: writeMessage("Seen", 1, { n: 4, label: "Anna" }),
    Ping: writeMessage("Ping", 0, { number: 7 }),
    Pong: writeMessage("Pong", 0, { number: 7 }),
    Err: writeMessage("Err", 0, { code: "idle", text: "no channel", retry: 60 }),
    Leave: writeMessage("Leave", 1, {}),
    CreateRoom: writeMessage("CreateRoom", 1, {
        ...{ version: 1, founding: Buffer.alloc(70), credential: { token: ID }, permit: null },
    }),
    NotPrimary: writeMessage("NotPrimary", 1, { offer: 0, url: "wss://other.example", epoch: null }),
};

/** What the side that may get a message reads in a frame. */
const readAs = (type: keyof typeof MESSAGES, frame: Buffer): unknown =>
    MESSAGES[type].from === "client" ? readFromClient(frame) : readFromServer(frame);

const itemsOf = (frame: Buffer): Cbor[] => decodeCbor(frame) as Cbor[];

describe("messages", () => {
    it("are those of the documents", () => {
        const message = readFromServer(shown("changes"));
        if (message instanceof Damage || message.type !== "Changes") throw new Error("Changes expected");
        const { channel, since, records, remaining } = message;
        expect([channel, since.n, remaining]).toEqual([1, 2, 0]);
        expect(records).toEqual([shown("batch")]);
        expect(writeMessage("Changes", channel, { since, records, remaining })).toEqual(shown("changes"));
        expect(sharedFrame("Changes", { since, records, remaining })(1)).toEqual(shown("changes"));
        const nonce = Buffer.alloc(32, 3);
        const proof = proofOf(DEVICE, nonce, shown("room"), "ledger.example");
        expect("signature" in proof && proof.signature).toEqual(shown("proof"));
        expect("signature" in proof && isProof(proof, nonce, shown("room"))).toBe(true);
        expect("signature" in proof && isProof({ ...proof, host: "other.example" }, nonce, shown("room"))).toBe(false);
    });

    it.each(Object.entries(FRAMES))("%s is read as it was written, with further items, too", (name, frame) => {
        const type = name as keyof typeof MESSAGES;
        const message = readAs(type, frame);
        expect(message).toMatchObject({ type });
        const items = itemsOf(frame);
        expect(readAs(type, encodeCbor([...items, ["later"]]))).toEqual(message);
        for (let count = 0; count < items.length; count++)
            expect(readAs(type, encodeCbor(items.slice(0, count)))).toBeInstanceOf(Damage);
        for (let at = 0; at < items.length; at++)
            expect(readAs(type, encodeCbor(items.with(at, [[], []])))).toBeInstanceOf(Damage);
    });

    it("are read by the side that they are for alone, on their channel", () => {
        for (const [name, frame] of Object.entries(FRAMES)) {
            const { from, on, number } = MESSAGES[name as keyof typeof MESSAGES];
            const other = from === "client" ? readFromServer(frame) : readFromClient(frame);
            // 3 and 7 are sent by both, each with items of its own.
            if (from !== "both" && number !== 3) expect(other, name).toBeInstanceOf(Damage);
            const moved = encodeCbor(itemsOf(frame).with(1, on === "connection" ? 1 : 0));
            if (on !== "any") expect(readAs(name as keyof typeof MESSAGES, moved), name).toBeInstanceOf(Damage);
        }
    });

    it("that are not known are told apart from those that are none", () => {
        expect(readFromClient(encodeCbor([16, 1, "later"]))).toEqual({ type: "Unknown", channel: 1 });
        for (const items of [7, [], [1], ["1", 1], [16, 65_536], [16, null]])
            expect(readFromClient(encodeCbor(items))).toBeInstanceOf(Damage);
        for (const frame of ["", "8210", "821001ff", "9f1001ff", "82181001", "8210f90000"])
            expect(readFromClient(Buffer.from(frame, "hex"))).toBeInstanceOf(Damage);
    });

    it.each([
        ["a locator without the last position", "StreamRequest", 2, [[1, 3, ID]]],
        [
            "a locator that does not descend",
            "StreamRequest",
            2,
            [
                [1, 3, ID],
                [1, 3, ID],
                [1, 0, ZERO],
            ],
        ],
        [
            "65 positions",
            "StreamRequest",
            2,
            [...Array.from({ length: 64 }, (_, at) => [1, 99 - at, ID]), [1, 0, ZERO]],
        ],
        [
            "heads that do not ascend",
            "RejectOffer",
            4,
            [
                [ID, 1, ID],
                [ID, 2, ID],
            ],
        ],
        ["no reasons", "RejectOffer", 3, []],
        ["an empty Offer", "Offer", 3, []],
        ["257 records", "Offer", 3, Array.from({ length: 257 }, () => Buffer.of(1))],
        ["4,097 records", "Changes", 3, Array.from({ length: 4097 }, () => Buffer.of(1))],
        ["a record above 262,144 bytes", "Offer", 3, [Buffer.alloc(262_145)]],
        ["a number that is not 0", "RejectChanges", 2, 1],
        ["a role that reads nothing", "Welcome", 2, 0],
        ["a label of 97 bytes", "Seen", 3, "x".repeat(97)],
        ["1,025 people", "Presence", 3, Array.from({ length: 1025 }, (_, id) => [id, null, "", 0, true])],
        ["a credential of another sort", "AnnouncePresence", 4, [2, ID]],
        ["a token of 31 bytes", "AnnouncePresence", 4, [1, ID.subarray(1)]],
    ] as readonly [string, keyof typeof MESSAGES, number, Cbor][])("with %s are malformed", (_, type, at, item) => {
        expect(readAs(type, encodeCbor(itemsOf(FRAMES[type]).with(at, item)))).toBeInstanceOf(Damage);
    });

    it("with bytes changed at random are read or are damaged, and nothing else", () => {
        const seed = 20261;
        console.log(`messages: seed ${seed}`);
        const random = new Random(seed);
        const frames = Object.values(FRAMES);
        let damaged = 0;
        const size = searchSize(1000, 10_000);
        for (let round = 0; round < size; round++) {
            const frame = Buffer.from(random.pick(frames));
            for (let changes = random.integer(1, 3); changes > 0; changes--)
                frame[random.integer(0, frame.length - 1)] = random.integer(0, 255);
            const cut = random.integer(0, 3) === 0 ? frame.subarray(0, random.integer(0, frame.length)) : frame;
            for (const message of [readFromClient(cut), readFromServer(cut)]) if (message instanceof Damage) damaged++;
        }
        expect(damaged).toBeGreaterThan(size);
    });
});
