/** One example of each message of the protocol; spec/fixtures/messages-1.txt keeps their bytes. */

import { packU16 } from "../../src/codec/integers";
import { EVENT_FRAGMENT, splitFragments } from "../../src/link/fragments";
import {
    ADVERTISE,
    ANSWERING,
    COMPARE,
    encodeAdvertisement,
    encodeAnswering,
    encodeComparison,
    encodeHello,
    encodeRows,
    encodeRowsRequest,
    EVENTS,
    HELLO,
    ROWS,
    ROWS_REQUEST,
    UNIT,
} from "../../src/sync/messages";
import {
    encodeEntry,
    encodeMore,
    encodeRequest,
    encodeWant,
    Mode,
    MORE,
    REQUEST,
    type RequestEntry,
    WANT,
} from "../../src/sync/requests";
import {
    encodeKept,
    encodeSealAnswer,
    encodeSealRequest,
    encodeStatePiece,
    encodeStateRequest,
    encodeSurplus,
    KEPT,
    SEAL_ANSWER,
    SEAL_REQUEST,
    STATE_PIECE,
    STATE_REQUEST,
    SURPLUS,
} from "../../src/sync/seal-messages";
import { toId, WEEK_SECONDS } from "../../src/event/key";
import { encodeBody } from "../../src/event/schema";
import { UnitWriter } from "../../src/unit/unit-writer";
import { NOTE } from "../replay/stage";
import { writeBlock } from "../support/events";
import { PAYLOAD_BYTES } from "../support/world";

export interface Example {
    readonly name: string;
    readonly type: number;
    readonly payload: string;
    /** What it says, as the decoder gives it; nil for blocks, fragments of them, and units. */
    readonly means?: unknown;
}

const SUMMARIES = [
    { weekNumber: 2817, count: 1, hash: 0x00010203, fingerprint: 0xfffefdfc },
    { weekNumber: 2820, count: 300, hash: 0xdeadbeef, fingerprint: 7 },
];

const ADVERTISEMENT = { claim: 1700000000, base: 2817, root: 0x01020304, rows: SUMMARIES };
const ROWS_ANSWER = { from: 2000, to: 2821, rows: SUMMARIES };

export const WHOLE: RequestEntry = {
    weekNumber: 2817,
    count: 0,
    mode: Mode.Whole,
    isKeyed: false,
    isDoubted: false,
    fingerprint: 0,
    first: 1,
    numbers: [],
};
export const LIST: RequestEntry = {
    weekNumber: 2818,
    count: 2,
    mode: Mode.List,
    isKeyed: false,
    isDoubted: false,
    fingerprint: 0xcafebabe,
    first: 1,
    numbers: [1, 16777212],
};
export const SKETCH: RequestEntry = {
    weekNumber: 2819,
    count: 500,
    mode: Mode.Sketch,
    isKeyed: false,
    isDoubted: false,
    fingerprint: 0x80000000,
    first: 78,
    numbers: [0, 255, 65536],
};
export const DOUBTED: RequestEntry = {
    weekNumber: 2816,
    count: 1,
    mode: Mode.List,
    isKeyed: true,
    isDoubted: true,
    fingerprint: 0xcafebabe,
    first: 1,
    numbers: [7],
};
export const REQUEST_EXAMPLE = { salt: 0x010203, entries: [WHOLE, LIST, SKETCH], readsUnits: false };
export const WANT_EXAMPLE = { salt: 16777212, weekNumber: 2820, coefficients: [5, 16777206] };
const DOUBTED_REQUEST = { salt: 0x010203, entries: [DOUBTED], readsUnits: false };
const UNIT_REQUEST = { salt: 0x010203, entries: [WHOLE], readsUnits: true };
const COMPARISON = {
    salt: 0x010203,
    point: 0,
    weeks: [
        { weekNumber: 2820, count: 300, fingerprint: 0xdeadbeef, product: 16777212 },
        { weekNumber: 2800, count: 1, fingerprint: 7, product: 0 },
    ],
};
const ANSWERING_EXAMPLE = [2820, 2000];
const DIGEST = string.char(0xde, 0xad, 0xbe, 0xef);
const SEAL_REQUEST_EXAMPLE = { week: 2817, digest: DIGEST, tries: 2 };
const SEAL_ANSWER_EXAMPLE = { digest: DIGEST, flags: 5, size: 70000, hash: 0xcafebabe };
const STATE_REQUEST_EXAMPLE = { digest: DIGEST, hash: 0xcafebabe, index: 8, whom: 0x01020304 };
const STATE_PIECE_EXAMPLE = { digest: DIGEST, hash: 0xcafebabe, index: 8, bytes: "some" };
export const MORE_EXAMPLE = { salt: 1, weekNumber: 2820, first: 78 };

