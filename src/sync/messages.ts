/** The messages of the protocol that say what a client has, as payload bytes. docs/protocol.md is normative. */

import { packU16, packU32, readU16, readU32 } from "../codec/integers";
import { packRows, readRows, type WeekRow } from "./rows";

const sub = string.sub;

/** Types of messages. Unknown ones are counted and ignored. */
export const enum MessageType {
    Hello = 1,
    Advertise = 2,
    Request = 3,
    Events = 4,
    Fragment = 5,
    RowsRequest = 6,
    Rows = 7,
    Want = 8,
    More = 9,
    Answering = 10,
}

export interface Advertisement {
    /** Since when, Unix seconds, the peer claims to serve: the lower, the earlier it answers. */
    readonly claim: number;
    /** First week that has a row of its own. */
    readonly base: number;
    /** One hash over the rows of all weeks before `base`; 0 when there are none. */
    readonly root: number;
    readonly rows: readonly WeekRow[];
}

export interface RowsAnswer {
    /** The rows are all that the peer has in [from, to). */
    readonly from: number;
    readonly to: number;
    readonly rows: readonly WeekRow[];
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
    return rows.length > 0 && rows[0].week < base ? undefined : { claim, base, root, rows };
}

/** What of an advertisement two peers with equal logs have in common: all but the claim. */
export function advertisedContent(payload: string): string {
    return sub(payload, 5);
}

export function encodeHello(root: number): string {
    return packU32(root);
}

export function decodeHello(payload: string): number | undefined {
    return payload.length === 4 ? readU32(payload, 1) : undefined;
}

/** Weeks in one Answering message. */
export const WEEKS_LIMIT = 100;

/** Weeks that the sender answers by whisper. */
export function encodeAnswering(weeks: readonly number[]): string {
    return table.concat(weeks.map((week) => packU16(week)));
}

/** Nothing when it holds no week or half of one. */
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
    const isInside = rows.length === 0 || (rows[0].week >= from && rows[rows.length - 1].week < to);
    return isInside ? { from, to, rows } : undefined;
}
