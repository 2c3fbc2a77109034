/** What the saved parts about seals hold, as bytes (docs/seals.md, "Storage"). Pure. */

import { readU16, readU32 } from "../codec/integers";
import { decodeVarint, encodeVarint } from "../codec/varint";
import { MAX_BODY_BYTES, splitBody } from "../event/body";
import { MAX_SERVER } from "../event/guid";
import { KEY_BYTES, MAX_TIME, packKey, unpackKey, weekOf } from "../event/key";
import { DIGEST_BYTES } from "../event/seal";
import type { Pause } from "../ports";
import type { RemovedEvent } from "./log";
import { packRow, readRow, type WeekSummary } from "./week-row";

const byte = string.byte;
const char = string.char;
const sub = string.sub;

/** Most orphans that are kept. */
export const ORPHAN_LIMIT = 4096;

/** Most bytes of a sealed state, coded canonically. */
export const SEALED_STATE_BYTES = 8 * 1024 * 1024;

/** Most that Deflate adds to what it cannot shorten, for any size up to the limit: 5 bytes for each stored block of 65,535. */
const STREAM_BYTES = SEALED_STATE_BYTES + 1024;

/** Bytes of digest, week, state version and plain size. */
const STATE_HEAD_BYTES = DIGEST_BYTES + 10;

/** Rows or orphans that are read or written between two looks at the frame's budget. */
const STEP = 16;

/** Most seals that the file has. */
export const SEAL_LIMIT = 64;

/** The last week that a row can be of. */
const MAX_WEEK = weekOf(MAX_TIME);

/** Stands for the key of a seal where there is none. */
export const NO_KEY = packKey(0, 0);

/** The seal that stands. */
export interface SavedSeal {
    /** Its packed key, and its body. */
    readonly key: string;
    readonly body: string;
    /** Sum of SealFlags. */
    readonly flags: number;
}

/** A seal that stands in the log. */
export interface SealEvent {
    readonly time: number;
    readonly id: number;
    readonly body: string;
    /** Server id of the creator, of orphans. */
    readonly server?: number | undefined;
}

/** What a sealed state is. */
export interface StateHead {
    readonly digest: string;
    /** The weeks before it lead to it. */
    readonly week: number;
    /** The version of the addon that made it. */
    readonly stateVersion: number;
    /** Bytes of the canonical coding. */
    readonly plainSize: number;
}

/** A sealed state. */
export interface SealedState extends StateHead {
    /** Raw Deflate of the canonical coding. */
    readonly stream: string;
}

/** An event of a sealed week that is not sealed. */
export type Orphan = RemovedEvent;

/** What `seal` holds. */
interface SealPart {
    readonly seal: SavedSeal;
    readonly rows: WeekSummary[];
}

export function packSeal({ key, body, flags }: SavedSeal, rows: readonly WeekSummary[], pause: Pause): string {
    const parts = [key + char(flags) + encodeVarint(body.length) + body];
    for (const index of $range(0, rows.length - 1)) {
        parts[index + 1] = packRow(rows[index]);
        restAt(index, pause);
    }
    return table.concat(parts);
}

export function readSeal(bytes: string, pause: Pause): SealPart | undefined {
    const flags = byte(bytes, KEY_BYTES + 1) as number | undefined;
    const [length, bodyAt] = decodeVarint(bytes, KEY_BYTES + 2);
    if (flags === undefined || length === undefined || length > MAX_BODY_BYTES) {
        return undefined;
    }
    const rows: WeekSummary[] = [];
    let count = 0;
    let last = -1;
    let position = bodyAt + length;
    while (position <= bytes.length) {
        const [row, next] = readRow(bytes, position);
        if (row === undefined || row.weekNumber <= last || row.weekNumber > MAX_WEEK) {
            return undefined;
        }
        rows[count] = row;
        last = row.weekNumber;
        position = next!;
        count++;
        restAt(count, pause);
    }
    const body = sub(bytes, bodyAt, bodyAt + length - 1);
    return body.length === length ? { seal: { key: sub(bytes, 1, KEY_BYTES), body, flags }, rows } : undefined;
}

/** Packed key, server id varint where there is one, varint length and body of each event. */
export function packEvents(events: readonly SealEvent[], pause: Pause): string {
    const parts: string[] = [];
    for (const index of $range(0, events.length - 1)) {
        const { time, id, server, body } = events[index];
        const origin = server === undefined ? "" : encodeVarint(server);
        parts[index] = packKey(time, id) + origin + encodeVarint(body.length) + body;
        restAt(index, pause);
    }
    return table.concat(parts);
}

/** What packEvents() wrote; nil when it is damaged, or has more events than the limit. @param hasServers whether each has a server id. */
function readEvents(bytes: string, hasServers: boolean, limit: number, pause: Pause): SealEvent[] | undefined {
    const events: SealEvent[] = [];
    let count = 0;
    let position = 1;
    while (position <= bytes.length) {
        const [time, id] = unpackKey(bytes, position);
        let lengthAt: number | undefined = position + KEY_BYTES;
        let server: number | undefined;
        if (hasServers) {
            [server, lengthAt] = decodeVarint(bytes, lengthAt);
        }
        const [length, bodyAt] = decodeVarint(bytes, lengthAt ?? bytes.length + 1);
        if (time === undefined || length === undefined || (server ?? 0) > MAX_SERVER || count === limit) {
            return undefined;
        }
        const body = sub(bytes, bodyAt, bodyAt + length - 1);
        if (body.length !== length || length > MAX_BODY_BYTES || splitBody(body) === undefined) {
            return undefined;
        }
        events[count] = { time, id, body, server };
        position = bodyAt + length;
        count++;
        restAt(count, pause);
    }
    return events;
}

export function readSeals(bytes: string, pause: Pause): SealEvent[] | undefined {
    return readEvents(bytes, false, SEAL_LIMIT, pause);
}

export function readOrphans(bytes: string, pause: Pause): Orphan[] | undefined {
    return readEvents(bytes, true, ORPHAN_LIMIT, pause) as Orphan[] | undefined;
}

export function readStateHead(bytes: string): StateHead | undefined {
    const week = readU16(bytes, DIGEST_BYTES + 1);
    const stateVersion = readU32(bytes, DIGEST_BYTES + 3);
    const plainSize = readU32(bytes, DIGEST_BYTES + 7);
    if (week === undefined || stateVersion === undefined || plainSize === undefined || plainSize > SEALED_STATE_BYTES) {
        return undefined;
    }
    return { digest: sub(bytes, 1, DIGEST_BYTES), week, stateVersion, plainSize };
}

export function readState(this: void, bytes: string): SealedState | undefined {
    const head = readStateHead(bytes);
    const stream = sub(bytes, STATE_HEAD_BYTES + 1);
    return head === undefined || stream.length > STREAM_BYTES ? undefined : { ...head, stream };
}

function restAt(count: number, pause: Pause): void {
    if (count % STEP === 0) {
        pause();
    }
}
