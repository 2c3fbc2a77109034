/** One example of each message of the protocol; spec/fixtures/messages-1.txt keeps their bytes. */

import { splitFragments } from "../../src/link/fragments";
import {
    encodeAdvertisement,
    encodeAnswering,
    encodeHello,
    encodeRows,
    encodeRowsRequest,
    MessageType,
} from "../../src/sync/messages";
import { encodeEntry, encodeMore, encodeRequest, encodeWant, Mode, type RequestEntry } from "../../src/sync/requests";
import { toId, WEEK_SECONDS } from "../../src/event/key";
import { encodeBody } from "../../src/event/schema";
import { NOTE } from "../replay/stage";
import { writeBlock } from "../support/events";

export interface Example {
    readonly name: string;
    readonly type: MessageType;
    readonly payload: string;
    /** What it says, as the decoder gives it; nothing for blocks and fragments of them. */
    readonly means?: unknown;
}

const ROWS = [
    { week: 2817, count: 1, hash: 0x00010203, fingerprint: 0xfffefdfc },
    { week: 2820, count: 300, hash: 0xdeadbeef, fingerprint: 7 },
];

export const ADVERTISEMENT = { claim: 1700000000, base: 2817, root: 0x01020304, rows: ROWS };
export const ROWS_ANSWER = { from: 2000, to: 2821, rows: ROWS };

export const WHOLE: RequestEntry = { week: 2817, count: 0, mode: Mode.Whole, fingerprint: 0, first: 1, numbers: [] };
export const LIST: RequestEntry = {
    week: 2818,
    count: 2,
    mode: Mode.List,
    fingerprint: 0xcafebabe,
    first: 1,
    numbers: [1, 16777212],
};
export const SKETCH: RequestEntry = {
    week: 2819,
    count: 500,
    mode: Mode.Sketch,
    fingerprint: 0x80000000,
    first: 78,
    numbers: [0, 255, 65536],
};
export const REQUEST = { salt: 0x010203, entries: [WHOLE, LIST, SKETCH] };
export const WANT = { salt: 16777212, week: 2820, coefficients: [5, 16777206] };
export const ANSWERING = [2820, 2000];
export const MORE = { salt: 1, week: 2820, first: 78 };

/** A block of two events of one second. */
function exampleBlock(word: string): string {
    const [body] = encodeBody(NOTE, { word });
    const time = 2820 * WEEK_SECONDS + 5;
    return writeBlock([
        { time, id: toId(10, 0), server: 1001, body: body! },
        { time, id: toId(10, 1), server: 1001, body: body! },
    ]);
}

export function examples(): Example[] {
    const request = encodeRequest(
        REQUEST.salt,
        REQUEST.entries.map((entry) => encodeEntry(entry)),
    );
    const [fragment] = splitFragments(0x1234, exampleBlock(string.rep("x", 300)));
    return [
        { name: "hello", type: MessageType.Hello, payload: encodeHello(0x01020304), means: 0x01020304 },
        {
            name: "advertise",
            type: MessageType.Advertise,
            payload: encodeAdvertisement(ADVERTISEMENT),
            means: ADVERTISEMENT,
        },
        { name: "request", type: MessageType.Request, payload: request, means: REQUEST },
        { name: "events", type: MessageType.Events, payload: exampleBlock("hi") },
        { name: "fragment", type: MessageType.Fragment, payload: fragment },
        { name: "rows request", type: MessageType.RowsRequest, payload: encodeRowsRequest(2820), means: 2820 },
        { name: "rows", type: MessageType.Rows, payload: encodeRows(ROWS_ANSWER), means: ROWS_ANSWER },
        { name: "want", type: MessageType.Want, payload: encodeWant(WANT), means: WANT },
        { name: "more", type: MessageType.More, payload: encodeMore(MORE), means: MORE },
        { name: "answering", type: MessageType.Answering, payload: encodeAnswering(ANSWERING), means: ANSWERING },
    ];
}
