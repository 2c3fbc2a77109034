/** The messages of the protocol as payload bytes. docs/protocol.md is normative. */

import { packU16, packU24, packU32, readU16, readU24, readU32 } from "../codec/integers";
import { packRow, packRows, readRow, readRows, type WeekRow } from "./rows";

const sub = string.sub;

/** Types of messages. Unknown ones are counted and ignored. */
export const enum MessageType {
    Advertise = 1,
    Request = 2,
    Events = 3,
    Fragment = 4,
    RowsRequest = 5,
    Rows = 6,
    Want = 7,
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

export interface Request {
    /** What the requester holds of the week. */
    readonly row: WeekRow;
    readonly ids: IdList;
}

/** Short ids of events of one week. */
export interface IdList {
    readonly week: number;
    /** 1..2^24-1: what the ids are mixed with. */
    readonly salt: number;
    /** Empty in a request: the whole week is asked for. */
    readonly ids: readonly number[];
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

export function encodeIds({ week, salt, ids }: IdList): string {
    const parts = [packU16(week), packU24(salt)];
    let count = 2;
    for (const id of ids) {
        parts[count] = packU24(id);
        count++;
    }
    return table.concat(parts);
}

export function decodeIds(payload: string, position: number): IdList | undefined {
    const week = readU16(payload, position);
    const salt = readU24(payload, position + 2);
    const first = position + 5;
    const count = (payload.length - first + 1) / 3;
    if (week === undefined || salt === undefined || salt === 0 || count % 1 !== 0) {
        return undefined;
    }
    const ids: number[] = [];
    for (const index of $range(0, count - 1)) {
        ids[index] = readU24(payload, first + index * 3)!;
    }
    return { week, salt, ids };
}

export function encodeRequest({ row, ids }: Request): string {
    return packRow(row) + encodeIds(ids);
}

export function decodeRequest(payload: string): Request | undefined {
    const [row, next] = readRow(payload, 1);
    const ids = row === undefined ? undefined : decodeIds(payload, next);
    return row === undefined || ids === undefined || ids.week !== row.week ? undefined : { row, ids };
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
