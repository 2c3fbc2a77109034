/** The messages that say what a client has, and the one that carries events. docs/protocol.md is normative. */

import { BlockReader } from "../block/reader";
import { packU16, packU24, packU32, readU16, readU24, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import { EVENT_FRAGMENT, TYPED_FRAGMENT } from "../link/fragments";
import type { MessageKind } from "../link/message-kind";
import { packRows, readRows, type WeekSummary } from "./week-summary";

const format = string.format;
const sub = string.sub;

export interface Advertisement {
    /** Unix seconds since when the peer claims to serve. A lower claim answers earlier. */
    readonly claim: number;
    /** Number of the first week that has a row of its own. */
    readonly base: number;
    /** A hash over the rows of all weeks before `base`; 0 when there are none. */
    readonly root: number;
    readonly rows: readonly WeekSummary[];
}

export interface RowsAnswer {
    /** The rows are all that the peer has in [from, to). */
    readonly from: number;
    readonly to: number;
    readonly rows: readonly WeekSummary[];
}

export function encodeAdvertisement({ claim, base, root, rows }: Advertisement): string {
    return packU32(claim) + packU16(base) + packU32(root) + packRows(rows);
}

export function decodeAdvertisement(payload: string): Advertisement | undefined {
    const claim = readU32(payload, 1);
    const base = readU16(payload, 5);
    const root = readU32(payload, 7);
    const rows = readRows(payload, 11);
    if (claim === undefined || base === undefined || root === undefined || rows === undefined) {
        return undefined;
    }
    return rows.length > 0 && rows[0].weekNumber < base ? undefined : { claim, base, root, rows };
}

/** The part of an advertisement that is equal for two peers with equal logs: all but the claim. */
export function advertisedContent(payload: string): string {
    return sub(payload, 5);
}

/** What a client holds of a week, under the salt and at the point of a comparison. */
export interface ComparedWeek {
    readonly weekNumber: number;
    readonly count: number;
    readonly fingerprint: number;
    readonly product: number;
}

/** Tells equal weeks from weeks that only look so; see comparer.ts. */
export interface Comparison {
    /** Key of the digests, 1 to 2^24 - 1. */
    readonly salt: number;
    readonly point: number;
    /** At most COMPARED_WEEKS. */
    readonly weeks: readonly ComparedWeek[];
}

/** Most weeks in one comparison. */
export const COMPARED_WEEKS = 8;

export function encodeComparison({ salt, point, weeks }: Comparison): string {
    const parts = weeks.map(({ weekNumber, count, fingerprint, product }) => {
        return packU16(weekNumber) + encodeVarint(count) + packU32(fingerprint) + packU24(product);
    });
    return packU24(salt) + packU24(point) + table.concat(parts);
}

export function decodeComparison(payload: string): Comparison | undefined {
    const salt = readU24(payload, 1);
    const point = readU24(payload, 4);
    const weeks: ComparedWeek[] = [];
    let size = 0;
    let position = 7;
    while (position <= payload.length) {
        const weekNumber = readU16(payload, position);
        const [count, next] = decodeVarint(payload, position + 2);
        const fingerprint = next === undefined ? undefined : readU32(payload, next);
        const product = next === undefined ? undefined : readU24(payload, next + 4);
        if (weekNumber === undefined || count === undefined || fingerprint === undefined || product === undefined) {
            return undefined;
        }
        weeks[size] = { weekNumber, count, fingerprint, product };
        size++;
        position = next + 7;
    }
    const isReadable = salt !== undefined && salt > 0 && point !== undefined && size > 0 && size <= COMPARED_WEEKS;
    return isReadable ? { salt, point, weeks } : undefined;
}

export function encodeHello(root: number): string {
    return packU32(root);
}

export function decodeHello(payload: string): number | undefined {
    return payload.length === 4 ? readU32(payload, 1) : undefined;
}

/** Most weeks in one Answering message. */
export const WEEKS_PER_MESSAGE = 100;

/** Encodes the weeks that the sender answers by whisper or in units. */
export function encodeAnswering(weeks: readonly number[]): string {
    return table.concat(weeks.map((weekNumber) => packU16(weekNumber)));
}

/** Returns nil when the payload holds no week or an incomplete one. */
export function decodeAnswering(payload: string): number[] | undefined {
    if (payload.length === 0 || payload.length % 2 !== 0) {
        return undefined;
    }
    const weeks: number[] = [];
    for (const index of $range(0, payload.length / 2 - 1)) {
        weeks[index] = readU16(payload, index * 2 + 1)!;
    }
    return weeks;
}

export function encodeRowsRequest(base: number): string {
    return packU16(base);
}

export function decodeRowsRequest(payload: string): number | undefined {
    return payload.length === 2 ? readU16(payload, 1) : undefined;
}

export function encodeRows({ from, to, rows }: RowsAnswer): string {
    return packU16(from) + packU16(to) + packRows(rows);
}

export function decodeRows(payload: string): RowsAnswer | undefined {
    const from = readU16(payload, 1);
    const to = readU16(payload, 3);
    const rows = readRows(payload, 5);
    if (from === undefined || to === undefined || rows === undefined) {
        return undefined;
    }
    const isInside = rows.length === 0 || (rows[0].weekNumber >= from && rows[rows.length - 1].weekNumber < to);
    return isInside ? { from, to, rows } : undefined;
}

function describeEvents(block: string): string {
    const reader = new BlockReader(block, 1);
    let count = 0;
    while (reader.next()) {
        count++;
    }
    return format("%.0f of week %.0f", count, reader.weekNumber);
}

/** Says that a client has logged in, with the root of its log. */
export const HELLO: MessageKind<number> = {
    type: 1,
    name: "hello",
    decode: decodeHello,
    describe: (root) => format("root %.0f", root),
};

/** Says what a serving client holds. */
export const ADVERTISE: MessageKind<Advertisement> = {
    type: 2,
    name: "advertise",
    speaker: "held",
    decode: decodeAdvertisement,
    describe: ({ rows, base }) => format("%.0f rows since week %.0f", rows.length, base),
};

/** Carries a block of events; errors in the block are found when it is read. */
export const EVENTS: MessageKind<string> = {
    type: 4,
    name: "events",
    fragmentType: EVENT_FRAGMENT.type,
    decode: (payload) => payload,
    describe: describeEvents,
};

/** Asks for the rows of all weeks before a given one. */
export const ROWS_REQUEST: MessageKind<number> = {
    type: 6,
    name: "rowsRequest",
    decode: decodeRowsRequest,
    describe: (base) => format("before week %.0f", base),
};

/** Gives the rows of old weeks. */
export const ROWS: MessageKind<RowsAnswer> = {
    type: 7,
    name: "rows",
    speaker: "held",
    decode: decodeRows,
    describe: ({ rows, from, to }) => format("%.0f of weeks %.0f to %.0f", rows.length, from, to),
};

/** Names weeks that the sender answers by whisper, or in units. */
export const ANSWERING: MessageKind<number[]> = {
    type: 10,
    name: "answering",
    speaker: "only",
    decode: decodeAnswering,
    describe: (weekNumbers) => format("%.0f weeks", weekNumbers.length),
};

/** Compares what clients hold of a few weeks under a new salt, so that no one can prepare weeks that only look equal. */
export const COMPARE: MessageKind<Comparison> = {
    type: 11,
    name: "compare",
    speaker: "held",
    decode: decodeComparison,
    describe: ({ weeks }) =>
        format(
            "weeks %s",
            table.concat(
                weeks.map(({ weekNumber }) => format("%.0f", weekNumber)),
                ", ",
            ),
        ),
};

/** Carries a unit of events, deflated; what is wrong with it is found when it is read. */
export const UNIT: MessageKind<string> = {
    type: 12,
    name: "unit",
    fragmentType: TYPED_FRAGMENT.type,
    decode: (payload) => payload,
    describe: (deflated) => format("%.0f bytes", deflated.length),
};