/** A block of two events of one second. */
function exampleBlock(word: string): string {
    const [body] = encodeBody(NOTE, { word });
    const time = 2820 * WEEK_SECONDS + 5;
    return writeBlock([
        { time, id: toId(10, 0), server: 1001, body: body! },
        { time, id: toId(10, 1), server: 1001, body: body! },
    ]);
}

/** Two events of different weeks. */
function exampleUnit(): string {
    const [body] = encodeBody(NOTE, { word: "hi" });
    const writer = new UnitWriter();
    for (const week of [2817, 2820]) writer.add(week * WEEK_SECONDS + 5, toId(10, 0), 1001, body!);
    const bytes = writer.finish();
    // As it is, in one block of Deflate: encoders differ.
    const size = bytes.length;
    return string.char(1, size, 0, 255 - size, 255) + bytes;
}

export function examples(): Example[] {
    const request = encodeRequest(
        REQUEST_EXAMPLE.salt,
        REQUEST_EXAMPLE.entries.map((entry) => encodeEntry(entry)),
    );
    const [first] = splitFragments(EVENTS, exampleBlock(string.rep("x", 300)), PAYLOAD_BYTES)!.payloads;
    // A sender may number its wholes as it likes.
    const fragment = packU16(0x1234) + string.sub(first, 3);
    return [
        { name: "hello", type: HELLO.type, payload: encodeHello(0x01020304), means: 0x01020304 },
        {
            name: "advertise",
            type: ADVERTISE.type,
            payload: encodeAdvertisement(ADVERTISEMENT),
            means: ADVERTISEMENT,
        },
        { name: "request", type: REQUEST.type, payload: request, means: REQUEST_EXAMPLE },
        { name: "events", type: EVENTS.type, payload: exampleBlock("hi") },
        { name: "fragment", type: EVENT_FRAGMENT.type, payload: fragment },
        { name: "rows request", type: ROWS_REQUEST.type, payload: encodeRowsRequest(2820), means: 2820 },
        { name: "rows", type: ROWS.type, payload: encodeRows(ROWS_ANSWER), means: ROWS_ANSWER },
        { name: "want", type: WANT.type, payload: encodeWant(WANT_EXAMPLE), means: WANT_EXAMPLE },
        { name: "more", type: MORE.type, payload: encodeMore(MORE_EXAMPLE), means: MORE_EXAMPLE },
        {
            name: "answering",
            type: ANSWERING.type,
            payload: encodeAnswering(ANSWERING_EXAMPLE),
            means: ANSWERING_EXAMPLE,
        },
        { name: "compare", type: COMPARE.type, payload: encodeComparison(COMPARISON), means: COMPARISON },
        {
            name: "doubted request",
            type: REQUEST.type,
            payload: encodeRequest(DOUBTED_REQUEST.salt, [encodeEntry(DOUBTED)]),
            means: DOUBTED_REQUEST,
        },
        {
            name: "request in units",
            type: REQUEST.type,
            payload: encodeRequest(UNIT_REQUEST.salt, [encodeEntry(WHOLE)], true),
            means: UNIT_REQUEST,
        },
        { name: "unit", type: UNIT.type, payload: exampleUnit() },
        {
            name: "seal request",
            type: SEAL_REQUEST.type,
            payload: encodeSealRequest(SEAL_REQUEST_EXAMPLE),
            means: SEAL_REQUEST_EXAMPLE,
        },
        {
            name: "seal answer",
            type: SEAL_ANSWER.type,
            payload: encodeSealAnswer(SEAL_ANSWER_EXAMPLE),
            means: SEAL_ANSWER_EXAMPLE,
        },
        {
            name: "state request",
            type: STATE_REQUEST.type,
            payload: encodeStateRequest(STATE_REQUEST_EXAMPLE),
            means: STATE_REQUEST_EXAMPLE,
        },
        {
            name: "state piece",
            type: STATE_PIECE.type,
            payload: encodeStatePiece(STATE_PIECE_EXAMPLE),
            means: STATE_PIECE_EXAMPLE,
        },
        { name: "surplus", type: SURPLUS.type, payload: encodeSurplus(WANT_EXAMPLE), means: WANT_EXAMPLE },
        {
            name: "kept",
            type: KEPT.type,
            payload: encodeKept({ from: 2817, sealedBefore: 2822 }),
            means: { from: 2817, sealedBefore: 2822 },
        },
    ];
}
